"""Closing a referral and telling whoever asked, in one go; and what the pages of steps say and choose beforehand."""

import pytest
from django.test import Client
from django.urls import reverse

from intake.models import Message, Referral
from portal.workflow.queries import timeline
from tests.intake.bench import opened
from tests.intake.factories import agree, make_referral
from tests.intake.following import make_region, receive, see
from tests.organisations.factories import RegionFactory

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("at_a_desk")]


@pytest.fixture
def referral():
    return make_referral(state="in_talk", language="en")


@pytest.fixture
def client(referral, as_user):
    return as_user(referral.region.manager)


def step(referral, name):
    return reverse("referrals:step", args=[referral.pk, name])


def told(referral):
    with opened(referral):
        return [(message.text, message.core_person) for message in Message.objects.all()]


@pytest.mark.parametrize("name", ["decline", "refer_on"])
def test_the_message_is_begun_in_the_language_of_the_referral(name, as_user):
    for language, words in (("en", "Thank you for telling us"), ("nl", "")):
        referral = make_referral(language=language)
        form = as_user(referral.region.manager).get(step(referral, name)).context["form"]
        assert words in form["message"].value()
        assert form["message"].value().strip()


def test_who_is_declined_reads_what_staff_wrote(client, referral):
    client.post(step(referral, "decline"), {"reason": "Nothing to decide", "message": "We are sorry."})
    assert Referral.objects.get().state == "declined"
    assert told(referral) == [("We are sorry.", None)]
    with opened(referral):
        assert "We are sorry" not in timeline(referral).first().reason


def test_without_a_message_nothing_is_sent(client, referral):
    client.post(step(referral, "decline"), {"reason": "Nothing to decide", "message": "  "})
    assert Referral.objects.get().state == "declined"
    assert not Message.objects.exists()


def test_referring_on_asks_to_whom_and_keeps_it_with_the_reason(client, referral):
    answered = client.post(step(referral, "refer_on"), {"reason": "Debts first", "message": ""})
    assert "to_whom" in answered.context["form"].errors
    assert Referral.objects.get().state == "in_talk"
    client.post(step(referral, "refer_on"), {"to_whom": "The district team", "reason": "Debts first", "message": ""})
    with opened(referral):
        assert timeline(referral).first().reason == "The district team\nDebts first"


def test_a_message_is_not_sent_when_it_was_closed_already(client, referral):
    Referral.objects.update(state="withdrawn")
    client.post(step(referral, "decline"), {"reason": "Nothing to decide", "message": "We are sorry."})
    assert not Message.objects.exists()


def test_whoever_asked_reads_it_with_the_code_after_it_closed(as_user):
    region = make_region()
    referral, code = receive(region)
    as_user(region.manager).post(step(referral, "decline"), {"reason": "No", "message": "We are sorry."})
    assert "We are sorry." in see(Client(), referral, code).content.decode()


def test_accepting_says_whose_case_it_becomes(client, referral):
    agree(referral, by=referral.region.manager)
    page = client.get(step(referral, "accept")).content.decode()
    assert f"It becomes a case of <b>{referral.region}</b>." in page
    assert "front desk" not in page


def test_accepting_at_the_front_desk_leads_to_correcting_the_region(as_user):
    region = RegionFactory().organisation.regions.filter(is_front_desk=True).first()
    referral = make_referral(region, state="in_talk")
    agree(referral, by=region.manager)
    page = as_user(region.manager).get(step(referral, "accept")).content.decode()
    assert "That is the front desk." in page
    assert step(referral, "correct_region") in page


def test_the_only_person_is_chosen_and_the_age_says_whether_grown_up(client, referral):
    form = client.get(step(referral, "record_agreement")).context["form"]
    person = referral.core_persons.get()
    assert form["core_person"].value() == person.pk
    said = {"core_person": person.pk, "age": 13, "given_by": "self", "answer": "yes", "on": "2026-11-01"}
    client.post(step(referral, "record_agreement"), said)
    assert referral.core_persons.get().whose_agreement == "both"


def test_a_child_that_asks_is_younger_than_18(as_user):
    referral = make_referral(state="in_talk", for_whom="child", people=[])
    form = as_user(referral.region.manager).get(step(referral, "record_agreement")).context["form"]
    assert form["grown_up"].value() == "no"
