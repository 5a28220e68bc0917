"""What is asked about a plan: agreements, who watches over it, what is found of it, who gets it."""

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from intake.actions.planning import LONGEST_AGREEMENT, agreements_in
from intake.forms.fields import LINE_LENGTH, TypedText
from intake.forms.meanwhile import EditionForm
from intake.forms.my_case import ActForm
from intake.models import DoneBy, MinimumRequirement, Often, Participant, RefusalGround
from portal.backoffice.moments import DayField

LONGEST_LIST = 60 * LONGEST_AGREEMENT
LONGEST_REASON = 2_000
_CANNOT_KEEP = {"null_characters_not_allowed": _("There is a sign in this that we cannot keep. Type it again.")}
_TOO_LONG = {"max_length": _("Use at most %(limit_value)d signs.")}


def _line(label, *, length=LINE_LENGTH, help_text="", asked=""):
    return TypedText(
        label=label, help_text=help_text, max_length=length, required=bool(asked),
        widget=forms.TextInput(attrs={"dir": "auto"}), error_messages=_CANNOT_KEEP | _TOO_LONG | {"required": asked},
    )  # fmt: skip


def _text(label, *, length, rows=3, help_text="", asked=""):
    return TypedText(
        label=label, help_text=help_text, max_length=length, required=bool(asked),
        widget=forms.Textarea(attrs={"rows": rows, "dir": "auto"}),
        error_messages=_CANNOT_KEEP | _TOO_LONG | {"required": asked},
    )  # fmt: skip


class AgreementForm(ActForm):
    """One agreement. Only the wording is required."""

    text = _text(
        _("What is the agreement?"),
        length=LONGEST_AGREEMENT,
        help_text=_("In the words of the circle. Change nothing to make it look nicer."),
        asked=_("Write down the agreement, in the words of the circle."),
    )
    who = _line(_("Who does it?"))
    on_day = DayField(label=_("On which day, or from which day?"), required=False)
    often = forms.ChoiceField(label=_("How often?"), choices=Often.choices, required=False)
    condition = _line(
        _("If what happens?"),
        length=300,
        help_text=_("Only for an agreement that begins with “if”. For example: when mother is ill."),
    )
    done_by = forms.ChoiceField(
        label=_("Done by"), choices=DoneBy.choices, initial=DoneBy.CIRCLE, widget=forms.RadioSelect
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.is_bound and "done_by" not in self.data:
            self.fields["done_by"].required = False

    def clean_done_by(self):
        return self.cleaned_data["done_by"] or DoneBy.CIRCLE

    def clean(self):
        answers = super().clean() or {}
        if answers.get("often") == Often.IF_THEN and not answers.get("condition") and "condition" not in self.errors:
            self.add_error("condition", _("Write down what must happen first."))
        if answers.get("condition") and answers.get("often") == Often.UNSAID:
            answers["often"] = Often.IF_THEN
        return answers


class ImportForm(ActForm):
    """A list that was written elsewhere: one agreement on each line."""

    text = _text(
        _("The list"),
        length=LONGEST_LIST,
        rows=12,
        help_text=_("One agreement on each line, at most 60. Numbers and bullets before a line fall away."),
        asked=_("Write one agreement on each line."),
    )

    @property
    def found(self) -> list[str]:
        """What it will make."""
        return agreements_in(self["text"].value() or "")


class AroundForm(EditionForm, ActForm):
    """What belongs to the whole plan."""

    watcher = _line(_("Who watches over it?"), help_text=_("Somebody of the circle, whom everybody can call."))
    adjusting = _text(
        _("Who meets when it must change?"), length=500, rows=2, help_text=_("And where or how, if they said so.")
    )
    language = forms.ChoiceField(label=_("In which language is it?"), choices=settings.LANGUAGES)
    large_type = forms.BooleanField(label=_("Print it in large letters"), required=False)


class ReturnForm(ActForm):
    reason = _text(
        _("Why does it go back to the circle?"),
        length=LONGEST_REASON,
        asked=_("Write down the reason."),
    )


class RefusalFields(forms.Form):
    """Yes, or no with its ground and what would be acceptable."""

    holds = forms.TypedChoiceField(
        label=_("What is the answer?"),
        choices=[("yes", _("Yes")), ("no", _("No"))],
        coerce=lambda said: said == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose yes or no."), "invalid_choice": _("Choose yes or no.")},
    )
    ground = forms.ChoiceField(
        label=_("If it is no: on which ground?"),
        help_text=_("A plan is refused on one of these grounds only."),
        choices=RefusalGround.choices,
        required=False,
        widget=forms.RadioSelect,
    )
    requirement = forms.ModelChoiceField(
        label=_("Which minimum requirement?"), queryset=MinimumRequirement.objects.none(), required=False
    )
    reason = _text(_("Why?"), length=LONGEST_REASON, help_text=_("If it is no, you always say why."))
    acceptable = _text(
        _("What would be acceptable?"),
        length=LONGEST_REASON,
        help_text=_("If it is no: so that the circle knows what to think about."),
    )

    def __init__(self, *args, requirements: list[MinimumRequirement], **kwargs):
        super().__init__(*args, **kwargs)
        self.requirements = requirements
        if not requirements:
            del self.fields["requirement"]
            without = [choice for choice in RefusalGround.choices if choice[0] != RefusalGround.REQUIREMENT]
            self.fields["ground"].choices = without
            return
        keys = [one.pk for one in requirements]
        self.fields["requirement"].queryset = MinimumRequirement.objects.filter(pk__in=keys)

    def name_requirements(self) -> None:
        """Their words to choose from; to be called while looking at the case."""
        if self.requirements:
            named = [("", _("Choose")), *((str(one.pk), one.text) for one in self.requirements)]
            self.fields["requirement"].choices = named

    def clean(self):
        answers = super().clean() or {}
        if answers.get("holds") is False:
            for name, words in (
                ("ground", _("A refusal says on which ground.")),
                ("reason", _("Write down why.")),
                ("acceptable", _("Write down what would be acceptable.")),
            ):
                if not answers.get(name) and name not in self.errors:
                    self.add_error(name, words)
            if answers.get("ground") == RefusalGround.REQUIREMENT and not answers.get("requirement"):
                self.add_error("requirement", _("Choose which minimum requirement is not in it."))
        if answers.get("holds"):
            answers |= {"ground": "", "acceptable": "", "requirement": None}
        return answers


class SaidFields(forms.Form):
    said_by = _line(_("Who said so?"), asked=_("Write down who said so."))
    said_on = DayField(label=_("On which day?"), initial=timezone.localdate)


class CircleVerdictForm(RefusalFields, SaidFields, ActForm):
    """What the circle itself says about one of the three questions."""

    field_order = ("holds", "said_by", "said_on", "ground", "requirement", "reason", "acceptable")


class CodeVerdictForm(RefusalFields, ActForm):
    """What who must accept the plan says, by own code."""


class AcceptPlanForm(ActForm):
    said_by = _line(_("Who accepts it?"), asked=_("Write down who accepts it."))
    accepted_on = DayField(label=_("On which day?"), initial=timezone.localdate)


class Named(forms.ModelMultipleChoiceField):
    def label_from_instance(self, obj):
        return f"{obj.name}, {obj.who}" if obj.who else obj.name


class RecipientFields(forms.Form):
    """Who gets a code of their own, of `people`. To be drawn and read while looking at the case."""

    recipients = Named(
        label=_("Who gets a code of their own?"),
        help_text=_("With it they read the plan and tell later how it goes. Who stands in the middle has one already."),
        queryset=Participant.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["recipients"].queryset = people
        # Those of the circle are ticked beforehand.
        self.initial["recipients"] = [one.pk for one in people if one.may_be_in_private_time]


class GiveForm(RecipientFields, ActForm):
    """By the coordinator."""
