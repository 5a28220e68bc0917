"""The answer page: what is to be kept, what comes next for whom, and how it goes off the screen."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone, translation

from intake.actions.drafts import start_draft
from intake.models import Draft
from portal.privacy.looking import looking
from portal.privacy.models import AccessLogEntry
from portal.workflow.references import shown, spelled
from tests.intake.following import follow, make_region, receive
from tests.organisations.factories import OrganisationFactory

pytestmark = pytest.mark.django_db
PAGE = "/en/refer/received/"


@pytest.fixture
def region():
    return make_region()


def send(client, region, *, file_text="", **changes):
    """Somebody sent this in this browser; what the form itself does is told in test_refer.py."""
    referral, code = receive(region, **changes)
    kept = {"reference": referral.reference, "code": code} | ({"file_text": file_text} if file_text else {})
    draft = start_draft(organisation=region.organisation, language="nl", answers=kept)
    Draft.objects.filter(pk=draft.pk).update(referral=referral)
    session = client.session
    session["referral_draft"] = str(draft.pk)
    session.save()
    return referral, code


def text_of(client, address=PAGE, **headers):
    page = client.get(address, headers=headers)
    assert page.status_code == 200
    return page.content.decode()


def main_of(page):
    return page.split("<main")[1].split("</main>")[0]


def test_number_spelling_and_code_are_shown(client, region):
    referral, code = send(client, region)
    page = client.get(PAGE)
    shown_page = page.content.decode()
    assert shown(referral.reference) in shown_page
    assert f"{code[:4]} {code[4:8]} {code[8:]}" in shown_page
    assert page.context["spelling"] == spelled(referral.reference)
    assert "no-store" in page["Cache-Control"]


def test_what_was_written_is_not_shown(client, region):
    send(client, region)
    page = text_of(client)
    for word in ["Younes", "Samira", "how to go on", "12345678"]:
        assert word not in page


def test_showing_it_is_a_look(client, region):
    send(client, region)
    text_of(client)
    assert AccessLogEntry.objects.filter(actor_kind="visitor").count() == 1


@pytest.mark.parametrize(
    ("changes", "said", "unsaid"),
    [
        ({"for_whom": "self"}, "in your words", "person it is about"),
        ({"for_whom": "child"}, "Good that you dared to ask", "in your words"),
        ({"for_whom": "family", "awareness": "agrees"}, "We talk with the person it is about", "raise it"),
        ({"for_whom": "acquaintance", "awareness": "not_yet"}, "think along about how to raise it", "We talk with the"),
        ({"for_whom": "work", "awareness": "agrees"}, "They decide what you hear", "raise it"),
        ({"for_whom": "group"}, "With each of them apart", "raise it"),
        ({"for_whom": ""}, "We write it down together", "A coordinator"),
        ({"for_whom": "self", "safe_channel": "code"}, "We do not call", "We contact you"),
        ({"for_whom": "child", "safe_channel": "code"}, "We do not call", "We contact you"),
    ],
)
def test_what_happens_next_depends_on_who_asks_for_whom(client, region, changes, said, unsaid):
    send(client, region, **changes)
    page = main_of(text_of(client))
    assert said in page
    assert unsaid not in page


@pytest.mark.parametrize("who", [{"for_whom": "work"}, {"for_whom": "repair", "referrer_role": "professional"}])
def test_who_works_with_them_reads_that_their_own_duty_stays(client, region, who):
    send(client, region, **who)
    assert "This is not a report of child abuse or of violence." in main_of(text_of(client))


@pytest.mark.parametrize("who", [{"for_whom": "family"}, {"for_whom": "child"}, {"for_whom": ""}])
def test_others_read_of_no_duty(client, region, who):
    send(client, region, **who)
    assert "not a report" not in main_of(text_of(client))


def test_who_does_not_know_yet_is_given_the_term_of_the_organisation(client, region):
    region.organisation.unagreed_kept_days = 14
    region.organisation.save()
    send(client, region, awareness="not_yet")
    assert "within 14 days" in text_of(client)


@pytest.mark.parametrize(
    ("days", "promised"),
    [(None, ""), (21, "between 1 day and 3 weeks"), (7, "between 1 day and 1 week after"), (10, "within 10 days")],
)
def test_the_promise_of_the_organisation_is_told_where_there_is_one(client, region, days, promised):
    region.organisation.start_within_days = days
    region.organisation.save()
    send(client, region)
    page = main_of(text_of(client))
    assert ("promise" in page) == bool(promised)
    assert promised in page


def test_nothing_is_promised_while_somebody_does_not_know_yet(client, region):
    region.organisation.start_within_days = 21
    region.organisation.save()
    send(client, region, awareness="not_yet")
    assert "promise" not in main_of(text_of(client))


def test_the_belgian_site_promises_and_gives_its_own_number(client):
    region = make_region(organisation=OrganisationFactory(belgian=True, referral_telephone="0489 45 54 13"))
    send(client, region, for_whom="self")
    page = text_of(client, host="be.localhost")
    assert "between 1 day and 3 weeks" in page
    assert "0489 45 54 13" in page


def test_the_title_and_the_card_say_nothing_of_what_it_is_about(client, region):
    send(client, region)
    page = text_of(client)
    title = page.split("<title>")[1].split("</title>")[0]
    card = page.split('<section class="card"')[1].split("</section>")[0]
    assert title == "Number and code"
    for word in ["Eigen Kracht", "<svg", "<a ", "http", "conference", "referral", "request"]:
        assert word not in card
    assert region.organisation.telephone in card


def test_a_professional_gets_a_text_to_copy(client, region):
    send(client, region, for_whom="work", file_text="Aangemeld op <1 mei>.\nTweede regel")
    page = text_of(client)
    assert "Aangemeld op &lt;1 mei&gt;.\nTweede regel</textarea>" in page
    assert '<label class="label" for="file-text">Text for your own file</label>' in page
    assert "readonly" in page


def test_others_get_no_text_to_copy(client, region):
    send(client, region)
    assert "<textarea" not in text_of(client)


def test_clearing_takes_it_off_this_browser_and_leaves_the_request(client, region):
    referral, code = send(client, region)
    answer = client.post("/en/refer/another/")
    assert answer.url == "/en/follow/gone/"
    assert '"cache"' in answer["Clear-Site-Data"]
    assert "off this screen" in text_of(client, answer.url)
    assert not Draft.objects.exists()
    assert client.get(PAGE).status_code == 404
    assert follow(client, referral, code).status_code == 302


def test_what_is_gone_is_told_kindly(client, region):
    send(client, region)
    with time_machine.travel(timezone.now() + timedelta(hours=23, minutes=59)):
        text_of(client)
    Draft.objects.all().delete()
    page = client.get(PAGE)
    assert page.status_code == 404
    assert "/en/follow/" in page.content.decode()
    assert "no-store" in page["Cache-Control"]


def test_who_is_still_writing_is_led_back_to_the_form(client, region):
    draft = start_draft(organisation=region.organisation, language="nl", answers={})
    session = client.session
    session["referral_draft"] = str(draft.pk)
    session.save()
    with translation.override("en"):
        assert client.get(PAGE).url == reverse("intake:refer")


def test_another_organisation_shows_nothing_of_it(client, region):
    OrganisationFactory(belgian=True)
    send(client, region)
    assert client.get(PAGE, headers={"host": "be.localhost"}).status_code == 404
    with looking(Draft.objects.get(), by=None, screen="test"):
        assert Draft.objects.get().referral_id
