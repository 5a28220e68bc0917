"""Seats that come free because they are not for somebody any more: they stopped, finished, or are erased."""

from collections.abc import Iterable

from django.db import transaction

from portal.workflow import log
from training.actions.places import active_seats, lock_events, move_up, stand_up
from training.models import Candidate, EventKind, Seat, TrainingEvent


def lock_events_of(candidate: Candidate) -> None:
    """Locks the events in which they have an active seat. To be called before anything locks the candidate."""
    seats = active_seats(candidate, kinds=EventKind.values)
    lock_events(*TrainingEvent.objects.filter(pk__in=seats.values("event")))


@transaction.atomic
def release_seats(candidate: Candidate, *, kinds: Iterable[str] = EventKind.values) -> None:
    """Their active seats in events of these kinds come free, and waiting lists move up; their track stays."""
    _release(candidate, _seats(candidate, kinds))


@transaction.atomic
def release_seats_to_come(candidate: Candidate, *, kinds: Iterable[str]) -> None:
    """As `release_seats`, but what has begun they keep."""
    _release(candidate, [seat for seat in _seats(candidate, kinds) if not seat.event.has_begun])


def forget_seats(candidate: Candidate) -> None:
    """Takes all their seats away with what was written about them, for their erasure; waiting lists move up."""
    active = list(active_seats(candidate, kinds=EventKind.values).select_related("event").order_by("event_id"))
    lock_events(*(seat.event for seat in active))
    seats = Seat.objects.filter(candidate=candidate)
    for seat in seats:
        log.forget(seat)
    seats.delete()
    for seat in active:
        move_up(seat.event)


def _seats(candidate, kinds):
    return list(active_seats(candidate, kinds=kinds).select_related("event").order_by("event_id"))


def _release(candidate, seats):
    lock_events(*(seat.event for seat in seats))
    for seat in seats:
        seat.candidate = candidate
        stand_up(seat, "release", by=None)
        move_up(seat.event)
