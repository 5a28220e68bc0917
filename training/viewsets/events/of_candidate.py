"""What the workbench of a candidate shows of training events: their seats and who was there, and where they can go."""

from dataclasses import dataclass

from django.urls import reverse

from training.event_states import ACTIVE, PLACE
from training.models import Attendance, Candidate, EventDay, Seat, TrainingEvent
from training.queries import events_for, kinds_chosen, seats_of


@dataclass(frozen=True)
class Sat:
    """One seat of theirs, with whether they were there on each day of the event; None: not written down."""

    seat: Seat
    days: list[tuple[EventDay, bool | None]]


@dataclass(frozen=True)
class Choice:
    """An event in which they may have a place now."""

    event: TrainingEvent
    url: str


def training_days(candidate: Candidate, user) -> dict:
    """For the panel; a fixed number of queries."""
    written = {
        (seat, day): was_there
        for seat, day, was_there in Attendance.objects.filter(seat__candidate=candidate).values_list(
            "seat_id", "day_id", "was_there"
        )
    }
    sat = [
        Sat(seat, [(day, written.get((seat.pk, day.pk))) for day in seat.event.days.all()])
        for seat in seats_of(candidate)
    ]
    return {"sat": sat, "choices": _choices(candidate) if user.holds(PLACE) else []}


def _choices(candidate):
    chosen = kinds_chosen(candidate)
    free = [event for event in events_for(candidate) if event.kind not in chosen and not _is_in(event)]
    return [Choice(event, f"{_place(event)}?reference={candidate.reference}") for event in free]


def _is_in(event):
    return event.own_seat is not None and event.own_seat.state in ACTIVE


def _place(event):
    return reverse("training_events:entry", args=[event.pk, "place"])
