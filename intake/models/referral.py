"""A referral: somebody asks for a conference, for themselves or for somebody they care about (DOMAIN §3.1)."""

from datetime import date, timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from intake.models.vocabulary import Awareness, Channel, ForWhom, WhoseAgreement, one_of
from intake.references import LENGTH, SIGNS, shown
from intake.states import REFERRAL_TRACK
from portal.organisations.models import Organisation
from portal.privacy.fields import SealedJSONField, SealedTextField
from portal.privacy.labels import Plain
from portal.privacy.models import SealedModel
from portal.workflow.models import Tracked
from portal.workflow.tracks import state_constraint


class RegionScopedQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The rows of the regions for which the user answers; nobody else sees any, superusers neither."""
        if not getattr(user, "is_authenticated", False):
            return self.none()
        return self.filter(region_id__in=user.region_ids)


class Referral(Tracked, SealedModel):
    sealed_as = "intake.referral"
    track = REFERRAL_TRACK

    reference = models.CharField(_("number"), max_length=6, unique=True, editable=False)
    # The draft's own key: the same form sent twice is refused by the database.
    submission_key = models.UUIDField(null=True, unique=True, editable=False)
    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+", verbose_name=_("organisation")
    )
    region = models.ForeignKey(
        "organisations.Region", on_delete=models.PROTECT, related_name="+", verbose_name=_("region")
    )
    channel = models.CharField(_("came in by"), max_length=10, choices=Channel.choices, default=Channel.WEB)
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    received_at = models.DateTimeField(_("received"), default=timezone.now)
    for_whom = models.CharField(_("for whom"), max_length=12, choices=ForWhom.choices)
    awareness = models.CharField(
        _("does the person know?"), max_length=10, choices=Awareness.choices, blank=True, default=""
    )

    story = SealedTextField(_("what is going on"))
    postcode = SealedTextField(_("postcode"), blank=True, default="")
    referrer_name = SealedTextField(_("name of the referrer"))
    referrer_work = SealedTextField(_("work and organisation of the referrer"), blank=True, default="")
    telephone = SealedTextField(_("telephone"), blank=True, default="")
    email = SealedTextField(_("e-mail address"), blank=True, default="")
    safe_times = SealedTextField(_("when it is safe to call"), blank=True, default="")
    never_do = SealedTextField(_("what we must never do"), blank=True, default="")
    voicemail_is_safe = models.BooleanField(_("voicemail is safe"), default=False)

    follow_code_hash = models.CharField(max_length=128, blank=True, editable=False)

    SENSITIVITY = {
        "reference": Plain.KEY,
        "submission_key": Plain.KEY,
        "organisation": Plain.KEY,
        "region": Plain.PLACE,
        "channel": Plain.STATE,
        "language": Plain.LANGUAGE,
        "received_at": Plain.TIME,
        "for_whom": Plain.STATE,
        "awareness": Plain.STATE,
        "voicemail_is_safe": Plain.STATE,
        "follow_code_hash": Plain.TECHNICAL,
    }

    objects = RegionScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("referral")
        verbose_name_plural = _("referrals")
        ordering = ["-received_at"]
        permissions = [*REFERRAL_TRACK.permissions("intake")]
        indexes = [models.Index(fields=["region", "state", "-received_at"], name="referral_by_region")]
        constraints = [
            state_constraint(REFERRAL_TRACK, "referral_state_on_track"),
            one_of("channel", Channel, name="referral_channel_known"),
            one_of("for_whom", ForWhom, name="referral_for_whom_known"),
            one_of("awareness", Awareness, name="referral_awareness_known", blank=True),
            models.CheckConstraint(
                condition=models.Q(reference__regex=f"^[{SIGNS}]{{{LENGTH}}}$"),
                name="referral_reference_is_one",
                violation_error_message=_("This is not a reference."),
            ),
        ]

    def __str__(self):
        return shown(self.reference)

    @property
    def language_name(self) -> str:
        """The language of the form, named in the reader's own."""
        return get_language_info(self.language)["name_translated"]

    @property
    def promise_due(self):
        """When a coordinator should have accepted, by the organisation's promise; None when it makes none."""
        return promised_by(self.organisation, self.received_at)

    def everyone_agreed(self) -> bool:
        """Whether each core person's agreement is recorded, as their age asks (DESIGN §3, Referral)."""
        people = list(self.core_persons.prefetch_related("consents"))
        return bool(people) and all(person.agreed for person in people)


def promised_by(organisation: Organisation, start):
    """`start` plus the organisation's promise in days; None when it makes none."""
    if organisation.start_within_days is None:
        return None
    return start + timedelta(days=organisation.start_within_days)


class CorePerson(SealedModel):
    """The person at the centre. Their pace, their question, their choice who comes (DOMAIN §3.2)."""

    sealed_as = "intake.coreperson"

    referral = models.ForeignKey(Referral, on_delete=models.CASCADE, related_name="core_persons")
    name = SealedTextField(_("name"))
    age = SealedJSONField(_("age"), null=True, blank=True)
    whose_agreement = models.CharField(
        _("whose agreement is needed"), max_length=10, choices=WhoseAgreement.choices, blank=True, default=""
    )

    SENSITIVITY = {"referral": Plain.KEY, "whose_agreement": Plain.STATE}

    class Meta:
        verbose_name = _("core person")
        verbose_name_plural = _("core persons")
        constraints = [one_of("whose_agreement", WhoseAgreement, name="coreperson_whose_agreement_known", blank=True)]

    def __str__(self):
        return str(self.referral)

    def access_scope(self):
        return self.referral.access_scope()

    @property
    def agreed(self) -> bool:
        """Whether everybody whose agreement counts said yes the last time they were asked."""
        if not self.whose_agreement:
            return False
        by_day = sorted(self.consents.all(), key=lambda consent: (consent.spoken_on, consent.created))
        last = {consent.given_by: consent.agreed for consent in by_day}
        return all(last.get(giver, False) for giver in self.agreement_givers)

    @property
    def agreement_givers(self) -> list[str]:
        """Who must be asked; nobody yet while the age is not known."""
        return _GIVERS.get(self.whose_agreement, [])


def whose_agreement(organisation: Organisation, age: int | None) -> WhoseAgreement:
    """Whose agreement counts for somebody of this age in years; None is an adult (DESIGN §3, Referral)."""
    if age is None or age >= organisation.child_decides_from:
        return WhoseAgreement.SELF
    if age >= organisation.child_joins_from:
        return WhoseAgreement.BOTH
    return WhoseAgreement.PARENTS


class Consent(SealedModel):
    """What a core person, or those with parental authority, said when they were asked. The last word counts."""

    class Giver(models.TextChoices):
        SELF = "self", _("the person themself")
        PARENTS = "parents", _("those with parental authority")

    sealed_as = "intake.consent"

    core_person = models.ForeignKey(CorePerson, on_delete=models.CASCADE, related_name="consents")
    given_by = models.CharField(_("who was asked"), max_length=10, choices=Giver.choices)
    agreed = models.BooleanField(_("agreed"))
    spoken_on = models.DateField(_("spoken to on"))
    spoken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("spoken to by")
    )
    words = SealedTextField(_("in their words"), blank=True, default="")
    created = models.DateTimeField(auto_now_add=True)

    SENSITIVITY = {
        "core_person": Plain.KEY,
        "given_by": Plain.STATE,
        "agreed": Plain.STATE,
        "spoken_on": Plain.TIME,
        "spoken_by": Plain.KEY,
        "created": Plain.TIME,
    }

    class Meta:
        verbose_name = _("agreement to a conference")
        verbose_name_plural = _("agreements to a conference")
        ordering = ["created"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(given_by__in=["self", "parents"]),
                name="consent_giver_known",
                violation_error_message=_("Choose one of the list."),
            ),
            models.CheckConstraint(
                condition=models.Q(spoken_on__gte=date(2000, 1, 1)),
                name="consent_spoken_in_our_time",
                violation_error_message=_("This date is too long ago."),
            ),
        ]

    def __str__(self):
        return str(self.core_person)

    def access_scope(self):
        return self.core_person.access_scope()


_GIVERS: dict[str, list[str]] = {
    WhoseAgreement.SELF: [Consent.Giver.SELF],
    WhoseAgreement.PARENTS: [Consent.Giver.PARENTS],
    WhoseAgreement.BOTH: [Consent.Giver.SELF, Consent.Giver.PARENTS],
}
