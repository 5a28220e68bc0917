"""The list of training events in the admin: what it shows, finds and costs, and for whom it is there."""

import pytest
from django.urls import reverse

from tests.accounts.factories import UserFactory
from tests.intake.factories import make_manager
from tests.organisations.factories import OrganisationFactory, RegionFactory
from tests.training.event_desk import LIST, NEW, begin, listed, of_region, text_of
from tests.training.event_desk import at_a_desk as at_a_desk
from tests.training.event_desk import client as client
from tests.training.event_desk import region as region
from tests.training.events import make_event, person
from training.actions.seating import take_seat

pytestmark = pytest.mark.django_db


def test_list_says_how_full_it_is(client, region):
    event = make_event(region, capacity=1, title="Dag over rouw")
    for _number in range(2):
        take_seat(event, person(region), by=region.manager)
    page = text_of(client.get(LIST))
    assert "Dag over rouw" in page
    assert "1 of 1" in page
    assert "Full" in page
    row = client.get(LIST).context["object_list"][0]
    assert (row.held, row.waiting) == (1, 1)


def test_what_comes_stands_first_and_what_is_over_below(client, region):
    over = begin(make_event(region))
    later, sooner = make_event(region, in_days=30), make_event(region, in_days=10)
    unplanned = make_event(region, opened=False, days=[])
    assert listed(client) == [str(one.pk) for one in (sooner, later, unplanned, over)]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"kind": "ek1"}, {"ek1"}),
        ({"state": "planned"}, {"planned"}),
        ({"language": "tr"}, {"turkish"}),
        ({"when": "past"}, {"past"}),
        ({"when": "coming"}, {"ek1", "planned", "turkish"}),
    ],
)
def test_filters(client, region, query, found):
    events = {
        "ek1": make_event(region, kind="ek1"),
        "planned": make_event(region, opened=False),
        "turkish": make_event(region, language="tr"),
        "past": begin(make_event(region)),
    }
    assert set(listed(client, **query)) == {str(events[name].pk) for name in found}


def test_filter_by_region_offers_those_of_the_organisation(client, region):
    neighbour = RegionFactory(organisation=region.organisation)
    theirs = of_region(make_event(region), neighbour)
    of_region(make_event(region), region)
    assert listed(client, region=neighbour.pk) == [str(theirs.pk)]


@pytest.mark.parametrize("key", ["kind", "starts", "place", "held", "waiting", "state", "region__name"])
def test_list_is_ordered_by_what_it_offers(client, region, key):
    make_event(region), of_region(make_event(region, place="Almelo"), region)
    for ordering in (key, f"-{key}"):
        assert len(listed(client, ordering=ordering)) == 2


@pytest.mark.parametrize("words", ["rouw", "ALMELO", "study"])
def test_found_by_title_place_or_kind(client, region, words):
    event = make_event(region, title="Over rouw", place="Almelo")
    make_event(region, kind="ek1", place="Zwolle")
    found = client.post(f"{LIST}search/", {"q": words}).context["object_list"]
    assert list(found) == [event]


def test_list_costs_the_same_with_one_and_with_thirty(client, region, count_queries):
    event = make_event(region)
    take_seat(event, person(region), by=region.manager)
    one = count_queries(lambda: client.get(LIST))
    for _number in range(29):
        of_region(make_event(region), region)
    assert count_queries(lambda: client.get(LIST)) == one


def test_list_of_another_organisation_is_not_there(client, region, as_user):
    sister = RegionFactory(organisation=OrganisationFactory(belgian=True))
    make_manager(sister)
    foreign = make_event(sister, place="Brussel")
    assert listed(client) == []
    for name in ("inspect", "edit", "people"):
        assert client.get(reverse(f"training_events:{name}", args=[foreign.pk])).status_code == 404
    sheet = reverse("training_events:attendance", args=[foreign.pk, foreign.days.get().pk])
    assert client.get(sheet).status_code == 404


@pytest.mark.parametrize(("role", "status"), [("trainer", 200), ("administrator", 302), ("editor", 302)])
def test_only_managers_and_trainers_come_in(region, as_user, role, status):
    user = UserFactory(role=role, is_staff=True, organisation=region.organisation)
    for path in (LIST, NEW):
        assert as_user(user).get(path).status_code == status
