"""The rule books of an organisation: read and added to by its administrators, and never changed under anybody."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from tests.accounts.factories import UserFactory
from tests.organisations.factories import OrganisationFactory, RegionFactory
from tests.training.factories import make_candidate, make_rule_book
from training.models import RuleBook

pytestmark = pytest.mark.django_db
LIST, ADD = "/admin/rule-books/", "/admin/rule-books/new/"


@pytest.fixture(autouse=True)
def at_a_desk(settings):
    settings.SECOND_FACTOR_REQUIRED = False
    with translation.override("en"):
        yield


@pytest.fixture
def region():
    return RegionFactory()


@pytest.fixture
def client(region, as_user):
    return as_user(UserFactory(role="administrator", is_staff=True, organisation=region.organisation))


def answers(**changed):
    return {
        "valid_from": timezone.localdate() + timedelta(days=7),
        "conduct": "vog",
        "conduct_months": 24,
        "trainers_sign": 3,
        "conferences_before_ek2": 2,
        "offers": ["fee", "cards"],
        "ended_kept_days": 365,
    } | changed


def test_a_new_version_begins_as_a_copy_of_the_newest_and_counts_on(client, region):
    book = make_rule_book(region.organisation)
    form = client.get(ADD).context["form"]
    assert form["conduct_months"].value() == book.conduct_months
    assert form["offers"].value() == book.offers
    assert client.post(ADD, answers()).status_code == 302
    added = RuleBook.objects.get(organisation=region.organisation, version=2)
    assert (added.trainers_sign, added.offers) == (3, ["fee", "cards"])
    assert RuleBook.objects.in_force(region.organisation) == book
    assert RuleBook.objects.in_force(region.organisation, on=added.valid_from) == added


def test_who_began_keeps_the_older_rules(client, region):
    candidate = make_candidate(region)
    client.post(ADD, answers(valid_from=timezone.localdate()))
    candidate.refresh_from_db()
    assert candidate.rule_book.version == 1
    assert make_candidate(region).rule_book.version == 2


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"valid_from": "2020-01-01"}, "valid_from"),
        ({"trainers_sign": 1}, "trainers_sign"),
        ({"conduct": "nonsense"}, "conduct"),
        ({"offers": ["a car"]}, "offers"),
        ({"ended_kept_days": 3}, "ended_kept_days"),
    ],
)
def test_a_version_that_cannot_be_is_refused(wrong, field, client):
    assert field in client.post(ADD, answers(**wrong)).context["form"].errors
    assert not RuleBook.objects.exists()


def test_a_version_that_nobody_uses_can_be_mended(client, region):
    book = make_rule_book(region.organisation)
    address = reverse("rule_books:edit", args=[book.pk])
    assert address in client.get(LIST).content.decode()
    assert client.post(address, answers(trainers_sign=4)).status_code == 302
    book.refresh_from_db()
    assert (book.trainers_sign, book.version) == (4, 1)


def test_a_version_under_which_somebody_began_stays_as_it_is(client, region):
    book = make_candidate(region, state="writing").rule_book
    address = reverse("rule_books:edit", args=[book.pk])
    assert address not in client.get(LIST).content.decode()
    assert client.get(address)["Location"] == LIST
    assert client.post(address, answers(trainers_sign=4)).status_code == 200
    book.refresh_from_db()
    assert book.trainers_sign == 2


def test_the_list_shows_the_own_rules_only_at_a_fixed_cost(client, region, count_queries):
    make_rule_book(region.organisation)
    foreign = make_rule_book(OrganisationFactory(belgian=True))
    page = client.get(LIST)
    assert foreign.pk not in [row.pk for row in page.context["object_list"]]
    assert "certificate of good conduct" in page.content.decode()
    assert "A fee for the hours that you work" in page.content.decode()
    queries = count_queries(lambda: client.get(LIST))
    make_rule_book(region.organisation)
    client.post(ADD, answers())
    assert count_queries(lambda: client.get(LIST)) == queries


@pytest.mark.parametrize("who", ["manager", "trainer", "editor", "superuser"])
def test_nobody_else_makes_rules(who, region, as_user):
    book = make_rule_book(region.organisation)
    user = UserFactory(
        role=None if who == "superuser" else who,
        superuser=who == "superuser",
        organisation=region.organisation,
        **({} if who == "superuser" else {"is_staff": True}),
    )
    browser = as_user(user)
    for address in (LIST, ADD, reverse("rule_books:edit", args=[book.pk])):
        assert browser.get(address).status_code in (302, 403, 404)
        assert browser.post(address, answers()).status_code in (302, 403, 404, 405)
    assert RuleBook.objects.count() == 1
    book.refresh_from_db()
    assert book.trainers_sign == 2
