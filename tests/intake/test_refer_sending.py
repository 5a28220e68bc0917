"""Sending the public referral form: the check page, once, with proof or a wait; and the mails that wait after it."""

import pytest
from post_office.models import Email

from intake.models import Referral
from portal.outbound.models import OutgoingAddress
from portal.privacy.looking import looking
from tests.cms_pages.factories import HomePageFactory, TextPageFactory
from tests.intake.filling import ANSWERS, at, fill_in, post, send
from tests.organisations.factories import RegionFactory

pytestmark = pytest.mark.django_db


def test_two_mails_wait_and_say_only_the_number(client, region):
    fill_in(client)
    send(client)
    referral = Referral.objects.get()
    mails = Email.objects.all()
    assert len(mails) == 2
    for mail in mails:
        text = f"{mail.subject} {mail.message} {mail.to}"
        assert str(referral) in text
        for word in ["Younes", "Samira", "samira", "Wij weten", "conferentie"]:
            assert word not in text
    addresses = set()
    for address in OutgoingAddress.objects.all():
        with looking(address, by=None, screen="test"):
            addresses.add(address.address)
    assert addresses == {"samira@example.org", "manager@example.org"}


@pytest.mark.parametrize("channel", ["", "any", "email", "call"])
def test_who_did_not_ask_for_a_mail_with_the_number_gets_none(client, region, channel):
    contact = {"referrer_name": "Samira", "telephone": "06 1234 5678", "email": "samira@example.org"}
    for name, answers in (ANSWERS["family"] | {"contact": {}}).items():
        if answers:
            post(client, name, answers)
    assert not client.get(at("contact")).context["form"]["wants_mail"].value()  # the tick starts empty
    post(client, "contact", contact | {"safe_channel": channel})
    send(client)
    assert Email.objects.count() == 1
    assert not Referral.objects.get().wants_mail


def test_without_an_address_nobody_but_the_manager_gets_mail(client, region):
    fill_in(client, contact={"referrer_name": "Samira", "telephone": "06 1234 5678"})
    send(client)
    assert Email.objects.count() == 1


def test_where_nobody_answers_the_organisation_gets_the_mail(client):
    organisation = RegionFactory(postcodes=["8011"]).organisation
    fill_in(client, contact={"referrer_name": "Samira", "telephone": "06 1234 5678"})
    send(client)
    address = OutgoingAddress.objects.get()
    with looking(address, by=None, screen="test"):
        assert address.address == organisation.email


def test_the_check_page_shows_every_answer_with_a_way_to_change_it(client, region):
    fill_in(client)
    page = client.get(at("check")).content.decode()
    for step, answers in ANSWERS["family"].items():
        assert f'href="{at(step)}"' in page
        typed = [value for value in answers.values() if isinstance(value, str) and (" " in value or "@" in value)]
        assert all(value in page for value in typed)
    assert "Younes" in page


def test_what_was_left_empty_is_named_once_for_each_section(client, region):
    fill_in(client, "self", place={})
    page = client.get(at("check"))
    names = [[str(line.question) for line in section.empty] for section in page.context["summary"]]
    assert [len(section) for section in names] == [0, 2, 3, 3]
    assert not any(line.is_empty for section in page.context["summary"] for line in section.lines)
    assert page.content.decode().count('class="empties"') == 3


@pytest.mark.parametrize("kind", ANSWERS)
def test_no_two_lines_of_the_check_page_are_called_the_same(client, region, kind):
    fill_in(client, kind)
    lines = [str(line.question) for part in client.get(at("check")).context["summary"] for line in part.lines]
    assert len(lines) == len(set(lines))


def test_nothing_is_sent_without_the_tick(client, region):
    fill_in(client)
    response = post(client, "check")
    assert (response.status_code, response.url) == (303, at("check"))
    page = client.get(at("check"))
    assert "agreed" in page.context["form"].errors
    assert 'href="#id_agreed"' in page.content.decode()
    assert not Referral.objects.exists()
    post(client, "contact", ANSWERS["family"]["contact"])
    assert not client.get(at("check")).context["form"].errors


def test_sending_twice_is_one_referral(client, region):
    fill_in(client)
    send(client)
    code = client.get(at("received")).context["code"]
    assert send(client).url == at("received")
    assert client.get(at("received")).context["code"] == code
    assert Referral.objects.count() == 1
    assert Email.objects.count() == 2


def test_without_proof_somebody_looks_whether_it_is_real(client, region):
    fill_in(client)
    send(client)
    assert Referral.objects.get().needs_look


def test_too_many_from_one_network_wait_and_lose_nothing(client, region, settings):
    settings.SPAM_LIMITS = {"proven": {"an_hour": 1, "pause": 30}, "unproven": {"an_hour": 1, "pause": 90}}
    for _time in range(2):
        fill_in(client)
        assert send(client).status_code == 303
        client.post(at("another"))
    fill_in(client)
    response = send(client)
    assert (response.status_code, Referral.objects.count()) == (429, 2)
    assert response.context["form"].non_field_errors()
    assert 0 < int(response["Retry-After"]) <= 90
    assert "Wij weten het niet meer." in client.get(at("story")).content.decode()


def test_a_machine_that_fills_the_trap_sends_nothing(client, region):
    fill_in(client)
    response = post(client, "check", {"agreed": "on", "website": "https://example.org"})
    assert response.status_code == 422
    assert not Referral.objects.exists()
    assert send(client).url == at("received")


@pytest.mark.parametrize(("language", "slug"), [("nl", "privacy"), ("tr", "gizlilik")])
def test_the_tick_leads_to_what_the_organisation_says_of_privacy(client, region, language, slug):
    fill_in(client, "self", language=language)
    assert f'href="/{language}/{slug}/"' not in client.get(at("check", language)).content.decode()
    dutch = HomePageFactory(organisation=region.organisation)
    page = TextPageFactory(parent=dutch, slug="privacy")
    turkish = HomePageFactory(language="tr", translation_of=dutch)
    TextPageFactory(parent=turkish, slug="gizlilik", translation_of=page)
    assert f'href="/{language}/{slug}/"' in client.get(at("check", language)).content.decode()
