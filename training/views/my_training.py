"""Days for you: what somebody may take a seat in now, the seats they have, and what was."""

from dataclasses import dataclass

from django.http import Http404
from django.shortcuts import redirect

from portal.privacy.looking import refused
from training.admission import ONE_AT_A_TIME
from training.agenda import address_of_event, appointments_of, title_of
from training.event_states import ACTIVE, EventState, SeatState
from training.models import Seat, TrainingEvent
from training.queries import events_for, in_line, kinds_chosen, seats_of
from training.views.event import as_file, host_of
from training.views.my import OwnView

SCREEN = "training days"


@dataclass(frozen=True)
class Own:
    """A seat as its owner sees it. `days`: each with whether they were there, None where nobody wrote it down."""

    seat: Seat
    may_swap: bool
    days: list

    @property
    def event(self) -> TrainingEvent:
        return self.seat.event

    @property
    def title(self) -> str:
        return title_of(self.event.kind, self.event.title)


@dataclass(frozen=True)
class Choice:
    """An event in which they may take a seat; `address` only where everybody may read of it."""

    event: TrainingEvent
    title: str
    address: str


class MyTrainingView(OwnView):
    def get(self, request):
        seats = list(in_line(seats_of(self.candidate)).prefetch_related("attendances"))
        events = events_for(self.candidate)
        coming = [Own(seat, may_swap(seat, events), []) for seat in seats if seat.is_coming]
        to_choose = open_to_choose(events, chosen=kinds_chosen(self.candidate))
        shown = {choice.event.pk for choice in to_choose}
        context = {
            "offered": [own for own in coming if own.seat.state == SeatState.OFFERED],
            "own": [own for own in coming if own.seat.state != SeatState.OFFERED],
            "to_choose": to_choose,
            "past": [
                Own(seat, may_swap=False, days=_attended(seat))
                for seat in reversed(seats)
                if not seat.is_coming and seat.event_id not in shown
            ],
        }
        return self.show("training", context)

    def without_row(self):
        return redirect("training:my")


class SeatCalendarView(OwnView):
    """All days of an event in which they have a place, with the online link."""

    def get(self, request, pk):
        seat = own_seat(self.candidate, pk, by=request.user)
        event = seat.event
        if seat.state != SeatState.TAKEN or event.state != EventState.OPEN:
            raise Http404
        address = request.build_absolute_uri(address_of_event(event.pk)) if event.is_public else ""
        return as_file(event, appointments_of(event, host=host_of(request), address=address, link=event.link))


def own_seat(candidate, pk, *, by) -> Seat:
    """Raises Http404 for a seat of somebody else, and writes down who asked for it."""
    seat = seats_of(candidate).filter(pk=pk).first()
    if seat is not None:
        return seat
    foreign = Seat.objects.select_related("candidate__vault").filter(pk=pk).first()
    if foreign is not None:
        refused(foreign.candidate, by=by, screen=SCREEN)
    raise Http404


def open_to_choose(events, *, chosen) -> list[Choice]:
    """What they have no seat in yet. Of the `chosen` kinds they have a date already, which they swap while they can."""
    return [
        Choice(event, title_of(event.kind, event.title), address_of_event(event.pk) if event.is_public else "")
        for event in events
        if not _is_active(event.own_seat) and event.kind not in chosen
    ]


def may_swap(seat, events) -> bool:
    return bool(dates_instead_of(seat, events))


def dates_instead_of(seat, events) -> list[TrainingEvent]:
    """The other dates for which this seat can be swapped: of the same kind, with a free place."""
    event = seat.event
    if event.kind not in ONE_AT_A_TIME or event.has_begun or not _is_active(seat):
        return []
    return [other for other in events if other.kind == event.kind and other.pk != event.pk and other.free]


def _is_active(seat):
    return seat is not None and seat.state in ACTIVE


def _attended(seat):
    there = {one.day_id: one.was_there for one in seat.attendances.all()}
    return [(day, there.get(day.pk)) for day in seat.event.days.all()]
