"""The talk about a report, when candidate and trainers see it differently, and what both think then (DOMAIN §4.6)."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.workflow import log
from portal.workflow.moves import NotAllowed, NotPossible, lock, may
from training.actions.windows import refuse_changed
from training.mails import send_report_waits_mail, send_step_mail
from training.models import Candidate, Report, Talk, Verdict
from training.states import CandidateState


@transaction.atomic
def record_talk(candidate: Candidate, *, by, on: date, text: str) -> Talk:
    """A trainer writes down that the talk was held, and what was said; then it is the candidate's turn.

    Raises NotAllowed, or NotPossible when no talk was asked for (fields "on" for a day to come, "text" without a word).
    """
    lock(candidate)
    if not may(by, candidate, "agree"):
        raise NotAllowed(f"{by!r} does not talk about the report of {candidate.pk}.")
    if candidate.state != CandidateState.IN_TALK:
        raise NotPossible(_("No talk is asked for now."))
    if on > timezone.localdate():
        raise NotPossible(_("This day is still to come."), field="on")
    if not text.strip():
        raise NotPossible(_("Write down what was said."), field="text")
    talk = Talk.objects.create(
        vault_id=candidate.vault_id, report=_report_of(candidate), by=by, on=on, text=text.strip()
    )
    log.note(candidate, "record_talk", by=by, on=on)
    send_step_mail(candidate)
    return talk


@transaction.atomic
def reconsider(candidate: Candidate, *, by, verdict: str, text: str = "", read: str | None = None) -> Report:
    """The candidate says after the talk what they think now; it may be said again as long as nobody decided.

    What they said first stays beside it. Signatures under the trainers' answer stay: they are about that answer. The
    trainers hear of it, unless the verdict is what they heard already. `read` is the mark of the words that the writer
    had before them (`windows.mark_of`). To be called while looking at the candidate.
    Raises NotAllowed for anybody else, NotPossible before the talk was held and while they paused, and Changed.
    """
    lock(candidate)
    if not candidate.belongs_to(by):
        raise NotAllowed(f"{candidate.pk} is not of {by!r}.")
    if candidate.state != CandidateState.IN_TALK or candidate.is_paused:
        raise NotPossible(_("You are not asked this now."))
    report = _report_of(candidate)
    if not report.talks.exists():
        raise NotPossible(_("First the talk is held."))
    if verdict not in Verdict.values:
        raise NotPossible(_("Say what you think yourself: does it fit?"), field="verdict")
    refuse_changed(report.reconsidered, text, read=read, field="text")
    is_news = report.reconsidered_at is None or report.verdict != verdict
    report.first_verdict = report.first_verdict or report.verdict
    report.verdict, report.reconsidered, report.reconsidered_at = verdict, text, timezone.now()
    report.save(update_fields=["first_verdict", "verdict", "reconsidered", "reconsidered_at"])
    log.note(candidate, "reconsider", by=by)
    if is_news:
        send_report_waits_mail(candidate)
    return report


def _report_of(candidate):
    return Report.objects.get(candidate=candidate, part=1)
