"""From which words of the source language a translation was made."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.privacy.labels import Plain


class SourceWords(models.Model):
    """The words of the source language behind a public page: what the source itself says now; of a translation, what
    its source said when it was made. A translation is current while the two are the same.
    """

    SENSITIVITY = {
        "id": Plain.KEY,
        "page": Plain.KEY,
        "lines": Plain.WORDING,
        "fingerprint": Plain.TECHNICAL,
        "changed_at": Plain.TIME,
    }
    wagtail_reference_index_ignore = True

    page = models.OneToOneField("wagtailcore.Page", on_delete=models.CASCADE, related_name="source_words")
    lines = models.JSONField(_("lines"), default=list)  # [place in the page, words]
    fingerprint = models.CharField(_("fingerprint"), max_length=64)
    changed_at = models.DateTimeField(_("changed"), default=timezone.now)  # since when the words are these

    class Meta:
        verbose_name = _("words of the source")
        verbose_name_plural = _("words of the source")

    def __str__(self):
        return f"{self.page_id} {self.fingerprint[:8]}"
