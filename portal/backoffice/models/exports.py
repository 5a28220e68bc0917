"""A list that somebody asked to take along: sealed, in pieces, and gone after a day (PROMISES, Side doors).

Pieces are rows, not a file: each batch of lines is sealed as soon as it is made, so nothing lies in plain anywhere, any
number of lines fits in little memory, and a piece and its progress are stored together or not at all.
"""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from portal.privacy.fields import SealedTextField
from portal.privacy.labels import Plain
from portal.privacy.models import SealedModel

KEPT_FOR = timedelta(hours=24)
LONGEST_QUERY = 1000  # characters; a part of a unique index


class ExportState(models.TextChoices):
    QUEUED = "queued", _("waiting")
    RUNNING = "running", _("being made")
    READY = "ready", _("ready")
    FAILED = "failed", _("could not be made")


UNDER_WAY = [ExportState.QUEUED, ExportState.RUNNING]
OVER = [ExportState.READY, ExportState.FAILED]


class Export(SealedModel):
    """One file for one person. What expired has no state: the row, its pieces and its key are deleted together."""

    sealed_as = "backoffice.export"

    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("asked by")
    )
    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+", verbose_name=_("organisation")
    )
    # The regions of who asked, when it was made: whoever lost one of them may not have its rows any more.
    region_ids = models.JSONField(default=list, editable=False)
    viewset = models.CharField(_("list"), max_length=60)
    # Choices, dates and numbers of the list's own filters; never a word that somebody typed to search for.
    query = models.CharField(_("filter"), max_length=LONGEST_QUERY, blank=True, default="")
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    state = models.CharField(_("state"), max_length=10, choices=ExportState.choices, default=ExportState.QUEUED)
    rows_done = models.PositiveIntegerField(_("lines made"), default=0)
    rows_total = models.PositiveIntegerField(_("lines in all"), default=0)
    size = models.PositiveBigIntegerField(_("size in bytes"), default=0)
    attempts = models.PositiveSmallIntegerField(_("times begun"), default=0)
    # Whoever makes it writes this down, and again with every batch: two workers never make the same one.
    lease = models.UUIDField(null=True, editable=False)
    lease_until = models.DateTimeField(null=True, editable=False)
    created = models.DateTimeField(_("asked for"), auto_now_add=True)
    expires_at = models.DateTimeField(_("gone after"), null=True, blank=True, db_index=True)

    SENSITIVITY = {
        "asked_by": Plain.KEY,
        "organisation": Plain.KEY,
        "region_ids": Plain.PLACE,
        "viewset": Plain.TECHNICAL,
        "query": Plain.STATE,
        "language": Plain.LANGUAGE,
        "state": Plain.STATE,
        "rows_done": Plain.COUNT,
        "rows_total": Plain.COUNT,
        "size": Plain.COUNT,
        "attempts": Plain.COUNT,
        "lease": Plain.KEY,
        "lease_until": Plain.TIME,
        "created": Plain.TIME,
        "expires_at": Plain.TIME,
    }

    class Meta:
        verbose_name = _("download")
        verbose_name_plural = _("downloads")
        ordering = ["-created"]
        indexes = [models.Index(fields=["state", "created"], name="export_waiting")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=ExportState.values),
                name="export_state_known",
                violation_error_message=_("Choose one of the list."),
            ),
            models.CheckConstraint(
                condition=Q(rows_done__lte=F("rows_total")),
                name="export_done_within_total",
                violation_error_message=_("More lines are done than there are."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=OVER, expires_at__isnull=False) | Q(state__in=UNDER_WAY, expires_at__isnull=True),
                name="export_expires_when_over",
                violation_error_message=_("What is ready or failed is kept for a day, and nothing else is."),
            ),
            models.CheckConstraint(
                condition=Q(state=ExportState.RUNNING, lease__isnull=False, lease_until__isnull=False)
                | Q(~Q(state=ExportState.RUNNING), lease__isnull=True, lease_until__isnull=True),
                name="export_leased_while_running",
                violation_error_message=_("What is being made is leased to who makes it, and nothing else is."),
            ),
            models.UniqueConstraint(
                fields=["asked_by", "viewset", "query"],
                condition=Q(state__in=UNDER_WAY),
                name="export_once_under_way",
                violation_error_message=_("This list is being made for you already."),
            ),
        ]

    def drop_parts(self) -> None:
        """Deletes the parts unread: `delete()` would load every one of them, because Wagtail listens to deletions."""
        parts = self.parts.all()
        parts._raw_delete(parts.db)

    @property
    def is_under_way(self) -> bool:
        return self.state in UNDER_WAY

    @property
    def is_ready(self) -> bool:
        return self.state == ExportState.READY

    def is_still_for(self, user) -> bool:
        """Whether the user is who asked, and still belongs where its rows are from."""
        is_theirs = self.asked_by_id == user.pk and self.organisation_id == user.organisation_id
        return is_theirs and user.region_ids.issuperset(self.region_ids)


class ExportPart(SealedModel):
    """Some lines of an export, as text; the first part begins with the headings."""

    sealed_as = "backoffice.exportpart"

    export = models.ForeignKey(Export, on_delete=models.CASCADE, related_name="parts")
    number = models.PositiveIntegerField(_("number"))  # 0, 1, 2 …
    content = SealedTextField(_("lines"))

    SENSITIVITY = {"export": Plain.KEY, "number": Plain.COUNT}

    class Meta:
        verbose_name = _("part of a download")
        verbose_name_plural = _("parts of a download")
        constraints = [
            models.UniqueConstraint(
                fields=["export", "number"],
                name="exportpart_once",
                violation_error_message=_("This part is there already."),
            )
        ]

    def access_scope(self):
        return self.export.access_scope()
