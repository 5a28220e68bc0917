"""Who subscribed to the agenda, or took one event over, learns in their calendar that it moved or is cancelled."""

from datetime import timedelta

import pytest
from django.utils import timezone
from icalendar import Calendar

from tests.cms_pages.factories import AgendaPageFactory, EventPageFactory
from tests.cms_pages.test_navigation import queries_of
from tests.organisations.factories import OrganisationFactory, RegionFactory
from tests.training.event_desk import begin
from tests.training.events import day, make_event, person
from training.actions.planning import cancel_event, change_event
from training.actions.seating import take_seat

FEED = "/nl/agenda/ics/"


@pytest.fixture
def region(organisation):
    return RegionFactory(organisation=organisation)


@pytest.fixture
def agenda(home):
    return AgendaPageFactory(parent=home)


def days_in(client, address=FEED):
    """Of each day in a calendar file: which, how often it changed, and whether it is on."""
    response = client.get(address)
    assert response.status_code == 200
    found = Calendar.from_ical(response.content).walk("VEVENT")
    return [(str(one["UID"]), int(one["SEQUENCE"]), str(one["STATUS"])) for one in found]


def own_file(event):
    return f"/nl/training/{event.pk}/ics/"


def test_a_cancelled_training_stays_in_the_calendars_that_have_it(dutch, agenda, region):
    event = make_event(region, days=[day(20), day(21)])
    before = days_in(dutch)
    assert {(edition, status) for _uid, edition, status in before} == {(0, "CONFIRMED")}
    cancel_event(event, by=region.manager, because="x")
    after = days_in(dutch)
    assert [uid for uid, _edition, _status in after] == [uid for uid, _edition, _status in before]
    assert {(edition, status) for _uid, edition, status in after} == {(1, "CANCELLED")}
    assert days_in(dutch, own_file(event)) == after


def test_why_it_is_cancelled_stands_in_no_file(dutch, agenda, region):
    event = make_event(region)
    cancel_event(event, by=region.manager, because="The trainer is ill.")
    for address in (FEED, own_file(event)):
        assert b"ill" not in dutch.get(address).content


def test_a_moved_training_raises_its_number_in_every_file(dutch, agenda, region, as_user):
    event = make_event(region)
    somebody = person(region)
    seat = take_seat(event, somebody, by=somebody.user)
    ((uid, first, _status),) = days_in(dutch)
    change_event(event, by=region.manager, days=[day(30)])
    assert days_in(dutch) == days_in(dutch, own_file(event)) == [(uid, first + 1, "CONFIRMED")]
    assert days_in(as_user(somebody.user), f"/nl/my/training/{seat.pk}/calendar/") == [
        (uid.replace("localhost", "testserver"), first + 1, "CONFIRMED")
    ]


def test_what_nobody_could_know_of_is_in_no_calendar(dutch, agenda, region):
    cancel_event(make_event(region, is_public=False), by=region.manager, because="x")
    cancel_event(make_event(region, opened=False), by=region.manager, because="x")
    sister = RegionFactory(organisation=OrganisationFactory(belgian=True))
    cancel_event(make_event(sister), by=sister.manager, because="x")
    assert days_in(dutch) == []


def test_a_cancelled_training_goes_when_its_days_are_over(dutch, agenda, region):
    event = make_event(region)
    cancel_event(event, by=region.manager, because="x")
    begin(event, days=2)
    assert days_in(dutch) == []
    assert dutch.get(own_file(event)).status_code == 404


def test_an_own_page_that_is_published_again_raises_its_number(dutch, agenda):
    starts = timezone.now() + timedelta(days=3)
    page = EventPageFactory(parent=agenda, starts=starts, ends=starts + timedelta(hours=2))
    page.save_revision().publish()
    ((uid, before, status),) = days_in(dutch)
    page.refresh_from_db()
    page.ends = starts + timedelta(hours=3)
    page.save_revision().publish()
    ((same, after, _status),) = days_in(dutch)
    assert (same, status) == (uid, "CONFIRMED")
    assert after > before


def test_queries_do_not_grow_with_what_is_cancelled(dutch, agenda, region):
    def add(number):
        for _one in range(number):
            cancel_event(make_event(region, days=[day(20), day(21)]), by=region.manager, because="x")

    add(1)
    few = queries_of(dutch, FEED)
    add(5)
    assert queries_of(dutch, FEED) == few
