"""What staff write down about a candidate, for each other."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.privacy.fields import SealedTextField
from portal.privacy.labels import Plain
from portal.privacy.models import SealedModel
from training.models.candidate import Candidate


class Note(SealedModel):
    """Something to remember. Staff who see the candidate read it; the candidate can ask for it (GDPR, article 15)."""

    sealed_as = "training.note"

    candidate = models.ForeignKey(Candidate, on_delete=models.CASCADE, related_name="notes")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("written by")
    )
    text = SealedTextField(_("note"))
    at = models.DateTimeField(_("when"), default=timezone.now)

    SENSITIVITY = {"candidate": Plain.KEY, "by": Plain.KEY, "at": Plain.TIME}

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        ordering = ["-at"]

    def access_scope(self):
        return self.candidate.access_scope()
