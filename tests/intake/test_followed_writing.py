"""Answering and taking back with number and code: once, kept on a mistake, and staff hear of it."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from post_office.models import Email

from intake.actions.cases import stop_case
from intake.actions.following import MOST_UNREAD, answer_message, follow_referral
from intake.actions.referrals import decline_referral, refer_on, start_talk
from intake.actions.writing import send_message
from intake.models import Message, Referral
from portal.privacy.looking import looking
from portal.workflow.models import MoveLogEntry
from portal.workflow.moves import NotPossible
from tests.intake.following import accept, make_region, receive, see, withdraw, write
from tests.organisations.factories import OrganisationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def region():
    return make_region()


@pytest.fixture
def sent(region):
    return receive(region)


@pytest.fixture
def mails(sent):
    """The mails since it came in."""
    Email.objects.all().delete()
    return Email.objects


def texts_of(referral):
    with looking(referral, by=None, screen="test"):
        return [message.text for message in referral.messages.order_by("at")]


def drawn_in(page):
    return re.search(r'name="drawn" value="([^"]+)"', page.content.decode()).group(1)


# -- answering ---------------------------------------------------------------------------------------


def test_an_answer_reaches_the_region_and_one_mail_tells_it(client, sent, mails):
    referral, code = sent
    see(client, referral, code)
    answer = write(client, "Dinsdag kan.\r\nمرحبا 🙂")
    assert (answer.status_code, answer.url) == (302, "/en/follow/request/")
    page = client.get(answer.url).content.decode()
    assert "Your message was sent." in page
    assert "Dinsdag kan." in page
    assert texts_of(referral) == ["Dinsdag kan.\nمرحبا 🙂"]
    write(client, "Woensdag ook.")
    mail = mails.get()
    assert str(referral) in mail.message
    assert "Dinsdag" not in f"{mail.subject} {mail.message}"
    assert referral.messages.filter(by=None, core_person=None, read_at=None).count() == 2


def test_the_same_form_counts_once_however_often_it_is_sent(client, sent):
    referral, code = sent
    drawn = drawn_in(see(client, referral, code))
    for _click in range(5):
        assert write(client, "Dinsdag kan.", drawn=drawn).status_code == 302
    assert texts_of(referral) == ["Dinsdag kan."]
    write(client, "Toch niet.", drawn=drawn)
    assert texts_of(referral) == ["Dinsdag kan.", "Toch niet."]


def test_each_drawn_form_may_say_the_same(client, sent):
    referral, code = sent
    for _form in range(2):
        write(client, "Dank u.", drawn=drawn_in(see(client, referral, code)))
    assert texts_of(referral) == ["Dank u.", "Dank u."]


@pytest.mark.parametrize("drawn", ["", "x", "0", "0b5e0d0e-6c1f-4d55-9a63-2f4b1a2c7d10", "\x00"])
def test_a_form_with_a_name_of_nonsense_is_sent_all_the_same(client, sent, drawn):
    referral, code = sent
    see(client, referral, code)
    assert write(client, "Dinsdag kan.", drawn=drawn).status_code == 302
    assert referral.messages.count() == 1


@pytest.mark.parametrize("text", ["", "  \n ", "é" * 10_001, "a\x00b"])
def test_what_cannot_be_sent_is_kept_to_be_mended(client, sent, text):
    referral, code = sent
    see(client, referral, code)
    page = write(client, text)
    assert page.status_code == 422
    assert page.context["form"].errors["text"]
    assert page.context["form"]["text"].value() == text
    assert not referral.messages.exists()


def test_ten_thousand_signs_with_line_breaks_fit(client, sent):
    referral, code = sent
    see(client, referral, code)
    text = "ب" * 4_999 + "\r\n" + "z" * 5_000
    assert write(client, text).status_code == 302
    assert texts_of(referral) == [text.replace("\r\n", "\n")]


def test_a_mistake_shows_the_messages_all_the_same(client, sent):
    referral, code = sent
    see(client, referral, code)
    write(client, "Dinsdag kan.")
    assert "Dinsdag kan." in write(client, "").content.decode()


def test_nobody_floods_staff(client, sent):
    referral, code = sent
    see(client, referral, code)
    for number in range(MOST_UNREAD):
        assert write(client, f"Bericht {number}").status_code == 302
    page = write(client, "Nog een")
    assert page.status_code == 422
    assert page.context["form"]["text"].value() == "Nog een"
    assert referral.messages.count() == MOST_UNREAD


def test_where_nobody_reads_any_more_nothing_is_taken_in(client, sent, region):
    referral, code = sent
    see(client, referral, code)
    decline_referral(referral, by=region.manager, reason="Niets te beslissen")
    page = write(client, "Nog een vraag")
    assert page.status_code == 422
    assert "Nog een vraag" in page.content.decode()
    assert "Please call us" in page.content.decode()
    assert not referral.messages.exists()


@pytest.mark.parametrize("end", [decline_referral, refer_on])
def test_who_is_reached_by_the_code_alone_writes_after_staff_closed_it(client, region, end):
    referral, code = receive(region, safe_channel="code")
    end(referral, by=region.manager, reason="Niets te beslissen")
    with looking(referral, by=region.manager, screen="test"):
        send_message(referral, by=region.manager, text="U kunt naar het wijkteam.")
    page = see(client, referral, code).content.decode()
    assert "U kunt naar het wijkteam." in page
    assert "Write it below, or call us" in page
    Email.objects.all().delete()
    assert write(client, "Waar is dat?").status_code == 302
    assert texts_of(referral)[-1] == "Waar is dat?"
    assert Email.objects.count() == 1


def test_who_took_it_back_writes_no_more_by_code_either(client, region):
    referral, code = receive(region, safe_channel="code")
    see(client, referral, code)
    withdraw(client)
    page = write(client, "Toch wel")
    assert page.status_code == 422
    assert 'id="typed"' in page.content.decode()
    assert not referral.messages.exists()


@pytest.mark.parametrize(("safe_channel", "status"), [("code", 302), ("call", 422)])
def test_when_the_case_stopped_the_code_goes_on_for_who_has_nothing_else(client, region, safe_channel, status):
    referral, code = receive(region, for_whom="self", people=[], safe_channel=safe_channel)
    accept(referral)
    stop_case(referral.case, by=region.manager, reason="Het ging vanzelf beter")
    see(client, referral, code)
    assert write(client, "Mag het nog eens?").status_code == status


def test_an_answer_needs_the_token_of_this_browser(sent):
    referral, code = sent
    strict = Client(enforce_csrf_checks=True)
    assert strict.post("/en/follow/", {"reference": str(referral), "code": code}).status_code == 403


def test_nothing_is_taken_in_at_the_other_organisation(client, sent):
    referral, code = sent
    OrganisationFactory(belgian=True)
    see(client, referral, code)
    elsewhere = {"host": "be.localhost"}
    assert client.post(reverse("intake:followed"), {"text": "Hallo"}, headers=elsewhere).status_code == 404
    assert client.post(reverse("intake:withdraw"), headers=elsewhere).status_code == 404
    assert not referral.messages.exists()
    assert Referral.objects.get().is_open


# -- taking it back ----------------------------------------------------------------------------------


def test_the_page_says_what_taking_it_back_does(client, sent):
    see(client, *sent)
    page = client.get("/en/follow/withdraw/").content.decode()
    for words in ["We stop", "Nobody is called any more", "Everything is erased", "/en/follow/request/"]:
        assert words in page


def test_taking_it_back_ends_it_and_one_mail_tells_the_region(client, sent, mails):
    referral, code = sent
    see(client, referral, code)
    assert withdraw(client, reason="Wij redden het zelf").url == "/en/follow/request/"
    page = client.get("/en/follow/request/").content.decode()
    assert "Withdrawn" in page
    assert "Ask again" in page
    assert "zelf" not in page
    assert Referral.objects.get().state == "withdrawn"
    mail = mails.get()
    assert str(referral) in mail.message
    assert "zelf" not in mail.message
    entry = MoveLogEntry.objects.for_instance(referral).get(action="intake.referral.withdraw")
    assert entry.actor_kind == "visitor"
    with looking(referral, by=None, screen="test"):
        assert entry.reason == "Wij redden het zelf"


def test_it_is_taken_back_once(client, sent, mails):
    referral, code = sent
    see(client, referral, code)
    for _click in range(5):
        assert withdraw(client).url == "/en/follow/request/"
    assert mails.count() == 1
    assert MoveLogEntry.objects.for_instance(referral).filter(action="intake.referral.withdraw").count() == 1


def test_it_can_be_taken_back_during_the_talk(client, sent, region):
    referral, code = sent
    start_talk(referral, by=region.manager)
    see(client, referral, code)
    withdraw(client)
    assert Referral.objects.get().state == "withdrawn"


def test_a_reason_that_is_too_long_is_kept(client, sent):
    referral, code = sent
    see(client, referral, code)
    page = withdraw(client, reason="z" * 2_001)
    assert page.status_code == 422
    assert page.context["form"]["reason"].value() == "z" * 2_001
    assert Referral.objects.get().is_open


def test_looking_at_the_page_takes_nothing_back(client, sent):
    see(client, *sent)
    client.get("/en/follow/withdraw/")
    assert Referral.objects.get().is_open


@pytest.mark.parametrize("for_whom", ["family", "self"])
def test_after_acceptance_nothing_is_taken_back(client, region, for_whom):
    referral, code = receive(region, for_whom=for_whom)
    codes = [code, *(one.code for one in accept(referral))]
    for one in codes:
        see(client, referral, one)
        assert withdraw(client).url == "/en/follow/request/"
    assert Referral.objects.get().state == "accepted"


def test_what_was_erased_while_somebody_wrote_is_said(region):
    referral, code = receive(region)
    follower = follow_referral(organisation=region.organisation, reference=referral.reference, code=code)
    Referral.objects.filter(pk=referral.pk).delete()
    with pytest.raises(NotPossible):
        answer_message(follower, text="Are you there?")


def test_what_ended_while_somebody_wrote_takes_no_answer(region):
    referral, code = receive(region)
    follower = follow_referral(organisation=region.organisation, reference=referral.reference, code=code)
    decline_referral(referral, by=region.manager, reason="Nothing to decide")
    with pytest.raises(NotPossible):
        answer_message(follower, text="Are you there?")
    assert not Message.objects.exists()
