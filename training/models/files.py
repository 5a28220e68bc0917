"""What a candidate sent along: a letter or CV, cleaned before it is kept, sealed with its name."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.privacy.fields import SealedBytesField, SealedTextField
from portal.privacy.labels import Plain
from portal.privacy.models import SealedModel
from portal.workflow.constraints import one_of
from training.models.candidate import Candidate
from training.models.vocabulary import FileKind

LARGEST_FILE = 5 * 1024 * 1024


class CandidateFile(SealedModel):
    """One of each kind; a new one takes the place of the old. Always a PDF: pictures become one."""

    sealed_as = "training.file"

    candidate = models.ForeignKey(Candidate, on_delete=models.CASCADE, related_name="files")
    kind = models.CharField(_("kind"), max_length=12, choices=FileKind.choices)
    name = SealedTextField(_("name"))
    content = SealedBytesField(_("content"))
    size = models.PositiveIntegerField(_("size in bytes"))
    taken_at = models.DateTimeField(_("came in"), default=timezone.now)

    SENSITIVITY = {
        "candidate": Plain.KEY, "kind": Plain.STATE, "size": Plain.COUNT, "taken_at": Plain.TIME,
    }  # fmt: skip

    class Meta:
        verbose_name = _("file")
        verbose_name_plural = _("files")
        constraints = [
            models.UniqueConstraint(
                fields=["candidate", "kind"],
                name="candidatefile_one_of_a_kind",
                violation_error_message=_("There is a file of this kind already."),
            ),
            one_of("kind", FileKind, name="candidatefile_kind_known"),
        ]

    def access_scope(self):
        return self.candidate.access_scope()
