"""How somebody can be reached without danger; and the short form of who would rather be called."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from intake.forms.fields import EmailField, PostcodeField, TelephoneField, refuse_unreachable
from intake.forms.refer.base import ERRORS, Line, OneOf, StepForm
from intake.models import SafeChannel
from portal.spam.forms import PROOF, TRAP, SpamFields

_NAME = {"autocomplete": "name"}

# "You" to somebody young, which most languages say with another word.
_TO_A_CHILD: dict[str, tuple[Any, Any]] = {
    "referrer_name": (
        pgettext_lazy("child", "What may we call you?"),
        pgettext_lazy("child", "Any name will do."),
    ),
    "telephone": (
        pgettext_lazy("child", "Your telephone number"),
        pgettext_lazy("child", "A number or an e-mail address is enough."),
    ),
    "email": (
        pgettext_lazy("child", "Your e-mail address"),
        pgettext_lazy("child", "Only if nobody else reads it."),
    ),
    "wants_mail": (
        pgettext_lazy("child", "Send me my number by e-mail"),
        pgettext_lazy("child", "It says only the number and ours."),
    ),
    "safe_channel": (pgettext_lazy("child", "What do you like best?"), ""),
    "safe_times": (
        pgettext_lazy("child", "When are you alone, or somewhere safe?"),
        pgettext_lazy("child", "For example: after school, until 5 o'clock."),
    ),
    "voicemail_is_safe": (pgettext_lazy("child", "You may leave a message on my voicemail"), ""),
    "never_do": (
        pgettext_lazy("child", "Is there something we must never do?"),
        pgettext_lazy("child", "For example: do not call my mother."),
    ),
}

# Read once more with the question itself: the short one is for grown-ups.
_ASKED_OTHERWISE = ("referrer_name", "safe_channel")


class ContactForm(StepForm):
    title = _("How do we reach you safely?")
    lead = _("We keep to what you write here.")
    labels = {
        "referrer_name": _("Your name"),
        "telephone": _("Telephone"),
        "email": _("E-mail"),
        "wants_mail": _("Number by e-mail"),
        "safe_channel": _("How to reach you"),
        "safe_times": _("Calling is safe"),
        "voicemail_is_safe": _("Voicemail"),
        "never_do": _("Never do"),
    }

    referrer_name = Line(
        label=_("Your name"),
        help_text=_("What may we call you?"),
        required=True,
        error=_("Write what we may call you."),
        **_NAME,
    )
    telephone = TelephoneField(
        label=_("Your telephone number"),
        help_text=_("A telephone number or an e-mail address: one of the two is enough."),
        error_messages=ERRORS,
    )
    email = EmailField(
        label=_("Your e-mail address"), help_text=_("Only if nobody else reads your mail."), error_messages=ERRORS
    )
    wants_mail = forms.BooleanField(
        label=_("Send me my number by e-mail"), help_text=_("It says only the number and ours."), required=False
    )
    safe_channel = OneOf(
        label=_("How would you like us to reach you?"),
        choices=SafeChannel.choices,
        hints={
            SafeChannel.CODE: _(
                "You get a number and a code in a moment. With them you read what we write to you here."
            )
        },
    )
    safe_times = Line(
        label=_("When can we call safely?"), help_text=_("For example: on working days between 9 and 14 o'clock.")
    )
    voicemail_is_safe = forms.BooleanField(label=_("You may leave a message on my voicemail"), required=False)
    never_do = Line(
        label=_("Is there something we must never do?"), help_text=_("For example: do not send letters to my home.")
    )

    def suit(self):
        self.say_so_elsewhere("telephone", "email")
        if self.is_child:
            self._suit_child()

    @property
    def left_out(self):
        without = [("email", "wants_mail"), ("telephone", "voicemail_is_safe")]
        return {name for needed, name in without if not self.cleaned_data.get(needed)}

    def clean(self):
        answers = super().clean() or {}
        refuse_unreachable(self, self.nowhere)
        if answers.get("wants_mail") and not answers.get("email") and "email" not in self.errors:
            self.add_error("email", _("Fill in the e-mail address, or take the tick for the mail away."))
        return answers

    nowhere = _("Fill in a telephone number or an e-mail address, or choose below to be reached only by the code.")

    def _suit_child(self):
        self.title = pgettext_lazy("child", "How can we reach you?")
        self.labels = {name: label for name, label in self.labels.items() if name not in _ASKED_OTHERWISE}
        self.lead = pgettext_lazy("child", "Only in a way that is safe for you. We keep to what you write here.")
        self.nowhere = pgettext_lazy(
            "child", "Write a telephone number or an e-mail address, or choose below to look for a message yourself."
        )
        for name, (label, help_text) in _TO_A_CHILD.items():
            self.fields[name].label, self.fields[name].help_text = label, help_text
        self.fields["referrer_name"].error_messages["required"] = pgettext_lazy(
            "child", "Write a name. Any name will do."
        )
        self.fields["referrer_name"].widget.attrs.pop("autocomplete", None)
        self.fields["safe_channel"].hints = {
            SafeChannel.CODE: pgettext_lazy(
                "child", "You get a number and a code in a moment. With them you read here what we write to you."
            )
        }


class CallForm(SpamFields, StepForm):
    """Enough to call somebody back. The language is that of the page."""

    title = _("Shall we call you back?")
    lead = _("Then you tell it on the telephone, and we write it down together.")
    passing = ("end", TRAP, PROOF)

    referrer_name = Line(
        label=_("Your name"),
        help_text=_("What may we call you?"),
        required=True,
        error=_("Write what we may call you."),
        **_NAME,
    )
    telephone = TelephoneField(
        label=_("Your telephone number"),
        required=True,
        error_messages=ERRORS | {"required": _("Write the number that we may call.")},
    )
    safe_times = Line(
        label=_("When can we call safely?"), help_text=_("For example: on working days between 9 and 14 o'clock.")
    )
    voicemail_is_safe = forms.BooleanField(label=_("You may leave a message on my voicemail"), required=False)
    never_do = Line(
        label=_("Is there something we must never do?"), help_text=_("For example: do not send letters to my home.")
    )
    postcode = PostcodeField(
        label=_("Your postcode"), help_text=_("Then the right person calls you."), error_messages=ERRORS
    )

    def clean(self):
        return (super().clean() or {}) | {"safe_channel": SafeChannel.CALL}
