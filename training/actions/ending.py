"""Exits and ways back: pause, stop, "not now", begin again. At any step, and none is the end (DOMAIN §4)."""

from django.db import transaction
from django.utils import timezone

from portal.workflow.moves import move
from training.actions.releasing import lock_events_of, release_seats
from training.actions.rostering import leave_with
from training.mails import send_candidate_waits_mail, send_step_mail
from training.models import Candidate


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
    lock_events_of(candidate)
    move(candidate, "withdraw", by=by, reason=reason, paused_at=None)
    leave_with(candidate, by=by)
    release_seats(candidate)
    send_candidate_waits_mail(candidate)
    return candidate


@transaction.atomic
def record_withdrawal(candidate: Candidate, *, by, reason: str) -> Candidate:
    """They told staff that they stop."""
    lock_events_of(candidate)
    move(candidate, "record_withdrawal", by=by, reason=reason, paused_at=None)
    leave_with(candidate, by=by)
    release_seats(candidate)
    return candidate


@transaction.atomic
def turn_down(candidate: Candidate, *, by, reason: str) -> Candidate:
    """Says “not now”, with a reason that the candidate reads. It can lead back.

    Once there is a report, nobody says so alone: raises NotPossible until the trainers signed an answer that is no yes,
    and, where the candidate says something else, had the talk.
    """
    lock_events_of(candidate)
    move(candidate, "not_now", by=by, reason=reason, paused_at=None)
    leave_with(candidate, by=by)
    release_seats(candidate)
    send_step_mail(candidate)
    return candidate


@transaction.atomic
def begin_again(candidate: Candidate, *, by) -> Candidate:
    """Back on the way, with everything earned before; the region hears of it."""
    move(candidate, "come_back", by=by, applied_at=timezone.now())
    send_candidate_waits_mail(candidate)
    return candidate
