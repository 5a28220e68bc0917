"""The places of an event: which are free, to whom they are offered, and what follows when somebody gets or loses one.

Everything here is called with the event locked. Locks are always taken in one order, so that nobody waits in a circle:
events (by key), then the candidate, then seats.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from portal.workflow import log
from portal.workflow.moves import lock, move
from training.admission import refusal
from training.event_states import HOLDING, EventState, SeatState
from training.mails import send_seat_offered_mail
from training.models import Candidate, EventKind, Seat, TrainingEvent
from training.states import CandidateState

# So long before the first day people are reminded; who gets a place later than that needs no reminder.
REMINDED_BEFORE = timedelta(days=3)
# What a seat brings about on the track of its candidate: from where, the move, and the move back from where.
_FOLLOWS = {
    EventKind.EK1: (CandidateState.DECIDED, "take_place", CandidateState.IN_TRAINING, "lose_place"),
    EventKind.EK2: (CandidateState.CERTIFIED, "take_second_place", CandidateState.DEEPENING, "lose_second_place"),
}

_NOTHING = ("", "", "", "")
# What deciding about a seat and mailing its candidate reads.
_READ = (
    "event", "candidate__rule_book", "candidate__coordinator", "candidate__user", "candidate__vault",
    "candidate__organisation__site",
)  # fmt: skip


def lock_events(*events: TrainingEvent) -> None:
    """Reads them again and holds them until the transaction ends, always in the same order."""
    for event in sorted(events, key=lambda one: one.pk):
        lock(event)


def free_number(event: TrainingEvent) -> int | None:
    """The lowest place that nobody has and that is kept for nobody; None when it is full."""
    return next(iter(free_numbers(event)), None)


def free_numbers(event: TrainingEvent) -> list[int]:
    held = set(event.seats.filter(state__in=HOLDING).values_list("number", flat=True))
    free = sorted(set(range(1, event.capacity + 1)) - held)
    return free[: max(0, event.capacity - len(held))]


def offer_ends(event: TrainingEvent) -> datetime | None:
    """Until when a place that is offered now is kept: never after enrolment closes or it begins. None: too late."""
    if event.state != EventState.OPEN or event.closes_at is None or event.is_closed:
        return None
    return min(timezone.now() + timedelta(days=event.offer_days), event.closes_at)


def move_up(event: TrainingEvent) -> int:
    """Offers every free place to who waits longest and may have it now; how many."""
    until = offer_ends(event)
    numbers = free_numbers(event) if until else []
    if until is None or not numbers:
        return 0
    waiting = event.seats.filter(state=SeatState.WAITING).order_by("waiting_since", "pk")
    next_ones = (one for one in with_people(waiting) if not refusal(one.candidate, event.kind))
    offered = 0
    for number, seat in zip(numbers, next_ones, strict=False):
        move_seat(seat, "offer", by=None, number=number, offered_until=until)
        send_seat_offered_mail(seat.candidate, until=until)
        offered += 1
    return offered


def sit_down(seat: Seat, *, by, number: int | None = None) -> None:
    """Moves the seat to a place, by default the one it is offered, and the track of its candidate with it."""
    event, candidate = seat.event, seat.candidate
    is_soon = event.starts is not None and event.starts <= timezone.now() + REMINDED_BEFORE
    reminded_at = timezone.now() if is_soon else None
    move_seat(seat, "take", by=by, number=number or seat.number, offered_until=None, reminded_at=reminded_at)
    log.note(candidate, "enrol_in", by=by)
    come_from, step, _in_it, _back = _FOLLOWS.get(EventKind(event.kind), _NOTHING)
    if candidate.state == come_from:
        move(candidate, step, by=None)


def stand_up(seat: Seat, step: str, *, by) -> None:
    """Moves the seat off its place, by this step of its track."""
    had_place = seat.state == SeatState.TAKEN
    move_seat(seat, step, by=by, number=None, offered_until=None, reminded_at=None)
    if had_place:
        log.note(seat.candidate, "leave_seat", by=by)


def stand_up_and_choose_again(seat: Seat, step: str, *, by) -> None:
    """Moves the seat off its place, and the track of its candidate back to where they choose."""
    had_place = seat.state == SeatState.TAKEN
    stand_up(seat, step, by=by)
    _come_from, _step, in_it, back = _FOLLOWS.get(EventKind(seat.event.kind), _NOTHING)
    if had_place and seat.candidate.state == in_it:
        move(seat.candidate, back, by=None)


def move_seat(seat: Seat, step: str, *, by, **changes) -> None:
    """Along its track; event and candidate stay at hand."""
    event, candidate = seat.event, seat.candidate
    move(seat, step, by=by, **changes)
    seat.event, seat.candidate = event, candidate


def end_waiting(event: TrainingEvent) -> int:
    """Nobody waits any more for what has been, and no offer for it stands; how many that concerned.

    They get no mail: it stands on their own page.
    """
    seats = list(with_people(event.seats.filter(state__in=(SeatState.WAITING, SeatState.OFFERED))))
    for seat in seats:
        stand_up(seat, "leave_out" if seat.state == SeatState.WAITING else "lapse", by=None)
    return len(seats)


def active_seats(candidate: Candidate, *, kinds: Iterable[str]) -> QuerySet[Seat]:
    """Where they have a place, an offer or wait, in events of these kinds that are open and not over."""
    return Seat.objects.filter(candidate=candidate, event__kind__in=kinds).active()


def with_people(seats: QuerySet[Seat]) -> QuerySet[Seat]:
    """With all that deciding about a seat and mailing its candidate reads."""
    return seats.select_related(*_READ)
