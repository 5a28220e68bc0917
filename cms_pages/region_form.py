"""The postcode finder: one field, and what is wrong with a postcode in the same words as elsewhere."""

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.organisations.queries import postcode_digits


class RegionForm(forms.Form):
    postcode = forms.CharField(
        label=_("Your postcode"),
        help_text=_("For example 8011 or 8011 GD. We do not keep it."),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "postal-code", "class": "short", "dir": "ltr"}),
        error_messages={"required": _("Fill in your postcode.")},
    )

    def clean_postcode(self):
        typed = self.cleaned_data["postcode"]
        if postcode_digits(typed) is None:
            raise forms.ValidationError(_("This postcode is not right. Write it like 8011 or 8011 GD."))
        return typed
