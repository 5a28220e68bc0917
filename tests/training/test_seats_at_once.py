"""Many people reach for the last seat at the same moment: one has it, the others wait, on every database."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections

from tests.intake.factories import make_manager
from tests.organisations.factories import RegionFactory
from tests.training.events import make_event, person
from training.actions.planning import change_event
from training.actions.seating import give_up_seat, swap_seat, take_seat
from training.event_states import HOLDING
from training.models import Candidate, Seat, TrainingEvent

TOGETHER = 16
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def region():
    region = RegionFactory()
    make_manager(region)
    return region


def all_at_once(acts):
    """Runs each act in a thread and connection of its own, all let go at one moment; what they answered."""
    barrier = threading.Barrier(len(acts))

    def run(act):
        try:
            barrier.wait(timeout=60)
            return act()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def reach_for(event, candidate):
    """As a page would do it: its own rows, read now."""

    def act():
        mine = Candidate.objects.get(pk=candidate.pk)
        return take_seat(TrainingEvent.objects.get(pk=event.pk), mine, by=mine.user).state

    return act


def held(event):
    return Seat.objects.filter(event=event, state__in=HOLDING)


def test_of_sixteen_who_reach_for_the_last_seat_one_has_it(region):
    event = make_event(region, capacity=3)
    people = [person(region) for _number in range(TOGETHER + 2)]
    for one in people[:2]:
        take_seat(event, one, by=one.user)
    states = all_at_once([reach_for(event, one) for one in people[2:]])
    assert sorted(states) == ["taken"] + ["waiting"] * (TOGETHER - 1)
    assert sorted(held(event).values_list("number", flat=True)) == [1, 2, 3]
    assert Seat.objects.filter(event=event).count() == TOGETHER + 2
    assert connection.vendor in ("sqlite", "postgresql")


def test_one_who_clicks_sixteen_times_has_one_seat(region):
    event, candidate = make_event(region, capacity=3), person(region)
    assert set(all_at_once([reach_for(event, candidate)] * TOGETHER)) == {"taken"}
    assert Seat.objects.filter(event=event).count() == 1


def test_whoever_comes_goes_swaps_and_plans_at_once_nobody_sits_on_one_chair(region):
    """Seats are taken, given up and swapped in both directions while the capacity grows: no deadlock, none too many."""
    one, other = make_event(region, kind="ek1", capacity=4), make_event(region, kind="ek1", capacity=5)
    people = [person(region, "decided") for _number in range(TOGETHER - 1)]
    here = [take_seat(one, each, by=each.user) for each in people[:4]]
    there = [take_seat(other, each, by=each.user) for each in people[4:8]]

    def give_up(seat):
        return lambda: give_up_seat(Seat.objects.get(pk=seat.pk), by=seat.candidate.user).state

    def swap(seat, to):
        def act():
            try:
                return swap_seat(
                    Seat.objects.get(pk=seat.pk), to=TrainingEvent.objects.get(pk=to.pk), by=seat.candidate.user
                ).state
            except Exception as refusal:
                return type(refusal).__name__

        return act

    def grow():
        return str(change_event(TrainingEvent.objects.get(pk=one.pk), by=region.manager, capacity=6).capacity)

    acts = [
        give_up(here[0]), give_up(there[0]), swap(here[1], other), swap(here[2], other), swap(there[1], one),
        swap(there[2], one), grow, *(reach_for(one, each) for each in people[8:12]),
        *(reach_for(other, each) for each in people[12:]),
    ]  # fmt: skip
    answers = all_at_once(acts)
    assert set(answers) <= {"given_up", "taken", "waiting", "offered", "NotPossible", "6"}, answers
    for event, capacity in ((one, 6), (other, 5)):
        numbers = list(held(event).values_list("number", flat=True))
        assert len(numbers) == len(set(numbers)) <= capacity
        waiting = Seat.objects.filter(event=event, state="waiting").count()
        assert waiting == 0 or len(numbers) == capacity  # nobody waits beside an empty chair
    seated = set(Seat.objects.filter(state="taken").values_list("candidate", flat=True))
    in_training = set(Candidate.objects.filter(state="in_training").values_list("pk", flat=True))
    assert seated == in_training
    assert Seat.objects.filter(state="taken").count() == len(seated)
