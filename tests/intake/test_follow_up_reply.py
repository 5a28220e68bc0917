"""How a plan goes, told with a code of the circle: once, in a child's words for a child, and by nobody else."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone, translation

from intake.actions.recipient_codes import Recipient
from intake.models import FollowUp, FollowUpReply, RecipientCode
from intake.models.follow_up import EARLY
from intake.views.plan_read import SESSION_KEY
from tests.intake.ended import add_participant, fresh, make_running

pytestmark = pytest.mark.django_db
PAGE = "/en/follow/how-it-goes/"


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def case():
    case = make_running()
    day = timezone.localdate()
    FollowUp.objects.filter(case=case, moment="three_months").update(due_on=day, lapses_on=day + timedelta(days=20))
    return fresh(case)


def browser_of(case, participant=None):
    row = RecipientCode.objects.create(
        vault=case.vault, case=case, participant=participant, code_hash="x",
        expires_at=timezone.now() + timedelta(days=30),
    )  # fmt: skip
    client = Client(headers={"accept-language": "en"})
    session = client.session
    until = int((timezone.now() + timedelta(minutes=20)).timestamp())
    session[SESSION_KEY] = {"key": Recipient(row).key, "until": until, "end": until, "opened": 0}
    session.save()
    client.cookies["sessionid"] = session.session_key
    return client


def text_of(response):
    return response.content.decode()


def test_an_adult_answers_once(case):
    client = browser_of(case, add_participant(case))
    assert "mark_coordinator" in text_of(client.get(PAGE))
    said = {"improved": "better", "mark_conference": "9", "mark_plan": "8", "mark_coordinator": "10", "words": "Fine"}
    assert "You answered already" in text_of(client.post(PAGE, said, follow=True))
    reply = FollowUpReply.objects.get()
    assert (reply.improved, reply.mark_coordinator, reply.giver, reply.by_code) == ("better", 10, "adult", True)
    assert "You answered already" in text_of(client.post(PAGE, said, follow=True))
    assert FollowUpReply.objects.count() == 1


def test_a_child_gets_faces_with_words_and_no_marks_in_figures_alone(case):
    client = browser_of(case, add_participant(case, is_child=True))
    page = text_of(client.get(PAGE))
    assert "How is it going?" in page
    assert "🙂 Better than before" in page
    assert "mark_coordinator" not in page
    assert "You told us how it is" in text_of(client.post(PAGE, {"improved": "same", "mark_plan": "8"}, follow=True))
    reply = FollowUpReply.objects.get()
    assert (reply.giver, reply.mark_plan) == ("child", 8)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({}, "Choose one, or write a few words."),
        ({"mark_plan": "11", "words": "Kept words"}, "Write a mark from 1 to 10"),
        ({"improved": "perhaps", "words": "Kept words"}, "Choose one of the answers below."),
        ({"words": "a\x00Kept words"}, "a sign in this that we cannot keep"),
        ({"words": "Kept words" * 201}, "Use at most 2000 signs."),
    ],
)
def test_what_is_wrong_stands_beside_it(case, said, words):
    response = browser_of(case, add_participant(case)).post(PAGE, said)
    page = text_of(response)
    assert response.status_code == 422
    assert words in page
    assert ("Kept words" in page) == ("words" in said)
    assert not FollowUpReply.objects.exists()


def test_before_its_time_nothing_is_asked(case):
    FollowUp.objects.update(due_on=timezone.localdate() + EARLY + timedelta(days=5))
    assert "It is too early to say how it goes. From" in text_of(browser_of(case, add_participant(case)).get(PAGE))


def test_without_a_code_there_is_nothing_and_what_was_typed_is_given_back():
    response = Client(headers={"accept-language": "en"}).post(PAGE, {"words": "Typed for long"})
    assert response.status_code == 404
    assert "Typed for long" in text_of(response)


def test_a_code_taken_back_opens_nothing(case):
    client = browser_of(case, add_participant(case))
    RecipientCode.objects.update(revoked_at=timezone.now())
    assert client.get(PAGE).status_code == 404


def test_the_page_of_the_plan_leads_there_until_it_is_answered(case):
    client = browser_of(case, add_participant(case))
    assert PAGE in text_of(client.get("/en/follow/plan/"))
    client.post(PAGE, {"improved": "better"})
    assert PAGE not in text_of(client.get("/en/follow/plan/"))
