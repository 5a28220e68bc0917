"""Beginning a form: nobody fills the database with rubbish, and whoever knew the browser before reads nothing."""

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from intake.actions.drafts import MOST_BYTES_UNBEGUN
from intake.models import Draft
from intake.views.refer import BEGUN_AN_HOUR
from tests.intake.filling import at, fill_in, post, send
from tests.intake.following import make_region

pytestmark = pytest.mark.django_db
AN_HOUR = int(BEGUN_AN_HOUR.split("/")[0])


@pytest.fixture(autouse=True)
def region():
    return make_region()


@pytest.fixture
def clock(time_machine):
    time_machine.move_to("2026-11-21 12:00", tick=False)
    return time_machine


def begin_many(times):
    for _time in range(times):
        assert post(Client(), "who", {"for_whom": "family"}).status_code == 303


def test_one_network_begins_so_many_and_then_waits_with_everything_on_the_page(client, clock):
    begin_many(AN_HOUR + 1)
    drafts, sessions = Draft.objects.count(), Session.objects.count()
    answer = post(client, "call", {"referrer_name": "Samira Demo", "telephone": "06 1234 5678"})
    assert answer.status_code == 429
    assert answer["Retry-After"] == "10"
    assert 'value="Samira Demo"' in answer.content.decode()
    answer = post(client, "who", {"for_whom": "family"})
    assert answer.status_code == 429
    assert 'value="family"' in answer.content.decode()
    assert answer.context["form"]["for_whom"].value() == "family"
    assert (Draft.objects.count(), Session.objects.count()) == (drafts, sessions + 1)
    assert set(client.session.keys()) == {"turns"}  # a place in the queue, and nothing of what was written
    clock.shift(11)
    assert post(client, "who", {"for_whom": "family"}).status_code == 303


def test_who_was_told_to_wait_comes_in_after_that_however_many_others_try(client, clock):
    begin_many(AN_HOUR + 1)
    assert post(client, "who", {"for_whom": "family"})["Retry-After"] == "10"
    clock.shift(4)
    assert post(client, "who", {"for_whom": "family"})["Retry-After"] == "6"  # the place stays where it was
    clock.shift(7)
    assert post(Client(), "who", {"for_whom": "family"}).status_code == 303  # takes the only turn of this moment
    assert post(Client(), "who", {"for_whom": "family"}).status_code == 429
    assert post(client, "who", {"for_whom": "family"}).status_code == 303
    assert "turns" not in client.session or not client.session["turns"]  # one place lets one form through


def test_who_waits_to_be_called_back_keeps_a_place_too(client, clock):
    begin_many(AN_HOUR + 1)
    answers = {"referrer_name": "Samira Demo", "telephone": "06 1234 5678"}
    assert post(client, "call", answers).status_code == 429
    clock.shift(11)
    begin_many(1)
    assert post(client, "call", answers).url == at("received")


def test_who_has_begun_goes_on_and_other_networks_too(client):
    post(client, "who", {"for_whom": "family"})
    begin_many(AN_HOUR)
    assert post(Client(), "who", {"for_whom": "family"}).status_code == 429
    fill_in(client)
    assert send(client).url == at("received")
    assert post(Client(REMOTE_ADDR="198.51.100.7"), "who", {"for_whom": "family"}).status_code == 303


@pytest.mark.parametrize("step", ["who", "story"])
def test_before_it_is_clear_for_whom_little_is_kept(client, step):
    name = "for_whom" if step == "who" else "story"
    answer = post(client, step, {name: "x" * (MOST_BYTES_UNBEGUN + 1)})
    assert answer.status_code == 422
    assert answer.context["form"].non_field_errors()
    assert post(client, step, {name: "x" * (MOST_BYTES_UNBEGUN - 1_000)}).status_code == 303


def test_after_that_much_is_kept(client):
    post(client, "who", {"for_whom": "family"})
    assert post(client, "story", {"story": "x" * (3 * MOST_BYTES_UNBEGUN)}).status_code == 303


def test_a_callers_mistake_on_the_short_page_costs_nobody_a_long_story(client):
    post(client, "who", {"for_whom": "family"})
    post(client, "story", {"story": "x" * (3 * MOST_BYTES_UNBEGUN)})
    assert post(client, "call", {"referrer_name": ""}).status_code == 303


def planted():
    """A session that somebody else knows too."""
    one = Client()
    session = one.session
    session["known"] = True
    session.save()
    one.cookies["sessionid"] = session.session_key
    return one


def test_beginning_leaves_the_session_that_somebody_else_knows(client):
    attacker = planted()
    victim = Client()
    victim.cookies = attacker.cookies.copy()
    fill_in(victim)
    assert attacker.get(at("check")).status_code == 303
    assert victim.get(at("check")).status_code == 200


def test_a_second_press_with_the_first_ones_cookie_shows_number_and_code(client):
    """The first answer may never arrive: the browser then still has the cookie of before."""
    fill_in(client)
    second = Client()
    second.cookies = client.cookies.copy()
    send(client)
    assert send(second).url == at("received")
    assert second.get(at("received")).status_code == 200


def test_a_second_press_of_the_button_shows_number_and_code(client):
    fill_in(client)
    send(client)
    assert send(client).url == at("received")
    assert client.get(at("received")).status_code == 200
