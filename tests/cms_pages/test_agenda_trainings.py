"""Training events on the agenda: in one list with its own pages, by month, past, and in the calendar."""

from datetime import timedelta

import pytest
from django.utils import timezone
from icalendar import Calendar

from cms_pages.models.agenda_pages import EVENTS_PER_LEAF
from portal.page_cache.editions import NOW
from tests.cms_pages.factories import AgendaPageFactory, EventPageFactory, HomePageFactory
from tests.cms_pages.test_navigation import queries_of
from tests.organisations.factories import OrganisationFactory, RegionFactory
from tests.training.events import day, make_event, person
from training.actions.planning import cancel_event, hold_event
from training.actions.seating import take_seat
from training.models import EventDay, TrainingEvent


@pytest.fixture
def region(organisation):
    return RegionFactory(organisation=organisation)


@pytest.fixture
def agenda(home):
    english = HomePageFactory(language="en", translation_of=home)
    AgendaPageFactory(parent=home)
    return AgendaPageFactory(parent=english)


def own_page(agenda, title, *, days):
    starts = timezone.now() + timedelta(days=days)
    return EventPageFactory(parent=agenda, title=title, starts=starts, ends=starts + timedelta(hours=2))


def page_of(client, address="/en/agenda/"):
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def long_ago(event, *, days):
    """As if it had been planned then: nobody plans in the past."""
    shift = timedelta(days=days)
    for one in event.days.all():
        EventDay.objects.filter(pk=one.pk).update(starts=one.starts - shift, ends=one.ends - shift)
    TrainingEvent.objects.filter(pk=event.pk).update(starts=event.starts - shift, ends=event.ends - shift)
    event.refresh_from_db()
    return event


def test_trainings_and_own_pages_stand_in_one_list_in_order_of_time(dutch, agenda, region):
    own_page(agenda, "First of all", days=2)
    make_event(region, in_days=5, title="Second")
    own_page(agenda, "Third", days=8)
    make_event(region, in_days=11, title="Fourth")
    html = page_of(dutch)
    places = [html.index(f">{title}</a>") for title in ("First of all", "Second", "Third", "Fourth")]
    assert places == sorted(places)


def test_a_training_tells_for_whom_how_many_and_how(dutch, agenda, region):
    event = make_event(region, kind="ek1", capacity=3, for_whom="Who speaks Polish.")
    somebody = person(region, "decided")
    take_seat(event, somebody, by=somebody.user)
    html = page_of(dutch)
    for words in ("First training (EK1)", "Zwolle, De Kamer 1", "Who speaks Polish.", "2 free places"):
        assert words in html
    assert f'href="/en/training/{event.pk}/"' in html
    assert '<a href="/en/my/">For coordinators and candidates: on your own page</a>' in html


def test_a_meeting_leads_to_the_letter(dutch, agenda, region):
    make_event(region, kind="information")
    assert '<a href="/en/coordinator/">First write your letter</a>' in page_of(dutch)


def test_what_is_full_or_closed_says_so_or_nothing(dutch, agenda, region):
    full = make_event(region, capacity=1)
    somebody = person(region)
    take_seat(full, somebody, by=somebody.user)
    assert "Full. You can stand on the waiting list." in page_of(dutch)
    TrainingEvent.objects.update(enrol_until=timezone.now() - timedelta(hours=1))
    html = page_of(dutch)
    assert "Study day" in html
    assert "waiting list" not in html
    assert "on your own page" not in html


def test_what_is_not_for_everybody_does_not_stand_there(dutch, belgian, agenda, region):
    make_event(region, title="Private", is_public=False)
    make_event(region, title="In preparation", opened=False)
    cancel_event(make_event(region, title="Cancelled"), by=region.manager, because="x")
    make_event(RegionFactory(organisation=OrganisationFactory(belgian=True)), title="Of the sister")
    for address in (
        "/en/agenda/",
        "/en/agenda/?past",
        f"/en/agenda/?month={timezone.localdate() + timedelta(20):%Y-%m}",
    ):
        html = page_of(dutch, address)
        for title in ("Private", "In preparation", "Cancelled", "Of the sister"):
            assert title not in html
    calendar = dutch.get("/en/agenda/ics/").content.decode()
    assert [title for title in ("Private", "In preparation", "Of the sister") if title in calendar] == []


def test_each_site_shows_its_own(belgian, agenda, region):
    sister = OrganisationFactory(belgian=True)
    AgendaPageFactory(parent=HomePageFactory(organisation=sister))
    make_event(RegionFactory(organisation=sister), title="Ginder")
    make_event(region, title="Hier")
    html = page_of(belgian, "/nl/agenda/")
    assert "Ginder" in html
    assert "Hier</a>" not in html


def test_what_has_been_stands_with_the_past(dutch, agenda, region):
    event = long_ago(make_event(region, title="Has been"), days=40)
    hold_event(event, by=region.manager)
    own_page(agenda, "Longer ago", days=-60)
    make_event(region, title="Still to come")
    html = page_of(dutch, "/en/agenda/?past")
    assert html.index("Has been") < html.index("Longer ago")
    assert "Still to come" not in html
    assert "free place" not in html
    assert "Has been" not in page_of(dutch)


def test_a_month_shows_a_training_on_each_of_its_days(dutch, agenda, region):
    first = timezone.localdate().replace(day=1) + timedelta(days=62)
    ahead = (first.replace(day=10) - timezone.localdate()).days
    make_event(region, title="Three days", days=[day(ahead), day(ahead + 1), day(ahead + 2)])
    assert page_of(dutch, f"/en/agenda/?month={first:%Y-%m}").count(">Three days</a>") == 3


def test_the_list_is_leafed_through_as_one(dutch, agenda, region):
    for number in range(EVENTS_PER_LEAF // 2 + 1):
        own_page(agenda, f"Page {number}", days=2 + 2 * number)
        make_event(region, in_days=3 + 2 * number, title=f"Training {number}")
    first, second = page_of(dutch), page_of(dutch, "/en/agenda/?page=2")
    assert first.count("<time") == EVENTS_PER_LEAF
    assert second.count("<time") == 2
    assert 'rel="next" href="?page=2"' in first


def test_the_calendar_holds_each_day_of_a_training(dutch, agenda, region):
    event = make_event(region, days=[day(20), day(22)], link="https://meet.example.org/room-7")
    own_page(agenda, "Between", days=21)
    response = dutch.get("/en/agenda/ics/")
    found = [str(one["SUMMARY"]) for one in Calendar.from_ical(response.content).walk("VEVENT")]
    assert found == ["Study day", "Between", "Study day"]
    assert f"/en/training/{event.pk}/" in response.content.decode().replace("\r\n ", "")
    assert b"room-7" not in response.content


def test_the_sitemap_names_what_is_coming_and_public_on_its_own_site(dutch, belgian, agenda, region):
    event = make_event(region)
    others = [make_event(region, is_public=False), make_event(region, opened=False)]
    HomePageFactory(organisation=OrganisationFactory(belgian=True))
    html = dutch.get("/sitemap-pages.xml").content.decode()
    assert f"<loc>http://localhost/pl/training/{event.pk}/</loc>" in html
    assert not [other for other in others if str(other.pk) in html]
    assert "/training/" not in belgian.get("/sitemap-pages.xml").content.decode()


def test_a_place_that_is_taken_begins_an_edition_of_the_pages(
    agenda, region, tmp_path, settings, django_capture_on_commit_callbacks
):
    event, somebody = make_event(region), person(region)
    settings.PAGE_EDITIONS = str(tmp_path / "editions")
    with django_capture_on_commit_callbacks(execute=True):
        take_seat(event, somebody, by=somebody.user)
    assert (tmp_path / "editions" / NOW).exists()


@pytest.mark.parametrize(
    ("address", "count"),
    [("/nl/agenda/", 8), ("/nl/agenda/?past", 8), ("/nl/agenda/?month=", 7), ("/nl/agenda/ics/", 9)],
)
def test_queries_are_few_and_do_not_grow_with_trainings(dutch, home, region, address, count):
    agenda = AgendaPageFactory(parent=home)
    address = address.replace("month=", f"month={timezone.localdate() + timedelta(days=20):%Y-%m}")

    def add(number):
        for one in range(number):
            own_page(agenda, f"Page {one}", days=20)
            own_page(agenda, f"Past {one}", days=-20)
            event = make_event(region, days=[day(20), day(21)])
            somebody = person(region)
            take_seat(event, somebody, by=somebody.user)
            long_ago(make_event(region), days=60)

    add(1)
    few = queries_of(dutch, address)
    add(30)
    assert queries_of(dutch, address) == few
    assert few == count
