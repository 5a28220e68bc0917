"""The plan: agreements in the circle's words, what was judged of them, and who may read it (DOMAIN §3.6)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from intake.assignment_states import AT_HAND
from intake.models.case import Case
from intake.models.case_rows import OfCase
from intake.models.circle import Participant
from intake.plan_states import PLAN_TRACK, PlanState
from portal.privacy.fields import SealedJSONField, SealedTextField
from portal.privacy.labels import Plain
from portal.workflow.constraints import is_a_language, one_of
from portal.workflow.models import Tracked
from portal.workflow.tracks import state_constraint


class AcceptedHow(models.TextChoices):
    CIRCLE = "circle", _("the circle itself")
    CODE = "code", _("who must accept it, by own code")
    PAPER = "paper", _("who must accept it, on paper")


class Plan(Tracked, OfCase):
    """Theirs: only the coordinator types its words, as the circle says them. `revision` counts from 1."""

    sealed_as = "intake.plan"
    track = PLAN_TRACK

    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="plan")
    language = models.CharField(_("written in"), max_length=10, choices=settings.LANGUAGES)
    large_type = models.BooleanField(_("in large letters"), default=False)
    revision = models.PositiveSmallIntegerField(default=1, editable=False)
    watcher = SealedTextField(_("who watches over it"), max_length=200, blank=True, default="")
    adjusting = SealedTextField(_("who meets when it must change"), max_length=500, blank=True, default="")
    presented_at = models.DateTimeField(_("presented"), null=True, blank=True, editable=False)
    accepted_on = models.DateField(_("accepted on"), null=True, blank=True, editable=False)
    accepted_how = models.CharField(
        _("accepted by"), max_length=8, choices=AcceptedHow.choices, blank=True, default="", editable=False
    )
    accepted_by = SealedTextField(_("who accepted it"), max_length=200, blank=True, default="")
    given_at = models.DateTimeField(_("given to everybody"), null=True, blank=True, editable=False)
    edition = models.PositiveIntegerField(default=1, editable=False)

    SENSITIVITY = {
        "language": Plain.LANGUAGE, "large_type": Plain.STATE, "revision": Plain.COUNT, "presented_at": Plain.TIME,
        "accepted_on": Plain.TIME, "accepted_how": Plain.STATE, "given_at": Plain.TIME, "edition": Plain.TECHNICAL,
    }  # fmt: skip

    class Meta:
        verbose_name = _("plan")
        verbose_name_plural = _("plans")
        default_permissions = ("view",)
        constraints = [
            state_constraint(PLAN_TRACK, "plan_state_on_track"),
            is_a_language("language", name="plan_language_known"),
            one_of("accepted_how", AcceptedHow, name="plan_accepted_how_known", blank=True),
            models.CheckConstraint(
                condition=~Q(state__in=["accepted", "given"]) | (Q(accepted_on__isnull=False) & ~Q(accepted_how="")),
                name="plan_accepted_by_somebody",
                violation_error_message=_("Write down who accepted the plan, and when."),
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

    def belongs_to(self, user) -> bool:
        """Who has the case at hand types it, also when it changes after everybody had it."""
        return self.case.is_at_hand_of(user)

    @property
    def is_changed(self) -> bool:
        """Whether everybody has a plan already, and the circle makes another of it now."""
        return self.given_at is not None and self.state != PlanState.GIVEN

    def has_agreements(self) -> bool:
        return self.agreements.exists()

    def somebody_types(self) -> bool:
        """Whether the case has a coordinator: nobody else types the words of a plan."""
        return self.case.assignments.filter(state__in=AT_HAND, coordinator__isnull=False).exists()

    def verdicts_are_yes(self) -> bool:
        """Whether this revision was found safe, legal and workable."""
        yes = self.verdicts.filter(revision=self.revision, holds=True).values_list("about", flat=True)
        return set(yes) == set(VerdictAbout.values)


class Often(models.TextChoices):
    """How often, or when: "only the wording is required" (DESIGN §3, Plan)."""

    UNSAID = "", _("not said")
    ONCE = "once", _("once")
    DAILY = "daily", _("every day")
    WEEKLY = "weekly", _("every week")
    MONTHLY = "monthly", _("every month")
    ALWAYS = "always", _("always")
    IF_THEN = "if_then", _("if something happens")


class DoneBy(models.TextChoices):
    CIRCLE = "circle", _("the circle")
    PROFESSIONAL = "professional", _("a professional")


class Agreement(OfCase):
    """One agreement, as the circle words it."""

    sealed_as = "intake.agreement"

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="agreements")
    position = models.PositiveSmallIntegerField(default=0)
    text = SealedTextField(_("agreement"), max_length=1000)
    who = SealedTextField(_("who does it"), max_length=200, blank=True, default="")
    on_day = models.DateField(_("on which day"), null=True, blank=True)
    often = models.CharField(_("how often"), max_length=8, choices=Often.choices, blank=True, default="")
    condition = SealedTextField(_("if what happens"), max_length=300, blank=True, default="")
    done_by = models.CharField(_("done by"), max_length=12, choices=DoneBy.choices, default=DoneBy.CIRCLE)

    SENSITIVITY = {
        "plan": Plain.KEY, "position": Plain.COUNT, "on_day": Plain.TIME, "often": Plain.STATE, "done_by": Plain.STATE,
    }  # fmt: skip

    class Meta:
        verbose_name = _("agreement")
        verbose_name_plural = _("agreements")
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(often__in=Often.values),
                name="agreement_often_known",
                violation_error_message=_("Choose one of the list."),
            ),
            one_of("done_by", DoneBy, name="agreement_done_by_known"),
        ]


class PlanRevision(OfCase):
    """The plan as it was presented, kept for good: what was judged and given can always be read again."""

    sealed_as = "intake.planrevision"

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveSmallIntegerField()
    # A list of the agreements' fields, with watcher and who adjusts.
    content = SealedJSONField(_("content"))
    made_at = models.DateTimeField(auto_now_add=True)

    SENSITIVITY = {"plan": Plain.KEY, "number": Plain.COUNT, "made_at": Plain.TIME}

    class Meta:
        verbose_name = _("revision of a plan")
        verbose_name_plural = _("revisions of plans")
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["plan", "number"], name="planrevision_each_number_once")]


class VerdictAbout(models.TextChoices):
    SAFE = "safe", _("Is it safe?")
    LEGAL = "legal", _("Does the law allow it?")
    WORKABLE = "workable", _("Can it be done?")


class RefusalGround(models.TextChoices):
    """The only grounds on which a plan is refused (DESIGN §3, Plan)."""

    REQUIREMENT = "requirement", _("a minimum requirement is not in it")
    COURT = "court", _("a decision of a judge")
    LAW = "law", _("the law")
    DANGER = "danger", _("danger that was learned of since")


class Verdict(OfCase):
    """Safe, legal or workable: who said so, when and why. A refusal says what would be acceptable."""

    sealed_as = "intake.verdict"

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="verdicts")
    revision = models.PositiveSmallIntegerField()
    about = models.CharField(_("about"), max_length=10, choices=VerdictAbout.choices)
    holds = models.BooleanField(_("yes"))
    said_by = SealedTextField(_("who said so"), max_length=200)
    said_on = models.DateField(_("on"), default=timezone.localdate)
    how = models.CharField(_("how"), max_length=8, choices=AcceptedHow.choices)
    reason = SealedTextField(_("why"), max_length=2000, blank=True, default="")
    # The words of the minimum requirement that is not in it, as they stood then.
    requirement = SealedTextField(_("which minimum requirement"), max_length=500, blank=True, default="")
    ground = models.CharField(_("ground"), max_length=12, choices=RefusalGround.choices, blank=True, default="")
    acceptable = SealedTextField(_("what would be acceptable"), max_length=2000, blank=True, default="")

    SENSITIVITY = {
        "plan": Plain.KEY, "revision": Plain.COUNT, "about": Plain.STATE, "holds": Plain.STATE, "said_on": Plain.TIME,
        "how": Plain.STATE, "ground": Plain.STATE,
    }  # fmt: skip

    class Meta:
        verbose_name = _("verdict")
        verbose_name_plural = _("verdicts")
        ordering = ["revision", "pk"]
        constraints = [
            one_of("about", VerdictAbout, name="verdict_about_known"),
            one_of("how", AcceptedHow, name="verdict_how_known"),
            one_of("ground", RefusalGround, name="verdict_ground_known", blank=True),
            models.UniqueConstraint(fields=["plan", "revision", "about"], name="verdict_each_once"),
            models.CheckConstraint(
                condition=Q(holds=True, ground="") | (Q(holds=False) & ~Q(ground="")),
                name="verdict_refusal_has_a_ground",
                violation_error_message=_("A refusal says on which ground."),
            ),
        ]


class RecipientCode(OfCase):
    """The code of one person of the circle, or of who must accept: opens the plan, and how it goes. Only a hash."""

    sealed_as = "intake.recipientcode"

    # None is who must accept the plan (Case.acceptor).
    participant = models.ForeignKey(
        Participant, null=True, blank=True, on_delete=models.CASCADE, related_name="codes", verbose_name=_("for")
    )
    code_hash = models.CharField(max_length=128, editable=False)
    made_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(_("works until"))
    revoked_at = models.DateTimeField(_("taken back"), null=True, blank=True)
    opened_at = models.DateTimeField(_("first used"), null=True, blank=True)

    SENSITIVITY = {
        "participant": Plain.KEY, "code_hash": Plain.TECHNICAL, "made_at": Plain.TIME, "expires_at": Plain.TIME,
        "revoked_at": Plain.TIME, "opened_at": Plain.TIME,
    }  # fmt: skip

    class Meta:
        verbose_name = _("code of somebody of the circle")
        verbose_name_plural = _("codes of people of the circle")
        ordering = ["made_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["participant"],
                condition=Q(revoked_at__isnull=True, participant__isnull=False),
                name="recipientcode_one_each",
            ),
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(revoked_at__isnull=True, participant__isnull=True),
                name="recipientcode_one_for_acceptor",
            ),
        ]

    @property
    def works(self) -> bool:
        return self.revoked_at is None and timezone.now() < self.expires_at
