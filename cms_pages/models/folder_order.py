"""Leaflets that somebody asked for by post. A name and an address: sealed, and gone after four weeks."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms_pages.states import ORDER_TRACK
from portal.privacy.fields import SealedTextField
from portal.privacy.labels import Plain
from portal.privacy.models import SealedModel
from portal.workflow.models import Tracked
from portal.workflow.tracks import state_constraint

KEPT_FOR = timedelta(days=28)


class FolderOrderQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The orders of the regions for which the user answers; nobody else sees any."""
        if not getattr(user, "is_authenticated", False):
            return self.none()
        return self.filter(region_id__in=user.region_ids)

    def expired(self):
        return self.filter(ordered_at__lte=timezone.now() - KEPT_FOR)


class FolderOrder(Tracked, SealedModel):
    """Who wants which leaflets. In a vault of its own."""

    sealed_as = "cms_pages.folder_order"
    track = ORDER_TRACK
    SENSITIVITY = {
        "organisation": Plain.KEY,
        "region": Plain.PLACE,
        "language": Plain.LANGUAGE,
        "ordered_at": Plain.TIME,
        "needs_look": Plain.STATE,
        "lines": Plain.WORDING,
    }

    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+", verbose_name=_("organisation")
    )
    region = models.ForeignKey(
        "organisations.Region", on_delete=models.PROTECT, related_name="+", verbose_name=_("region")
    )
    language = models.CharField(_("language of the leaflets"), max_length=10, choices=settings.LANGUAGES)
    ordered_at = models.DateTimeField(_("ordered"), default=timezone.now)
    # Its sender's browser gave no sign of being one (portal.spam): look before you stamp it.
    needs_look = models.BooleanField(_("perhaps sent by a machine"), default=False)
    lines = models.JSONField(_("leaflets"), default=list)  # [{"title": …, "count": …}]

    name = SealedTextField(_("name"), max_length=100)
    address = SealedTextField(_("address"), max_length=300)
    postcode = SealedTextField(_("postcode"), max_length=20)
    place = SealedTextField(_("place"), max_length=100)

    objects = FolderOrderQuerySet.as_manager()

    class Meta:
        verbose_name = _("order of leaflets")
        verbose_name_plural = _("orders of leaflets")
        ordering = ["-ordered_at"]
        permissions = [*ORDER_TRACK.permissions("cms_pages")]
        default_permissions = ("view",)
        constraints = [state_constraint(ORDER_TRACK, "folderorder_known_state")]

    def __str__(self):
        return self.reference

    @property
    def reference(self) -> str:
        """What staff and the access log call it; nobody outside needs it."""
        return f"F-{self.pk.hex[:6].upper()}"

    @property
    def amount(self) -> int:
        """How many leaflets in all."""
        return sum(line["count"] for line in self.lines)
