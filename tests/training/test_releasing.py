"""Seats come free when they are not for somebody any more: who stops, goes on, leaves the roster, or is erased."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from portal.workflow.models import MoveLogEntry
from portal.workflow.references import new_reference
from tests.intake.factories import make_manager
from tests.organisations.factories import RegionFactory
from tests.training.events import day, fresh, make_event, person, states_of
from tests.training.factories import make_candidate
from training.actions.attending import take_attendance
from training.actions.ending import pause_track, record_withdrawal, turn_down, withdraw_candidacy
from training.actions.erasing import erase_candidate
from training.actions.guiding import finish_training, leave_training, record_meeting
from training.actions.rostering import join_roster, leave_roster
from training.actions.seating import take_seat
from training.models import Attendance, Seat

pytestmark = pytest.mark.django_db
ENDS = {
    "withdraw": lambda candidate, manager: withdraw_candidacy(candidate, by=candidate.user),
    "record": lambda candidate, manager: record_withdrawal(candidate, by=manager, reason="They called"),
    "not now": lambda candidate, manager: turn_down(candidate, by=manager, reason="Not now"),
}


@pytest.fixture
def region():
    region = RegionFactory()
    make_manager(region)
    return region


def next_to(event, region, state="decided"):
    waiter = person(region, state)
    return take_seat(event, waiter, by=waiter.user)


@pytest.mark.parametrize("how", ENDS)
@pytest.mark.parametrize("begun", [False, True])
def test_who_stops_or_hears_not_now_gives_up_every_seat(region, how, begun):
    event = make_event(region, kind="ek1", capacity=1, days=[day(5), day(12)])
    candidate = person(region, "decided")
    seat = take_seat(event, candidate, by=candidate.user)
    next_to(event, region)
    with time_machine.travel(timezone.now() + timedelta(days=6 if begun else 0)):
        ENDS[how](fresh(candidate), region.manager)
    assert states_of(event) == ["given_up", "waiting" if begun else "offered"]
    assert fresh(candidate).state in ("withdrawn", "not_now")
    (line,) = MoveLogEntry.objects.for_instance(seat).filter(action="training.seat.release")
    assert line.user is None


def test_what_was_held_stays_as_it_was(region):
    with time_machine.travel(timezone.now() - timedelta(days=30)):
        event = make_event(region, kind="ek1", days=[day(1)])
        candidate = person(region, "decided")
        take_seat(event, candidate, by=candidate.user)
    withdraw_candidacy(fresh(candidate), by=candidate.user)
    assert states_of(event) == ["taken"]


def test_a_pause_keeps_every_seat(region):
    event = make_event(region, kind="ek1", capacity=1)
    candidate = person(region, "decided")
    take_seat(event, candidate, by=candidate.user)
    pause_track(fresh(candidate), by=candidate.user)
    assert states_of(event) == ["taken"]


def test_staff_who_take_somebody_out_of_the_training_free_their_place(region):
    event = make_event(region, kind="ek1", capacity=1)
    candidate = person(region, "decided")
    take_seat(event, candidate, by=candidate.user)
    next_to(event, region)
    leave_training(fresh(candidate), by=region.manager, reason="Ill")
    assert states_of(event) == ["given_up", "offered"]
    assert fresh(candidate).state == "decided"


def test_who_was_there_keeps_that_seat_and_frees_the_one_to_come(region):
    with time_machine.travel(timezone.now() - timedelta(days=10)):
        past = make_event(region, kind="ek1", days=[day(1), day(12)])
        candidate = person(region, "decided")
        take_seat(past, candidate, by=candidate.user)
    finish_training(fresh(candidate), by=region.manager, on=timezone.localdate())
    assert states_of(past) == ["taken"]  # its last day is still to end
    meeting = make_event(region, kind="information", capacity=1)
    invited = person(region, "invited")
    take_seat(meeting, invited, by=invited.user)
    record_meeting(fresh(invited), by=region.manager, on=timezone.localdate())
    assert states_of(meeting) == ["given_up"]


def test_who_leaves_the_roster_frees_their_seats(region):
    event = make_event(region, capacity=1)
    candidate = person(region)
    coordinator = join_roster(candidate, by=region.manager)
    type(coordinator).objects.update(
        state="registered", registration_number=new_reference(), registered_on="2026-01-01"
    )
    take_seat(event, fresh(candidate), by=candidate.user)
    next_to(event, region, "certified")
    leave_roster(fresh(coordinator), by=candidate.user)
    assert states_of(event) == ["given_up", "offered"]


def test_erasing_leaves_nothing_of_their_seats_and_the_list_moves_up(region):
    event = make_event(region, kind="ek1", capacity=1, days=[day(5), day(20)])
    candidate = person(region, "decided")
    seat = take_seat(event, candidate, by=candidate.user)
    waiting = next_to(event, region)
    with time_machine.travel(event.starts):
        take_attendance(event.days.first(), by=region.manager, was_there={seat.pk: True})
    erase_candidate(fresh(candidate))
    assert not Attendance.objects.exists()
    assert list(Seat.objects.all()) == [waiting]
    assert fresh(waiting).state == "offered"
    assert not MoveLogEntry.objects.filter(object_id=seat.pk).exists()


def test_erasing_who_never_had_a_seat(region):
    erase_candidate(make_candidate(region, state="withdrawn"))
    assert not Seat.objects.exists()
