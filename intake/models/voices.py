"""What those whom it is about decide by own code; worries about safety; and pauses (DESIGN §3, Case)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from intake.models.case_rows import OfCase
from intake.models.circle import Participant
from intake.models.people import CorePerson
from portal.privacy.fields import SealedTextField
from portal.privacy.labels import Plain
from portal.workflow.constraints import one_of


class About(models.TextChoices):
    QUESTION = "question", _("the question")
    CIRCLE = "circle", _("who comes")
    DATE = "date", _("day and place")
    PLAN = "plan", _("the plan")
    PAUSE = "pause", _("putting it on hold")
    RESUME = "resume", _("going on")
    STOP = "stop", _("stopping")
    COORDINATOR = "coordinator", _("another coordinator")


# That they want somebody else, and why they stopped, only the region reads.
FOR_REGION_ALONE = (About.COORDINATOR, About.STOP)


class CoreDecision(OfCase):
    """What a core person decided by own code: yes to what lies before them, or otherwise, in their words."""

    sealed_as = "intake.coredecision"

    core_person = models.ForeignKey(CorePerson, on_delete=models.CASCADE, related_name="decisions")
    about = models.CharField(_("about"), max_length=12, choices=About.choices)
    is_yes = models.BooleanField(_("yes"))
    words = SealedTextField(_("in their words"), max_length=2000, blank=True, default="")
    # The edition of what they decided about: a yes to what was changed since is not a yes to what is there.
    of_edition = models.PositiveIntegerField(null=True, blank=True)
    said_at = models.DateTimeField(auto_now_add=True)
    # The region and the coordinator each read it: who reads first takes it from nobody.
    read_at = models.DateTimeField(_("read by the region"), null=True, blank=True)
    seen_by_coordinator_at = models.DateTimeField(_("read by the coordinator"), null=True, blank=True)

    SENSITIVITY = {
        "core_person": Plain.KEY, "about": Plain.STATE, "is_yes": Plain.STATE, "of_edition": Plain.TECHNICAL,
        "said_at": Plain.TIME, "read_at": Plain.TIME, "seen_by_coordinator_at": Plain.TIME,
    }  # fmt: skip

    class Meta:
        verbose_name = _("decision by code")
        verbose_name_plural = _("decisions by code")
        ordering = ["said_at"]
        constraints = [one_of("about", About, name="coredecision_about_known")]


class RaisedBy(models.TextChoices):
    STAFF = "staff", _("the region")
    COORDINATOR = "coordinator", _("the coordinator")
    CORE_PERSON = "core_person", _("somebody whom it is about")
    RECIPIENT = "recipient", _("somebody with a code")


class SafetyConcern(OfCase):
    """A worry about safety. While one is open no invitation is made and no conference held. Never shown to a circle."""

    sealed_as = "intake.safetyconcern"

    raised_as = models.CharField(_("said by"), max_length=12, choices=RaisedBy.choices)
    raised_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        verbose_name=_("account"),
    )  # fmt: skip
    # Whose code it was said with: without it nobody would know whom to call, and to call another may be dangerous.
    core_person = models.ForeignKey(CorePerson, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    participant = models.ForeignKey(Participant, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    raised_at = models.DateTimeField(_("said"), auto_now_add=True)
    text = SealedTextField(_("what the worry is"), max_length=3000)
    settled_at = models.DateTimeField(_("settled"), null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        verbose_name=_("settled by"),
    )  # fmt: skip
    measures = SealedTextField(_("what is done about it"), max_length=3000, blank=True, default="")
    reason = SealedTextField(_("why it can go on"), max_length=2000, blank=True, default="")

    SENSITIVITY = {
        "raised_as": Plain.STATE, "raised_by": Plain.KEY, "core_person": Plain.KEY, "participant": Plain.KEY,
        "raised_at": Plain.TIME, "settled_at": Plain.TIME, "settled_by": Plain.KEY,
    }  # fmt: skip

    class Meta:
        verbose_name = _("safety concern")
        verbose_name_plural = _("safety concerns")
        ordering = ["raised_at"]
        indexes = [models.Index(fields=["case"], condition=Q(settled_at__isnull=True), name="safetyconcern_open")]
        constraints = [
            one_of("raised_as", RaisedBy, name="safetyconcern_raised_as_known"),
            models.CheckConstraint(
                condition=(Q(core_person__isnull=True) | Q(raised_as=RaisedBy.CORE_PERSON))
                & (Q(participant__isnull=True) | Q(raised_as=RaisedBy.RECIPIENT)),
                name="safetyconcern_with_own_code",
                violation_error_message=_("Only who came in with a code has one."),
            ),
            models.CheckConstraint(
                condition=Q(settled_at__isnull=True, settled_by__isnull=True)
                | Q(settled_at__isnull=False, settled_by__isnull=False),
                name="safetyconcern_settled_by_somebody",
                violation_error_message=_("Say who settled it."),
            ),
        ]

    @property
    def owner_of_code(self) -> CorePerson | Participant | None:
        """Whose code it was said with; None without one, for who must accept the plan, and for who was taken out."""
        return self.core_person or self.participant


class CasePause(OfCase):
    """On hold, at the family's pace. Nothing is reminded of meanwhile, and no conference is held."""

    sealed_as = "intake.casepause"

    asked_as = models.CharField(_("asked by"), max_length=12, choices=RaisedBy.choices)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        verbose_name=_("account"),
    )  # fmt: skip
    since = models.DateTimeField(_("since"), auto_now_add=True)
    until = models.DateField(_("until"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    reason = SealedTextField(_("why"), max_length=2000, blank=True, default="")

    SENSITIVITY = {
        "asked_as": Plain.STATE, "asked_by": Plain.KEY, "since": Plain.TIME, "until": Plain.TIME,
        "ended_at": Plain.TIME,
    }  # fmt: skip

    class Meta:
        verbose_name = _("pause")
        verbose_name_plural = _("pauses")
        ordering = ["since"]
        constraints = [
            one_of("asked_as", RaisedBy, name="casepause_asked_as_known"),
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(ended_at__isnull=True),
                name="casepause_one_at_a_time",
                violation_error_message=_("It is on hold already."),
            ),
        ]
