"""The conference itself: where, when, and how it becomes theirs (DOMAIN §3.4–3.5; DESIGN §3, Conference)."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from intake.models.case import Case
from intake.models.case_rows import OfCase
from intake.models.shapes import PartKey
from portal.privacy.fields import SealedTextField
from portal.privacy.labels import Plain
from portal.workflow.constraints import one_of


class Conference(OfCase):
    """Day and place, food, language and rituals: theirs. Invitations are made for a `day_edition`."""

    sealed_as = "intake.conference"

    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="conference")
    starts_at = models.DateTimeField(_("begins"), null=True, blank=True)
    place = SealedTextField(_("place"), max_length=300, blank=True, default="")
    language = SealedTextField(_("language that is spoken"), max_length=200, blank=True, default="")
    food = SealedTextField(_("food and drink"), max_length=500, blank=True, default="")
    rituals = SealedTextField(_("how to begin and end"), max_length=500, blank=True, default="")
    # Who brings whom, what happens when it gets heated: asked where there is violence.
    safety_plan = SealedTextField(_("how everybody stays safe"), max_length=3000, blank=True, default="")
    # Raised by another day, hour or place: what was made for the former one is made anew.
    day_edition = models.PositiveIntegerField(default=1, editable=False)
    # Raised by every change, so that an old form can be told.
    edition = models.PositiveIntegerField(default=1, editable=False)

    SENSITIVITY = {"starts_at": Plain.TIME, "day_edition": Plain.TECHNICAL, "edition": Plain.TECHNICAL}

    class Meta:
        verbose_name = _("conference")
        verbose_name_plural = _("conferences")
        indexes = [models.Index(fields=["starts_at"], name="conference_by_day")]


class PartTime(OfCase):
    """When a part began and ended. There is nowhere to note what was said in it."""

    sealed_as = "intake.parttime"

    part = models.CharField(_("part"), max_length=20, choices=PartKey.choices)
    starts_at = models.DateTimeField(_("began"))
    ends_at = models.DateTimeField(_("ended"))

    SENSITIVITY = {"part": Plain.STATE, "starts_at": Plain.TIME, "ends_at": Plain.TIME}

    class Meta:
        verbose_name = _("time of a part")
        verbose_name_plural = _("times of parts")
        ordering = ["starts_at"]
        constraints = [
            one_of("part", PartKey, name="parttime_part_known"),
            models.UniqueConstraint(fields=["case", "part"], name="parttime_each_part_once"),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="parttime_ends_after_it_begins",
                violation_error_message=_("A part ends after it began."),
            ),
        ]


class CaseMessage(OfCase):
    """Between the coordinator of a case and the region; `by` says which of the two wrote."""

    sealed_as = "intake.casemessage"

    assignment = models.ForeignKey("intake.Assignment", on_delete=models.CASCADE, related_name="messages")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("written by")
    )
    is_from_coordinator = models.BooleanField(_("from the coordinator"))
    text = SealedTextField(_("message"), max_length=5000)
    sent_at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(_("read"), null=True, blank=True)

    SENSITIVITY = {
        "assignment": Plain.KEY, "by": Plain.KEY, "is_from_coordinator": Plain.STATE, "sent_at": Plain.TIME,
        "read_at": Plain.TIME,
    }  # fmt: skip

    class Meta:
        verbose_name = _("message between coordinator and region")
        verbose_name_plural = _("messages between coordinator and region")
        ordering = ["sent_at"]
        indexes = [
            models.Index(fields=["case"], condition=Q(read_at__isnull=True), name="casemessage_unread"),
        ]
