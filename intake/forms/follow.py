"""Number and code, to follow a referral; a message; taking it back."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from intake.forms.fields import TypedText
from portal.backoffice.asking import Drawn

LONGEST_MESSAGE = 10_000
LONGEST_REASON = 2_000


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


class AnswerForm(forms.Form):
    """A message to staff. `is_child`: to somebody who asked as a child."""

    drawn = Drawn()
    text = TypedText(
        label=_("Your message"),
        help_text=_("Only we read it, not others in your case."),
        max_length=LONGEST_MESSAGE,
        widget=forms.Textarea(attrs={"rows": 6, "autocomplete": "off"}),
        error_messages={"required": _("Write your message first."), "max_length": _("Use at most 10,000 signs.")},
    )

    def __init__(self, *args, is_child: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        if is_child:
            text = self.fields["text"]
            text.label = pgettext_lazy("child", "Your message")
            text.help_text = pgettext_lazy("child", "Only we read it.")
            text.error_messages["required"] = pgettext_lazy("child", "Write your message first.")


class WithdrawForm(forms.Form):
    """Taking a request back; why is nobody's business, unless somebody wants to say it."""

    reason = TypedText(
        label=_("Do you want to say why?"),
        required=False,
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off"}),
        error_messages={"max_length": _("Use at most 2,000 signs.")},
    )

    def __init__(self, *args, is_child: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        if is_child:
            self.fields["reason"].label = pgettext_lazy("child", "Do you want to say why?")
