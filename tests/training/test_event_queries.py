"""What pages read of events: which, with how many places, at the same cost for one and for many."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.intake.factories import make_manager
from tests.organisations.factories import OrganisationFactory, RegionFactory
from tests.training.events import day, fresh, make_event, person
from training.actions.planning import cancel_event, hold_event
from training.actions.seating import give_up_seat, take_seat
from training.models import Candidate
from training.queries import events_for, public_events, seats_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def region():
    region = RegionFactory()
    make_manager(region)
    return region


def read(event):
    """All that a page shows of it."""
    return (
        event.free,
        event.is_full,
        [one.starts for one in event.days.all()],
        str(event.region),
        event.organisation.name,
    )


def cost(ask):
    with CaptureQueriesContext(
        connection,
    ) as seen:
        ask()
    return len(seen)


def test_the_agenda_shows_what_is_open_public_and_not_over(region):
    shown = make_event(region)
    begun = make_event(region, days=[day(1), day(9)])
    make_event(region, opened=False)
    make_event(region, is_public=False)
    make_event(RegionFactory(organisation=OrganisationFactory(belgian=True)))
    cancel_event(make_event(region), by=region.manager, because="Snow")
    with time_machine.travel(timezone.now() - timedelta(days=30)):
        over, held = make_event(region, days=[day(1)]), make_event(region, days=[day(1), day(40)])
    with time_machine.travel(over.starts + timedelta(minutes=1)):
        hold_event(held, by=region.manager)
    with time_machine.travel(begun.starts + timedelta(hours=1)):
        assert list(public_events(region.organisation)) == [begun, shown]
    with time_machine.travel(begun.ends):
        assert list(public_events(region.organisation)) == [begun, shown]
    with time_machine.travel(begun.ends + timedelta(seconds=1)):
        assert list(public_events(region.organisation)) == [shown]


def test_the_agenda_of_a_while(region):
    march, april = make_event(region, days=[day(10), day(12)]), make_event(region, days=[day(20)])
    ask = lambda **span: list(public_events(region.organisation, **span))  # noqa: E731
    assert ask(starts=march.starts + timedelta(days=1)) == [march, april]
    assert ask(starts=march.ends) == [april]
    assert ask(ends=april.starts) == [march]
    assert ask(starts=march.starts, ends=march.starts + timedelta(hours=1)) == [march]


def test_free_places_are_those_that_nobody_has_and_that_are_kept_for_nobody(region):
    event = make_event(region, capacity=2)
    seats = [take_seat(event, one, by=one.user) for one in (person(region) for _count in range(3))]
    ask = lambda: [(one.free, one.is_full) for one in public_events(region.organisation)]  # noqa: E731
    assert ask() == [(0, True)]
    give_up_seat(seats[0], by=region.manager)
    assert ask() == [(0, True)]  # kept for the third
    give_up_seat(fresh(seats[2]), by=region.manager)
    assert ask() == [(1, False)]


def test_somebody_sees_what_they_may_choose_with_their_own_seat(region):
    candidate = person(region, "decided")
    first, second = make_event(region, kind="ek1", capacity=1), make_event(region, kind="ek1", in_days=30)
    hidden = make_event(region, kind="ek1", in_days=40, is_public=False)
    make_event(region, kind="study_day")
    make_event(region, kind="ek1", opened=False)
    make_event(region, kind="ek1", enrol_until=timezone.now() + timedelta(seconds=1))
    make_event(region, kind="ek1", only=RegionFactory(organisation=region.organisation))
    make_event(RegionFactory(organisation=OrganisationFactory(belgian=True)), kind="ek1")
    seat = take_seat(first, candidate, by=candidate.user)
    other = person(region, "decided")
    take_seat(second, other, by=other.user)
    with time_machine.travel(timezone.now() + timedelta(seconds=2)):
        rows = events_for(fresh(candidate))
    assert [(one, one.free, one.own_seat) for one in rows] == [(first, 0, seat), (second, 9, None), (hidden, 10, None)]
    Candidate.objects.filter(pk=candidate.pk).update(paused_at=timezone.now())
    assert events_for(fresh(candidate)) == []


def test_own_seats_come_with_what_is_to_come_first(region):
    candidate = person(region)
    with time_machine.travel(timezone.now() - timedelta(days=30)):
        past = take_seat(make_event(region, days=[day(2)]), candidate, by=candidate.user)
    later, sooner, gone = (
        take_seat(make_event(region, in_days=days), candidate, by=candidate.user) for days in (30, 20, 10)
    )
    give_up_seat(gone, by=candidate.user)
    assert list(seats_of(candidate)) == [sooner, later, past, gone]


@pytest.mark.parametrize("of", ["agenda", "own", "seats"])
def test_thirty_events_cost_what_one_costs(region, of):
    candidate = person(region)
    other = person(region)

    def ask():
        mine = fresh(candidate)
        if of == "agenda":
            return [read(one) for one in public_events(region.organisation)]
        if of == "own":
            return [(*read(one), one.own_seat and one.own_seat.state) for one in events_for(mine)]
        return [(one.state, str(one.event), len(one.event.days.all())) for one in seats_of(mine)]

    def add(count):
        for number in range(count):
            event = make_event(region, in_days=10 + number, days=[day(10 + number), day(50 + number)], only=region)
            take_seat(event, candidate, by=candidate.user)
            take_seat(event, other, by=other.user)

    add(1)
    ask()
    one = cost(ask)
    add(29)
    assert len(ask()) == 30
    assert cost(ask) == one <= 6
