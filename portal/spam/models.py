"""Which proofs of work were already used. A cache would forget, and would take the same proof twice at once."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.privacy.labels import Plain


class SpentProof(models.Model):
    """One proof that was used. It says nothing of who sent it or what; the primary key decides who was first."""

    digest = models.CharField(_("digest"), max_length=64, primary_key=True)
    expires_at = models.DateTimeField(_("expires"), db_index=True)
    wagtail_reference_index_ignore = True
    SENSITIVITY = {"digest": Plain.TECHNICAL, "expires_at": Plain.TIME}

    class Meta:
        verbose_name = _("spent proof")
        verbose_name_plural = _("spent proofs")

    def __str__(self):
        return self.digest[:8]
