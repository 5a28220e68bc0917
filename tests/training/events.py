"""Training events and seats, made by the real actions."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from tests.intake.factories import make_manager
from tests.organisations.factories import RegionFactory
from tests.training.factories import make_candidate, make_rule_book
from training.actions.planning import open_event, plan_event
from training.days import DayTimes
from training.models import Candidate, Seat, TrainingEvent


def day(in_days: int, *, hour: int = 10, hours: int = 6, place: str = "") -> DayTimes:
    """So many days from today (negative: ago)."""
    on = timezone.localdate() + timedelta(days=in_days)
    starts = timezone.make_aware(datetime.combine(on, time(hour)))
    return DayTimes(starts, starts + timedelta(hours=hours), place)


def make_event(
    region=None, *, kind="study_day", in_days=20, opened=True, days=None, by=None, only=None, **fields
) -> TrainingEvent:
    """An event of the region's organisation, open unless said otherwise, planned by the region's manager.

    For all regions; for one when it says `only`, planned by the manager of that one.
    """
    region = region or RegionFactory()
    answers = only or region
    by = by or answers.manager or make_manager(answers)
    make_rule_book(region.organisation)
    fields = {"region": only, "place": "Zwolle, De Kamer 1", "capacity": 10} | fields
    days = [day(in_days)] if days is None else days
    event = plan_event(region.organisation, by=by, days=days, kind=kind, **fields)
    return open_event(event, by=by) if opened else event


def person(region, state="certified", **fields) -> Candidate:
    """Somebody of the region in this state, set straight: how they came there is tested elsewhere."""
    candidate = make_candidate(region)
    Candidate.objects.filter(pk=candidate.pk).update(state=state, **fields)
    return Candidate.objects.get(pk=candidate.pk)


def fresh(row):
    return type(row)._base_manager.get(pk=row.pk)


def states_of(event) -> list[str]:
    """Of the seats, in the order of the waiting list."""
    return list(Seat.objects.filter(event=event).order_by("waiting_since", "pk").values_list("state", flat=True))
