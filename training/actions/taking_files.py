"""Letters and CVs that are sent along: cleaned, sealed, one of each kind (PROMISES, Uploads)."""

import re
import unicodedata

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.workflow.moves import NotPossible, lock
from training.cleaning.refusing import Refused
from training.cleaning.room import clean
from training.models import Candidate, CandidateFile
from training.models.files import LARGEST_FILE
from training.states import CandidateState

_LONGEST_NAME = 80
_NOT_IN_A_NAME = re.compile(r"[^\w .,()+&'-]", re.UNICODE)
_LAST_PART = re.compile(r"(\.\w{1,8})+$")


def take_file(candidate: Candidate, *, kind: str, upload, by) -> CandidateFile:
    """Cleans what was sent and keeps it in the place of the older one; `upload` has a name, a size and can be read.

    Raises NotPossible, with what its sender can do about it. To be called while looking at the candidate.
    """
    if upload.size > LARGEST_FILE:
        raise NotPossible(Refused("too_large").message)
    try:
        content = clean(upload.read())
    except Refused as refused:
        raise NotPossible(refused.message) from refused
    with transaction.atomic():
        _refuse_others(candidate, by=by)
        candidate.files.filter(kind=kind).delete()
        file = CandidateFile.objects.create(
            vault=candidate.vault,
            candidate=candidate,
            kind=kind,
            name=clean_name(upload.name),
            content=content,
            size=len(content),
        )
        _touch(candidate)
    return file


def remove_file(candidate: Candidate, *, kind: str, by) -> None:
    """Takes a file away again, as long as the letter was not sent. One that is not there is gone already."""
    with transaction.atomic():
        _refuse_others(candidate, by=by)
        candidate.files.filter(kind=kind).delete()
        _touch(candidate)


def clean_name(name: str) -> str:
    """A name to show and to save it under: no folders, no signs that turn or hide text, and it ends in ".pdf"."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name or ""))[-1]
    plain = _NOT_IN_A_NAME.sub("", last).strip(" .")
    return (_LAST_PART.sub("", plain)[:_LONGEST_NAME].strip(" .") or "file") + ".pdf"


def _refuse_others(candidate, *, by):
    lock(candidate)
    if not candidate.belongs_to(by) or candidate.state != CandidateState.WRITING:
        raise NotPossible(_("Your letter was sent already."))


def _touch(candidate):
    candidate.touched_at = timezone.now()
    candidate.save(update_fields=["touched_at"])
