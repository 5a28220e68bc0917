"""The panels of an event's workbench. People stand there by their numbers: names are a look of their own."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from portal.backoffice.workbench import Panel
from training.actions.concluding import conclusions
from training.event_states import ACTIVE, ATTENDANCE, HOLDING, PLACE, EventState, SeatState
from training.models import Candidate, Seat, TrainingEvent
from training.permissions import plans_in
from training.states import GUIDE


@dataclass(frozen=True)
class Line:
    """One person in the list of an event; `may_open` says whether the user may open the file behind the number."""

    seat: Seat
    may_open: bool
    days_there: int
    days_written: int


class Seated:
    """An event and who is in it, fetched once: a number of queries that does not grow."""

    def __init__(self, event: TrainingEvent, user):
        self.event, self.user = event, user
        self.days = list(event.days.prefetch_related("attendances"))
        self.may_place = user.holds(PLACE) and event.state == EventState.OPEN
        self.plans = plans_in(user, event.region_id)
        self.may_plan = self.plans and event.state in (EventState.PLANNED, EventState.OPEN)
        self.may_take_attendance = user.holds(ATTENDANCE) and event.state in (EventState.OPEN, EventState.HELD)
        own = Candidate.objects.visible_to(user).filter(seats__event=event)
        seen = frozenset(own.order_by().values_list("pk", flat=True))
        seats = event.seats.of_others(user).select_related("candidate__region")
        self.lines = [_line(seat, seen) for seat in seats.prefetch_related("attendances")]

    def of(self, *states) -> list[Line]:
        return [line for line in self.lines if line.seat.state in states]

    @property
    def taken(self):
        return self.of(SeatState.TAKEN)

    @property
    def offered(self):
        return self.of(SeatState.OFFERED)

    @property
    def waiting(self):
        return self.of(SeatState.WAITING)

    @property
    def gone(self):
        return [line for line in self.lines if line.seat.state not in ACTIVE]

    @property
    def free(self) -> int:
        return max(0, self.event.capacity - len(self.of(*HOLDING)))


def notices_of(event: TrainingEvent) -> list[str]:
    """What to read before anything else."""
    if event.state == EventState.CANCELLED and event.cancelled_because:
        return [_("It does not take place: %(why)s") % {"why": event.cancelled_because}]
    if event.state == EventState.OPEN and event.is_over:
        return [_("It is over. Write down who was there, and that it was held.")]
    return []


def panels_of(seated: Seated) -> list[Panel]:
    event, user = seated.event, seated.user
    context = {"event": event, "seated": seated}
    panels = [
        _panel("people", _("Who comes"), context | _addresses(event)),
        _panel("days", _("Days"), context | {"days": [_day(day, seated) for day in seated.days]}),
    ]
    found = conclusions(event, by=user) if user.holds(GUIDE) else []
    if found:
        panels.insert(0, _panel("record", _("From who was there to their route"), context | _to_record(event, found)))
    given_by = [str(one.trainer) for one in event.given_by.select_related("trainer")]
    return [*panels, _panel("facts", _("The event"), context | {"given_by": given_by})]


def _line(seat, seen):
    answers = [one.was_there for one in seat.attendances.all()]
    return Line(seat, seat.candidate_id in seen, sum(answers), len(answers))


def _addresses(event):
    return {
        "names_url": reverse("training_events:people", args=[event.pk]),
        **{f"{name}_url": _entry(event, name) for name in ("place", "accept", "give_up", "swap")},
    }


def _entry(event, name):
    return reverse("training_events:entry", args=[event.pk, name])


def _to_record(event, found):
    return {
        "ready": [one for one in found if one.step],
        "left": [one for one in found if not one.step],
        "record_url": _entry(event, "record"),
    }


def _day(day, seated):
    written = len(day.attendances.all())
    url = reverse("training_events:attendance", args=[seated.event.pk, day.pk])
    return {"day": day, "url": url, "written": written, "there": sum(one.was_there for one in day.attendances.all())}


def _panel(name, heading, context):
    return Panel(name, heading, f"training/events/{name}.html", context)
