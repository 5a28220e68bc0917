"""Conferences that were held: each counts once, the first leads on to looking back (DOMAIN §4.7–4.9)."""

from datetime import date
from uuid import uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.workflow import log
from portal.workflow.moves import NotAllowed, NotPossible, lock, may, move
from training.actions.rostering import lock_on_roster
from training.mails import send_candidate_waits_mail, send_step_mail
from training.models import Candidate, Coordinator, HeldConference
from training.states import REGISTERED, CandidateState


@transaction.atomic
def count_conference(candidate: Candidate, *, by, on: date, key: str) -> Candidate:
    """A conference that they organised was held on this day; `key` is what it is called where it comes from.

    The case's route calls this, so that nobody types it again: the same key counts once. Held while they practise, it
    was their first under guidance: now manager, family and candidate look back, and region and candidate hear of it.
    Asks no permission: that is the calling action's. Raises NotPossible for a day to come (field "on"), for a key that
    was counted for somebody else, and for who was never on the roster.
    """
    lock(candidate)
    _refuse_future(on)
    if candidate.state != CandidateState.PRACTISING and not Coordinator.objects.filter(candidate=candidate).exists():
        raise NotPossible(_("First candidate and trainers both say yes."))
    if not _keep_once(candidate, on=on, key=key):
        return candidate
    held = candidate.conferences_held + 1
    if candidate.state != CandidateState.PRACTISING:
        return _count_another(candidate, held, by=by, on=on)
    if may(by, candidate, "hold_first_conference") and candidate.conduct_is_valid:
        move(candidate, "hold_first_conference", by=by, on=on, conferences_held=held)
    else:  # it was held, whoever says so and whatever document ended meanwhile
        move(candidate, "count_first_conference", by=None, on=on, conferences_held=held)
        send_candidate_waits_mail(candidate)
    send_step_mail(candidate)
    return candidate


def counted_for(key: str) -> Candidate | None:
    """For whom the conference of this key was counted."""
    return Candidate.objects.filter(held_conferences__key=key).first()


@transaction.atomic
def correct_conference_day(candidate: Candidate, *, by, key: str, on: date) -> None:
    """A conference that was counted for them was on another day. How many they held stays as it is.

    As with count_conference, the calling action asks who may. Raises NotPossible for a day to come (field "on").
    """
    lock(candidate)
    _refuse_future(on)
    if candidate.held_conferences.filter(key=key).exclude(on=on).update(on=on):
        log.note(candidate, "correct_conference", by=by, on=on)


@transaction.atomic
def hold_first_conference(candidate: Candidate, *, by, on: date) -> Candidate:
    """The manager's own word that the conference under guidance was held: manager, family and candidate look back."""
    lock(candidate)
    _refuse_future(on)
    move(candidate, "hold_first_conference", by=by, on=on, conferences_held=candidate.conferences_held + 1)
    _keep_once(candidate, on=on, key=_own_key())
    send_step_mail(candidate)
    return candidate


@transaction.atomic
def record_conference(coordinator: Coordinator, *, by, on: date) -> Candidate:
    """The manager's own word that who is registered held another conference, where no case says so.

    Raises NotAllowed, or NotPossible for who is not registered, or left, and for a day to come (field "on").
    """
    if not may(by, coordinator, "leave") or coordinator.belongs_to(by):
        raise NotAllowed(f"{by!r} does not count conferences of {coordinator.pk}.")
    candidate = coordinator.candidate
    lock(candidate)
    lock_on_roster(coordinator)
    if candidate.state not in REGISTERED:
        raise NotPossible(_("Write the first conference down at the candidate."))
    return count_conference(candidate, by=by, on=on, key=_own_key())


def _count_another(candidate, held, *, by, on):
    candidate.conferences_held = held
    candidate.save(update_fields=["conferences_held"])
    log.note(candidate, "hold_conference", by=by, on=on)
    return candidate


def _keep_once(candidate, *, on, key) -> bool:
    """Keeps the conference under its key. False when it was kept before; raises NotPossible when for somebody else."""
    held, is_new = HeldConference.objects.get_or_create(key=key, defaults={"candidate": candidate, "on": on})
    if held.candidate_id != candidate.pk:
        raise NotPossible(_("This conference was counted already."))
    return is_new


def _own_key():
    """For what comes from no case."""
    return f"own:{uuid4().hex}"


def _refuse_future(day):
    if day > timezone.localdate():
        raise NotPossible(_("This day is still to come."), field="on")
