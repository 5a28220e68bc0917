"""Limits delay and never refuse; they count networks, in the database, and by no readable address."""

import pytest
from django.core.cache import caches
from django.utils import translation

from portal.accounts.models import Tally
from portal.spam import Assessment
from tests.spam.conftest import send, solved

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("note_form")]


@pytest.fixture(autouse=True)
def noon(time_machine, settings):
    """A clock that the test moves, and limits that a test can reach."""
    time_machine.move_to("2026-11-21 12:00", tick=False)
    settings.SPAM_LIMITS = {"proven": {"an_hour": 3, "pause": 30}, "unproven": {"an_hour": 2, "pause": 90}}
    return time_machine


def statuses(client, times, *, proven=False, **more):
    return [send(client, proof=solved() if proven else "", **more).status_code for _time in range(times)]


def test_readers_with_and_without_javascript_go_on_at_once(client):
    assert send(client, proof=solved())["X-Proven"] == "proven"
    assert send(client)["X-Proven"] == "unproven"


@pytest.mark.parametrize(("proven", "an_hour", "pause"), [(True, 3, 30), (False, 2, 90)])
def test_after_so_many_an_hour_there_is_a_pause_between_two_and_never_an_end(client, noon, proven, an_hour, pause):
    assert statuses(client, an_hour + 2, proven=proven) == [200] * (an_hour + 1) + [429]
    for _more in range(5):
        noon.shift(pause - 1)
        assert statuses(client, 1, proven=proven) == [429]
        noon.shift(1.5)
        assert statuses(client, 2, proven=proven) == [200, 429]


def test_after_a_quiet_hour_all_is_as_before(client, noon):
    statuses(client, 4)
    noon.shift(60 * 60 + 1)
    assert statuses(client, 3) == [200, 200, 200]


def test_a_sum_done_lets_through_whom_the_others_of_the_network_hold_up(client):
    assert statuses(client, 4)[-1] == 429
    assert statuses(client, 1, proven=True) == [200]


def test_another_network_waits_for_nobody(client):
    assert statuses(client, 4)[-1] == 429
    assert statuses(client, 1, network="198.51.100.4") == [200]


def test_whoever_waits_hears_how_long_and_keeps_everything(client, noon):
    statuses(client, 3)
    noon.shift(50)
    response = send(client, note="My own words")
    assert response.status_code == 429
    assert response["Retry-After"] == "40"
    page = response.content.decode()
    assert "Wait 40 seconds, then send it once more. What you filled in is still here." in page
    assert 'value="My own words"' in page


def test_waiting_as_long_as_was_said_is_enough(client, noon):
    statuses(client, 3)
    noon.shift(0.4)
    wait = int(send(client)["Retry-After"])
    noon.shift(wait)
    assert statuses(client, 1) == [200]


def test_the_sentence_counts_well():
    with translation.override("en"):
        assert "Wait 1 second, then" in Assessment(wait=1, is_proven=False).sentence


def test_a_dead_redis_changes_nothing(client, settings):
    settings.CACHES = {"default": {"BACKEND": "tests.accounts.test_limits.DeadCache"}}
    assert caches["default"].add("key", "value") is None
    proof = solved()
    assert [send(client, proof=proof)["X-Proven"] for _time in range(2)] == ["proven", "unproven"]
    assert statuses(client, 3) == [200, 200, 429]


def test_no_address_is_kept(client):
    send(client, network="203.0.113.99")
    kept = str(list(Tally.objects.values_list("cache_key", "value")))
    assert "spam.note.unproven" in kept
    assert "203.0.113" not in kept
