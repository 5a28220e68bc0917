"""Coordinators: whom the roster offers for a conference, and their certificates (DOMAIN §4; DESIGN §3, Coordinator)."""

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.organisations.models import OwnRegionsQuerySet
from portal.privacy.fields import SealedTextField
from portal.privacy.labels import Plain
from portal.privacy.models import SealedModel
from portal.workflow.constraints import is_a_reference, one_of
from portal.workflow.models import Tracked
from portal.workflow.tracks import state_constraint
from training.coordinator_states import CERTIFICATE_TRACK, COORDINATOR_TRACK, CertificateState, CoordinatorState
from training.models.candidate import Candidate
from training.models.vocabulary import Scope

LONGEST_TRAVEL = 300  # minutes


class CoordinatorQuerySet(OwnRegionsQuerySet):
    def visible_to(self, user):
        """Those of the regions for which the user answers; never the user's own row."""
        rows = super().visible_to(user)
        return rows.exclude(candidate__user=user) if getattr(user, "is_authenticated", False) else rows

    def of(self, user):
        """The user's own."""
        return self.filter(candidate__user=user) if user.is_authenticated else self.none()


class Coordinator(Tracked, SealedModel):
    """On the roster since both sides said yes; registered since the certificate. In the vault of the candidate.

    Name, contacts and spoken languages are the candidate's; `region` is where they live and is kept the same by the
    action that corrects it.
    """

    sealed_as = "training.coordinator"
    track = COORDINATOR_TRACK

    candidate = models.OneToOneField(Candidate, on_delete=models.CASCADE, related_name="coordinator")
    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+", verbose_name=_("organisation")
    )
    region = models.ForeignKey(
        "organisations.Region", on_delete=models.PROTECT, related_name="+", verbose_name=_("region")
    )
    # Who thinks along with a volunteer: sees how far their cases are, content only when they ask (DESIGN §1).
    coach = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="coached",
        verbose_name=_("coach"),
    )  # fmt: skip
    registration_number = models.CharField(
        _("registration number"), max_length=6, unique=True, null=True, blank=True, editable=False
    )
    registered_on = models.DateField(_("registered on"), null=True, blank=True, editable=False)
    travel_minutes = models.PositiveSmallIntegerField(
        _("travels at most (minutes)"), default=60, validators=[MaxValueValidator(LONGEST_TRAVEL)]
    )
    away_from = models.DateField(_("not available from"), null=True, blank=True)
    away_until = models.DateField(_("not available until"), null=True, blank=True)
    evenings = models.BooleanField(_("in the evening"), default=True)
    weekends = models.BooleanField(_("at the weekend"), default=True)
    weekdays = models.BooleanField(_("by day on working days"), default=True)
    # Self-described, and used only when a family asks for it and the coordinator agreed (DESIGN §3).
    background = SealedTextField(_("background, in their own words"), max_length=1000, blank=True, default="")
    background_agreed_at = models.DateTimeField(_("agreed that it is used"), null=True, blank=True)
    touched_at = models.DateTimeField(_("last changed by the coordinator"), null=True, blank=True)
    edition = models.PositiveIntegerField(default=1, editable=False)

    SENSITIVITY = {
        "candidate": Plain.KEY, "organisation": Plain.KEY, "region": Plain.PLACE, "registration_number": Plain.KEY,
        "coach": Plain.KEY,
        "registered_on": Plain.TIME, "travel_minutes": Plain.COUNT, "away_from": Plain.TIME, "away_until": Plain.TIME,
        "evenings": Plain.STATE, "weekends": Plain.STATE, "weekdays": Plain.STATE, "background_agreed_at": Plain.TIME,
        "touched_at": Plain.TIME, "edition": Plain.TECHNICAL,
    }  # fmt: skip

    objects = CoordinatorQuerySet.as_manager()

    class Meta:
        verbose_name = _("coordinator")
        verbose_name_plural = _("coordinators")
        ordering = ["-registered_on", "pk"]
        permissions = [*COORDINATOR_TRACK.permissions("training"), ("coach_coordinators", _("coach coordinators"))]
        default_permissions = ("view",)
        indexes = [models.Index(fields=["region", "state"], name="coordinator_by_region")]
        constraints = [
            state_constraint(COORDINATOR_TRACK, "coordinator_state_on_track"),
            is_a_reference("registration_number", name="coordinator_number_is_one"),
            models.CheckConstraint(
                condition=~Q(state=CoordinatorState.REGISTERED)
                | Q(registration_number__isnull=False, registered_on__isnull=False),
                name="coordinator_registered_has_number",
                violation_error_message=_("Who is registered has a number and a day."),
            ),
            models.CheckConstraint(
                condition=Q(away_until__isnull=True)
                | Q(away_from__isnull=False, away_until__gte=models.F("away_from")),
                name="coordinator_away_ends_after_it_begins",
                violation_error_message=_("The last day comes after the first."),
            ),
            models.CheckConstraint(
                condition=Q(travel_minutes__lte=LONGEST_TRAVEL),
                name="coordinator_travel_in_bounds",
                violation_error_message=_("At most 300 minutes."),
            ),
        ]

    def __str__(self):
        return str(self.candidate)

    @property
    def reference(self) -> str:
        return self.candidate.reference

    def belongs_to(self, user) -> bool:
        return self.candidate.belongs_to(user)

    def has_valid_certificate(self) -> bool:
        return self.certificates.filter(state=CertificateState.VALID).exists()


class CoordinatorScope(models.Model):
    """A kind of conference for which a coordinator may be asked."""

    coordinator = models.ForeignKey(Coordinator, on_delete=models.CASCADE, related_name="scopes")
    scope = models.CharField(_("scope"), max_length=12, choices=Scope.choices)
    since = models.DateField(_("since"), default=timezone.localdate)
    wagtail_reference_index_ignore = True
    SENSITIVITY = {"id": Plain.KEY, "coordinator": Plain.KEY, "scope": Plain.STATE, "since": Plain.TIME}

    class Meta:
        verbose_name = _("scope")
        verbose_name_plural = _("scopes")
        constraints = [
            models.UniqueConstraint(
                fields=["coordinator", "scope"],
                name="coordinatorscope_once",
                violation_error_message=_("This stands in the list already."),
            ),
            one_of("scope", Scope, name="coordinatorscope_known"),
        ]

    def __str__(self):
        return str(self.get_scope_display())


class CoordinatorRegion(models.Model):
    """A region, besides their own, where a coordinator also does conferences."""

    coordinator = models.ForeignKey(Coordinator, on_delete=models.CASCADE, related_name="also_in")
    region = models.ForeignKey(
        "organisations.Region", on_delete=models.CASCADE, related_name="+", verbose_name=_("region")
    )
    wagtail_reference_index_ignore = True
    SENSITIVITY = {"id": Plain.KEY, "coordinator": Plain.KEY, "region": Plain.PLACE}

    class Meta:
        verbose_name = _("region")
        verbose_name_plural = _("regions")
        constraints = [
            models.UniqueConstraint(
                fields=["coordinator", "region"],
                name="coordinatorregion_once",
                violation_error_message=_("This stands in the list already."),
            )
        ]

    def __str__(self):
        return str(self.pk)


class HeldConference(models.Model):
    """A conference that a candidate or coordinator held; `key` is what it is called where it comes from, once."""

    candidate = models.ForeignKey(Candidate, on_delete=models.CASCADE, related_name="held_conferences")
    key = models.CharField(_("of which case"), max_length=40)
    on = models.DateField(_("held on"))
    wagtail_reference_index_ignore = True
    SENSITIVITY = {"id": Plain.KEY, "candidate": Plain.KEY, "key": Plain.KEY, "on": Plain.TIME}

    class Meta:
        verbose_name = _("conference held")
        verbose_name_plural = _("conferences held")
        ordering = ["on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["key"],
                name="heldconference_counts_once",
                violation_error_message=_("This conference was counted already."),
            )
        ]

    def __str__(self):
        return str(self.pk)


class CertificateQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(coordinator__in=Coordinator.objects.visible_to(user).order_by().values("pk"))

    def counting(self):
        """Those that count today: see `Certificate.counts`."""
        return self.filter(state=CertificateState.VALID, coordinator__state=CoordinatorState.REGISTERED)


class Certificate(Tracked, SealedModel):
    """That somebody may call themselves a coordinator of the organisation. Anybody may ask its number (/verify/).

    `public_name` stands here only as long as its owner agrees that strangers read it.
    """

    sealed_as = "training.certificate"
    track = CERTIFICATE_TRACK

    coordinator = models.ForeignKey(Coordinator, on_delete=models.CASCADE, related_name="certificates")
    number = models.CharField(_("number"), max_length=6, unique=True, editable=False)
    issued_on = models.DateField(_("issued on"), default=timezone.localdate)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("issued by")
    )
    name = SealedTextField(_("name"), max_length=120)
    public_name = models.CharField(_("name that strangers read"), max_length=120, blank=True, default="")
    revoked_on = models.DateField(_("revoked on"), null=True, blank=True, editable=False)

    SENSITIVITY = {
        "coordinator": Plain.KEY, "number": Plain.KEY, "issued_on": Plain.TIME, "issued_by": Plain.KEY,
        "public_name": Plain.NAMED_EXCEPTION, "revoked_on": Plain.TIME,
    }  # fmt: skip

    objects = CertificateQuerySet.as_manager()

    class Meta:
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        ordering = ["-issued_on", "pk"]
        permissions = [*CERTIFICATE_TRACK.permissions("training")]
        default_permissions = ("view",)
        constraints = [
            state_constraint(CERTIFICATE_TRACK, "certificate_state_on_track"),
            is_a_reference("number", name="certificate_number_is_one"),
            models.UniqueConstraint(
                fields=["coordinator"],
                condition=Q(state=CertificateState.VALID),
                name="certificate_one_per_registration",
                violation_error_message=_("There is a valid certificate already."),
            ),
            models.CheckConstraint(
                condition=Q(state=CertificateState.VALID, revoked_on__isnull=True)
                | Q(state=CertificateState.REVOKED, revoked_on__isnull=False),
                name="certificate_revoked_on_a_day",
                violation_error_message=_("Say on which day it was revoked."),
            ),
            models.CheckConstraint(
                condition=~Q(state=CertificateState.REVOKED) | Q(public_name=""),
                name="certificate_revoked_shows_no_name",
                violation_error_message=_("Strangers read no name on what was revoked."),
            ),
        ]

    def __str__(self):
        return self.number

    @property
    def counts(self) -> bool:
        """Whether it counts today: it is valid, and its owner is registered. Who left has one that counts no longer."""
        return self.state == CertificateState.VALID and self.coordinator.state == CoordinatorState.REGISTERED

    @property
    def organisation_id(self):
        return self.coordinator.organisation_id

    @property
    def region_id(self):
        return self.coordinator.region_id

    @property
    def reference(self) -> str:
        return self.number

    def belongs_to(self, user) -> bool:
        return self.coordinator.belongs_to(user)
