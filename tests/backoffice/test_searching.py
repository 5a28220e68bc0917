"""Search: what staff remember is posted, never part of an address; found in the own rows, drawn once, kept nowhere."""

import pytest
from django.urls import NoReverseMatch, reverse

from portal.backoffice import searching
from portal.privacy.models import AccessLogEntry
from tests.accounts.factories import UserFactory
from tests.intake.factories import make_case, make_manager, make_referral
from tests.organisations.factories import RegionFactory

pytestmark = pytest.mark.django_db
SEARCH = "/admin/referrals/search/"


@pytest.fixture
def referral():
    return make_referral()


@pytest.fixture
def client(referral, as_user):
    return as_user(referral.region.manager)


def search(client, words, address=SEARCH):
    return client.post(address, {"q": words})


def found(client, words, address=SEARCH):
    return list(search(client, words, address).context["object_list"])


def test_an_empty_box_shows_no_rows(client, referral):
    response = client.get(SEARCH, {"q": "samira"})
    assert response.status_code == 200
    assert str(referral) not in response.content.decode()
    assert "samira" not in response.content.decode().split("<main")[1]
    assert "Nothing found" not in response.content.decode()


@pytest.mark.parametrize("words", ["samira", "SAMIRA DEMO", "samira@example.org", "0031 6 12345678"])
def test_search_finds_by_what_people_remember(words, client, referral):
    make_referral(referral.region, referrer_name="Henk Anders", email="", telephone="06 87654321", person="Fleur")
    assert found(client, words) == [referral]


def test_search_finds_by_number(client, referral):
    make_referral(referral.region)
    assert found(client, str(referral).lower()) == [referral]


def test_search_finds_nothing_of_another_region(referral, as_user):
    neighbour = make_manager(RegionFactory(organisation=referral.organisation))
    assert not found(as_user(neighbour), "samira")


def test_what_was_found_leads_to_the_workbench_and_opens_nothing(client, referral):
    page = search(client, "samira").content.decode()
    assert reverse("referrals:inspect", args=[referral.pk]) in page
    assert "1 found" in page
    assert not AccessLogEntry.objects.exists()


def test_what_was_searched_for_is_only_in_the_box(client):
    response = search(client, "Samira")
    page = response.content.decode()
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    assert page.count("Samira") == 1
    assert 'value="Samira"' in page
    assert "ordering=" not in page
    assert "samira" not in str(dict(client.session)).lower()


def test_nothing_found_says_how_to_search(client):
    page = search(client, "Sam").content.decode()
    assert "Type whole names, not parts of them, or try the number." in page


@pytest.mark.parametrize("words", ["", " ", "x" * 201, "nul\x00"])
def test_what_cannot_be_searched_for_is_said_next_to_the_box(words, client):
    response = search(client, words)
    assert response.status_code == 200
    assert response.context["find_form"].errors["q"]
    assert not response.context["object_list"]


def test_at_most_so_many_and_a_sentence_about_the_rest(client, referral, monkeypatch):
    monkeypatch.setattr(searching, "ROWS_SHOWN", 2)
    make_referral(referral.region)
    response = search(client, "samira")
    assert len(response.context["object_list"]) == 2
    assert "more than" not in response.content.decode()
    make_referral(referral.region)
    response = search(client, "samira")
    assert len(response.context["object_list"]) == 2
    assert "There are more than 2." in response.content.decode()


@pytest.mark.parametrize(("make", "address"), [(make_referral, SEARCH), (make_case, "/admin/cases/search/")])
def test_search_costs_the_same_with_one_row_and_with_many(make, address, as_user, count_queries):
    row = make()
    client = as_user(row.region.manager)
    one = count_queries(lambda: search(client, "samira", address))
    for _ in range(9):
        make(row.region)
    assert count_queries(lambda: search(client, "samira", address)) == one
    assert len(found(client, "samira", address)) == 10


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("who", [{"role": "administrator"}, {"role": "editor"}, {"superuser": True}])
def test_search_is_for_those_with_the_role(who, method, referral, as_user):
    response = getattr(as_user(UserFactory(**who)), method)(SEARCH, {"q": "samira"})
    assert (response.status_code, response["Location"]) == (302, "/admin/")


def test_a_list_without_a_search_has_no_address_for_it():
    with pytest.raises(NoReverseMatch):
        reverse("help_lines:search")


def test_an_administrator_finds_a_place(as_user):
    region = RegionFactory(postcodes=["8011"])
    client = as_user(UserFactory(role="administrator", is_staff=True, organisation=region.organisation))
    assert [row.code for row in found(client, "dem", "/admin/postcodes/search/")] == ["8011"]
