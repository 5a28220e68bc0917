"""Following with number and code: the state and nothing else, and guessing is slowed."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from intake.actions.cases import stop_case
from intake.actions.receiving import receive_referral
from intake.actions.referrals import accept_referral, start_talk
from intake.models import Referral
from intake.views.follow import TRIES
from tests.intake.factories import agree, answers, make_manager
from tests.organisations.factories import OrganisationFactory, RegionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent():
    region = RegionFactory(postcodes=["8011"])
    make_manager(region)
    return receive_referral(answers(postcode="8011"), organisation=region.organisation, language="nl")


def follow(client, referral, code, **headers):
    return client.post(reverse("intake:follow"), {"reference": str(referral), "code": code}, headers=headers)


def test_number_and_code_show_the_state(client, sent):
    referral, code = sent
    assert (
        "We have your request"
        in client.post("/en/follow/", {"reference": str(referral), "code": code}).content.decode()
    )
    start_talk(Referral.objects.get(), by=referral.region.manager)
    page = client.post("/en/follow/", {"reference": str(referral).lower(), "code": f"{code[:4]} {code[4:]}"})
    assert "We are talking about it" in page.content.decode()
    assert "no-store" in page["Cache-Control"]


def test_it_shows_nothing_that_was_written(client, sent):
    referral, code = sent
    page = follow(client, referral, code).content.decode()
    for word in ["Younes", "Samira", "how to go on"]:
        assert word not in page


def test_a_wrong_code_and_an_unknown_number_read_the_same(client, sent):
    referral, code = sent
    wrong = follow(client, referral, "0000000000")
    unknown = client.post(reverse("intake:follow"), {"reference": "222 222", "code": code})
    assert wrong.status_code == unknown.status_code == 422
    assert wrong.context["form"].non_field_errors() == unknown.context["form"].non_field_errors()


def test_the_other_organisation_does_not_know_the_number(client, sent):
    OrganisationFactory(belgian=True)
    assert follow(client, *sent, host="be.localhost").status_code == 422


def test_many_wrong_codes_wait_and_lock_out_nobody_else(client, sent):
    referral, code = sent
    for _try in range(int(TRIES.split("/")[0])):
        assert follow(client, referral, "0000000000").status_code == 422
    assert follow(client, referral, code).status_code == 429
    elsewhere = Client(REMOTE_ADDR="198.51.100.7")
    assert follow(elsewhere, referral, code).status_code == 200
    with time_machine.travel(timezone.now() + timedelta(minutes=20)):
        assert follow(client, referral, code).status_code == 200


def test_right_codes_are_not_counted(client, sent):
    for _try in range(15):
        assert follow(client, *sent).status_code == 200


def test_every_number_costs_the_same(client, sent, django_assert_num_queries):
    referral, _code = sent
    follow(client, referral, "0000000000")
    with CaptureQueriesContext(connection) as known:
        follow(client, referral, "0000000000")
    with CaptureQueriesContext(connection) as unknown:
        follow(client, "222 222", "0000000000")
    assert len(known) == len(unknown)


def test_only_a_slow_hash_of_the_code_is_kept(sent):
    referral, code = sent
    assert code not in referral.follow_code_hash
    assert len(code) == 10


def test_a_stopped_case_is_told_too(client, sent):
    referral, code = sent
    manager = referral.region.manager
    start_talk(referral, by=manager)
    agree(referral, by=manager)
    case = accept_referral(referral, by=manager, model="family_group")
    assert follow(client, referral, code).context["state"] == case.public_state_label
    stop_case(case, by=manager, reason="They found another way")
    assert follow(client, referral, code).context["state"] == case.public_state_label
