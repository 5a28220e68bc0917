"""Whose number and address stand on the plan on paper: what was released, and never to another side or outsiders."""

import io

import pypdf
import pytest
from django.utils import translation

from intake.actions.recipient_codes import issue_acceptor_code
from intake.documents.plan import reachable
from intake.models import Case
from portal.privacy.looking import looking
from tests.intake.encircled import two_sides
from tests.intake.planned import WORDS, given, held_case, presented, somebody

pytestmark = pytest.mark.django_db
NUMBER = "020 123 45 67"


def shares(case, name, **fields):
    return somebody(case, name, telephone=NUMBER, shares_contact=True, **fields)


def names(case, participant=None):
    case = Case.objects.get(pk=case.pk)
    with looking(case, by=None, screen="tests"):
        return {one.name for one in reachable(case, participant)}


def test_another_side_does_not_read_who_stands_on_nobodys_side():
    assignment, harmed, other = two_sides()
    case = assignment.case
    own = shares(case, "Hafida", side=harmed)
    shares(case, "Karim", side=other)
    shares(case, "Oma")
    shares(case, "Mevrouw Steun", capacity="supporter")
    shares(case, "Wijkagent", tie="professional", capacity="informant")
    assert names(case, own) == {"Hafida", "Wijkagent"}
    assert names(case) == {"Wijkagent"}


def test_without_sides_the_circle_reads_everybody_who_released_it():
    case = held_case().case
    own = shares(case, "Hafida")
    shares(case, "Oma", capacity="supporter")
    somebody(case, "Karim", telephone=NUMBER)
    assert names(case, own) == {"Hafida", "Oma"}


@pytest.mark.parametrize("capacity", ["informant", "acceptor"])
def test_who_is_there_through_their_work_reads_nobodys(capacity):
    case = held_case().case
    shares(case, "Hafida")
    assert names(case, somebody(case, "Wijkagent", tie="professional", capacity=capacity)) == set()


def test_who_must_accept_the_plan_reads_nobodys_on_paper(client):
    held = held_case(acceptor=True)
    shares(held.case, "Hafida")
    code = issue_acceptor_code(held.case, by=held.case.region.manager).code
    presented(held)
    words = words_on_paper(client, held.case, code)
    assert WORDS[0] in words
    assert NUMBER not in words


def test_the_circle_reads_it_on_paper(client):
    held = held_case()
    [(_participant, code)] = given(held, shares(held.case, "Hafida"))
    assert NUMBER in words_on_paper(client, held.case, code)


def words_on_paper(client, case, code):
    with translation.override("en"):
        client.post("/en/follow/", {"reference": str(case), "code": code})
        content = client.get("/en/follow/plan/paper/").content
    return " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages).split())
