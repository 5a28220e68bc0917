"""What a coordinator writes to the region, or of a case that is on hold or not safe."""

from django import forms
from django.utils.translation import gettext_lazy as _

from intake.forms.fields import TypedText
from intake.forms.my_case import ActForm
from portal.backoffice.moments import DayField

_CANNOT_KEEP = {"null_characters_not_allowed": _("There is a sign in this that we cannot keep. Type it again.")}


class MessageActForm(ActForm):
    text = TypedText(
        label=_("Your message"),
        help_text=_("Only the staff of your region read it, not the family."),
        max_length=5_000,
        widget=forms.Textarea(attrs={"rows": 5, "dir": "auto", "autocomplete": "off"}),
        error_messages=_CANNOT_KEEP
        | {"required": _("Write your message first."), "max_length": _("Use at most 5,000 signs.")},
    )


class WorryActForm(ActForm):
    text = TypedText(
        label=_("What is the worry?"),
        help_text=_("What did you see or hear, and of whom? Is somebody in danger now? Then call first."),
        max_length=3_000,
        widget=forms.Textarea(attrs={"rows": 5, "dir": "auto", "autocomplete": "off"}),
        error_messages=_CANNOT_KEEP
        | {
            "required": _("Write in a few words what the worry is."),
            "max_length": _("Use at most 3,000 signs."),
        },
    )


class HoldActForm(ActForm):
    until = DayField(
        label=_("Until which day?"),
        help_text=_("On that day it goes on by itself. Not known yet? Then leave it empty."),
        required=False,
        error_messages={"invalid": _("Choose a day.")},
    )
    reason = TypedText(
        label=_("Why?"),
        help_text=_("A few words, as the family said it. Your region reads it."),
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        error_messages=_CANNOT_KEEP
        | {"required": _("Write down the reason."), "max_length": _("Use at most 2,000 signs.")},
    )
