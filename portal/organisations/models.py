"""Who uses the portal: two sister organisations, their regions, their numbers and their promises (DOMAIN §1)."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator, URLValidator
from django.db import models
from django.utils.translation import gettext_lazy as _


class Country(models.TextChoices):
    NL = "NL", _("the Netherlands")
    BE = "BE", _("Belgium")


class OwnOrganisationQuerySet(models.QuerySet):
    """Rows that belong to one organisation; `of_organisation` names the field that says to which."""

    of_organisation = "organisation"

    def visible_to(self, user):
        """The rows of the user's own organisation: each is its own controller, no list crosses it (PROMISES)."""
        if getattr(user, "organisation_id", None) is None:
            return self.none()
        return self.filter(**{self.of_organisation: user.organisation_id})


class ItselfQuerySet(OwnOrganisationQuerySet):
    of_organisation = "pk"


class OwnCountryQuerySet(OwnOrganisationQuerySet):
    """Postcodes belong to a country, and each organisation works in one."""

    def visible_to(self, user):
        organisation = getattr(user, "organisation", None)
        return self.filter(country=organisation.country) if organisation else self.none()


class OwnRegionsQuerySet(models.QuerySet):
    """Rows that belong to a region."""

    def visible_to(self, user):
        """The rows of the regions for which the user answers; nobody else sees any, superusers neither."""
        if not getattr(user, "is_authenticated", False):
            return self.none()
        return self.filter(region_id__in=user.region_ids)


class Organisation(models.Model):
    """One of the sister organisations. Everything that differs between them is a field here, never an `if`."""

    class Words(models.TextChoices):
        """The `pgettext` context under which the organisation's own words stand in the catalogues."""

        NL = "nl-org", _("Dutch words")
        BE = "be-org", _("Belgian words")

    site = models.OneToOneField("wagtailcore.Site", on_delete=models.PROTECT, related_name="organisation")
    name = models.CharField(_("name"), max_length=100, unique=True)
    legal_name = models.CharField(_("legal name"), max_length=100)
    country = models.CharField(_("country"), max_length=2, choices=Country.choices)
    words = models.CharField(_("words"), max_length=10, choices=Words.choices)
    address = models.TextField(_("postal address"), blank=True)
    telephone = models.CharField(_("telephone"), max_length=30)
    referral_telephone = models.CharField(_("telephone for referrals"), max_length=30, blank=True)
    email = models.EmailField(_("e-mail address"))
    # Whoever looks along in a mailbox must not see what a mail is about (PROMISES, Privacy).
    mail_name = models.CharField(
        _("sender of mails to people with a request"),
        max_length=40,
        default="Het team",
        validators=[RegexValidator(r"^[\w .'-]+\Z", message=_("Write a plain name, of letters and spaces."))],
        help_text=_("A name that does not tell what it is about, such as “Het team”."),
    )
    website = models.CharField(_("web address as people say it"), max_length=100)
    leave_to = models.CharField(
        _("quick exit leads to"),
        max_length=200,
        validators=[URLValidator(schemes=["https"])],
        help_text=_("A neutral page, such as the weather, that opens when someone leaves fast."),
    )
    # The promise: how soon after the referral a coordinator has accepted. Empty means that none is made.
    start_within_days = models.PositiveSmallIntegerField(_("promise: starts within (days)"), null=True, blank=True)
    # When who sent a request hears from us first, from Monday to Friday.
    answers_within_days = models.PositiveSmallIntegerField(
        _("a first answer within (working days)"),
        default=3,
        validators=[MinValueValidator(1), MaxValueValidator(20)],
        help_text=_("Whoever sends a request reads this."),
    )
    active_cases_per_coordinator = models.PositiveSmallIntegerField(
        _("active cases per coordinator, at most"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    # What a coordinator is paid. Without a fee for hours they are a volunteer, whose expenses are paid (DOMAIN §1).
    hour_fee = models.DecimalField(
        _("fee per hour (euro)"), max_digits=6, decimal_places=2, null=True, blank=True,
        validators=[MinValueValidator(0)],
    )  # fmt: skip
    kilometre_fee = models.DecimalField(
        _("for each kilometre (euro)"), max_digits=5, decimal_places=3, default=0, validators=[MinValueValidator(0)]
    )
    free_for_families = models.BooleanField(_("free for families"), default=False)
    # Whose agreement counts (DESIGN §3): under `child_joins_from` those with parental authority;
    # from there the child with them; from `child_decides_from` the child alone.
    child_joins_from = models.PositiveSmallIntegerField(
        _("the child agrees too from the age of"), default=12, validators=[MaxValueValidator(18)]
    )
    child_decides_from = models.PositiveSmallIntegerField(
        _("the child decides from the age of"), default=16, validators=[MaxValueValidator(18)]
    )

    unagreed_kept_days = models.PositiveSmallIntegerField(
        _("keep a referral that nobody agreed to (days)"),
        default=28,
        validators=[MinValueValidator(7), MaxValueValidator(366)],
        help_text=_("After that it erases itself. Staff are warned a week before."),
    )

    # Labels as text: portal.privacy, which reads them, stands above this app.
    SENSITIVITY = {
        "id": "key", "site": "key", "name": "wording", "legal_name": "wording", "country": "place", "words": "language",
        "address": "wording", "telephone": "wording", "referral_telephone": "wording", "email": "wording",
        "mail_name": "wording", "website": "wording", "leave_to": "wording", "start_within_days": "count",
        "answers_within_days": "count", "active_cases_per_coordinator": "count", "free_for_families": "state",
        "hour_fee": "count", "kilometre_fee": "count",
        "child_joins_from": "count", "child_decides_from": "count", "unagreed_kept_days": "count",
    }  # fmt: skip

    objects = ItselfQuerySet.as_manager()

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        constraints = [
            models.CheckConstraint(
                name="organisation_child_joins_before_decides",
                condition=models.Q(child_joins_from__lte=models.F("child_decides_from")),
                violation_error_message=_("A child cannot decide alone before it is asked at all."),
            ),
            models.CheckConstraint(
                name="organisation_keeps_unagreed_for_a_while",
                condition=models.Q(unagreed_kept_days__gte=7, unagreed_kept_days__lte=366),
                violation_error_message=_("Between 7 and 366 days."),
            ),
            models.CheckConstraint(
                name="organisation_answers_soon",
                condition=models.Q(answers_within_days__gte=1, answers_within_days__lte=20),
                violation_error_message=_("Between 1 and 20 working days."),
            ),
            models.CheckConstraint(
                name="organisation_mails_neutrally",
                condition=~models.Q(mail_name__icontains=models.F("name")),
                violation_error_message=_("The sender of mails must not tell which organisation it is."),
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def has_volunteers(self) -> bool:
        """Whether coordinators do it for their expenses alone (DOMAIN §1). Each of them may have a coach."""
        return self.hour_fee is None

    @property
    def number_for_referrals(self):
        return self.referral_telephone or self.telephone


class HelpLine(models.Model):
    """A number to call when it is not safe, shown with every form and in the strip above every page."""

    class Kind(models.TextChoices):
        EMERGENCY = "emergency", _("emergency")
        VIOLENCE = "violence", _("violence at home")
        CHILDREN = "children", _("children and young people")

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="help_lines")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    name = models.CharField(_("name"), max_length=60, blank=True, help_text=_("As people know it. Empty for 112."))
    number = models.CharField(
        _("number"),
        max_length=20,
        validators=[RegexValidator(r"^\+?[\d ]{3,20}$", message=_("Write only the digits of the number."))],
    )
    round_the_clock = models.BooleanField(_("day and night"), default=True)
    free_of_charge = models.BooleanField(_("free of charge"), default=True)

    SENSITIVITY = {
        "id": "key", "organisation": "key", "kind": "state", "name": "wording", "number": "wording",
        "round_the_clock": "state", "free_of_charge": "state",
    }  # fmt: skip

    objects = OwnOrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = _("help line")
        verbose_name_plural = _("help lines")
        ordering = ["organisation", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "kind"],
                name="helpline_one_per_kind",
                violation_error_message=_("This organisation already has a number of this kind."),
            )
        ]

    def __str__(self):
        return f"{self.name} {self.number}".strip()


class Region(models.Model):
    """Where one regional manager (BE: staff member) answers for referrals and cases."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="regions")
    name = models.CharField(_("name"), max_length=60)
    slug = models.SlugField(_("short name in addresses"), max_length=60)
    is_front_desk = models.BooleanField(
        _("front desk"), default=False, help_text=_("Takes what comes from anywhere else. One per organisation.")
    )
    # Named as strings: accounts stand above organisations.
    manager = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="managed_regions",
        verbose_name=_("regional manager"),
    )  # fmt: skip
    deputy = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="deputy_regions",
        verbose_name=_("deputy"),
    )  # fmt: skip

    SENSITIVITY = {
        "id": "key", "organisation": "key", "name": "place", "slug": "place", "is_front_desk": "state",
        "manager": "key", "deputy": "key",
    }  # fmt: skip

    objects = OwnOrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = _("region")
        verbose_name_plural = _("regions")
        ordering = ["organisation", "is_front_desk", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "slug"],
                name="region_slug_per_organisation",
                violation_error_message=_("This organisation already has a region with this short name."),
            ),
            models.UniqueConstraint(
                fields=["organisation"],
                condition=models.Q(is_front_desk=True),
                name="region_one_front_desk",
                violation_error_message=_("This organisation already has a front desk."),
            ),
        ]

    def __str__(self):
        return self.name

    def clean(self):
        if self.is_front_desk and self.manager is None:
            raise ValidationError({"manager": _("The front desk needs a manager: what has no region comes there.")})

    @property
    def people(self):
        """Who answers for the region now: manager and deputy, as far as there are, are of this organisation and on."""
        named = [one for one in (self.manager, self.deputy) if one is not None]
        return [one for one in named if one.is_active and one.organisation_id == self.organisation_id]


class Postcode(models.Model):
    """Which region a postcode belongs to. No region means the front desk."""

    country = models.CharField(_("country"), max_length=2, choices=Country.choices)
    code = models.CharField(
        _("postcode"),
        max_length=4,
        validators=[RegexValidator(r"^[1-9]\d{3}$", message=_("A postcode has four digits, such as 8011."))],
        help_text=_("The four digits."),
    )
    province = models.CharField(_("province"), max_length=3)
    place = models.CharField(_("place"), max_length=100)
    region = models.ForeignKey(
        Region, null=True, blank=True, on_delete=models.SET_NULL, related_name="postcodes", verbose_name=_("region")
    )

    SENSITIVITY = {
        "id": "key", "country": "place", "code": "place", "province": "place", "place": "place", "region": "place",
    }  # fmt: skip

    objects = OwnCountryQuerySet.as_manager()

    class Meta:
        verbose_name = _("postcode")
        verbose_name_plural = _("postcodes")
        ordering = ["country", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["country", "code"],
                name="postcode_once_per_country",
                violation_error_message=_("This postcode is in the list already."),
            ),
            models.CheckConstraint(
                condition=models.Q(code__regex=r"^[1-9]\d{3}$"),
                name="postcode_four_digits",
                violation_error_message=_("A postcode has four digits, such as 8011."),
            ),
        ]

    def __str__(self):
        return f"{self.code} {self.place}"
