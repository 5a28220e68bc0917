"""What number and code open once the question stands: how far it is, and the question, for those whose case it is."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from intake.actions.cases import stop_case
from intake.actions.questions import settle_question
from portal.privacy.models import AccessLogEntry
from portal.workflow.moves import move
from tests.intake.factories import QUESTION, ask
from tests.intake.following import accept, make_region, receive, see

pytestmark = pytest.mark.django_db
STATES = ("question", "matching", "preparation", "matching again")


@pytest.fixture
def region():
    return make_region()


def bring(case, state):
    """A case with a question, as far as `state`."""
    ask(case)
    if state == "question":
        return
    settle_question(case, by=case.manager)
    for name in {"preparation": ["assign"], "matching again": ["assign", "look_again"]}.get(state, []):
        move(case, name, by=None)


def followers(region):
    """Every kind of who may follow a case: the referral and the code of each."""
    own, own_code = receive(region, for_whom="self", people=[])
    accept(own)
    child, child_code = receive(region, for_whom="child", people=[])
    accept(child)
    family, third_code = receive(region)
    [person] = accept(family)
    among, among_code = receive(region, people=[{"kind": "person", "name": "Samira", "is_referrer": True}])
    accept(among)
    return {
        "own": (own, own_code),
        "child": (child, child_code),
        "core person": (family, person.code),
        "among them": (among, among_code),
        "third party": (family, third_code),
    }


HEADINGS = {
    "question": "We are looking for the question together",
    "matching": "We are looking for a coordinator who suits you",
    "preparation": "A coordinator is there: you prepare the conference together",
    "matching again": "We are looking for a coordinator who suits you",
}


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("who", ["own", "child", "core person", "among them"])
def test_those_whose_case_it_is_read_how_far_it_is_and_the_settled_question(client, region, who, state):
    referral, code = followers(region)[who]
    bring(referral.case, state)
    page = see(client, referral, code)
    words = page.content.decode()
    assert page.context["progress"].heading == HEADINGS[state]
    assert str(page.context["progress"].explanation)
    assert (QUESTION in words) == (state != "question")
    assert ("Does it not fit (any more)? Write to us below." in words) == (state != "question")
    assert 'name="text"' in words


@pytest.mark.parametrize("state", STATES)
def test_who_only_referred_sees_none_of_it(client, region, state):
    referral, code = followers(region)["third party"]
    bring(referral.case, state)
    page = see(client, referral, code)
    words = page.content.decode().split("<main")[1].split("</main>")[0]
    assert page.context["progress"].heading == "We are in touch"
    for word in (QUESTION, "question", "coordinator", "conference"):
        assert word not in words
    assert not AccessLogEntry.objects.filter(actor_kind="visitor").exists()


def test_what_happened_is_told_in_order(client, region):
    referral, code = followers(region)["own"]
    bring(referral.case, "matching again")
    lines = [str(line) for _at, line in see(client, referral, code).context["progress"].lines]
    assert lines[-3:] == [
        "We are looking for a coordinator who suits you",
        "A coordinator is there: you prepare the conference together",
        "We are looking for another coordinator",
    ]


def test_reading_the_question_is_written_down(client, region):
    referral, code = followers(region)["core person"]
    bring(referral.case, "question")
    looks = AccessLogEntry.objects.filter(actor_kind="visitor")
    see(client, referral, code)
    assert looks.count() == 0
    settle_question(referral.case, by=region.manager)
    see(client, referral, code)
    assert [look.screen for look in looks] == ["follow"]


def test_a_case_that_stopped_shows_no_question(client, region):
    referral, code = followers(region)["core person"]
    bring(referral.case, "matching")
    stop_case(referral.case, by=region.manager, reason="Het ging vanzelf beter")
    assert QUESTION not in see(client, referral, code).content.decode()


def test_the_question_is_shown_as_text_in_its_own_direction(client, region):
    referral, code = followers(region)["own"]
    ask(referral.case, text="<b>ما المطلوب؟</b>", language="ar")
    settle_question(referral.case, by=region.manager)
    words = see(client, referral, code).content.decode()
    assert "&lt;b&gt;ما المطلوب؟" in words
    assert 'dir="auto" lang="ar"' in words


def test_it_costs_one_look_more(client, region):
    referral, code = followers(region)["core person"]
    costs = []
    for step in (lambda: ask(referral.case), lambda: settle_question(referral.case, by=region.manager)):
        step()
        see(client, referral, code)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse("intake:followed")).status_code == 200
        costs.append(len(queries))
    assert costs[1] - costs[0] <= 2
