"""The code of who asked: replaced at the desk in every state, by who wrote it down a moment ago, and over in time."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from intake.actions.cases import stop_case
from intake.actions.codes import renew_follow_code
from intake.actions.following import KEPT_OPEN
from intake.actions.referrals import decline_referral, hold_referral, withdraw_referral
from intake.models import Referral
from portal.workflow.queries import timeline
from tests.intake.factories import make_manager, make_referral
from tests.intake.following import accept, follow, make_region, receive, see
from tests.intake.telephone import NEW, told
from tests.organisations.factories import RegionFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_a_desk")]


@pytest.fixture
def region():
    return make_region()


def renew_at_the_desk(client, referral):
    return client.post(reverse("referrals:entry", args=[referral.pk, "renew_code"]))


def code_in(page):
    return re.search(r"(\d{4}) (\d{4}) (\d{2})<", page.content.decode()).group(0)[:-1].replace(" ", "")


@pytest.mark.parametrize("state", ["received", "in_talk", "accepted", "declined", "withdrawn", "duplicate"])
def test_the_manager_gives_who_asked_a_new_code_in_every_state(as_user, state):
    referral = make_referral(state=state)
    desk = as_user(referral.region.manager)
    asked = reverse("referrals:entry", args=[referral.pk, "renew_code"])
    assert asked in desk.get(reverse("referrals:inspect", args=[referral.pk])).content.decode()
    page = renew_at_the_desk(desk, referral)
    assert page.status_code == 200
    assert "Samira Demo" in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    assert see(Client(), referral, code_in(page)).status_code == 200
    assert timeline(referral).first().action == "intake.referral.issue_code"


def test_the_old_code_opens_nothing_and_closes_what_it_opened(client, region, as_user):
    referral, old = receive(region)
    assert see(client, referral, old).status_code == 200
    page = renew_at_the_desk(as_user(region.manager), referral)
    assert client.get(reverse("intake:followed")).status_code == 404
    assert follow(client, referral, old).status_code == 422
    assert see(client, referral, code_in(page)).status_code == 200


def test_who_asked_for_themselves_gets_it_in_both_places(client, region):
    referral, old = receive(region, for_whom="self")
    accept(referral)
    new = renew_follow_code(Referral.objects.get(), by=region.manager).code
    referral = Referral.objects.get()
    assert referral.core_persons.get().code_hash == referral.follow_code_hash
    assert follow(client, referral, old).status_code == 422
    assert see(client, referral, new).status_code == 200


def test_the_codes_of_the_others_stay_and_cost_one_slow_check_still(client, region):
    referral, _old = receive(region)
    (person,) = accept(referral)
    renew_follow_code(Referral.objects.get(), by=region.manager)
    referral = Referral.objects.get()
    assert see(client, referral, person.code).status_code == 200
    salts = {one.rpartition("$")[0] for one in (referral.follow_code_hash, referral.core_persons.get().code_hash)}
    assert len(salts) == 1


def test_nobody_else_may(as_user, region):
    referral, code = receive(region)
    neighbour = as_user(make_manager(RegionFactory(organisation=region.organisation)))
    assert renew_at_the_desk(neighbour, referral).status_code == 404
    assert see(Client(), referral, code).status_code == 200


def renew_on_the_telephone(client, drawn):
    return client.post(NEW, {"drawn": drawn, "renew": "yes"})


def test_who_wrote_it_down_for_another_region_renews_only_at_once(as_user, region):
    desk = as_user(make_manager(RegionFactory(organisation=region.organisation)))
    answers = told(region=region.pk)
    desk.post(NEW, answers)
    referral = Referral.objects.get()
    with time_machine.travel(timezone.now() + timedelta(minutes=14)):
        assert see(Client(), referral, code_in(renew_on_the_telephone(desk, answers["drawn"]))).status_code == 200
    before = Referral.objects.get().follow_code_hash
    with time_machine.travel(timezone.now() + timedelta(minutes=16)):
        page = renew_on_the_telephone(desk, answers["drawn"])
    assert "more than a quarter of an hour ago" in page.content.decode()
    assert Referral.objects.get().follow_code_hash == before


def test_in_ones_own_region_one_renews_it_later_too(as_user, region):
    desk = as_user(region.manager)
    answers = told(region=region.pk)
    desk.post(NEW, answers)
    with time_machine.travel(timezone.now() + timedelta(hours=5)):
        assert code_in(renew_on_the_telephone(desk, answers["drawn"]))


def by_declining(referral, manager):
    decline_referral(referral, by=manager, reason="x")


def by_withdrawing(referral, manager):
    withdraw_referral(referral)


def by_stopping(referral, manager):
    accept(referral)
    stop_case(Referral.objects.get(pk=referral.pk).case, by=manager, reason="x")


@pytest.mark.parametrize("end", [by_declining, by_withdrawing, by_stopping])
def test_a_while_after_the_end_it_says_kindly_that_it_is_over(client, region, end):
    referral, code = receive(region)
    Referral.objects.update(received_at=timezone.now() - 3 * KEPT_OPEN)
    end(Referral.objects.get(pk=referral.pk), region.manager)
    assert see(client, referral, code).status_code == 200
    with time_machine.travel(timezone.now() + KEPT_OPEN - timedelta(hours=1)):
        assert see(Client(), referral, code).status_code == 200
    with time_machine.travel(timezone.now() + KEPT_OPEN + timedelta(hours=1)):
        answer = follow(Client(), referral, code)
        assert answer.status_code == 410
        page = answer.content.decode()
        assert "This request is over" in page
        assert region.organisation.telephone in page
        assert follow(Client(), referral, "0000000000").status_code == 422


def test_what_is_open_closes_when_it_is_over(client, region):
    referral, code = receive(region)
    decline_referral(referral, by=region.manager, reason="x")
    with time_machine.travel(timezone.now() + KEPT_OPEN - timedelta(minutes=10)):
        assert see(client, referral, code).status_code == 200
    with time_machine.travel(timezone.now() + KEPT_OPEN + timedelta(minutes=10)):
        assert client.get(reverse("intake:followed")).status_code == 404


def test_what_runs_is_never_over_and_keeping_it_changes_no_end(client, region):
    referral, code = receive(region)
    with time_machine.travel(timezone.now() + 5 * KEPT_OPEN):
        assert see(client, referral, code).status_code == 200
    decline_referral(referral, by=region.manager, reason="x")
    with time_machine.travel(timezone.now() + KEPT_OPEN - timedelta(days=1)):
        hold_referral(Referral.objects.get(), by=region.manager, reason="x")
    with time_machine.travel(timezone.now() + KEPT_OPEN + timedelta(days=1)):
        assert follow(Client(), referral, code).status_code == 410
