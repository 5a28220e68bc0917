"""A training event for everybody: its own page, its calendar file, and what search engines read."""

import json
import re
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from icalendar import Calendar

from tests.accounts.factories import UserFactory
from tests.organisations.factories import OrganisationFactory, RegionFactory
from tests.training.events import day, make_event, person
from tests.training.test_my import address
from training.actions.planning import cancel_event, hold_event
from training.actions.seating import take_seat

pytestmark = pytest.mark.django_db
SECRETS = {"link": "https://meet.example.org/room-7", "to_bring": "Your own story."}


@pytest.fixture
def region():
    return RegionFactory(name="Overijssel")


def page_of(client, event, name="event"):
    response = client.get(address(name, event.pk))
    assert response.status_code == 200
    return response.content.decode()


def data_of(html):
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', html, re.S)
    return json.loads(found[1]) if found else None


def test_it_tells_when_where_for_whom_and_how_to_take_part(client, region):
    event = make_event(
        region, kind="ek1", capacity=4, days=[day(20), day(21)], for_whom="Who speaks Polish.", **SECRETS,
        about="We practise.",
    )  # fmt: skip
    html = page_of(client, event)
    for words in ("First training (EK1)", "Zwolle, De Kamer 1", "Who speaks Polish.", "We practise.", "4 free places"):
        assert words in html
    assert html.count("10:00–16:00") == 2
    assert f'class="btn" href="{address("my")}"' in html
    assert f'href="{address("event_calendar", event.pk)}"' in html
    for secret in SECRETS.values():
        assert secret not in html


def test_who_wants_to_come_to_a_meeting_writes_first(client, region):
    html = page_of(client, make_event(region, kind="information"))
    assert f'class="btn" href="{address("coordinator")}"' in html


def test_what_is_full_says_so(client, region):
    event = make_event(region, capacity=1)
    somebody = person(region)
    take_seat(event, somebody, by=somebody.user)
    assert "Full. You can stand on the waiting list." in page_of(client, event)


def test_its_own_title_is_in_its_language_and_else_its_kind_in_the_readers(client, region):
    named, plain = make_event(region, title="Dag van de kring"), make_event(region)
    assert '<h1><bdi lang="nl">Dag van de kring</bdi></h1>' in page_of(client, named)
    assert "<h1><bdi>Study day</bdi></h1>" in page_of(client, plain)


def test_search_engines_read_what_it_is_in_each_language(client, region):
    event = make_event(region, capacity=4, **SECRETS)
    html = page_of(client, event)
    own = f"http://testserver{address('event', event.pk)}"
    data = data_of(html)
    assert (data["@type"], data["eventStatus"]) == ("Event", "https://schema.org/EventScheduled")
    assert datetime.fromisoformat(data["startDate"]) == event.starts
    assert SECRETS["link"] not in json.dumps(data)
    assert f'<link rel="canonical" href="{own}">' in html
    assert f'hreflang="pl" href="{own.replace("/en/", "/pl/")}"' in html
    assert 'property="og:title" content="Study day"' in html
    assert "noindex" not in html


def test_words_cannot_close_what_they_stand_in(client, region):
    html = page_of(client, make_event(region, title="</script><script>alert(1)</script>", for_whom='"><b>'))
    assert "<script>alert" not in html
    assert '"><b>' not in html


def test_a_cancelled_one_says_so_kindly_and_is_not_for_search_engines(client, region):
    event = make_event(region)
    cancel_event(event, by=region.manager, because="The trainer is ill.")
    html = page_of(client, event)
    assert "This does not take place" in html
    assert "The trainer is ill." not in html
    assert 'content="noindex"' in html
    assert data_of(html) is None


def test_what_has_been_says_so_and_takes_nobody(client, region, time_machine):
    event = make_event(region)
    time_machine.move_to(timezone.now() + timedelta(days=30))
    hold_event(event, by=region.manager)
    html = page_of(client, event)
    assert "This has been." in html
    assert "How you take part" not in html
    assert client.get(address("event_calendar", event.pk)).status_code == 404


def test_what_is_being_prepared_or_of_another_organisation_is_not_there(client, region):
    planned = make_event(region, opened=False)
    elsewhere = make_event(RegionFactory(organisation=OrganisationFactory(belgian=True)))
    for event in (planned, elsewhere):
        for name in ("event", "event_calendar"):
            assert client.get(address(name, event.pk)).status_code == 404
    assert Client(SERVER_NAME="be.localhost").get(address("event", elsewhere.pk)).status_code == 200


def test_what_is_not_public_is_there_for_who_has_a_seat_and_for_no_cache(client, as_user, region):
    event = make_event(region, is_public=False)
    enrolled = person(region)
    take_seat(event, enrolled, by=enrolled.user)
    for stranger in (client, as_user(UserFactory()), as_user(person(region).user)):
        assert stranger.get(address("event", event.pk)).status_code == 404
        assert stranger.get(address("event_calendar", event.pk)).status_code == 404
    response = as_user(enrolled.user).get(address("event", event.pk))
    assert "no-store" in response["Cache-Control"]
    assert 'content="noindex"' in response.content.decode()


def test_a_public_one_may_be_kept_by_the_page_cache_and_names_nobody(client, as_user, region):
    event = make_event(region)
    enrolled = person(region)
    take_seat(event, enrolled, by=enrolled.user)
    response = client.get(address("event", event.pk))
    assert "s-maxage" in response["Cache-Control"]
    assert not response.cookies
    assert as_user(enrolled.user).get(address("event", event.pk)).content == response.content


def test_the_calendar_file_holds_every_day(client, region):
    event = make_event(region, title="Dag van de kring", days=[day(20), day(21, place="Deventer")], **SECRETS)
    response = client.get(address("event_calendar", event.pk))
    assert 'filename="dag-van-de-kring.ics"' in response["Content-Disposition"]
    found = Calendar.from_ical(response.content).walk("VEVENT")
    assert [str(one["LOCATION"]) for one in found] == ["Zwolle, De Kamer 1", "Deventer"]
    assert str(found[0]["URL"]) == f"http://testserver{address('event', event.pk)}"
    assert SECRETS["link"].encode() not in response.content


@pytest.mark.parametrize("language", ["nl", "en", "fr", "tr", "ar", "pl"])
def test_it_opens_in_every_language(client, region, language):
    event = make_event(region)
    response = client.get(f"/{language}/training/{event.pk}/")
    assert f'<html lang="{language}"' in response.content.decode()


def test_queries_do_not_grow_with_days_and_seats(client, region, count_queries):
    small = make_event(region)
    large = make_event(region, days=[day(20 + number) for number in range(10)])
    for _number in range(5):
        somebody = person(region)
        take_seat(large, somebody, by=somebody.user)
    few = count_queries(lambda: page_of(client, small))
    assert count_queries(lambda: page_of(client, large)) == few
    assert few <= 12
