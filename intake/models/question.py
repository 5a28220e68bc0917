"""What a conference is to answer, and the conditions under which (DOMAIN §3.2; DESIGN §3, Case)."""

from decimal import Decimal

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from intake.models.case import Case
from intake.models.case_rows import OfCase
from portal.privacy.fields import SealedTextField
from portal.privacy.labels import Plain
from portal.workflow.constraints import is_a_language, one_of

# What a good question is, each point to be said yes to by who wrote it with the family.
CHECKLIST = ("is_open", "is_concrete", "is_shareable", "leaves_room")


class CaseQuestion(OfCase):
    """The question in the family's words, and the four points of a good one."""

    sealed_as = "intake.casequestion"

    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="question")
    text = SealedTextField(_("question"), max_length=500)
    language = models.CharField(_("written in"), max_length=10, choices=settings.LANGUAGES)
    is_open = models.BooleanField(_("It is open: no yes or no answers it."), default=False)
    is_concrete = models.BooleanField(_("It is concrete: everybody knows what it is about."), default=False)
    is_shareable = models.BooleanField(_("Everybody who comes may read it."), default=False)
    leaves_room = models.BooleanField(_("It leaves room for the family's own plan."), default=False)
    written_at = models.DateTimeField(_("written"), default=timezone.now)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("written by")
    )
    edition = models.PositiveIntegerField(default=1, editable=False)

    SENSITIVITY = {
        "language": Plain.LANGUAGE, "is_open": Plain.STATE, "is_concrete": Plain.STATE, "is_shareable": Plain.STATE,
        "leaves_room": Plain.STATE, "written_at": Plain.TIME, "written_by": Plain.KEY, "edition": Plain.TECHNICAL,
    }  # fmt: skip

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        constraints = [is_a_language("language", name="casequestion_language_known")]

    @property
    def is_ready(self) -> bool:
        """Whether every point of the checklist was said yes to."""
        return all(getattr(self, name) for name in CHECKLIST)


class MinimumRequirement(OfCase):
    """What a safe plan must hold at least, by whom it was set and why (DOMAIN §3.2)."""

    sealed_as = "intake.minimumrequirement"

    text = SealedTextField(_("minimum requirement"), max_length=500)
    set_by = SealedTextField(_("who set it"), max_length=200)
    reason = SealedTextField(_("why"), max_length=1000)
    written_at = models.DateTimeField(_("written"), default=timezone.now)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("written by")
    )
    edition = models.PositiveIntegerField(default=1, editable=False)

    SENSITIVITY = {"written_at": Plain.TIME, "written_by": Plain.KEY, "edition": Plain.TECHNICAL}

    class Meta:
        verbose_name = _("minimum requirement")
        verbose_name_plural = _("minimum requirements")
        ordering = ["written_at"]


class Acceptor(OfCase):
    """The professional who must accept the plan, where a body must (compulsory care); never the coordinator."""

    sealed_as = "intake.acceptor"

    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="acceptor")
    name = SealedTextField(_("name"), max_length=120)
    body = SealedTextField(_("for which body"), max_length=200)
    legal_basis = SealedTextField(_("on which legal ground"), max_length=300)
    telephone = SealedTextField(_("telephone"), max_length=40, blank=True, default="")
    email = SealedTextField(_("e-mail address"), max_length=254, blank=True, default="")
    edition = models.PositiveIntegerField(default=1, editable=False)

    SENSITIVITY = {"edition": Plain.TECHNICAL}

    class Meta:
        verbose_name = _("who must accept the plan")
        verbose_name_plural = _("who must accept plans")


class FinancingSource(models.TextChoices):
    MUNICIPALITY = "municipality", _("Municipality")
    PROVINCE = "province", _("Province or region")
    BODY = "body", _("The body that referred")
    SCHOOL = "school", _("School")
    EMPLOYER = "employer", _("Employer")
    FUND = "fund", _("Fund")
    OTHER = "other", _("Somebody else")


class FinancingState(models.TextChoices):
    TO_ASK = "to_ask", _("Still to be asked")
    ASKED = "asked", _("Asked, no answer yet")
    GRANTED = "granted", _("Granted")
    REFUSED = "refused", _("Refused")


class Financing(OfCase):
    """Who pays for the conference, and how far that is. In a free organisation there is no row (DOMAIN §1)."""

    sealed_as = "intake.financing"

    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="financing")
    source = models.CharField(_("who pays"), max_length=15, choices=FinancingSource.choices)
    state = models.CharField(
        _("how far it is"), max_length=10, choices=FinancingState.choices, default=FinancingState.TO_ASK
    )
    amount = models.DecimalField(
        _("amount in euro"), max_digits=9, decimal_places=2, null=True, blank=True,
        validators=[MinValueValidator(Decimal(0))],
    )  # fmt: skip
    details = SealedTextField(_("number or letter of the decision"), max_length=500, blank=True, default="")
    edition = models.PositiveIntegerField(default=1, editable=False)

    SENSITIVITY = {
        "source": Plain.STATE, "state": Plain.STATE, "amount": Plain.COUNT, "edition": Plain.TECHNICAL,
    }  # fmt: skip

    class Meta:
        verbose_name = _("financing")
        verbose_name_plural = _("financings")
        constraints = [
            one_of("source", FinancingSource, name="financing_source_known"),
            one_of("state", FinancingState, name="financing_state_known"),
            models.CheckConstraint(
                condition=Q(amount__isnull=True) | Q(amount__gte=0),
                name="financing_amount_not_negative",
                violation_error_message=_("An amount is not less than nothing."),
            ),
        ]
