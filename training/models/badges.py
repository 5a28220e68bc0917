"""What a certificate as a file needs (Open Badges 3.0): the keys that sign it, and which files were given out."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.privacy.labels import Plain
from training.models.coordinators import Certificate


class IssuerKey(models.Model):
    """A key with which an organisation signs. The newest signs; the public half of each stays published.

    `private` is sealed under a key of its own purpose (`portal.privacy.sealing`): a copy of this row signs nothing.
    """

    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+", verbose_name=_("organisation")
    )
    name = models.CharField(_("name"), max_length=32, unique=True, editable=False)
    public = models.JSONField(_("public half"), editable=False)
    private = models.TextField(_("private half, sealed"), editable=False)
    made_at = models.DateTimeField(_("made"), default=timezone.now, editable=False)
    wagtail_reference_index_ignore = True
    SENSITIVITY = {
        "id": Plain.KEY, "organisation": Plain.KEY, "name": Plain.TECHNICAL, "public": Plain.TECHNICAL,
        "private": Plain.TECHNICAL, "made_at": Plain.TIME,
    }  # fmt: skip

    class Meta:
        verbose_name = _("signing key")
        verbose_name_plural = _("signing keys")
        ordering = ["-made_at", "-pk"]

    def __str__(self):
        return self.name


class GivenBadge(models.Model):
    """A certificate that was given as a file. Its key is its place in the public list of what counts no more.

    The row outlives its certificate: a file whose certificate is gone counts no more either.
    """

    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+", verbose_name=_("organisation")
    )
    certificate = models.OneToOneField(
        Certificate, null=True, on_delete=models.SET_NULL, related_name="badge", verbose_name=_("certificate")
    )
    wagtail_reference_index_ignore = True
    SENSITIVITY = {"id": Plain.KEY, "organisation": Plain.KEY, "certificate": Plain.KEY}

    class Meta:
        verbose_name = _("badge given")
        verbose_name_plural = _("badges given")

    def __str__(self):
        return str(self.pk)
