"""What staff write at a candidate without moving them along."""

from django.db import transaction
from django.utils.translation import gettext as _

from portal.workflow import log
from portal.workflow.moves import NotPossible
from training.models import Candidate, Note


@transaction.atomic
def write_note(candidate: Candidate, *, by, text: str) -> Note:
    """Something to remember, for the staff who see them. Raises NotPossible once they were handed over or erased."""
    if not Candidate.objects.visible_to(by).select_for_update(of=("self",)).filter(pk=candidate.pk).exists():
        raise NotPossible(_("This was handed over to another region in the meantime."))
    note = Note.objects.create(vault_id=candidate.vault_id, candidate=candidate, by=by, text=text)
    log.note(candidate, "note", by=by)
    return note
