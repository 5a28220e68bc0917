"""Fields of a page that is filled in while somebody talks: nothing is needed unless it says so."""

from django import forms
from django.utils.translation import gettext_lazy as _

from intake.forms.fields import LINE_LENGTH, TypedText
from intake.forms.refer.base import ERRORS

TEXT_LENGTH = 2_000


def choice(label, choices, **kwargs):
    """One of a list, or not said. A list to open: one press of Tab, and a letter chooses."""
    empty = [("", _("Not said"))]
    return forms.ChoiceField(label=label, choices=[*empty, *choices], **({"required": False} | kwargs))


def line(label, **kwargs):
    errors = ERRORS | kwargs.pop("error_messages", {})
    return forms.CharField(
        label=label, **({"max_length": LINE_LENGTH, "required": False, "error_messages": errors} | kwargs)
    )


def text(label, **kwargs):
    widget = forms.Textarea(attrs={"rows": kwargs.pop("rows", 2)})
    return TypedText(
        label=label, widget=widget, error_messages=ERRORS, **({"max_length": TEXT_LENGTH, "required": False} | kwargs)
    )
