"""Whoever was told to wait comes in when the time has come, also where somebody else floods the same network."""

import pytest
from django.test import Client

from tests.spam.conftest import send

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("note_form")]


@pytest.fixture(autouse=True)
def noon(time_machine, settings):
    time_machine.move_to("2026-11-21 12:00", tick=False)
    settings.SPAM_LIMITS = {"proven": {"an_hour": 1, "pause": 30}, "unproven": {"an_hour": 1, "pause": 30}}
    return time_machine


def flood(times=3):
    """Each time as somebody new, who keeps no session."""
    return [send(Client()).status_code for _time in range(times)]


def test_a_flooder_does_not_take_the_place_of_whoever_waits(client, noon):
    assert flood() == [200, 200, 429]
    noon.shift(1)
    assert send(client)["Retry-After"] == "29"
    for _second in range(29):
        assert 200 not in flood()
        noon.shift(1)
    assert 200 in flood()  # the pause is over, and the flooder was first
    assert send(client).status_code == 200


def test_asking_again_meanwhile_keeps_the_place(client, noon):
    flood()
    waits = []
    for _time in range(3):
        waits.append(int(send(client)["Retry-After"]))
        flood()
        noon.shift(10)
    assert waits == [30, 20, 10]
    flood()
    assert send(client).status_code == 200


def test_a_place_counts_once(client, noon):
    flood()
    send(client)
    noon.shift(30)
    flood()
    assert [send(client).status_code for _time in range(2)] == [200, 429]


def test_a_place_is_not_kept_for_another_day(client, noon):
    flood()
    send(client)
    noon.shift(2 * 60 * 60)
    assert flood() == [200, 200, 429]
    assert send(client).status_code == 429


def test_who_came_in_otherwise_has_no_place_left(client, noon):
    flood()
    send(client)
    noon.shift(30)
    assert [send(client).status_code for _time in range(2)] == [200, 429]


def test_the_session_says_nothing_but_when(client):
    flood()
    send(client, note="My own words")
    assert set(client.session.keys()) == {"turns"}
    assert list(client.session["turns"]) == ["note"]
