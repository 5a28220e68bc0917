"""Training days in the browser: a candidate takes a place, swaps and gives it up; a visitor reads of the event."""

import pytest
from django.conf import settings
from playwright.sync_api import expect

from tests.cms_pages.factories import AgendaPageFactory, HomePageFactory
from tests.training.events import day, make_event, person
from training.actions.seating import give_up_seat, take_seat
from training.models import Seat
from training.states import CandidateState

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
S = CandidateState


@pytest.fixture
def language():
    return "nl"


@pytest.fixture
def sign_in(reader, as_user, live_server):
    def open_page(candidate, language):
        session = as_user(candidate.user).cookies[settings.SESSION_COOKIE_NAME].value
        reader.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])
        reader.goto(f"/{language}/my/")
        return reader

    return open_page


def press(page):
    page.locator("main form button.btn").click()
    page.wait_for_url("**/my/training/")


def state_of(event, candidate):
    return Seat.objects.get(event=event, candidate=candidate).state


def test_a_candidate_chooses_waits_and_takes_what_is_offered(sign_in, language, region, accessible):
    event = make_event(
        region, kind="ek1", capacity=1, days=[day(20), day(21, place="Deventer, Het Huis 3")],
        for_whom="Wie Pools spreekt.", link="https://meet.example.org/room-7", to_bring="Je eigen verhaal.",
    )  # fmt: skip
    full = make_event(region, kind="ek1", capacity=1, in_days=40)
    candidate, first = person(region, S.DECIDED), person(region, S.DECIDED)
    held = take_seat(full, first, by=first.user)
    page = sign_in(candidate, language)
    page.locator(".ask .btn").click()
    accessible(page)
    expect(page.locator(".choices-of-days > li")).to_have_count(2)
    page.locator(".choices-of-days .btn").first.click()
    accessible(page)
    press(page)
    accessible(page)
    assert state_of(event, candidate) == "taken"

    give_up_seat(held, by=first.user)
    page.reload()
    page.locator(f"a[href$='{Seat.objects.get(candidate=candidate).pk}/swap/']").click()
    page.locator("[name=to]").first.check()
    accessible(page)
    press(page)
    assert (state_of(event, candidate), state_of(full, candidate)) == ("given_up", "taken")
    page.goto(f"/{language}/my/")
    accessible(page)


def test_a_visitor_finds_an_event_on_the_agenda_and_reads_of_it(reader, language, region, accessible):
    AgendaPageFactory(parent=HomePageFactory(organisation=region.organisation))
    make_event(region, kind="information", days=[day(20, hour=19, hours=2)], for_whom="Wie Turks of Arabisch spreekt.")
    reader.goto(f"/{language}/agenda/")
    accessible(reader)
    reader.locator(".dates h2 a").click()
    reader.wait_for_url("**/training/*/")
    accessible(reader)
    expect(reader.locator(".acts .btn")).to_have_attribute("href", f"/{language}/coordinator/")
