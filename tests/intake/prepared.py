"""Cases whose conference is being prepared, with a coordinator, a circle, a day and a place."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from intake.actions.conference import write_conference
from intake.models import Assignment, Case, parts_of
from portal.privacy.looking import looking
from tests.intake.matched import coordinator_in, make_region, make_waiting, offer, take, user_of
from tests.intake.planned import somebody

PLACE = "Buurthuis De Linde, Lindelaan 4"


def prepared_case(region=None, *, coordinator=None, model="family_group") -> Assignment:
    region = region or make_region()
    case = make_waiting(region)
    assignment = take(offer(case, coordinator or coordinator_in(region)))
    Case.objects.filter(pk=case.pk).update(model=model)
    rows = Assignment.objects.select_related("case__region__manager", "case__organisation", "coordinator")
    return rows.get(pk=assignment.pk)


def member(case, name="Hafida", **fields):
    """Somebody of the circle who comes and was spoken to."""
    return somebody(case, name, **{"was_there": None, "contact": "spoken"} | fields)


def plan_day(assignment, *, by=None, days=10, **fields):
    """Day and place, as the coordinator writes them down; what is typed is opened as on the page."""
    case = assignment.case
    begins = at(time(14), days=days)
    told = {"starts_at": begins, "place": PLACE} | fields
    with looking(case, by=None, screen="tests"):
        return write_conference(case, by=by or user_of(assignment.coordinator), **told)


def at(moment, *, days=0):
    """This time of the day, so many days from now."""
    day = timezone.localdate() + timedelta(days=days)
    return timezone.make_aware(datetime.combine(day, moment))


def times_of(case, *, days=-1):
    """Each part an hour, from ten in the morning of yesterday."""
    return {
        part.key.value: (at(time(10 + place), days=days), at(time(11 + place), days=days))
        for place, part in enumerate(parts_of(case.model))
    }
