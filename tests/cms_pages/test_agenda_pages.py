"""The agenda: what is coming, what has been, each month, and for people's own calendars."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from icalendar import Calendar

from cms_pages.models.agenda_pages import EVENTS_PER_LEAF
from tests.cms_pages.factories import AgendaPageFactory, EventPageFactory, HomePageFactory, in_dutch
from tests.cms_pages.test_navigation import queries_of
from tests.organisations.factories import OrganisationFactory

NOW = datetime(2026, 6, 10, 12, 0, tzinfo=UTC)


@pytest.fixture
def agenda(home):
    return AgendaPageFactory(parent=home)


@pytest.fixture(autouse=True)
def tenth_of_june(time_machine):
    time_machine.move_to(NOW, tick=False)


def event(agenda, title, *, days, hours=2, **fields):
    starts = timezone.now() + timedelta(days=days)
    return EventPageFactory(parent=agenda, title=title, starts=starts, ends=starts + timedelta(hours=hours), **fields)


def page_of(client, address):
    return client.get(address).content.decode()


def test_what_is_coming_stands_in_order_and_what_has_been_elsewhere(dutch, agenda):
    event(agenda, "Later", days=9)
    event(agenda, "Eerst", days=2)
    event(agenda, "Geweest", days=-3)
    event(agenda, "Concept", days=4, live=False)
    coming = page_of(dutch, "/nl/agenda/")
    assert coming.index("Eerst") < coming.index("Later")
    assert "Geweest" not in coming
    assert "Concept" not in coming
    past = page_of(dutch, "/nl/agenda/?past")
    assert "Geweest" in past
    assert "Eerst" not in past


def test_what_is_going_on_now_is_still_coming(dutch, agenda):
    event(agenda, "Bezig", days=0, hours=1)
    assert "Bezig" in page_of(dutch, "/nl/agenda/")


def test_what_has_been_goes_on_to_what_was_long_ago(dutch, agenda):
    for days in range(EVENTS_PER_LEAF + 1):
        event(agenda, f"Dag {days} geleden", days=-1 - days)
    first = page_of(dutch, "/nl/agenda/?past")
    assert f"Dag {EVENTS_PER_LEAF} geleden" not in first
    assert 'rel="next" href="?past=&amp;page=2"' in first
    second = page_of(dutch, "/nl/agenda/?past=&page=2")
    assert f"Dag {EVENTS_PER_LEAF} geleden" in second
    assert "Dag 0 geleden" not in second
    assert 'rel="prev" href="?past=&amp;page=1"' in second


def test_what_is_coming_goes_on_to_what_is_far_away(dutch, agenda):
    for days in range(EVENTS_PER_LEAF + 1):
        event(agenda, f"Over {days} dagen", days=1 + days)
    assert 'rel="next" href="?page=2"' in page_of(dutch, "/nl/agenda/")
    assert f"Over {EVENTS_PER_LEAF} dagen" in page_of(dutch, "/nl/agenda/?page=2")


@pytest.mark.parametrize("rubbish", ["0", "-1", "999999", "x", ""])
def test_a_leaf_that_is_none_is_the_nearest_that_is(dutch, agenda, rubbish):
    event(agenda, "Geweest", days=-3)
    assert "Geweest" in page_of(dutch, f"/nl/agenda/?past&page={rubbish}")


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/nl/agenda/", "Nothing is planned yet. Call us if you want to know when the next meeting is."),
        ("/nl/agenda/?past", "Nothing has been yet."),
        ("/nl/agenda/?month=2026-06", "Nothing is planned in this month."),
    ],
)
def test_an_empty_agenda_says_so(dutch, agenda, address, words):
    assert in_dutch(words) in page_of(dutch, address)


def test_a_month_shows_its_own_days_and_leads_to_its_neighbours(dutch, agenda):
    event(agenda, "In juni", days=5)
    event(agenda, "In juli", days=30)
    html = page_of(dutch, "/nl/agenda/?month=2026-06")
    assert "In juni" in html
    assert "In juli" not in html
    assert "?month=2026-05" in html
    assert "?month=2026-07" in html
    assert html.count('<span class="day">') == 30
    assert '<td class="today">' in html


def test_an_event_of_several_days_stands_on_each_of_them_across_months(dutch, agenda):
    starts = datetime(2026, 6, 29, 8, 0, tzinfo=UTC)
    EventPageFactory(parent=agenda, title="Driedaagse", starts=starts, ends=starts + timedelta(days=2, hours=8))
    for month, days in (("2026-06", 2), ("2026-07", 1)):
        html = page_of(dutch, f"/nl/agenda/?month={month}")
        assert html.count(">Driedaagse</a>") == days
        assert html.count("busy") == days  # a day of the month beside it stays empty, without a tint


@pytest.mark.parametrize("rubbish", ["2026-13", "0000-01", "9999-12", "x", "2026-6", "٢٠٢٦-٠٦", "2026-06-01", ""])
def test_a_month_that_is_none_shows_what_is_coming(dutch, agenda, rubbish):
    event(agenda, "Eerst", days=2)
    response = dutch.get("/nl/agenda/", {"month": rubbish})
    assert response.status_code == 200
    assert "Eerst" in response.content.decode()


def test_an_event_tells_when_where_and_for_whom(dutch, agenda, organisation):
    event(
        agenda, "Informatie", days=2, slug="informatie", place="Bibliotheek", for_whom="Wie Pools spreekt.",
        online="Bel ons voor de link.",
    )  # fmt: skip
    html = page_of(dutch, "/nl/agenda/informatie/")
    for words in ("Bibliotheek", "Wie Pools spreekt.", "Bel ons voor de link.", "14:00", "16:00"):
        assert words in html
    assert 'href="/nl/agenda/informatie/ics/"' in html


def test_an_event_that_has_been_says_so(dutch, agenda):
    event(agenda, "Geweest", days=-3, slug="geweest")
    html = page_of(dutch, "/nl/agenda/geweest/")
    assert in_dutch("This has been.") in html
    assert "/ics/" not in html


def test_an_event_cannot_end_before_it_starts(agenda):
    with pytest.raises(ValidationError, match=in_dutch("An event ends after it starts.")):
        event(agenda, "Andersom", days=2, hours=-1)


def test_the_calendar_of_all_that_is_coming(dutch, agenda):
    coming = event(agenda, "Eerst", days=2, slug="eerst")
    event(agenda, "Geweest", days=-3)
    response = dutch.get("/nl/agenda/ics/")
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    (found,) = Calendar.from_ical(response.content).walk("VEVENT")
    assert str(found["SUMMARY"]) == "Eerst"
    assert found.start == coming.starts
    assert str(found["URL"]) == "http://localhost/nl/agenda/eerst/"


def test_the_calendar_file_of_one_event_is_named_after_it(dutch, agenda):
    event(agenda, "Eerst", days=2, slug="eerst")
    event(agenda, "Tweede", days=3)
    response = dutch.get("/nl/agenda/eerst/ics/")
    assert 'filename="eerst.ics"' in response["Content-Disposition"]
    assert len(Calendar.from_ical(response.content).walk("VEVENT")) == 1


def test_there_is_no_calendar_of_what_is_not_public(dutch, agenda):
    event(agenda, "Concept", days=2, slug="concept", live=False)
    assert dutch.get("/nl/agenda/concept/ics/").status_code == 404
    assert dutch.get("/nl/ics/").status_code == 404


def test_each_site_has_its_own_agenda(dutch, belgian, agenda):
    other = AgendaPageFactory(parent=HomePageFactory(organisation=OrganisationFactory(belgian=True)))
    event(agenda, "Hier", days=2)
    event(other, "Ginder", days=2)
    assert "Ginder" not in page_of(dutch, "/nl/agenda/")
    assert "Hier" not in page_of(belgian, "/nl/agenda/")


@pytest.mark.parametrize(
    "address",
    ["/nl/agenda/", "/nl/agenda/?past", "/nl/agenda/?month=2026-06", "/nl/agenda/eerst/", "/nl/agenda/ics/"],
)
def test_queries_are_few_and_do_not_grow(dutch, agenda, address):
    event(agenda, "Eerst", days=2, slug="eerst")
    event(agenda, "Geweest", days=-2)
    few = queries_of(dutch, address)
    for days in range(-10, 10):
        event(agenda, f"Dag {days}", days=days)
    assert queries_of(dutch, address) == few
    assert few <= 12
