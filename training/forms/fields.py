"""Fields of the letter. The browser cuts nothing off: what is too long or wrong gets an error and stays."""

import phonenumbers
from django import forms
from django.utils.translation import gettext_lazy as _

from portal.organisations.models import Country
from portal.organisations.queries import postcode_digits, western_digits

ERRORS = {
    "null_characters_not_allowed": _("There is a sign in this that we cannot keep. Type it again."),
    "max_length": _("This is too long. Make it shorter, or tell the rest later."),
    "invalid_choice": _("Choose one of the answers below."),
}


class Line(forms.CharField):
    """One line."""

    def __init__(self, *, label, error="", help_text="", max_length=120, **attrs):
        super().__init__(
            label=label,
            help_text=help_text,
            required=bool(error),
            max_length=max_length,
            widget=forms.TextInput(attrs=attrs),
            error_messages=ERRORS | ({"required": error} if error else {}),
        )

    def widget_attrs(self, widget):
        return {}


class Lines(forms.CharField):
    """A long text; a line break is one sign, as the writer sees it."""

    def __init__(self, *, label, help_text="", max_length=10_000, rows=8):
        super().__init__(
            label=label,
            help_text=help_text,
            required=False,
            max_length=max_length,
            widget=forms.Textarea(attrs={"rows": rows, "class": "few" if rows < 5 else ""}),
            error_messages=ERRORS,
        )

    def to_python(self, value):
        return super().to_python(value).replace("\r\n", "\n")

    def widget_attrs(self, widget):
        return {}


class Telephone(Line):
    """A number that can be called, from any country; without its country's code it is the organisation's own."""

    country: str = Country.NL

    def __init__(self, **kwargs):
        super().__init__(max_length=40, **kwargs)
        self.widget.attrs |= {"type": "tel", "autocomplete": "tel", "dir": "ltr", "class": "medium"}

    def clean(self, value):
        typed = western_digits(super().clean(value).strip())
        if typed and not self._is_a_number(typed):
            example = "0470 12 34 56" if self.country == Country.BE else "06 1234 5678"
            raise forms.ValidationError(
                _("This telephone number is not right. Write all its digits, for example %(example)s."),
                params={"example": example},
            )
        return typed

    def _is_a_number(self, typed):
        try:
            return phonenumbers.is_valid_number(phonenumbers.parse(typed, self.country))
        except phonenumbers.NumberParseException:
            return False


class Postcode(Line):
    """A Dutch or Belgian postcode as people write it ("8011 GD", "B-1000")."""

    country: str = Country.NL

    def __init__(self, **kwargs):
        super().__init__(max_length=12, **kwargs)
        self.widget.attrs |= {"autocomplete": "postal-code", "class": "short"}

    def clean(self, value):
        postcode = western_digits(super().clean(value).strip())
        if postcode and postcode_digits(postcode) is None:
            raise forms.ValidationError(
                _("Write the postcode like this: %(example)s. Or leave it empty."),
                params={"example": "1000" if self.country == Country.BE else "8011 GD"},
            )
        return postcode
