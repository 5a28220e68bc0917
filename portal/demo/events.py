"""The demo's training events: planned, opened, filled and held by the real actions, on days of their own."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from portal.accounts.models import User
from portal.demo.clock import at, days_ago
from portal.demo.occasions import OCCASIONS, Occasion
from portal.workflow.models import MoveLogEntry
from training.actions.attending import take_attendance
from training.actions.planning import cancel_event, hold_event, open_event, plan_event
from training.actions.seating import take_seat
from training.days import DayTimes
from training.models import Candidate, Seat, TrainingEvent

_PLANNED_BEFORE = 45  # days
_SOON_AFTER = timedelta(minutes=40)


def make_events(organisations) -> None:
    """All that is held, is to come and does not take place, with who comes; the demo's candidates are there already."""
    staff = {user.email: user for user in User.objects.filter(is_staff=True)}
    for occasion in OCCASIONS:
        _make(occasion, organisation=organisations[occasion.site], staff=staff)


def _make(occasion, *, organisation, staff):
    by = staff[_email(occasion.by)]
    with days_ago(_PLANNED_BEFORE - min(0, occasion.days[0]), hour=9):
        event = _plan(occasion, organisation, by, [staff[_email(name)] for name in occasion.trainers])
    if occasion.is_planned:
        return
    with days_ago(_PLANNED_BEFORE - 1 - min(0, occasion.days[0]), hour=11):
        open_event(event, by=by)
    seats = {name: _seat(event, name) for name in occasion.seats}
    if occasion.days[0] < 0:
        _hold(event, seats, there=occasion.there, by=by)
    if occasion.because:
        with at(_after_all(seats.values())):
            cancel_event(event, by=by, because=occasion.because)


def _plan(occasion: Occasion, organisation, by, trainers) -> TrainingEvent:
    region = organisation.regions.filter(slug=occasion.region).first() if occasion.region else None
    return plan_event(
        organisation,
        by=by,
        days=list(_days(occasion)),
        trainers=trainers,
        kind=occasion.kind,
        title=occasion.title,
        region=region,
        language=occasion.language,
        place=occasion.place,
        for_whom=occasion.for_whom,
        about=occasion.about,
        capacity=occasion.capacity,
        link=occasion.link,
        to_bring=occasion.to_bring,
    )


def _days(occasion):
    """Counted from the real today, whatever the clock says now."""
    offset = _PLANNED_BEFORE - min(0, occasion.days[0])
    today = timezone.localdate() + timedelta(days=offset)
    for number in occasion.days:
        starts = timezone.make_aware(datetime.combine(today + timedelta(days=number), time(occasion.hour)))
        yield DayTimes(starts, starts + timedelta(hours=occasion.hours))


def _seat(event, name) -> Seat:
    """They take it themselves, soon after it was opened or after the last thing that happened to them."""
    candidate = Candidate.objects.select_related("user").get(user__email=_email(name))
    with at(max(_last(candidate), _last(event)) + _SOON_AFTER):
        return take_seat(event, candidate, by=candidate.user)


def _hold(event, seats, *, there, by):
    for day in event.days.all():
        with at(day.ends):
            was_there = {seat.pk: name in there for name, seat in seats.items()}
            take_attendance(day, by=by, was_there=was_there)
    with at(event.ends + _SOON_AFTER):
        hold_event(event, by=by)


def _after_all(seats) -> datetime:
    return max(_last(seat.candidate) for seat in seats) + _SOON_AFTER


def _last(row) -> datetime:
    return MoveLogEntry.objects.for_instance(row).latest("timestamp", "id").timestamp


def _email(name):
    return f"{name}@demo.example"
