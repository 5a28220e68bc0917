"""What happens to seats by itself: offers end and go on, people are reminded, and once."""

from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string
from post_office.models import Email

from tests.intake.factories import make_manager
from tests.organisations.factories import RegionFactory
from tests.training.events import day, fresh, make_event, person, states_of
from training.actions.ending import go_on_after_pause
from training.actions.planning import cancel_event, change_event
from training.actions.seat_terms import lapse_offers, send_reminders
from training.actions.seating import give_up_seat, take_seat
from training.models import Candidate, Seat

pytestmark = pytest.mark.django_db


@pytest.fixture
def region():
    region = RegionFactory()
    make_manager(region)
    return region


def seated(event, region, count):
    people = [person(region) for _number in range(count)]
    return [take_seat(event, one, by=one.user) for one in people]


def after(**span):
    return time_machine.travel(timezone.now() + timedelta(**span))


def test_it_is_done_every_minute():
    path, seconds = settings.PERIODIC_WORK["keep_seat_terms"]
    assert seconds <= 60
    assert import_string(path)() == 0


def test_an_offer_without_an_answer_goes_to_the_next_and_so_on_to_the_last(region):
    event = make_event(region, capacity=1, offer_days=2)
    seats = seated(event, region, 3)
    give_up_seat(seats[0], by=region.manager)
    assert lapse_offers() == 0
    with after(days=2, minutes=1):
        assert lapse_offers() == 1
        assert states_of(event) == ["given_up", "lapsed", "offered"]
        assert lapse_offers() == 0
        told = Email.objects.filter(subject__contains=str(seats[1].candidate)).count()
        assert told == 3  # the letter, the offer, its end
    with after(days=5):
        assert lapse_offers() == 1
        assert states_of(event) == ["given_up", "lapsed", "lapsed"]
        again = take_seat(event, fresh(seats[1].candidate), by=seats[1].candidate.user)
        assert (again.state, again.number) == ("taken", 1)


def test_all_late_offers_of_an_event_end_before_any_is_made_anew(region):
    event = make_event(region, capacity=2)
    seats = seated(event, region, 5)
    for seat in seats[:2]:
        give_up_seat(seat, by=region.manager)
    with after(days=4):
        assert lapse_offers() == 2
    assert states_of(event) == ["given_up", "given_up", "lapsed", "lapsed", "offered"]


def test_who_waited_through_a_pause_is_offered_the_place_that_is_still_free(region):
    event = make_event(region, capacity=1)
    first, second = seated(event, region, 2)
    Candidate.objects.filter(pk=second.candidate_id).update(paused_at=timezone.now(), state="looking_back")
    give_up_seat(first, by=region.manager)
    lapse_offers()
    assert fresh(second).state == "waiting"
    go_on_after_pause(fresh(second.candidate), by=second.candidate.user)
    Candidate.objects.filter(pk=second.candidate_id).update(state="certified")
    lapse_offers()
    assert fresh(second).state == "offered"


def test_nothing_is_offered_of_what_began_or_is_cancelled(region):
    event = make_event(region, capacity=1)
    seats = seated(event, region, 3)
    give_up_seat(seats[0], by=region.manager)
    with time_machine.travel(event.starts + timedelta(minutes=1)):
        lapse_offers()
        assert states_of(event) == ["given_up", "lapsed", "waiting"]
    other = make_event(region, capacity=1)
    seated(other, region, 2)
    cancel_event(other, by=region.manager, because="Snow")
    assert lapse_offers() == 0
    assert states_of(other) == ["cancelled", "cancelled"]


def test_people_with_a_place_are_reminded_once_three_days_before(region):
    event = make_event(region, capacity=1)
    taken, waiting = seated(event, region, 2)
    assert send_reminders() == 0
    with time_machine.travel(event.starts - timedelta(days=3, minutes=1)):
        assert send_reminders() == 0
    before = Email.objects.count()
    with time_machine.travel(event.starts - timedelta(days=3)):
        assert send_reminders() == 1
        assert send_reminders() == 0
        (mail,) = Email.objects.order_by("pk")[before:]
        assert str(taken.candidate) in mail.subject
        # who sits down now has just read when it is
        give_up_seat(fresh(taken), by=taken.candidate.user)
        take_seat(event, fresh(waiting.candidate), by=waiting.candidate.user)
        assert send_reminders() == 0


def test_who_is_moved_to_a_later_day_is_reminded_of_that_one(region):
    event = make_event(region)
    seated(event, region, 1)
    with time_machine.travel(event.starts - timedelta(days=2)):
        assert send_reminders() == 1
        change_event(event, by=region.manager, days=[day(30)])
        assert send_reminders() == 0
    with time_machine.travel(fresh(event).starts - timedelta(days=1)):
        assert send_reminders() == 1
    with time_machine.travel(fresh(event).starts + timedelta(days=1)):
        Seat.objects.update(reminded_at=None)
        assert send_reminders() == 0  # it began
