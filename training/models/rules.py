"""What an organisation asks of a candidate and gives a coordinator: a rule book per version, as data.

Who began under an older version keeps it: a candidate points to the one of the day on which they began.
"""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.organisations.models import OwnOrganisationQuerySet
from portal.privacy.labels import Plain
from portal.workflow.constraints import one_of
from training.models.vocabulary import Conduct, Offer

# Days: time enough to think again; five years, after which a training counts for little.
SHORTEST_KEPT_DAYS, LONGEST_KEPT_DAYS = 28, 1825


class RuleBookQuerySet(OwnOrganisationQuerySet):
    def in_force(self, organisation, *, on=None):
        """The newest version that is valid on a day (today); raises DoesNotExist where an organisation has none."""
        day = on or timezone.localdate()
        return self.filter(organisation=organisation, valid_from__lte=day).order_by("-version")[:1].get()


class RuleBook(models.Model):
    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+", verbose_name=_("organisation")
    )
    version = models.PositiveSmallIntegerField(_("version"), validators=[MinValueValidator(1)])
    valid_from = models.DateField(_("valid from"))
    conduct = models.CharField(_("good-conduct document"), max_length=15, choices=Conduct.choices)
    conduct_months = models.PositiveSmallIntegerField(
        _("the document counts for (months)"), default=36, validators=[MinValueValidator(1), MaxValueValidator(120)]
    )
    trainers_sign = models.PositiveSmallIntegerField(
        _("trainers who sign a decision"),
        default=2,
        validators=[MinValueValidator(2), MaxValueValidator(5)],
        help_text=_("Nobody decides alone."),
    )
    conferences_before_ek2 = models.PositiveSmallIntegerField(
        _("conferences before the second training"), default=2, validators=[MinValueValidator(1), MaxValueValidator(10)]
    )
    offers = models.JSONField(_("what a coordinator gets"), default=list, blank=True)
    ended_kept_days = models.PositiveSmallIntegerField(
        _("keep a candidate who stopped, heard “not now”, or left the roster (days)"),
        default=365,
        validators=[MinValueValidator(SHORTEST_KEPT_DAYS), MaxValueValidator(LONGEST_KEPT_DAYS)],
        help_text=_("So long they can come back with what they earned. After that everything about them is erased."),
    )

    SENSITIVITY = {
        "id": Plain.KEY, "organisation": Plain.KEY, "version": Plain.COUNT, "valid_from": Plain.TIME,
        "conduct": Plain.STATE, "conduct_months": Plain.COUNT, "trainers_sign": Plain.COUNT,
        "conferences_before_ek2": Plain.COUNT, "offers": Plain.STATE, "ended_kept_days": Plain.COUNT,
    }  # fmt: skip

    objects = RuleBookQuerySet.as_manager()

    class Meta:
        verbose_name = _("rule book")
        verbose_name_plural = _("rule books")
        ordering = ["organisation", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "version"],
                name="rulebook_version_once",
                violation_error_message=_("There is already a rule book with this version."),
            ),
            one_of("conduct", Conduct, name="rulebook_conduct_known"),
            models.CheckConstraint(
                condition=models.Q(trainers_sign__gte=2),
                name="rulebook_nobody_decides_alone",
                violation_error_message=_("Nobody decides alone."),
            ),
            models.CheckConstraint(
                condition=models.Q(ended_kept_days__range=(SHORTEST_KEPT_DAYS, LONGEST_KEPT_DAYS)),
                name="rulebook_kept_days_in_bounds",
                violation_error_message=_("Choose between 28 and 1825 days."),
            ),
        ]

    def __str__(self):
        return gettext("%(organisation)s, version %(version)d") % {
            "organisation": self.organisation,
            "version": self.version,
        }

    @property
    def offer_labels(self) -> list[str]:
        """What a coordinator gets, in words, in the order of the list."""
        return [str(one.label) for one in Offer if one in self.offers]
