"""A candidate: somebody who wants to become a coordinator, from the first letter on (DOMAIN §4)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.privacy.fields import SealedTextField
from portal.privacy.labels import Plain
from portal.privacy.models import SealedModel
from portal.workflow.constraints import is_a_language, is_a_reference, one_of
from portal.workflow.models import Tracked
from portal.workflow.references import shown
from portal.workflow.tracks import state_constraint
from training.models.rules import RuleBook
from training.models.vocabulary import Evaluator, Verdict, YesNo
from training.states import ANSWER, CANDIDATE_TRACK, FOR_TRAINERS, CandidateState

# What staff do with a candidate besides moving them along their track.
CANDIDATE_WORK_PERMISSIONS = [
    ("write_candidate", "Write about candidate"),
]


class CandidateQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those of the regions for which the user answers; for trainers those of their organisation in training.

        Letters still being written are their writers' alone. Who works here and is a candidate too sees and does
        nothing as staff with their own row: nobody decides alone, least of all about themselves.
        """
        if not getattr(user, "is_authenticated", False):
            return self.none()
        seen = Q(region_id__in=user.region_ids)
        if user.organisation_id and user.holds(ANSWER):
            seen |= Q(organisation_id=user.organisation_id, state__in=FOR_TRAINERS)
        return self.filter(seen).exclude(state=CandidateState.WRITING).exclude(user=user)

    def of(self, user):
        """The user's own."""
        return self.filter(user=user) if user.is_authenticated else self.none()


class Candidate(Tracked, SealedModel):
    sealed_as = "training.candidate"
    track = CANDIDATE_TRACK

    reference = models.CharField(_("number"), max_length=6, unique=True, editable=False)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="candidate", verbose_name=_("account")
    )
    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+", verbose_name=_("organisation")
    )
    region = models.ForeignKey(
        "organisations.Region",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("region"),
    )
    rule_book = models.ForeignKey(RuleBook, on_delete=models.PROTECT, related_name="+", verbose_name=_("rule book"))
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    begun_at = models.DateTimeField(_("begun"), default=timezone.now)
    touched_at = models.DateTimeField(_("last changed by the candidate"), default=timezone.now, db_index=True)
    applied_at = models.DateTimeField(_("applied"), null=True, blank=True)
    edition = models.PositiveIntegerField(default=1, editable=False)

    name = SealedTextField(_("name"), max_length=120, blank=True, default="")
    telephone = SealedTextField(_("telephone"), max_length=40, blank=True, default="")
    postcode = SealedTextField(_("postcode"), max_length=12, blank=True, default="")
    motivation = SealedTextField(_("motivation"), blank=True, default="")
    experience = SealedTextField(_("work and life experience"), blank=True, default="")
    has_ties = models.CharField(
        _("works for or is tied to a body that decides or helps"),
        max_length=3,
        choices=YesNo.choices,
        blank=True,
        default="",
    )
    ties = SealedTextField(_("which ties"), blank=True, default="")
    consented_at = models.DateTimeField(_("agreed that we keep this"), null=True, blank=True)

    paused_at = models.DateTimeField(_("paused since"), null=True, blank=True, editable=False)
    met_on = models.DateField(_("information meeting"), null=True, blank=True, editable=False)
    trained_on = models.DateField(_("first training (EK1)"), null=True, blank=True, editable=False)
    deepened_on = models.DateField(_("second training (EK2)"), null=True, blank=True, editable=False)
    conferences_held = models.PositiveSmallIntegerField(_("conferences held"), default=0, editable=False)
    # Seen, by whom, and how long it counts: the document itself is never kept (DOMAIN §4).
    conduct_seen_on = models.DateField(_("good-conduct document seen on"), null=True, blank=True, editable=False)
    conduct_seen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
        verbose_name=_("seen by"),
    )
    conduct_valid_until = models.DateField(
        _("good-conduct document valid until"), null=True, blank=True, editable=False
    )

    SENSITIVITY = {
        "reference": Plain.KEY, "user": Plain.KEY, "organisation": Plain.KEY, "region": Plain.PLACE,
        "rule_book": Plain.KEY, "language": Plain.LANGUAGE, "begun_at": Plain.TIME, "touched_at": Plain.TIME,
        "applied_at": Plain.TIME, "edition": Plain.TECHNICAL, "has_ties": Plain.STATE, "consented_at": Plain.TIME,
        "paused_at": Plain.TIME, "met_on": Plain.TIME, "trained_on": Plain.TIME, "deepened_on": Plain.TIME,
        "conferences_held": Plain.COUNT, "conduct_seen_on": Plain.TIME, "conduct_seen_by": Plain.KEY,
        "conduct_valid_until": Plain.TIME,
    }  # fmt: skip

    objects = CandidateQuerySet.as_manager()

    class Meta:
        verbose_name = _("candidate")
        verbose_name_plural = _("candidates")
        ordering = ["-applied_at", "pk"]
        permissions = [*CANDIDATE_TRACK.permissions("training"), *CANDIDATE_WORK_PERMISSIONS]
        indexes = [
            models.Index(fields=["region", "state", "-applied_at"], name="candidate_by_region"),
            models.Index(fields=["region", "-applied_at"], name="candidate_by_day"),
        ]
        constraints = [
            state_constraint(CANDIDATE_TRACK, "candidate_state_on_track"),
            is_a_language("language", name="candidate_language_known"),
            is_a_reference("reference", name="candidate_reference_is_one"),
            one_of("has_ties", YesNo, name="candidate_ties_known", blank=True),
            models.CheckConstraint(
                condition=Q(state=CandidateState.WRITING)
                | Q(applied_at__isnull=False, consented_at__isnull=False, region__isnull=False),
                name="candidate_sent_is_complete",
                violation_error_message=_("What was sent has a day, a region and an agreement."),
            ),
            models.CheckConstraint(
                condition=Q(
                    conduct_seen_on__isnull=True, conduct_seen_by__isnull=True, conduct_valid_until__isnull=True
                )
                | Q(
                    conduct_seen_on__isnull=False,
                    conduct_seen_by__isnull=False,
                    conduct_valid_until__isnull=False,
                    conduct_valid_until__gt=models.F("conduct_seen_on"),
                ),
                name="candidate_conduct_seen_by_somebody",
                violation_error_message=_("Say who saw the document, when, and until when it counts."),
            ),
        ]

    def __str__(self):
        return shown(self.reference)

    def belongs_to(self, user) -> bool:
        return user.pk is not None and user.pk == self.user_id

    @property
    def is_paused(self) -> bool:
        return self.paused_at is not None

    @property
    def is_not_paused(self) -> bool:
        return self.paused_at is None

    @property
    def took_training_before(self) -> bool:
        return self.trained_on is not None

    @property
    def conduct_is_valid(self) -> bool:
        """Whether a good-conduct document was seen that counts today: without it nobody is matched (DESIGN §3)."""
        return self.conduct_valid_until is not None and self.conduct_valid_until >= timezone.localdate()

    @property
    def held_enough_for_ek2(self) -> bool:
        return self.conferences_held >= self.rule_book.conferences_before_ek2

    def both_say_yes(self) -> bool:
        """Whether the first report says yes, and as many trainers as the rule book asks signed one answer of yes."""
        report = self.reports.filter(part=1, verdict=Verdict.YES).first()
        answer = getattr(report, "answer", None)
        return (
            answer is not None
            and answer.verdict == Verdict.YES
            and answer.signatures.count() >= self.rule_book.trainers_sign
        )

    def is_answered_together(self) -> bool:
        """Whether no report waits, or as many trainers as the rule book asks signed an answer to it that is no yes."""
        report = self._report_that_waits()
        if report is None:
            return True
        answer = getattr(report, "answer", None)
        return (
            answer is not None
            and answer.verdict != Verdict.YES
            and answer.signatures.count() >= self.rule_book.trainers_sign
        )

    def is_talked_over(self) -> bool:
        """Whether the talk was held and written down, or none is needed: both sides see it alike."""
        report = self._report_that_waits()
        return report is None or not report.is_seen_differently or report.talks.exists()

    def is_evaluated_well(self) -> bool:
        """Whether the manager's newest evaluation is positive."""
        newest = self.evaluations.filter(by_whom=Evaluator.MANAGER).order_by("-number").first()
        return newest is not None and newest.is_positive is True

    def _report_that_waits(self):
        if self.state not in (CandidateState.REPORTED, CandidateState.IN_TALK):
            return None
        return self.reports.select_related("answer").filter(part=1).first()


class SpokenLanguage(models.Model):
    """A language that a candidate or coordinator speaks, from the full list (`training.languages`)."""

    candidate = models.ForeignKey(Candidate, on_delete=models.CASCADE, related_name="spoken_languages")
    code = models.CharField(_("language"), max_length=12)
    wagtail_reference_index_ignore = True
    SENSITIVITY = {"id": Plain.KEY, "candidate": Plain.KEY, "code": Plain.LANGUAGE}

    class Meta:
        verbose_name = _("spoken language")
        verbose_name_plural = _("spoken languages")
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(
                fields=["candidate", "code"],
                name="spokenlanguage_once",
                violation_error_message=_("This language is in the list already."),
            )
        ]

    def __str__(self):
        return self.code
