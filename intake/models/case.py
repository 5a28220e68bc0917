"""A case: born from an accepted referral, on its way to a plan (DOMAIN §3)."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from intake.case_states import CASE_TRACK
from intake.models.referral import Referral, promised_by
from intake.models.vocabulary import ConferenceModel
from portal.organisations.models import OwnRegionsQuerySet
from portal.privacy.labels import Plain
from portal.privacy.models import SealedModel
from portal.workflow.constraints import one_of
from portal.workflow.models import Tracked
from portal.workflow.references import shown
from portal.workflow.tracks import state_constraint


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

    SENSITIVITY = {
        "referral": Plain.KEY,
        "reference": Plain.KEY,
        "organisation": Plain.KEY,
        "region": Plain.PLACE,
        "manager": Plain.KEY,
        "model": Plain.STATE,
        "opened_at": Plain.TIME,
        "clock_from": Plain.TIME,
    }

    objects = OwnRegionsQuerySet.as_manager()

    class Meta:
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        ordering = ["-opened_at"]
        permissions = [*CASE_TRACK.permissions("intake")]
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
