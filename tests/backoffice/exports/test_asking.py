"""Asking for a list to take along: what of its filter is kept, who may ask, once."""

import pytest

from portal.backoffice.exports.making import make_exports
from portal.backoffice.models import Export
from tests.accounts.factories import UserFactory
from tests.backoffice.exports.files import ASK, LIST, ask
from tests.organisations.factories import OrganisationFactory, RegionFactory

pytestmark = pytest.mark.django_db


def test_what_somebody_typed_is_never_stored_and_said_to_be_left_out(client, region):
    query = f"q=Jansen&province=Jansen&region={region.pk}&ordering=code&p=2&Jansen=1"
    page = client.get(f"{LIST}?{query}")
    assert page.context["view"].list_tools["query"] == f"region={region.pk}&ordering=code"
    assert "Province" in page.context["view"].list_tools["left_out"]
    assert ask(client, query).query == f"region={region.pk}"
    assert not Export.objects.filter(query__contains="Jansen").exists()


def test_a_foreign_region_is_no_filter(client):
    foreign = RegionFactory(organisation=OrganisationFactory(belgian=True))
    assert ask(client, f"region={foreign.pk}").query == ""


def test_asked_twice_it_is_made_once(client):
    assert ask(client) == ask(client)
    make_exports()
    assert Export.objects.count() == 1
    ask(client)
    assert Export.objects.count() == 2


@pytest.mark.parametrize("role", ["manager", "editor", "trainer"])
def test_a_list_that_one_may_not_open_cannot_be_asked_for(role, region, as_user):
    as_user(UserFactory(role=role, is_staff=True, organisation=region.organisation)).post(ASK, {"query": ""})
    assert not Export.objects.exists()


def test_asking_is_a_post(client):
    assert client.get(ASK).status_code == 405


def test_a_list_without_columns_offers_nothing_to_take_along(client):
    assert client.get("/admin/help_lines/").context["view"].list_tools is None
    assert client.post("/admin/help_lines/take-along/").status_code == 404
