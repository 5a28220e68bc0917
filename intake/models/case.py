"""A case: born from an accepted referral, on its way to a plan (DOMAIN §3)."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from intake.assignment_states import ACTIVE, AT_HAND
from intake.case_states import CASE_TRACK
from intake.models.referral import Referral, promised_by
from intake.models.registration import is_complete
from intake.models.shapes import parts_of
from intake.models.vocabulary import ConferenceModel
from portal.organisations.models import OwnRegionsQuerySet
from portal.privacy.labels import Plain
from portal.privacy.models import SealedModel
from portal.workflow.constraints import one_of
from portal.workflow.models import Tracked
from portal.workflow.references import shown
from portal.workflow.tracks import state_constraint

# What is no step of the track: holding, worries about safety, writing to the coordinator.
CASE_WORK_PERMISSIONS = (("pause_case", "Pause case"), ("settle_concern", "Settle concern"))


class Case(Tracked, SealedModel):
    """Shares the referral's vault and number."""

    sealed_as = "intake.case"
    track = CASE_TRACK

    referral = models.OneToOneField(Referral, on_delete=models.PROTECT, related_name="case", editable=False)
    reference = models.CharField(_("number"), max_length=6, unique=True, editable=False)
    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+", verbose_name=_("organisation")
    )
    region = models.ForeignKey(
        "organisations.Region", on_delete=models.PROTECT, related_name="+", verbose_name=_("region")
    )
    manager = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("regional manager")
    )
    model = models.CharField(_("model"), max_length=15, choices=ConferenceModel.choices)
    opened_at = models.DateTimeField(_("opened"), default=timezone.now)
    clock_from = models.DateTimeField(
        _("clock runs from"), help_text=_("When the referral came in: the promise counts from there.")
    )
    held_on = models.DateField(_("conference held on"), null=True, blank=True, editable=False)
    paused_at = models.DateTimeField(_("on hold since"), null=True, blank=True, editable=False)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True, editable=False)

    SENSITIVITY = {
        "referral": Plain.KEY,
        "reference": Plain.KEY,
        "organisation": Plain.KEY,
        "region": Plain.PLACE,
        "manager": Plain.KEY,
        "model": Plain.STATE,
        "opened_at": Plain.TIME,
        "clock_from": Plain.TIME,
        "held_on": Plain.TIME,
        "paused_at": Plain.TIME,
        "ended_at": Plain.TIME,
    }

    objects = OwnRegionsQuerySet.as_manager()

    class Meta:
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        ordering = ["-opened_at"]
        permissions = [*CASE_TRACK.permissions("intake"), *CASE_WORK_PERMISSIONS]
        indexes = [models.Index(fields=["region", "state", "-opened_at"], name="case_by_region")]
        constraints = [
            state_constraint(CASE_TRACK, "case_state_on_track"),
            one_of("model", ConferenceModel, name="case_model_known"),
        ]

    def __str__(self):
        return shown(self.reference)

    @property
    def promise_due(self):
        """When a coordinator should have accepted, by the organisation's promise; None when it makes none."""
        return promised_by(self.organisation, self.clock_from)

    def question_is_ready(self) -> bool:
        """Whether there is a question to which all four points of a good one apply."""
        return hasattr(self, "question") and self.question.is_ready

    def belongs_to(self, user) -> bool:
        """Whether the user is the coordinator who does it now."""
        return self._has_assignment(user, ACTIVE)

    def is_at_hand_of(self, user) -> bool:
        """As belongs_to, and until the call after four weeks is written down."""
        return self._has_assignment(user, AT_HAND)

    def nothing_unsafe(self) -> bool:
        """Whether no worry about safety is open (DESIGN §3, Case)."""
        return not self.safetyconcerns.filter(settled_at__isnull=True).exists()

    def times_are_known(self) -> bool:
        """Whether each part of its model has its times."""
        return {part.key.value for part in parts_of(self.model)} <= set(self.parttimes.values_list("part", flat=True))

    def was_held(self) -> bool:
        return self.held_on is not None

    def was_never_held(self) -> bool:
        return self.held_on is None

    def was_held_without_plan(self) -> bool:
        return self.held_on is not None and not self.has_given_plan()

    def has_given_plan(self) -> bool:
        """Whether everybody was given a plan once."""
        return hasattr(self, "plan") and self.plan.given_at is not None

    def codes_that_work(self):
        """Those with which somebody of the circle reads the plan now; who must accept it is left out."""
        own = self.recipientcodes.filter(participant__isnull=False, revoked_at__isnull=True)
        return own.filter(expires_at__gt=timezone.now()).select_related("participant").order_by("made_at", "pk")

    def codes_that_go_on(self):
        """Of `codes_that_work` those from before the plan was given last: whose they are got no new one with it."""
        return self.codes_that_work().filter(made_at__lt=models.F("case__plan__given_at"))

    def registration_is_complete(self) -> bool:
        """Whether nothing is missing that the registration asks (DOMAIN §3.8)."""
        return is_complete(self)

    def _has_assignment(self, user, states):
        if not getattr(user, "is_authenticated", False):
            return False
        return self.assignments.filter(state__in=states, coordinator__candidate__user=user).exists()
