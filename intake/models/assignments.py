"""Between a case and its coordinator: what the family wishes, who was asked, who does it (DOMAIN §3.3)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from intake.assignment_states import ACTIVE, ASSIGNMENT_TRACK, AT_HAND, RUNNING, AssignmentState
from intake.case_states import CaseState
from intake.models.case import Case
from intake.models.case_rows import OfCase, OfCaseQuerySet
from intake.models.follow_up import FollowUp
from portal.privacy.fields import SealedTextField
from portal.privacy.labels import Plain
from portal.workflow.constraints import one_of
from portal.workflow.models import Tracked
from portal.workflow.tracks import state_constraint
from training.coordinator_states import ON_THE_ROSTER


class MatchWishes(OfCase):
    """What the family wishes of a coordinator. `background` counts only for who agreed that theirs is used."""

    sealed_as = "intake.matchwishes"

    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="wishes")
    # A code of training.languages.
    language = models.CharField(_("the coordinator speaks"), max_length=3, blank=True, default="")
    must_speak_it = models.BooleanField(_("only somebody who speaks this language"), default=False)
    from_day = models.DateField(_("the conference from"), null=True, blank=True)
    until_day = models.DateField(_("the conference until"), null=True, blank=True)
    evenings = models.BooleanField(_("in the evening"), default=True)
    weekends = models.BooleanField(_("at the weekend"), default=True)
    weekdays = models.BooleanField(_("by day on working days"), default=True)
    background = SealedTextField(
        _("what the family asks about who the coordinator is"), max_length=500, blank=True, default=""
    )
    # Who still practises may do it, placed and mentored by the manager: the family was told (DESIGN §3, Candidate).
    practising_agreed_on = models.DateField(_("agrees to somebody who practises since"), null=True, blank=True)
    edition = models.PositiveIntegerField(default=1, editable=False)

    SENSITIVITY = {
        "language": Plain.LANGUAGE, "must_speak_it": Plain.STATE, "from_day": Plain.TIME, "until_day": Plain.TIME,
        "evenings": Plain.STATE, "weekends": Plain.STATE, "weekdays": Plain.STATE, "practising_agreed_on": Plain.TIME,
        "edition": Plain.TECHNICAL,
    }  # fmt: skip

    class Meta:
        verbose_name = _("wishes")
        verbose_name_plural = _("wishes")
        constraints = [
            models.CheckConstraint(
                condition=Q(from_day__isnull=True) | Q(until_day__isnull=True) | Q(until_day__gte=models.F("from_day")),
                name="matchwishes_ends_after_it_begins",
                violation_error_message=_("The last day comes after the first."),
            ),
            models.CheckConstraint(
                condition=Q(must_speak_it=False) | ~Q(language=""),
                name="matchwishes_must_speak_something",
                violation_error_message=_("Choose the language first."),
            ),
        ]


class DeclineGround(models.TextChoices):
    """Why a coordinator says no. Which it was helps to find the next one, and shows who is still to be looked for."""

    BUSY = "busy", _("I have no time now")
    DATES = "dates", _("These days do not suit me")
    FAR = "far", _("It is too far")
    TIES = "ties", _("I know somebody of it, or I am tied to a body that is involved")
    NOT_FOR_ME = "not_for_me", _("This one does not suit me")
    OTHER = "other", _("Something else")


class AssignmentQuerySet(OfCaseQuerySet):
    def of(self, user):
        """Those of the coordinator who is signed in."""
        return self.filter(coordinator__candidate__user=user) if user.is_authenticated else self.none()


class Assignment(Tracked, OfCase):
    """One coordinator asked for one case. In the vault of the case.

    `place` numbers the cases that a coordinator has at hand, from 1 to the organisation's limit: the database lets
    nobody have two with one number.
    """

    sealed_as = "intake.assignment"
    track = ASSIGNMENT_TRACK

    coordinator = models.ForeignKey(
        "training.Coordinator", null=True, on_delete=models.SET_NULL, related_name="assignments",
        verbose_name=_("coordinator"),
    )  # fmt: skip
    # Placed and mentored by the manager, the family told and agreeing.
    is_guided = models.BooleanField(_("practises, under guidance"), default=False, editable=False)
    place = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)
    offered_at = models.DateTimeField(_("asked"), default=timezone.now)
    offered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("asked by")
    )
    answer_by = models.DateTimeField(_("answer before"))
    # From the manager to the coordinator, read before any name is shown.
    message = SealedTextField(_("a word to the coordinator"), max_length=1000, blank=True, default="")
    reminded_at = models.DateTimeField(null=True, blank=True, editable=False)
    interested_at = models.DateTimeField(_("wanted to know more"), null=True, blank=True, editable=False)
    # Declared by the coordinator before accepting (DOMAIN §3.3, Independent).
    independent_at = models.DateTimeField(_("declared to be independent"), null=True, blank=True, editable=False)
    employer = SealedTextField(_("works for"), max_length=200, blank=True, default="")
    accepted_at = models.DateTimeField(_("accepted"), null=True, blank=True, editable=False)
    ground = models.CharField(_("why not"), max_length=12, choices=DeclineGround.choices, blank=True, default="")
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True, editable=False)
    # While it is set the coordinator's coach reads along in the case; else a coach sees only how far it is.
    opened_to_coach_at = models.DateTimeField(_("open to the coach since"), null=True, blank=True, editable=False)
    # What the next coordinator must know, of who stops early.
    handover = SealedTextField(_("handover"), max_length=5000, blank=True, default="")

    SENSITIVITY = {
        "coordinator": Plain.KEY, "is_guided": Plain.STATE, "place": Plain.COUNT, "offered_at": Plain.TIME,
        "offered_by": Plain.KEY, "answer_by": Plain.TIME, "reminded_at": Plain.TIME, "interested_at": Plain.TIME,
        "independent_at": Plain.TIME, "accepted_at": Plain.TIME, "ground": Plain.STATE, "ended_at": Plain.TIME,
        "opened_to_coach_at": Plain.TIME,
    }  # fmt: skip

    objects = AssignmentQuerySet.as_manager()  # type: ignore[misc]  # the stubs see a class variable in the base

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        ordering = ["-offered_at"]
        permissions = [*ASSIGNMENT_TRACK.permissions("intake")]
        default_permissions = ("view",)
        indexes = [
            models.Index(fields=["coordinator", "state"], name="assignment_by_coordinator"),
            models.Index(fields=["answer_by"], condition=Q(state__in=["offered", "interested"]), name="assignment_due"),
        ]
        constraints = [
            state_constraint(ASSIGNMENT_TRACK, "assignment_state_on_track"),
            one_of("ground", DeclineGround, name="assignment_ground_known", blank=True),
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(state__in=[str(state) for state in RUNNING]),
                name="assignment_one_runs_per_case",
                violation_error_message=_("Somebody else is asked for this case already."),
            ),
            models.UniqueConstraint(
                fields=["coordinator", "place"],
                condition=Q(state__in=[str(state) for state in ACTIVE]),
                name="assignment_one_case_per_place",
                violation_error_message=_("This coordinator has a case already."),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[str(state) for state in ACTIVE])
                | Q(place__isnull=False, place__gte=1, accepted_at__isnull=False, independent_at__isnull=False),
                name="assignment_active_has_a_place",
                violation_error_message=_("Who accepts declared to be independent and has room for it."),
            ),
            models.CheckConstraint(
                condition=Q(state=AssignmentState.DECLINED) & ~Q(ground="")
                | ~Q(state=AssignmentState.DECLINED) & Q(ground=""),
                name="assignment_declined_with_a_ground",
                violation_error_message=_("Choose why not."),
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
    def is_in_time(self) -> bool:
        return timezone.now() < self.answer_by

    def can_take_up(self) -> bool:
        """Whether who finished it can write its plan anew: it is carried out, they still do conferences, nobody else
        has the case.
        """
        if self.coordinator is None or self.coordinator.state not in ON_THE_ROSTER:
            return False
        others = self.case.assignments.filter(state__in=(*RUNNING, *AT_HAND))
        return self.case.state in (CaseState.PLAN_RUNNING, CaseState.FOLLOWED_UP) and not others.exists()

    def call_is_over(self) -> bool:
        """Whether the call after four weeks is not to be made any more."""
        return not FollowUp.objects.calls_to_make().filter(case=self.case_id).exists()

    def belongs_to(self, user) -> bool:
        return self.coordinator is not None and self.coordinator.belongs_to(user)
