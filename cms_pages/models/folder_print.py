"""Which PDF of a leaflet lies where, and who is making one now."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cms_pages.paper.forms import PrintForm
from portal.privacy.labels import Plain


class FolderPrint(models.Model):
    """One leaflet in one form. The row is also the lock: of several readers at once, one makes the file."""

    SENSITIVITY = {
        "id": Plain.KEY,
        "page": Plain.KEY,
        "print_form": Plain.STATE,
        "fingerprint": Plain.TECHNICAL,
        "file_name": Plain.TECHNICAL,
        "made_at": Plain.TIME,
        "being_made_until": Plain.TIME,
    }
    wagtail_reference_index_ignore = True

    page = models.ForeignKey("cms_pages.FolderPage", on_delete=models.CASCADE, related_name="prints")
    print_form = models.CharField(_("form"), max_length=10, choices=PrintForm.choices)
    fingerprint = models.CharField(
        _("fingerprint"), max_length=64, blank=True
    )  # of what was printed; empty: nothing yet
    file_name = models.CharField(_("file"), max_length=200, blank=True)
    made_at = models.DateTimeField(_("made"), null=True)
    being_made_until = models.DateTimeField(_("being made until"), null=True)

    class Meta:
        verbose_name = _("PDF of a leaflet")
        verbose_name_plural = _("PDFs of leaflets")
        constraints = [
            models.UniqueConstraint(
                fields=["page", "print_form"],
                name="folderprint_one_per_form",
                violation_error_message=_("This leaflet has a PDF of this form already."),
            )
        ]

    def __str__(self):
        return f"{self.page_id} {self.print_form}"
