"""Looking back on a conference under guidance, by manager, family and candidate (DOMAIN §4.8)."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.workflow import log
from portal.workflow.moves import NotAllowed, NotPossible, lock, may
from training.actions.windows import refuse_changed
from training.mails import send_candidate_waits_mail
from training.models import Candidate, Evaluation, Evaluator
from training.states import CandidateState


@transaction.atomic
def write_evaluation(
    candidate: Candidate, *, by, by_whom: str, text: str, is_positive: bool | None = None, read: str | None = None
) -> Evaluation:
    """Writes down, or changes, how one side looks back on the newest conference.

    The manager writes their own and what the family said; the candidate their own, of which the region hears. `read`
    is the mark of the words that the writer had before them (`windows.mark_of`); then to be called while looking at
    the candidate. Raises NotAllowed (who), NotPossible (when; field "is_positive" when the manager does not say which)
    and Changed, where other words were kept meanwhile.
    """
    lock(candidate)
    is_their_own = by_whom == Evaluator.SELF and candidate.belongs_to(by)
    if not is_their_own and not (by_whom != Evaluator.SELF and may(by, candidate, "certify")):
        raise NotAllowed(f"{by!r} does not evaluate {candidate.pk} as {by_whom}.")
    if candidate.state != CandidateState.LOOKING_BACK:
        raise NotPossible(_("No evaluation is asked now."))
    if by_whom == Evaluator.MANAGER and is_positive is None:
        raise NotPossible(_("Say whether it is positive."), field="is_positive")
    found = Evaluation.objects.filter(
        candidate=candidate, number=candidate.conferences_held, by_whom=by_whom
    ).first() or Evaluation(
        vault_id=candidate.vault_id, candidate=candidate, number=candidate.conferences_held, by_whom=by_whom
    )
    if read is not None:
        refuse_changed(found.text, text, read=read, field="text")
    is_new = found._state.adding
    found.text, found.is_positive, found.written_at = text, is_positive, timezone.now()
    found.save()
    log.note(candidate, "evaluate", by=by)
    if is_their_own and is_new:
        send_candidate_waits_mail(candidate)
    return found
