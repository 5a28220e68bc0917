"""Number and code, to follow a referral."""

from django import forms
from django.utils.translation import gettext_lazy as _


class FollowForm(forms.Form):
    reference = forms.CharField(
        label=_("Your number"),
        help_text=_("Six letters and digits, such as 7HN 4RK."),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "short", "dir": "ltr"}),
        error_messages={"required": _("Fill in your number.")},
    )
    code = forms.CharField(
        label=_("Your code"),
        help_text=_("Ten digits."),
        max_length=30,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric", "class": "medium", "dir": "ltr"}),
        error_messages={"required": _("Fill in your code.")},
    )
