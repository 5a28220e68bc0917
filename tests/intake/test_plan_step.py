"""Where its coordinator reads how far the plan is: overview, conference, plan and list say the same, and what is so."""

import pytest
from django.utils import translation

from tests.intake.matched import user_of
from tests.intake.planned import accepted, found_good, given, held_case, must_accept, presented, with_agreements

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("one_key")]
TURN = "Now it is your turn"
TYPE = "Type the plan of the circle"
JUDGE = "Go through the three questions with the circle"
ACCEPT = "Three times yes. Does everybody want to carry it out like this?"
GIVE = "Give the plan to everybody"


@pytest.fixture
def one_key(settings):
    settings.SECOND_FACTOR_REQUIRED = False
    with translation.override("en"):
        yield


@pytest.fixture
def held():
    return held_case()


@pytest.fixture
def own(as_user, held):
    return as_user(user_of(held.coordinator))


def read(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def pages(own, held):
    """Overview, conference and plan."""
    return [read(own, f"/en/my/cases/{held.pk}/{page}") for page in ("", "conference/", "plan/")]


def list_of(own):
    return read(own, "/en/my/cases/")


def found_good_by_them(held):
    presented(held)
    found_good(held)


@pytest.mark.parametrize(
    ("make", "heading"), [(presented, JUDGE), (found_good_by_them, ACCEPT), (accepted, GIVE)]
)  # fmt: skip
def test_every_page_says_what_is_done_now(own, held, make, heading):
    make(held)
    for page in pages(own, held):
        assert heading in page
        assert TURN in page
        assert not [words for words in (TYPE, JUDGE, ACCEPT, GIVE) if words != heading and words in page]


def test_while_it_is_typed_it_says_so(own, held):
    for begin in (lambda: None, lambda: with_agreements(held)):
        begin()
        overview, conference, _plan = pages(own, held)
        assert TYPE in overview
        assert TYPE in conference


def test_who_must_accept_it_decides_and_it_is_not_their_turn(own, held):
    must_accept(held.case)
    presented(held)
    for page in pages(own, held):
        assert "<bdi>Mevrouw Toets</bdi> decides, not you" in page
        assert TURN not in page
        assert TYPE not in page


def test_when_everybody_has_it_it_is_nobodys_turn(own, held):
    given(held)
    page = read(own, f"/en/my/cases/{held.pk}/plan/")
    assert "Everybody has the plan" in page
    assert TURN not in page


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (None, "The plan is written down"),
        (with_agreements, "The plan is written down"),
        (presented, "The plan is gone through together"),
        (accepted, "The plan is accepted"),
        (given, "The plan is there. You still call once"),
    ],
)
def test_the_list_says_how_far_the_plan_is(own, held, make, words):
    if make is not None:
        make(held)
    page = list_of(own)
    assert words in page
    assert "yours to prepare" not in page


def test_the_list_costs_the_same_with_and_without_a_plan(own, held, count_queries):
    before = count_queries(lambda: list_of(own))
    presented(held)
    assert count_queries(lambda: list_of(own)) == before
