"""Answers that come in many shapes, cleaned in one place for the public form and for staff."""

import re

import phonenumbers
from django import forms
from django.utils.translation import gettext_lazy as _

from intake.models import SafeChannel
from portal.organisations.models import Country, Organisation
from portal.organisations.queries import postcode_digits, western_digits

LINE_LENGTH = 200
_POSTCODE_AND_PLACE = re.compile(r"^(\d{4}(?: ?[A-Za-z]{2})?)[\s,]+[^\d\s][^\d]+$")
_A_WORD = re.compile(r"[^\W\d_]{3}")


class TypedText(forms.CharField):
    """A long text: a line break is one sign, as the writer sees it, and nothing is cut off while it is pasted."""

    widget = forms.Textarea

    def to_python(self, value):
        return super().to_python(value).replace("\r\n", "\n")

    def widget_attrs(self, widget):
        return {}


class OfOrganisation:
    """A field that needs to know whose form it is: `suit(organisation)` before it cleans."""

    organisation: Organisation | None = None

    def suit(self, organisation: Organisation) -> None:
        self.organisation = organisation

    @property
    def is_belgian(self) -> bool:
        return self.organisation is not None and self.organisation.country == Country.BE


class TelephoneField(OfOrganisation, forms.CharField):
    """A number that can be called, from any country; without its country's code it is the organisation's own."""

    def __init__(self, **kwargs):
        attrs = {"type": "tel", "autocomplete": "tel", "dir": "ltr", "class": "medium"}
        super().__init__(**({"max_length": 40, "required": False, "widget": forms.TextInput(attrs=attrs)} | kwargs))

    def clean(self, value):
        typed = western_digits(super().clean(value).strip())
        country = self.organisation.country if self.organisation else Country.NL
        if typed and not _is_a_number(typed, country):
            example = "0470 12 34 56" if self.is_belgian else "06 1234 5678"
            raise forms.ValidationError(
                _("This telephone number is not right. Write all its digits, for example %(example)s."),
                params={"example": example},
            )
        return typed


class PostcodeField(OfOrganisation, forms.CharField):
    """A Dutch or Belgian postcode as people write it ("8011 GD", "B-1000"), or nothing."""

    def __init__(self, **kwargs):
        attrs = {"autocomplete": "postal-code", "class": "short"}
        super().__init__(**({"max_length": 20, "required": False, "widget": forms.TextInput(attrs=attrs)} | kwargs))

    def clean(self, value):
        postcode = western_digits(super().clean(value).strip())
        if postcode and postcode_digits(postcode) is None:
            raise forms.ValidationError(
                _("Write the postcode like this: %(example)s. Or leave it empty."),
                params={"example": "1000" if self.is_belgian else "8011 GD"},
            )
        return postcode


class PlaceField(PostcodeField):
    """A postcode, or a place in words for whoever does not know one: then the front desk finds the region.

    Of a postcode with the place behind it ("8011 GD Zwolle") the postcode is kept.
    """

    def __init__(self, **kwargs):
        super().__init__(**({"max_length": LINE_LENGTH} | kwargs))
        self.widget.attrs["class"] = "medium"

    def clean(self, value):
        place = forms.CharField.clean(self, value).strip()
        with_place = _POSTCODE_AND_PLACE.match(western_digits(place))
        if postcode_digits(place) is None and with_place and postcode_digits(with_place[1]):
            return with_place[1]
        return place if _A_WORD.search(place) else super().clean(value)


class EmailField(forms.EmailField):
    """An e-mail address, or nothing."""

    default_error_messages = {"invalid": _("This is not a complete e-mail address. It looks like name@example.org.")}

    def __init__(self, **kwargs):
        widget = forms.EmailInput(attrs={"autocomplete": "email", "dir": "ltr"})
        super().__init__(**({"max_length": LINE_LENGTH, "required": False, "widget": widget} | kwargs))


def refuse_unreachable(form: forms.BaseForm, message) -> None:
    """For `clean`: one way to reach somebody is needed, unless they look for messages themselves with the code.

    Whoever wants to be called gives a number, whoever wants mail an address. `message` says it when there is neither.
    """
    answers = form.cleaned_data
    if {"telephone", "email", "safe_channel"} & form.errors.keys() or answers.get("safe_channel") == SafeChannel.CODE:
        return
    if not (answers.get("telephone") or answers.get("email")):
        form.add_error("telephone", message)
    elif answers.get("safe_channel") in (SafeChannel.CALL, SafeChannel.TEXT) and not answers.get("telephone"):
        form.add_error("telephone", _("Fill in the telephone number, or choose another way."))
    elif answers.get("safe_channel") == SafeChannel.EMAIL and not answers.get("email"):
        form.add_error("email", _("Fill in the e-mail address, or choose another way."))


def suit_fields(form: forms.BaseForm, organisation: Organisation) -> None:
    """Tells every field of a form that needs to know whose form it is."""
    for field in form.fields.values():
        if isinstance(field, OfOrganisation):
            field.suit(organisation)


def _is_a_number(typed, country):
    try:
        return phonenumbers.is_valid_number(phonenumbers.parse(typed, country))
    except phonenumbers.NumberParseException:
        return False
