"""What a coordinator claims for a case: hours (the Netherlands) and expenses (DOMAIN §1; DESIGN §3, Claim)."""

from decimal import Decimal

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from intake.claim_states import CLAIM_TRACK
from intake.models.assignments import Assignment
from intake.models.case_rows import OfCase
from portal.privacy.fields import SealedTextField
from portal.privacy.labels import Plain
from portal.workflow.constraints import one_of
from portal.workflow.models import Tracked
from portal.workflow.tracks import state_constraint


class Claim(Tracked, OfCase):
    """One claim for one assignment. `hour_fee` and `kilometre_fee` are the organisation's when it was handed in."""

    sealed_as = "intake.claim"
    track = CLAIM_TRACK

    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="claims")
    handed_in_at = models.DateTimeField(_("handed in"), null=True, blank=True, editable=False)
    judged_at = models.DateTimeField(_("looked at"), null=True, blank=True, editable=False)
    hour_fee = models.DecimalField(_("euro per hour"), max_digits=6, decimal_places=2, default=0, editable=False)
    kilometre_fee = models.DecimalField(
        _("euro per kilometre"), max_digits=5, decimal_places=3, default=0, editable=False
    )
    edition = models.PositiveIntegerField(default=1, editable=False)

    SENSITIVITY = {
        "assignment": Plain.KEY, "handed_in_at": Plain.TIME, "judged_at": Plain.TIME, "hour_fee": Plain.COUNT,
        "kilometre_fee": Plain.COUNT, "edition": Plain.TECHNICAL,
    }  # fmt: skip

    class Meta:
        verbose_name = _("claim")
        verbose_name_plural = _("claims")
        ordering = ["-handed_in_at", "pk"]
        permissions = [*CLAIM_TRACK.permissions("intake")]
        default_permissions = ("view",)
        constraints = [
            state_constraint(CLAIM_TRACK, "claim_state_on_track"),
            models.UniqueConstraint(
                fields=["assignment"],
                condition=~Q(state="approved"),
                name="claim_one_open_per_assignment",
                violation_error_message=_("There is a claim for this case that is not approved yet."),
            ),
            models.CheckConstraint(
                condition=Q(hour_fee__gte=0, kilometre_fee__gte=0),
                name="claim_fees_not_negative",
                violation_error_message=_("An amount is not less than nothing."),
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
        return self.assignment.belongs_to(user)

    def has_lines(self) -> bool:
        return self.lines.exists()


class ClaimKind(models.TextChoices):
    HOURS = "hours", _("hours")
    KILOMETRES = "kilometres", _("kilometres")
    EXPENSE = "expense", _("expenses in euro")


class ClaimLine(OfCase):
    """A number of hours, kilometres or euro, on one day, for something."""

    sealed_as = "intake.claimline"

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="lines")
    kind = models.CharField(_("kind"), max_length=10, choices=ClaimKind.choices)
    on_day = models.DateField(_("on"))
    number = models.DecimalField(
        _("how much"), max_digits=8, decimal_places=2, validators=[MinValueValidator(Decimal("0.01"))]
    )
    what = SealedTextField(_("what for"), max_length=200)

    SENSITIVITY = {"claim": Plain.KEY, "kind": Plain.STATE, "on_day": Plain.TIME, "number": Plain.COUNT}

    class Meta:
        verbose_name = _("line of a claim")
        verbose_name_plural = _("lines of claims")
        ordering = ["on_day", "pk"]
        constraints = [
            one_of("kind", ClaimKind, name="claimline_kind_known"),
            models.CheckConstraint(
                condition=Q(number__gt=0),
                name="claimline_something",
                violation_error_message=_("Fill in more than nothing."),
            ),
        ]
