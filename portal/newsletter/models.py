"""Who gets the newsletter, and what somebody typed who has to correct something first."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Count, F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.privacy.codes import hash_token
from portal.privacy.fields import SealedJSONField, SealedTextField
from portal.privacy.labels import Plain
from portal.privacy.models import SealedModel

CONFIRM_WITHIN = timedelta(days=7)
TYPED_KEPT_FOR = timedelta(hours=1)
MOST_MAILS = 3  # to an address that nobody confirmed


class About(models.TextChoices):
    ALL = "all", _("News and meetings")
    NEWS = "news", _("Only news")
    MEETINGS = "meetings", _("Only meetings")


class SubscriberQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those of the user's own organisation, for whose role keeps the newsletter; no list crosses it."""
        if getattr(user, "organisation_id", None) is None or not user.holds("newsletter.view_subscriber"):
            return self.none()
        return self.filter(organisation=user.organisation_id)

    def confirmed(self):
        return self.filter(confirmed_at__isnull=False)

    def lapsed(self):
        """Who did not confirm in time."""
        return self.filter(confirmed_at=None, asked_at__lte=timezone.now() - CONFIRM_WITHIN)

    def to_confirm(self, organisation, token: str):
        """The one whose confirm link this is, confirmed already or still in time."""
        found = self.filter(organisation=organisation, confirm_hash=hash_token(token))
        return found.filter(Q(confirmed_at__isnull=False) | Q(asked_at__gt=timezone.now() - CONFIRM_WITHIN))

    def to_leave(self, organisation, token: str):
        """The one whose link to stop this is."""
        return self.filter(organisation=organisation, leave_hash=hash_token(token))

    def counts(self):
        """`language`, `confirmed` and `waiting` for each language that somebody chose. One query."""
        counted = self.order_by("language").values("language")
        return counted.annotate(confirmed=Count("confirmed_at"), waiting=Count("pk") - Count("confirmed_at"))


class Subscriber(SealedModel):
    """One e-mail address for the newsletter of one organisation in one language. In a vault of its own.

    The tokens of the two links are sealed, because later mails and the file for the mailing need the links again;
    a row is found by their hashes. `address_digest` tells one address from another and says nothing else: its key is
    of the newsletter alone, so it cannot be matched with the address of somebody who asked for a conference.
    """

    sealed_as = "newsletter.subscriber"
    SENSITIVITY = {
        "organisation": Plain.KEY,
        "language": Plain.LANGUAGE,
        "about": Plain.STATE,
        "region": Plain.PLACE,
        "address_digest": Plain.TECHNICAL,
        "confirm_hash": Plain.TECHNICAL,
        "leave_hash": Plain.TECHNICAL,
        "asked_at": Plain.TIME,
        "mailed_at": Plain.TIME,
        "mails": Plain.COUNT,
        "confirmed_at": Plain.TIME,
        "agreed_to": Plain.TECHNICAL,
    }

    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+", verbose_name=_("organisation")
    )
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    about = models.CharField(_("wants to hear about"), max_length=10, choices=About.choices, default=About.ALL)
    region = models.ForeignKey(
        "organisations.Region",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("meetings of this region only"),
    )
    address = SealedTextField(_("e-mail address"), max_length=254)
    confirm_token = SealedTextField(_("key of the link to confirm"), max_length=60)
    leave_token = SealedTextField(_("key of the link to stop"), max_length=60)
    address_digest = models.BinaryField(_("digest of the address"))
    confirm_hash = models.CharField(_("hash of the key to confirm"), max_length=64, unique=True)
    leave_hash = models.CharField(_("hash of the key to stop"), max_length=64, unique=True)
    asked_at = models.DateTimeField(_("asked for"), default=timezone.now)
    mailed_at = models.DateTimeField(_("last mail"), null=True, blank=True)
    mails = models.PositiveSmallIntegerField(_("mails before it was confirmed"), default=0)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    agreed_to = models.PositiveSmallIntegerField(_("version of the words agreed to"))

    objects = SubscriberQuerySet.as_manager()

    class Meta:
        verbose_name = _("subscriber")
        verbose_name_plural = _("subscribers")
        default_permissions = ("view",)
        indexes = [models.Index(fields=["confirmed_at", "asked_at"], name="subscriber_lapsing")]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "language", "address_digest"],
                name="subscriber_once",
                violation_error_message=_("This address is there already."),
            ),
            models.CheckConstraint(
                condition=Q(about__in=About.values),
                name="subscriber_about_known",
                violation_error_message=_("Choose one of the list."),
            ),
            models.CheckConstraint(
                condition=~Q(about=About.NEWS) | Q(region=None),
                name="subscriber_region_for_meetings",
                violation_error_message=_("A region is only for meetings."),
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at=None) | Q(confirmed_at__gte=F("asked_at")),
                name="subscriber_confirmed_after_asking",
                violation_error_message=_("Nobody confirms before they ask."),
            ),
            models.CheckConstraint(
                condition=Q(mails__lte=MOST_MAILS),
                name="subscriber_few_mails",
                violation_error_message=_("This address had enough mails."),
            ),
            models.CheckConstraint(
                condition=Q(agreed_to__gte=1),
                name="subscriber_agreed",
                violation_error_message=_("Say to which words they agreed."),
            ),
        ]

    @property
    def is_confirmed(self) -> bool:
        return self.confirmed_at is not None

    def access_scope(self):
        # The region is where they would like to go, not whose row it is.
        return {"organisation_id": self.organisation_id, "region_id": None, "reference": ""}


def typed_kept_until():
    return timezone.now() + TYPED_KEPT_FOR


class TypedForm(SealedModel):
    """A sign-up that was not right yet or has to wait: what was typed, for one browser, gone after an hour."""

    sealed_as = "newsletter.typed"
    SENSITIVITY = {"organisation": Plain.KEY, "wait_until": Plain.TIME, "expires_at": Plain.TIME}

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.CASCADE, related_name="+")
    said = SealedJSONField(_("answers"), default=dict)
    wait_until = models.DateTimeField(_("wait until"), null=True, blank=True)
    expires_at = models.DateTimeField(_("expires"), default=typed_kept_until, db_index=True)

    class Meta:
        verbose_name = _("form with something to correct")
        verbose_name_plural = _("forms with something to correct")
        default_permissions = ()
