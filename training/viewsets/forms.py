"""What staff fill in when they take a step with a candidate or write something about them."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.backoffice.entries import EntryForm
from portal.backoffice.moments import DayField
from portal.backoffice.steps import StepForm
from portal.organisations.models import Region
from portal.organisations.queries import answering_regions_of
from training.models import Evaluator, ReportAnswer, Verdict

TEXT_LENGTH = 10_000


def _long_text(label, **kwargs):
    return forms.CharField(label=label, max_length=TEXT_LENGTH, widget=forms.Textarea(attrs={"rows": 4}), **kwargs)


class OptionalReasonForm(StepForm):
    """Why they pause or leave, if they want it written down."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"] = _optional_reason()


class ConductForm(StepForm):
    """The date on the document, and until when it counts where that is otherwise than the rule book says."""

    valid_until = DayField(
        label=_("Counts until"),
        help_text=_("Leave it empty if it counts as long as the rules say."),
        required=False,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["on"].label = _("Date on the document")
        self.order_fields(["on", "valid_until"])


class RegionForm(StepForm):
    """Where they live."""

    region = forms.ModelChoiceField(
        label=_("Region"), queryset=Region.objects.none(), widget=forms.RadioSelect, empty_label=None
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["region"].queryset = answering_regions_of(self.obj.organisation).exclude(pk=self.obj.region_id)


class NoteForm(EntryForm):
    text = _long_text(
        pgettext_lazy("of a candidate", "Note"), help_text=_("Only staff read it, unless the candidate asks for it.")
    )


class RevokeForm(EntryForm):
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("Whose certificate it was reads it."),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class OfAnswer(EntryForm):
    """Which answer somebody had before them when they wrote or signed: empty when there was none."""

    read = forms.CharField(widget=forms.HiddenInput, required=False, max_length=36)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.answer = self._answer_now()
        self.other = None
        self.initial["read"] = _key(self.answer)

    def show(self):
        """Where another trainer was first, `other` is what to read before the same is sent again."""
        if not self.is_bound:
            return
        self.answer = self._answer_now()
        if self.data.get("read", "") != _key(self.answer):
            self.other = self.answer
            typed = self.data.copy()
            typed["read"] = _key(self.answer)
            self.data = typed

    def _answer_now(self):
        return ReportAnswer.objects.filter(report__candidate=self.obj, report__part=1).first()


class AnswerForm(OfAnswer):
    """The one answer of the trainers together."""

    verdict = forms.ChoiceField(label=_("Does the role fit?"), choices=Verdict.choices, widget=forms.RadioSelect)
    reasons = _long_text(_("Why"), help_text=_("The candidate reads it."))

    def show(self):
        super().show()
        if self.answer:
            self.initial = {**self.initial, "verdict": self.answer.verdict, "reasons": self.answer.reasons}


class SignForm(OfAnswer):
    """Nothing but the signature; what is signed stands beside it."""


class TalkForm(EntryForm):
    """On which day the talk was, and what was said."""

    on = DayField(label=_("Day of the talk"))
    text = _long_text(_("What was said"), help_text=_("Only staff read it, unless the candidate asks for it."))


class OfEvaluation(EntryForm):
    """What was written before of the newest conference stands there already."""

    by_whom = Evaluator.MANAGER

    text = _long_text(_("In your words"))

    def show(self):
        written = self.obj.evaluations.filter(number=self.obj.conferences_held, by_whom=self.by_whom).first()
        if written:
            self.initial = {**self.initial, "text": written.text, "is_positive": written.is_positive}


class ManagerEvaluationForm(OfEvaluation):
    is_positive = forms.TypedChoiceField(
        label=_("Is it positive?"),
        help_text=_("Only after a positive evaluation can the candidate get the certificate."),
        choices=[(True, _("Yes")), (False, _("No"))],
        coerce=lambda value: value == "True",
        widget=forms.RadioSelect,
    )


class FamilyEvaluationForm(OfEvaluation):
    by_whom = Evaluator.FAMILY

    text = _long_text(_("In the words of the family"))


def _key(answer: ReportAnswer | None) -> str:
    return str(answer.pk) if answer else ""


def _optional_reason() -> forms.CharField:
    return forms.CharField(label=_("Reason"), required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 3}))
