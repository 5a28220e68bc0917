"""Whether the role fits: the report, the trainers' one answer, the talk about it, evaluations (DOMAIN §4.5–4.10)."""

from django.conf import settings
from django.db import models
from django.db.models import Case, F, OuterRef, Q, Subquery, Value, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.privacy.fields import SealedJSONField, SealedTextField
from portal.privacy.labels import Plain
from portal.privacy.models import SealedModel
from portal.workflow.constraints import one_of
from training.models.candidate import Candidate
from training.models.vocabulary import Evaluator, Verdict


class ReportQuerySet(models.QuerySet):
    def with_talks(self):
        """With the newest talk: `talked_on` its day, `talked_at` when that was written down (both may be empty).

        `said_since_talk`: whether the candidate said what they think after it.
        """
        newest = Talk.objects.filter(report=OuterRef("pk")).order_by("-written_at")
        talked = self.annotate(
            talked_on=Subquery(newest.values("on")[:1]), talked_at=Subquery(newest.values("written_at")[:1])
        )
        said = When(reconsidered_at__gte=F("talked_at"), then=Value(True))
        return talked.annotate(said_since_talk=Case(said, default=Value(False), output_field=models.BooleanField()))


class Report(SealedModel):
    """The candidate's own verdict after a part of the training. Kept while it is written; `sent_at` closes it.

    `points` holds, for the first part, a text for each point of the profile; `scopes`, for the second, what fits.
    `verdict` is what they think now. Who thought again after a talk keeps what they said first in `first_verdict`.
    """

    sealed_as = "training.report"

    candidate = models.ForeignKey(Candidate, on_delete=models.CASCADE, related_name="reports")
    part = models.PositiveSmallIntegerField(_("after part"), default=1)
    points = SealedJSONField(_("point by point"), default=dict, blank=True)
    conclusion = SealedTextField(_("conclusion"), blank=True, default="")
    verdict = models.CharField(_("verdict"), max_length=6, choices=Verdict.choices, blank=True, default="")
    scopes = models.JSONField(_("scopes that fit"), default=list, blank=True)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    first_verdict = models.CharField(
        _("verdict before the talk"), max_length=6, choices=Verdict.choices, blank=True, default=""
    )
    reconsidered = SealedTextField(_("what they think after the talk"), blank=True, default="")
    reconsidered_at = models.DateTimeField(_("said what they think after the talk"), null=True, blank=True)
    edition = models.PositiveIntegerField(default=1, editable=False)

    SENSITIVITY = {
        "candidate": Plain.KEY, "part": Plain.COUNT, "verdict": Plain.STATE, "scopes": Plain.STATE,
        "sent_at": Plain.TIME, "first_verdict": Plain.STATE, "reconsidered_at": Plain.TIME, "edition": Plain.TECHNICAL,
    }  # fmt: skip

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        constraints = [
            models.UniqueConstraint(
                fields=["candidate", "part"],
                name="report_one_per_part",
                violation_error_message=_("There is a report about this part already."),
            ),
            models.CheckConstraint(
                condition=Q(part__in=[1, 2]),
                name="report_of_a_part",
                violation_error_message=_("Choose one of the list."),
            ),
            one_of("verdict", Verdict, name="report_verdict_known", blank=True),
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True) | ~Q(verdict="") | Q(part=2),
                name="report_sent_has_verdict",
                violation_error_message=_("Say what you think yourself: does it fit?"),
            ),
            one_of("first_verdict", Verdict, name="report_first_verdict_known", blank=True),
            models.CheckConstraint(
                condition=Q(reconsidered_at__isnull=True, first_verdict="")
                | (Q(reconsidered_at__isnull=False) & ~Q(first_verdict="")),
                name="report_reconsidered_keeps_the_first",
                violation_error_message=_("Who thinks again keeps what they said first."),
            ),
        ]

    def access_scope(self):
        return self.candidate.access_scope()

    @property
    def is_seen_differently(self) -> bool:
        """Whether the trainers' answer is another than the candidate's own verdict: then a talk comes first."""
        answer = getattr(self, "answer", None)
        return answer is not None and (answer.verdict != self.verdict or answer.verdict == Verdict.UNSURE)


class ReportAnswer(SealedModel):
    """The one joint answer of the trainers. Who changes it takes away the signatures under the older words."""

    sealed_as = "training.answer"

    report = models.OneToOneField(Report, on_delete=models.CASCADE, related_name="answer")
    verdict = models.CharField(_("decision"), max_length=6, choices=Verdict.choices)
    reasons = SealedTextField(_("reasons"))
    written_at = models.DateTimeField(_("written"), default=timezone.now)

    SENSITIVITY = {"report": Plain.KEY, "verdict": Plain.STATE, "written_at": Plain.TIME}

    class Meta:
        verbose_name = _("answer of the trainers")
        verbose_name_plural = _("answers of the trainers")
        constraints = [one_of("verdict", Verdict, name="answer_verdict_known")]

    def access_scope(self):
        return self.report.candidate.access_scope()


class Signature(models.Model):
    """A trainer stands behind the answer as it is now."""

    answer = models.ForeignKey(ReportAnswer, on_delete=models.CASCADE, related_name="signatures")
    trainer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("trainer")
    )
    at = models.DateTimeField(_("signed"), default=timezone.now)
    wagtail_reference_index_ignore = True
    SENSITIVITY = {"id": Plain.KEY, "answer": Plain.KEY, "trainer": Plain.KEY, "at": Plain.TIME}

    class Meta:
        verbose_name = _("signature")
        verbose_name_plural = _("signatures")
        constraints = [
            models.UniqueConstraint(
                fields=["answer", "trainer"],
                name="signature_once",
                violation_error_message=_("You have signed this already."),
            )
        ]

    def __str__(self):
        return f"{self.trainer_id} {self.at:%Y-%m-%d}"


class Talk(SealedModel):
    """A talk of the trainers with the candidate about the report, when they see it differently. Read by staff only."""

    sealed_as = "training.talk"

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="talks")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("written by")
    )
    on = models.DateField(_("day of the talk"))
    text = SealedTextField(_("what was said"))
    written_at = models.DateTimeField(_("written"), default=timezone.now)

    SENSITIVITY = {"report": Plain.KEY, "by": Plain.KEY, "on": Plain.TIME, "written_at": Plain.TIME}

    class Meta:
        verbose_name = _("talk")
        verbose_name_plural = _("talks")
        ordering = ["on", "written_at"]

    def access_scope(self):
        return self.report.candidate.access_scope()


class Evaluation(SealedModel):
    """How somebody looks back on a conference under guidance."""

    sealed_as = "training.evaluation"

    candidate = models.ForeignKey(Candidate, on_delete=models.CASCADE, related_name="evaluations")
    number = models.PositiveSmallIntegerField(_("of which conference"), default=1)
    by_whom = models.CharField(_("by whom"), max_length=8, choices=Evaluator.choices)
    is_positive = models.BooleanField(_("positive"), null=True, blank=True)
    text = SealedTextField(_("in their words"))
    written_at = models.DateTimeField(_("written"), default=timezone.now)

    SENSITIVITY = {
        "candidate": Plain.KEY, "number": Plain.COUNT, "by_whom": Plain.STATE, "is_positive": Plain.STATE,
        "written_at": Plain.TIME,
    }  # fmt: skip

    class Meta:
        verbose_name = _("evaluation")
        verbose_name_plural = _("evaluations")
        ordering = ["number", "written_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["candidate", "number", "by_whom"],
                name="evaluation_once_per_side",
                violation_error_message=_("This evaluation stands here already."),
            ),
            one_of("by_whom", Evaluator, name="evaluation_by_whom_known"),
            models.CheckConstraint(
                condition=~Q(by_whom=Evaluator.MANAGER) | Q(is_positive__isnull=False),
                name="evaluation_of_manager_decides",
                violation_error_message=_("Say whether it is positive."),
            ),
        ]

    def access_scope(self):
        return self.candidate.access_scope()
