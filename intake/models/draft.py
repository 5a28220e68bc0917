"""A referral that somebody is still writing: sealed, for one browser, gone after a day."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from intake.models.referral import Referral
from portal.privacy.fields import SealedJSONField
from portal.privacy.labels import Plain
from portal.privacy.models import SealedModel

KEPT_FOR = timedelta(hours=24)


def kept_until():
    return timezone.now() + KEPT_FOR


class Draft(SealedModel):
    """`answers` holds the form's steps by name; once sent, only what its writer must still see.

    That is the reference, the follow-up code and, for who refers through their work, `file_text` for their own file.
    """

    sealed_as = "intake.draft"

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.CASCADE, related_name="+")
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    answers = SealedJSONField(_("answers"), default=dict)
    expires_at = models.DateTimeField(_("expires"), default=kept_until, db_index=True)
    referral = models.OneToOneField(
        Referral, null=True, blank=True, on_delete=models.CASCADE, related_name="+", editable=False
    )

    SENSITIVITY = {
        "organisation": Plain.KEY,
        "language": Plain.LANGUAGE,
        "expires_at": Plain.TIME,
        "referral": Plain.KEY,
    }

    class Meta:
        verbose_name = _("draft")
        verbose_name_plural = _("drafts")
