"""What ends with an event: the waiting for it, its days, its way onto the pages; and what the database holds it to."""

from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation
from post_office.models import Email

from portal.workflow.models import MoveLogEntry
from portal.workflow.moves import NotPossible
from tests.intake.factories import make_manager
from tests.organisations.factories import RegionFactory
from tests.training.event_desk import as_drawn, begin, text_of
from tests.training.events import day, fresh, make_event, person, states_of
from tests.training.factories import make_candidate
from tests.training.test_my import address, read
from training.actions import concluding
from training.actions.attending import take_attendance
from training.actions.concluding import record_who_was_there
from training.actions.planning import cancel_event, change_event, hold_event
from training.actions.seat_terms import leave_out_who_waited
from training.actions.seating import give_up_seat, take_seat
from training.models import TrainingEvent
from training.tasks import keep_seat_terms

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_a_desk(settings):
    settings.SECOND_FACTOR_REQUIRED = False
    with translation.override("en"):
        yield


@pytest.fixture
def region():
    region = RegionFactory()
    make_manager(region)
    return region


def seated(event, region, count):
    return [take_seat(event, one, by=one.user) for one in (person(region) for _number in range(count))]


# -- nobody waits for what has been ----------------------------------------------------------------


def test_the_waiting_ends_when_the_event_is_over(region, as_user):
    event = make_event(region, capacity=1)
    _taken, waiting = seated(event, region, 2)
    with time_machine.travel(event.ends - timedelta(minutes=1)):
        assert leave_out_who_waited() == 0
    mails = Email.objects.count()
    with time_machine.travel(event.ends):
        assert keep_seat_terms() == 1
        assert keep_seat_terms() == 0
        assert states_of(event) == ["taken", "left_out"]
        page = read(as_user, waiting.candidate, "my_training")
    assert "No place came free for you" in page
    assert "in time" not in page
    assert "You are on the waiting list" not in page
    assert Email.objects.count() == mails


def test_the_waiting_and_an_offer_end_when_it_is_called_held(region):
    event = make_event(region, capacity=1)
    first, _offered, _waiting = seated(event, region, 3)
    give_up_seat(first, by=region.manager)
    assert states_of(event) == ["given_up", "offered", "waiting"]
    hold_event(begin(event), by=region.manager)
    assert states_of(event) == ["given_up", "lapsed", "left_out"]


def test_who_was_left_out_comes_again_when_it_is_moved(region):
    event = make_event(region, capacity=1)
    _taken, waiting = seated(event, region, 2)
    with time_machine.travel(event.ends):
        leave_out_who_waited()
        change_event(event, by=region.manager, days=[day(10)])
        assert take_seat(fresh(event), fresh(waiting.candidate), by=waiting.candidate.user).state == "waiting"


# -- attendance of a day that went -----------------------------------------------------------------


def test_no_attendance_of_a_day_that_was_moved_meanwhile(region):
    event = make_event(region, days=[day(0, hour=0), day(1)])
    seat = take_seat(event, person(region), by=region.manager)
    drawn = event.days.first()
    change_event(event, by=region.manager, days=[day(-1), day(1)])
    with pytest.raises(NotPossible, match="not there any more"):
        take_attendance(drawn, by=region.manager, was_there={seat.pk: True})


# -- recording locks everything at once ------------------------------------------------------------


def test_recording_who_was_there_locks_all_events_of_its_people_before_the_first_step(region, monkeypatch):
    candidates = [make_candidate(region, state="invited") for _number in range(2)]
    event = make_event(region, kind="information")
    seats = [take_seat(event, one, by=region.manager) for one in candidates]
    others = [make_event(region, kind="information", in_days=30 + number) for number in range(2)]
    begin(event)
    take_attendance(event.days.get(), by=region.manager, was_there={seat.pk: True for seat in seats})
    hold_event(fresh(event), by=region.manager)
    for one, other in zip(candidates, others, strict=True):
        take_seat(other, fresh(one), by=region.manager)
    locked = []
    monkeypatch.setattr(concluding, "lock_events", lambda *events: locked.append({one.pk for one in events}))
    record_who_was_there(fresh(event), by=region.manager)
    assert locked == [{event.pk, *(one.pk for one in others)}]
    assert {fresh(one).state for one in candidates} == {"informed"}


# -- cancelling ------------------------------------------------------------------------------------


def test_why_it_was_cancelled_is_short_and_always_there(region):
    event = make_event(region)
    with pytest.raises(NotPossible) as refused:
        cancel_event(event, by=region.manager, because="x" * 301)
    assert refused.value.field == "because"
    assert fresh(event).state == "open"
    cancel_event(event, by=region.manager, because=f"  {'x' * 300} ")
    assert fresh(event).cancelled_because == "x" * 300


@pytest.mark.parametrize(
    "wrong",
    [{"state": "cancelled"}, {"enrol_until": timezone.now() + timedelta(days=400)}, {"capacity": 501}],
)
def test_the_database_refuses_what_cannot_be(region, wrong):
    event = make_event(region)
    with pytest.raises(IntegrityError), transaction.atomic():
        TrainingEvent.objects.filter(pk=event.pk).update(**wrong)


def test_what_was_cancelled_before_anybody_could_come_is_nobodys_to_read(client, as_user, region):
    never, once = make_event(region, opened=False), make_event(region)
    for event in (never, once):
        cancel_event(event, by=region.manager, because="Snow")
    assert client.get(address("event", never.pk)).status_code == 404
    assert client.get(address("event", once.pk)).status_code == 200
    browser = as_user(person(region).user)
    assert browser.get(address("my_training_take", never.pk)).status_code == 404
    assert as_user(region.manager).get(reverse("training_events:inspect", args=[never.pk])).status_code == 200


# -- two who change it at once ---------------------------------------------------------------------


def test_who_comes_second_reads_what_stands_there_and_sends_theirs_again(as_user, region):
    event = make_event(region, days=[day(5), day(6)])
    client = as_user(region.manager)
    edit = reverse("training_events:edit", args=[event.pk])
    drawn = as_drawn(client.get(edit))
    change_event(event, by=region.manager, place="Almelo", days=[day(7)], is_public=False)
    page = client.post(edit, drawn | {"place": "Borne"})
    assert "Now there stands: Almelo" in " ".join(page.context["form"].errors["place"])
    assert "Now there stands: No" in " ".join(page.context["form"].errors["is_public"])
    assert "Now there stands" in " ".join(page.context["days"].non_form_errors())
    assert "capacity" not in page.context["form"].errors
    assert page.context["form"]["place"].value() == "Borne"
    assert "Now there stands: Almelo" in text_of(page)
    assert client.post(edit, as_drawn(page)).status_code == 302
    assert (fresh(event).place, fresh(event).is_public, event.days.count()) == ("Borne", True, 2)


def test_a_page_of_an_open_event_asks_no_more_for_it(client, region):
    event = make_event(region)
    client.get(address("event", event.pk))
    with CaptureQueriesContext(connection) as seen:
        client.get(address("event", event.pk))
    assert not any(MoveLogEntry._meta.db_table in query["sql"] for query in seen)
