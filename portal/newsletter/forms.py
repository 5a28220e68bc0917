"""The form to ask for the newsletter."""

import unicodedata

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.newsletter.models import About
from portal.organisations.models import Organisation, Region
from portal.spam.forms import PROOF, SpamFields


class AddressField(forms.EmailField):
    """An e-mail address, without the direction marks that come along when it is copied from Arabic text."""

    def to_python(self, value):
        return super().to_python("".join(sign for sign in value or "" if unicodedata.category(sign) != "Cf"))


class SignUpForm(SpamFields):
    """An address, and what they would like to hear about. Nothing else: no name."""

    email = AddressField(
        label=_("Your e-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": _("Fill in your e-mail address."),
            "invalid": _("This is not a complete e-mail address. It looks like name@example.org."),
            "max_length": _("This e-mail address is too long to be right. Look at it once more."),
        },
    )
    about = forms.ChoiceField(
        label=_("What would you like to hear about?"),
        choices=About.choices,
        initial=About.ALL,
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("Choose one of the list.")},
    )
    region = forms.ModelChoiceField(
        label=_("Meetings in which region?"),
        queryset=Region.objects.none(),
        required=False,
        empty_label=_("All regions"),
        error_messages={"invalid_choice": _("Choose one of the list.")},
    )

    def __init__(self, *args, organisation: Organisation, **kwargs):
        super().__init__(*args, **kwargs)
        regions = organisation.regions.filter(is_front_desk=False).order_by("name")
        self.fields["region"].queryset = regions
        for name in ("about", "region"):
            self.fields[name].is_quiet = True  # what is chosen already says that nothing need be chosen

    def clean_about(self):
        return self.cleaned_data["about"] or About.ALL

    @property
    def said(self) -> dict[str, str]:
        """What was typed, to be kept; a used proof is worth nothing any more."""
        return {name: str(self.data[name]) for name in self.fields if name in self.data and name != PROOF}
