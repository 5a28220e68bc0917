"""Exits and ways back: pause, stop, "not now", begin again. At any step, and none is the end (DOMAIN §4)."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.workflow.moves import NotPossible, may, move
from training.actions.reporting import verdict_differs
from training.mails import send_candidate_waits_mail, send_step_mail
from training.models import Candidate, Verdict
from training.states import CandidateState


def pause_track(candidate: Candidate, *, by, reason: str = "") -> Candidate:
    return move(candidate, "pause", by=by, reason=reason, paused_at=timezone.now())


@transaction.atomic
def go_on_after_pause(candidate: Candidate, *, by) -> Candidate:
    """Goes on where they were; the region hears of it when they did it themselves."""
    move(candidate, "go_on", by=by, paused_at=None)
    if candidate.belongs_to(by):
        send_candidate_waits_mail(candidate)
    return candidate


@transaction.atomic
def withdraw_candidacy(candidate: Candidate, *, by, reason: str = "") -> Candidate:
    """The candidate stops; the region hears of it. They may begin again later."""
    move(candidate, "withdraw", by=by, reason=reason, paused_at=None)
    send_candidate_waits_mail(candidate)
    return candidate


def record_withdrawal(candidate: Candidate, *, by, reason: str) -> Candidate:
    """They told staff that they stop."""
    return move(candidate, "record_withdrawal", by=by, reason=reason, paused_at=None)


@transaction.atomic
def turn_down(candidate: Candidate, *, by, reason: str) -> Candidate:
    """Says “not now”, with a reason that the candidate reads. It can lead back.

    Once there is a report, nobody says so alone: raises NotPossible until the trainers signed an answer that is no yes,
    and, where the candidate says something else, had the talk.
    """
    if may(by, candidate, "not_now"):
        _refuse_alone(
            Candidate.objects.select_for_update(of=("self",)).select_related("rule_book").get(pk=candidate.pk)
        )
    move(candidate, "not_now", by=by, reason=reason, paused_at=None)
    send_step_mail(candidate)
    return candidate


@transaction.atomic
def begin_again(candidate: Candidate, *, by) -> Candidate:
    """Back on the way, with everything earned before; the region hears of it."""
    move(candidate, "come_back", by=by, applied_at=timezone.now())
    send_candidate_waits_mail(candidate)
    return candidate


def _refuse_alone(candidate):
    if candidate.state not in (CandidateState.REPORTED, CandidateState.IN_TALK):
        return
    report = candidate.reports.select_related("answer").get(part=1)
    answer = getattr(report, "answer", None)
    wanted = candidate.rule_book.trainers_sign
    if answer is None or answer.verdict == Verdict.YES or answer.signatures.count() < wanted:
        raise NotPossible(
            _("Nobody decides alone: first %(count)d trainers sign an answer that is no yes.") % {"count": wanted}
        )
    if candidate.state == CandidateState.REPORTED and verdict_differs(report):
        raise NotPossible(_("The candidate and the trainers see it differently: have a talk first."))
