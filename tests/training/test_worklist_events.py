"""What stands on the worklist of events that are over: who was there, until it is written down of everybody."""

import pytest
from django.utils import translation

from portal.backoffice.worklist import lines_for
from tests.intake.factories import make_manager
from tests.organisations.factories import RegionFactory
from tests.training.event_desk import begin, bench
from tests.training.events import day, make_event, person
from tests.training.factories import make_trainer
from training.actions.attending import take_attendance
from training.actions.planning import hold_event
from training.actions.seating import give_up_seat, take_seat
from training.models import TrainingEvent

pytestmark = pytest.mark.django_db
HELD = "Held, and not written down of everybody who was there"


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def region():
    region = RegionFactory(name="Overijssel")
    make_manager(region)
    return region


def make_held(region, *, seats=2, days=(20, 21)):
    """An event of the region that was held some days ago, with so many people, of whom nothing is written down."""
    event = make_event(region, only=region, days=[day(number) for number in days])
    for _number in range(seats):
        take_seat(event, person(region), by=region.manager)
    return hold_event(begin(event, days=5), by=region.manager)


def write_down(event, *, by, days=None, seats=None):
    keys = [seat.pk for seat in event.seats.filter(state="taken")]
    for one in list(event.days.all())[:days]:
        take_attendance(one, by=by, was_there=dict.fromkeys(keys[:seats], True))


def waits_for(user, event):
    """What the worklist of this user says of the event; None when it is not on it."""
    found = [str(line.detail) for line in lines_for(user, most=50) if line.url == bench(event)]
    assert len(found) <= 1
    return found[0] if found else None


def test_a_held_event_waits_until_it_is_written_down_of_everybody_for_each_day(region):
    event = make_held(region)
    assert waits_for(region.manager, event) == HELD
    write_down(event, by=region.manager, days=1)
    assert waits_for(region.manager, event) == HELD
    write_down(event, by=region.manager, seats=1)
    assert waits_for(region.manager, event) == HELD
    write_down(event, by=region.manager)
    assert waits_for(region.manager, event) is None


def test_nobody_waits_for_who_gave_up_or_for_an_event_without_people(region):
    assert waits_for(region.manager, make_held(region, seats=0)) is None
    event = make_event(region, only=region)
    give_up_seat(take_seat(event, person(region), by=region.manager), by=region.manager)
    hold_event(begin(event, days=5), by=region.manager)
    assert waits_for(region.manager, event) is None


def test_it_waits_when_its_last_day_is_over(region):
    event = make_event(region, only=region, days=[day(20), day(40)])
    take_seat(event, person(region), by=region.manager)
    first, last = event.days.all()
    begun = begin(event, days=1)
    TrainingEvent.objects.filter(pk=event.pk).update(ends=last.ends)
    hold_event(begun, by=region.manager)
    assert waits_for(region.manager, event) is None
    TrainingEvent.objects.filter(pk=event.pk).update(ends=begun.ends)
    begin(event, days=5)
    assert waits_for(region.manager, event) == HELD


def test_it_waits_for_the_region_and_for_who_gives_it_and_for_nobody_else(region):
    event = make_held(region)
    gives, other = make_trainer(region.organisation), make_trainer(region.organisation)
    event.given_by.create(trainer=gives)
    neighbour = make_manager(RegionFactory(organisation=region.organisation))
    assert waits_for(gives, event) == waits_for(region.manager, event) == HELD
    assert waits_for(other, event) is waits_for(neighbour, event) is None


def test_the_lines_cost_the_same_for_one_and_for_many(region, count_queries):
    make_held(region, seats=1)
    one = count_queries(lambda: lines_for(region.manager, most=50))
    for _number in range(3):
        make_held(region)
    assert count_queries(lambda: lines_for(region.manager, most=50)) == one
