"""The last step: everything once more, and the tick before it is sent."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from intake.forms.refer.base import StepForm
from portal.spam.forms import PROOF, TRAP, SpamFields


class CheckForm(SpamFields, StepForm):
    title = _("Is everything right?")
    passing = ("end", TRAP, PROOF)

    agreed = forms.BooleanField(
        label=_("I know what happens with this information"),
        help_text=_("Only those who handle your request read it. It is stored under lock and key."),
        error_messages={"required": _("Tick the box if you know what happens with this information.")},
    )

    def suit(self):
        if self.is_child:
            self.fields["agreed"].label = pgettext_lazy("child", "I know what happens with what I wrote")
            self.fields["agreed"].help_text = pgettext_lazy(
                "child",
                "Only the people who are going to help you read it. We do nothing without talking with you first.",
            )
