"""How a plan goes: after four weeks and after three months (DOMAIN §3.7; DESIGN §3, Follow-up)."""

from datetime import date, timedelta

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from intake.follow_up_states import FOLLOW_UP_TRACK, FollowUpState
from intake.models.case_rows import OfCase, OfCaseQuerySet
from intake.models.circle import Participant
from intake.models.plan import Agreement
from portal.privacy.fields import SealedTextField
from portal.privacy.labels import Plain
from portal.workflow.constraints import one_of
from portal.workflow.models import Tracked
from portal.workflow.tracks import state_constraint

# What is said of three months earlier than this is not about three months.
EARLY = timedelta(days=14)


class Moment(models.TextChoices):
    FOUR_WEEKS = "four_weeks", _("after four weeks")
    THREE_MONTHS = "three_months", _("after three months")


class FollowUpQuerySet(OfCaseQuerySet):
    def calls_to_make(self):
        """The calls after four weeks that nobody wrote down yet."""
        return self.filter(moment=Moment.FOUR_WEEKS, state=FollowUpState.WAITING)


class FollowUp(Tracked, OfCase):
    """One of the two measurements. Four weeks is the coordinator's; three months is staff's, or answered by code."""

    sealed_as = "intake.followup"
    track = FOLLOW_UP_TRACK

    moment = models.CharField(_("when"), max_length=12, choices=Moment.choices)
    due_on = models.DateField(_("to be asked on"))
    # After this day silence is the answer.
    lapses_on = models.DateField(_("waits until"))
    reminded_at = models.DateTimeField(null=True, blank=True, editable=False)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True, editable=False)
    remarks = SealedTextField(_("how it goes"), max_length=3000, blank=True, default="")

    SENSITIVITY = {
        "moment": Plain.STATE, "due_on": Plain.TIME, "lapses_on": Plain.TIME, "reminded_at": Plain.TIME,
        "answered_at": Plain.TIME,
    }  # fmt: skip

    objects = FollowUpQuerySet.as_manager()  # type: ignore[misc]  # the stubs see a class variable in the base

    class Meta:
        verbose_name = _("measurement of how it goes")
        verbose_name_plural = _("measurements of how it goes")
        ordering = ["due_on"]
        default_permissions = ("view",)
        indexes = [models.Index(fields=["due_on"], condition=Q(state="waiting"), name="followup_due")]
        constraints = [
            state_constraint(FOLLOW_UP_TRACK, "followup_state_on_track"),
            one_of("moment", Moment, name="followup_moment_known"),
            models.UniqueConstraint(fields=["case", "moment"], name="followup_each_moment_once"),
            models.CheckConstraint(
                condition=Q(lapses_on__gte=models.F("due_on")),
                name="followup_lapses_after_it_is_due",
                violation_error_message=_("It lapses after it is due."),
            ),
        ]

    @property
    def organisation_id(self):
        return self.case.organisation_id

    @property
    def region_id(self):
        return self.case.region_id

    @property
    def reference(self) -> str:
        return self.case.reference

    @property
    def opens_on(self) -> date | None:
        """From which day it may be answered; None where families may call at any time: after four weeks."""
        return self.due_on - EARLY if self.moment == Moment.THREE_MONTHS else None

    @property
    def is_open_now(self) -> bool:
        """Whether it waits and may be answered today."""
        is_early = self.opens_on is not None and timezone.localdate() < self.opens_on
        return self.state == FollowUpState.WAITING and not is_early

    def belongs_to(self, user) -> bool:
        """The call after four weeks is the coordinator's, who has the case at hand till then."""
        return self.moment == Moment.FOUR_WEEKS and self.case.is_at_hand_of(user)


class Outcome(models.TextChoices):
    KEPT = "kept", _("kept")
    CHANGED = "changed", pgettext_lazy("what became of an agreement", "changed")
    DROPPED = "dropped", _("dropped")
    UNKNOWN = "unknown", _("not known")


class AgreementOutcome(OfCase):
    """What became of one agreement, at one measurement."""

    sealed_as = "intake.agreementoutcome"

    follow_up = models.ForeignKey(FollowUp, on_delete=models.CASCADE, related_name="outcomes")
    # What became of it counts also when a later plan leaves the agreement out.
    agreement = models.ForeignKey(Agreement, null=True, on_delete=models.SET_NULL, related_name="outcomes")
    outcome = models.CharField(_("what became of it"), max_length=8, choices=Outcome.choices)
    helped_by = SealedTextField(_("helped by"), max_length=300, blank=True, default="")

    SENSITIVITY = {"follow_up": Plain.KEY, "agreement": Plain.KEY, "outcome": Plain.STATE}

    class Meta:
        verbose_name = _("what became of an agreement")
        verbose_name_plural = _("what became of agreements")
        constraints = [
            one_of("outcome", Outcome, name="agreementoutcome_known"),
            models.UniqueConstraint(fields=["follow_up", "agreement"], name="agreementoutcome_each_once"),
        ]


class Giver(models.TextChoices):
    CHILD = "child", _("child")
    ADULT = "adult", _("adult")
    PROFESSIONAL = "professional", _("professional")


class Improved(models.TextChoices):
    BETTER = "better", _("better")
    SAME = "same", _("the same")
    WORSE = "worse", _("worse")


def _mark(words):
    return models.PositiveSmallIntegerField(
        words, null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(10)]
    )


def _mark_between(field):
    return models.CheckConstraint(
        condition=Q(**{f"{field}__isnull": True}) | Q(**{f"{field}__gte": 1, f"{field}__lte": 10}),
        name=f"followupreply_{field}_between",
        violation_error_message=_("A mark is between 1 and 10."),
    )


class FollowUpReply(OfCase):
    """What one person says of how it goes, with marks from 1 to 10; by own code, or told to who called."""

    sealed_as = "intake.followupreply"

    follow_up = models.ForeignKey(FollowUp, on_delete=models.CASCADE, related_name="replies")
    participant = models.ForeignKey(
        Participant, null=True, blank=True, on_delete=models.SET_NULL, related_name="replies"
    )
    giver = models.CharField(_("is a"), max_length=12, choices=Giver.choices)
    by_code = models.BooleanField(_("by own code"), default=False, editable=False)
    improved = models.CharField(_("how it is now"), max_length=6, choices=Improved.choices, blank=True, default="")
    mark_conference = _mark(_("mark for the conference"))
    mark_plan = _mark(_("mark for the plan"))
    mark_coordinator = _mark(_("mark for the coordinator"))
    words = SealedTextField(_("in their words"), max_length=2000, blank=True, default="")
    said_at = models.DateTimeField(auto_now_add=True)

    SENSITIVITY = {
        "follow_up": Plain.KEY, "participant": Plain.KEY, "giver": Plain.STATE, "by_code": Plain.STATE,
        "improved": Plain.STATE, "mark_conference": Plain.COUNT, "mark_plan": Plain.COUNT,
        "mark_coordinator": Plain.COUNT, "said_at": Plain.TIME,
    }  # fmt: skip

    class Meta:
        verbose_name = _("reply")
        verbose_name_plural = _("replies")
        ordering = ["said_at"]
        constraints = [
            one_of("giver", Giver, name="followupreply_giver_known"),
            one_of("improved", Improved, name="followupreply_improved_known", blank=True),
            models.UniqueConstraint(
                fields=["follow_up", "participant"],
                name="followupreply_each_once",
                violation_error_message=_("They answered already."),
            ),
            _mark_between("mark_conference"),
            _mark_between("mark_plan"),
            _mark_between("mark_coordinator"),
        ]
