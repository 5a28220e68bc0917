"""The number of a certificate, as somebody reads it from paper."""

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.organisations.queries import western_digits
from portal.workflow.references import read_reference


class VerifyForm(forms.Form):
    number = forms.CharField(
        label=_("Number of the certificate"),
        help_text=_("Six letters and digits, such as 7HN 4RK. The registration number will do too."),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "short", "dir": "ltr"}),
        error_messages={
            "required": _("Fill in the number."),
            "max_length": _("The number has six letters and digits."),
        },
    )

    def clean_number(self):
        """The number without blanks; what cannot be one says so here, before anybody waits for an answer."""
        number = read_reference(western_digits(self.cleaned_data["number"]))
        if number is None:
            raise forms.ValidationError(
                _("This cannot be a number of ours: there is a letter or digit wrong. Look at it once more.")
            )
        return number
