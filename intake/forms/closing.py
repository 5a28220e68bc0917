"""What staff fill in when they close a referral: why, and what whoever asked reads."""

from django import forms
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from intake.forms.fields import LINE_LENGTH, TypedText
from portal.backoffice.steps import StepForm

TEXT_LENGTH = 10_000


class DeclineForm(StepForm):
    """Why, and a message in the language of the referral, which staff change or empty."""

    message = TypedText(
        label=_("What do they read?"),
        help_text=_("They read it with their number and their code. Leave it empty to send nothing."),
        max_length=TEXT_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6, "dir": "auto"}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.order_fields([name for name in self.fields if name != "message"] + ["message"])
        self.fields["reason"].help_text = _("Only staff of the region read it.")
        with override(self.obj.language):
            self.fields["message"].initial = self.starter()

    def starter(self) -> str:
        """A kind beginning, complete as it stands; in the language that is active."""
        return gettext(
            "Thank you for telling us. We read it with care. We cannot go on with your request now. "
            "Would you like to know why, or has something changed? Call us: %(number)s."
        ) % {"number": self.obj.organisation.number_for_referrals}


class ReferOnForm(DeclineForm):
    """As DeclineForm, and to whom."""

    to_whom = forms.CharField(label=_("To whom"), help_text=_("Who fits better."), max_length=LINE_LENGTH)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.order_fields(["to_whom", *(name for name in self.fields if name != "to_whom")])

    def starter(self) -> str:
        return gettext(
            "Thank you for telling us. We read it with care. We think that somebody else can help you better. "
            "We like to tell you who that is, and how to get there. Call us: %(number)s."
        ) % {"number": self.obj.organisation.number_for_referrals}
