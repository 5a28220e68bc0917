"""What stays of a case when it closed or stopped: numbers of nobody (DESIGN §3; PROMISES, Erasure)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from intake.models.vocabulary import ConferenceModel
from portal.privacy.labels import Plain
from portal.workflow.constraints import one_of


class CaseFigures(models.Model):
    """One anonymous row for a case that ended: nothing leads back to it, and the day is a quarter of a year."""

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.CASCADE, related_name="+")
    year = models.PositiveSmallIntegerField(_("year"))
    quarter = models.PositiveSmallIntegerField(_("quarter"))
    model = models.CharField(_("model"), max_length=15, choices=ConferenceModel.choices)
    language = models.CharField(_("language"), max_length=10)
    # The state in which it stopped; "closed" when it came to its end.
    ended_in = models.CharField(_("ended in"), max_length=30)
    days_to_coordinator = models.PositiveIntegerField(_("days to a coordinator"), null=True, blank=True)
    days_to_conference = models.PositiveIntegerField(_("days to the conference"), null=True, blank=True)
    participants = models.PositiveSmallIntegerField(_("participants"), null=True, blank=True)
    children = models.PositiveSmallIntegerField(_("children"), null=True, blank=True)
    professionals = models.PositiveSmallIntegerField(_("professionals"), null=True, blank=True)
    agreements = models.PositiveSmallIntegerField(_("agreements"), null=True, blank=True)
    agreements_of_circle = models.PositiveSmallIntegerField(_("agreements of the circle"), null=True, blank=True)
    agreements_kept = models.PositiveSmallIntegerField(_("agreements kept"), null=True, blank=True)
    improved = models.BooleanField(_("improved"), null=True, blank=True)
    mark_conference = models.DecimalField(_("conference"), max_digits=3, decimal_places=1, null=True, blank=True)
    mark_plan = models.DecimalField(_("plan"), max_digits=3, decimal_places=1, null=True, blank=True)
    mark_coordinator = models.DecimalField(_("coordinator"), max_digits=3, decimal_places=1, null=True, blank=True)

    SENSITIVITY = {
        "id": Plain.KEY, "organisation": Plain.KEY, "year": Plain.TIME, "quarter": Plain.TIME, "model": Plain.STATE,
        "language": Plain.LANGUAGE, "ended_in": Plain.STATE, "days_to_coordinator": Plain.COUNT,
        "days_to_conference": Plain.COUNT, "participants": Plain.COUNT, "children": Plain.COUNT,
        "professionals": Plain.COUNT, "agreements": Plain.COUNT, "agreements_of_circle": Plain.COUNT,
        "agreements_kept": Plain.COUNT, "improved": Plain.STATE, "mark_conference": Plain.COUNT,
        "mark_plan": Plain.COUNT, "mark_coordinator": Plain.COUNT,
    }  # fmt: skip

    class Meta:
        verbose_name = _("figures of a case")
        verbose_name_plural = _("figures of cases")
        constraints = [
            one_of("model", ConferenceModel, name="casefigures_model_known"),
            models.CheckConstraint(
                condition=models.Q(quarter__gte=1, quarter__lte=4),
                name="casefigures_quarter_known",
                violation_error_message=_("A year has four quarters."),
            ),
        ]

    def __str__(self):
        return f"{self.year}-{self.quarter} {self.model}"
