"""The page about the work: what it is, what one gets, and a self-test that leaves no trace and sends nobody away."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.organisations.factories import OrganisationFactory, RegionFactory
from tests.training.factories import make_rule_book
from training.models import ProfilePoint

pytestmark = pytest.mark.django_db
ADDRESS = "/en/coordinator/"
APPLY = 'href="/en/my/apply/"'


@pytest.fixture
def organisation():
    organisation = RegionFactory().organisation
    make_rule_book(organisation)
    return organisation


def text_of(response):
    return response.content.decode()


def test_it_tells_what_one_gets_before_anybody_applies(client, organisation):
    page = text_of(client.get(ADDRESS))
    assert "A fee for the hours that you work" in page
    assert "A coach of your own" not in page
    assert APPLY in page


def test_the_sister_gives_something_else_in_other_words(client, organisation):
    make_rule_book(OrganisationFactory(belgian=True))
    page = text_of(client.get(ADDRESS, headers={"host": "be.localhost"}))
    assert "A coach of your own" in page
    assert "as a volunteer" in page
    assert "A fee" not in page


def test_without_a_rule_book_nobody_is_asked_to_apply(client):
    RegionFactory()
    response = client.get(ADDRESS)
    assert response.status_code == 200
    assert APPLY not in text_of(response)
    assert "we like to hear from you" in text_of(response)


@pytest.mark.parametrize(
    ("points", "said", "not_said"),
    [
        (ProfilePoint.values, "all of it", "Talk to us about it"),
        (ProfilePoint.values[:-1], "all of it", "nothing that is not there"),
        (ProfilePoint.values[:-1], "Talk to us about it", "nothing that is not there"),
        (ProfilePoint.values[:10], "You recognise much of it", "nothing that is not there"),
        ([], "nothing about what you are worth", "nothing that is not there"),
        (["nonsense", "<b>", "trust"], "nothing about what you are worth", '<b>"'),
    ],
)
def test_the_self_test_answers_kindly(client, organisation, points, said, not_said):
    page = text_of(client.post(ADDRESS, {"points": points}))
    assert said in page
    assert not_said not in page
    assert APPLY in page
    assert "fail" not in page.lower()
    assert page.count(" checked") == len(set(points) & set(ProfilePoint.values))


def test_the_self_test_leaves_nothing_behind(client, organisation):
    client.get(ADDRESS)
    with CaptureQueriesContext(connection) as queries:
        response = client.post(ADDRESS, {"points": ["trust"]})
    assert response.status_code == 200
    assert not response.cookies
    assert "no-store" in response["Cache-Control"]
    assert not [query for query in queries if query["sql"].startswith(("INSERT", "UPDATE"))]


def test_it_needs_no_token(organisation):
    assert Client(enforce_csrf_checks=True).post(ADDRESS, {"points": ["trust"]}).status_code == 200


def test_it_costs_few_queries(client, organisation, count_queries):
    assert count_queries(lambda: client.get(ADDRESS)) <= 14


@pytest.mark.parametrize("language", ["nl", "en", "fr", "tr", "ar", "pl"])
def test_it_opens_in_every_language(client, organisation, language):
    for response in [client.get(f"/{language}/coordinator/"), client.post(f"/{language}/coordinator/", {})]:
        assert response.status_code == 200
        assert f'<html lang="{language}"' in text_of(response)


def test_its_name_is_known(organisation):
    assert reverse("training:coordinator") == "/nl/coordinator/"
