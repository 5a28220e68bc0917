"""Following with number and code: who gets in, how guessing is slowed, and what the browser keeps of it."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.hashers import MD5PasswordHasher
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from intake.actions.people import issue_code
from intake.models import Referral
from intake.views.follow import FREE_TRIES, LOOKS, TRIES
from portal.accounts.models import Tally
from portal.workflow.references import new_reference
from tests.intake.following import accept, follow, make_region, receive, see
from tests.organisations.factories import OrganisationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def region():
    return make_region()


@pytest.fixture
def sent(region):
    return receive(region)


@pytest.fixture
def clock(time_machine):
    """A clock that the test moves."""
    time_machine.move_to("2026-11-21 12:00", tick=False)
    return time_machine


def test_number_and_code_open_it_at_an_address_that_tells_nothing(client, sent):
    referral, code = sent
    answer = client.post("/en/follow/", {"reference": str(referral).lower(), "code": f"{code[:4]} {code[4:]}"})
    assert (answer.status_code, answer.url) == (302, "/en/follow/request/")
    page = client.get(answer.url)
    assert page.status_code == 200
    assert "no-store" in page["Cache-Control"]
    assert "We have your request" in page.content.decode()


def test_it_shows_nothing_that_was_written_in_the_form(client, sent):
    page = see(client, *sent).content.decode()
    for word in ["Younes", "Samira", "how to go on", "06 12345678", "in the morning", "no letters"]:
        assert word not in page


def test_a_wrong_code_and_an_unknown_number_read_the_same(client, sent):
    referral, code = sent
    wrong = follow(client, referral, "0000000000")
    unknown = follow(client, "222 222", code)
    assert wrong.status_code == unknown.status_code == 422
    assert wrong.context["form"].non_field_errors() == unknown.context["form"].non_field_errors()


def test_many_wrong_codes_wait_and_lock_out_nobody_else(client, sent):
    referral, code = sent
    for _try in range(int(TRIES.split("/")[0])):
        assert follow(client, referral, "0000000000").status_code == 422
    assert follow(client, referral, code).status_code == 429
    other = receive(referral.region)
    assert follow(client, *other).status_code == 302
    elsewhere = Client(REMOTE_ADDR="198.51.100.7")
    assert follow(elsewhere, referral, code).status_code == 302
    with time_machine.travel(timezone.now() + timedelta(minutes=20)):
        assert follow(client, referral, code).status_code == 302


def test_right_codes_are_counted_generously(client, sent):
    for _try in range(int(LOOKS.split("/")[0])):
        assert follow(client, *sent).status_code == 302
    answer = follow(client, *sent)
    assert answer.status_code == 429
    assert 0 < int(answer["Retry-After"]) <= 15 * 60
    assert follow(client, *receive(sent[0].region)).status_code == 302


def many_wrong_tries(times=FREE_TRIES):
    """From one network, by somebody without a session, about numbers that are not there."""
    for _try in range(times):
        assert follow(Client(), new_reference(), "0000000000").status_code == 422


def test_many_wrong_tries_from_one_network_make_everybody_there_wait_a_little(client, sent, clock):
    many_wrong_tries()
    answer = follow(client, *sent)
    assert (answer.status_code, answer["Retry-After"]) == (429, "1")
    assert "Wait 1 second, then send it once more." in answer.content.decode()
    clock.shift(1)
    assert follow(client, *sent).status_code == 302


def test_the_wait_grows_with_each_wrong_try_to_a_minute_and_no_further(client, sent, clock):
    many_wrong_tries()
    waits = []
    for _try in range(9):
        waits.append(int(follow(Client(), new_reference(), "0000000000")["Retry-After"]))
        clock.shift(waits[-1])
        assert follow(Client(), new_reference(), "0000000000").status_code == 422
    assert waits == [1, 2, 4, 8, 16, 32, 60, 60, 60]


def test_whoever_waited_looks_also_while_others_go_on_guessing(client, sent, clock):
    many_wrong_tries()
    wait = int(follow(client, *sent)["Retry-After"])
    clock.shift(wait)
    assert follow(Client(), new_reference(), "0000000000").status_code == 422
    assert follow(Client(), *sent).status_code == 429
    assert follow(client, *sent).status_code == 302


def test_what_waits_keeps_no_number_and_no_address(client, sent):
    many_wrong_tries()
    kept = str(list(Tally.objects.values_list("cache_key", "value")))
    assert "follow" in kept
    assert "127.0.0.1" not in kept
    assert sent[0].reference not in kept


@pytest.mark.parametrize("is_accepted", [False, True])
def test_every_number_costs_the_same(client, region, monkeypatch, is_accepted):
    two = [{"kind": "harmed", "name": "Anna"}, {"kind": "responsible", "name": "Bram"}]
    referral, _code = receive(region, for_whom="repair", people=two)
    if is_accepted:
        accept(referral)
    slow_steps = []
    encode = MD5PasswordHasher.encode
    monkeypatch.setattr(MD5PasswordHasher, "encode", lambda *given: slow_steps.append(1) or encode(*given))
    follow(client, referral, "0000000000")
    costs = []
    for number in (referral, "222 222", "nonsense"):
        slow_steps.clear()
        with CaptureQueriesContext(connection) as queries:
            follow(client, number, "0000000000")
        costs.append((len(queries), len(slow_steps)))
    assert len(set(costs)) == 1
    assert costs[0][1] == 1


def test_only_a_slow_hash_of_the_code_is_kept(sent):
    referral, code = sent
    assert code not in referral.follow_code_hash
    assert len(code) == 10


def test_the_other_organisation_does_not_know_the_number(client, sent):
    OrganisationFactory(belgian=True)
    assert follow(client, *sent, host="be.localhost").status_code == 422


def test_what_is_open_at_one_organisation_is_not_at_the_other(client, sent):
    OrganisationFactory(belgian=True)
    assert see(client, *sent).status_code == 200
    assert client.get(reverse("intake:followed"), headers={"host": "be.localhost"}).status_code == 404


def test_the_session_keeps_a_key_and_an_hour_and_nothing_else(client, sent):
    referral, code = sent
    see(client, referral, code)
    kept = Session.objects.get().get_decoded()
    assert set(kept) == {"following"}
    assert set(kept["following"]) == {"key", "until", "end", "opened"}
    for said in (referral.reference, code, referral.follow_code_hash):
        assert said not in str(kept)


def test_following_changes_the_session_key(client, sent):
    follow(client, *sent)
    before = client.session.session_key
    follow(client, *sent)
    assert client.session.session_key != before


def test_without_number_and_code_there_is_a_kind_page(client, region):
    for name in ("followed", "withdraw"):
        page = client.get(reverse(f"intake:{name}"))
        assert page.status_code == 404
        assert reverse("intake:follow") in page.content.decode()
        assert "no-store" in page["Cache-Control"]


def test_half_an_hour_of_doing_nothing_closes_it(client, sent):
    see(client, *sent)
    with time_machine.travel(timezone.now() + timedelta(minutes=29)):
        assert client.get(reverse("intake:followed")).status_code == 200
    with time_machine.travel(timezone.now() + timedelta(minutes=58)):
        assert client.get(reverse("intake:followed")).status_code == 200
    with time_machine.travel(timezone.now() + timedelta(minutes=89)):
        assert client.get(reverse("intake:followed")).status_code == 404
    assert "following" not in client.session


def test_after_four_hours_it_closes_however_busy(client, sent):
    see(client, *sent)
    start = timezone.now()
    for minutes in range(20, 240, 20):
        with time_machine.travel(start + timedelta(minutes=minutes)):
            assert client.get(reverse("intake:followed")).status_code == 200
    with time_machine.travel(start + timedelta(minutes=241)):
        assert client.get(reverse("intake:followed")).status_code == 404


def test_who_wrote_for_too_long_gets_the_words_back(client, sent):
    referral, code = sent
    see(client, referral, code)
    with time_machine.travel(timezone.now() + timedelta(minutes=31)):
        page = client.post(reverse("intake:followed"), {"text": "Zes weken <al>"})
    assert page.status_code == 404
    assert "Zes weken &lt;al&gt;" in page.content.decode()
    assert not referral.messages.exists()


def test_closing_takes_it_off_this_browser(client, sent):
    see(client, *sent)
    before = client.session.session_key
    answer = client.post(reverse("intake:close"))
    assert answer.url == reverse("intake:gone")
    assert '"cache"' in answer["Clear-Site-Data"]
    assert "following" not in client.session
    assert client.session.session_key != before
    assert client.get(answer.url).status_code == 200
    assert client.get(reverse("intake:followed")).status_code == 404


def test_leaving_quickly_closes_it(client, sent):
    see(client, *sent)
    client.get(reverse("intake:leave"))
    assert client.get(reverse("intake:followed")).status_code == 404
    assert not Session.objects.exists()


def test_leaving_quickly_closes_it_for_who_is_signed_in_too(client, sent, region):
    client.force_login(region.manager)
    see(client, *sent)
    client.get(reverse("intake:leave"))
    assert client.get(reverse("intake:followed")).status_code == 404


def test_what_was_erased_is_not_open_any_more(client, sent):
    see(client, *sent)
    Referral.objects.all().delete()
    assert client.get(reverse("intake:followed")).status_code == 404


def test_a_new_code_closes_what_the_old_one_opened(client, region):
    referral, _code = receive(region)
    (person,) = accept(referral)
    see(client, referral, person.code)
    new = issue_code(referral, by=region.manager, core_person=person.core_person)
    assert client.get(reverse("intake:followed")).status_code == 404
    assert follow(client, referral, person.code).status_code == 422
    assert see(client, referral, new.code).status_code == 200


@pytest.mark.parametrize("key", ["", "x", "..", "x.y.z", "0" * 32 + "..", "é.é.é"])
def test_a_key_that_makes_no_sense_opens_nothing(client, sent, key):
    see(client, *sent)
    session = client.session
    session["following"] = {"key": key, "until": timezone.now().timestamp() + 600, "end": 0}
    session.save()
    assert client.get(reverse("intake:followed")).status_code == 404
