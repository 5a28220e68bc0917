"""What a coordinator is asked about a conference: independent or not, why not, why they stop."""

from django import forms
from django.utils.translation import gettext_lazy as _

from intake.forms.fields import LINE_LENGTH, TypedText
from intake.models import DeclineGround
from portal.backoffice.asking import Drawn

LONGEST_REASON = 2_000
LONGEST_HANDOVER = 5_000
_CANNOT_KEEP = {"null_characters_not_allowed": _("There is a sign in this that we cannot keep. Type it again.")}


class ActForm(forms.Form):
    """Just yes."""

    drawn = Drawn()


class AcceptForm(ActForm):
    employer = TypedText(
        label=_("Who do you work for?"),
        help_text=_("Your employer, and where you help as a volunteer. For nobody? Then leave it empty."),
        max_length=LINE_LENGTH,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization", "dir": "auto"}),
        error_messages=_CANNOT_KEEP | {"max_length": _("Use at most 200 signs.")},
    )
    is_independent = forms.BooleanField(
        label=_("I am independent: I am not tied to any of them"),
        help_text=_(
            "I do not know these people, I do not work for a body that helps or decides here, and whatever plan they "
            "make, it brings me nothing."
        ),
        error_messages={"required": _("Tick that you are independent. Are you not? Then say no to this one.")},
    )

    def clean_employer(self):
        return self.cleaned_data["employer"].strip()


class DeclineForm(ActForm):
    ground = forms.ChoiceField(
        label=_("Why not this one?"),
        help_text=_("It helps us to find somebody else. Nobody holds it against you."),
        choices=DeclineGround.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose why not."), "invalid_choice": _("Choose one of the answers below."),
        },
    )  # fmt: skip
    reason = TypedText(
        label=_("Do you want to tell more?"),
        max_length=LONGEST_REASON,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "class": "few", "dir": "auto"}),
        error_messages=_CANNOT_KEEP | {"max_length": _("Use at most 2,000 signs.")},
    )

    def clean_reason(self):
        return self.cleaned_data["reason"].strip()


class EndForm(ActForm):
    reason = TypedText(
        label=_("Why do you stop?"),
        help_text=_("A few words will do. Only your region reads it."),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3, "class": "few", "dir": "auto"}),
        error_messages=_CANNOT_KEEP
        | {"required": _("Write in a few words why you stop."), "max_length": _("Use at most 2,000 signs.")},
    )
    handover = TypedText(
        label=_("What must the next coordinator know?"),
        help_text=_("Whom did you speak? What was agreed? Who still waits for a call? They read it, and your region."),
        max_length=LONGEST_HANDOVER,
        required=False,
        widget=forms.Textarea(attrs={"rows": 8, "dir": "auto"}),
        error_messages=_CANNOT_KEEP | {"max_length": _("Use at most 5,000 signs.")},
    )
