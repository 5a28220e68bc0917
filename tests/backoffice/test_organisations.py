"""An administrator keeps the own organisation, its regions and postcodes; nobody keeps another's."""

import pytest

from portal.organisations.models import HelpLine, Organisation, Postcode, Region
from tests.accounts.factories import UserFactory
from tests.intake.factories import make_manager
from tests.organisations.factories import OrganisationFactory, RegionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def without_second_factor(settings):
    settings.SECOND_FACTOR_REQUIRED = False


@pytest.fixture
def region():
    return RegionFactory(name="Overijssel", postcodes=["8011"])


@pytest.fixture
def administrator(client, region):
    user = UserFactory(role="administrator", is_staff=True, organisation=region.organisation)
    client.force_login(user)
    return user


@pytest.mark.parametrize("name", ["organisations", "help_lines", "regions", "postcodes"])
def test_lists_and_forms_open(client, administrator, region, name):
    assert client.get(f"/admin/{name}/").status_code == 200
    model = {"organisations": Organisation, "help_lines": HelpLine, "regions": Region, "postcodes": Postcode}[name]
    assert client.get(f"/admin/{name}/edit/{model.objects.visible_to(administrator).first().pk}/").status_code == 200


def test_postcodes_are_filtered_by_the_regions_of_the_own_organisation(client, administrator, region):
    other = RegionFactory(name="Gelderland", organisation=region.organisation, postcodes=["6811"])
    RegionFactory(organisation=OrganisationFactory(belgian=True))
    page = client.get("/admin/postcodes/", {"region": other.pk})
    offered = page.context["filters"].form.fields["region"].queryset
    assert set(offered) == set(Region.objects.filter(organisation=region.organisation))
    assert [row.code for row in page.context["object_list"]] == ["6811"]


def test_a_postcode_moves_to_another_region(client, administrator, region):
    other = RegionFactory(name="Gelderland")
    row = Postcode.objects.get()
    answered = client.post(
        f"/admin/postcodes/edit/{row.pk}/",
        {"code": "8011", "place": "Zwolle", "province": "OV", "region": other.pk},
    )
    assert answered.status_code == 302
    row.refresh_from_db()
    assert row.region == other


def test_a_postcode_does_not_move_to_a_foreign_region(client, administrator, region):
    foreign = RegionFactory(organisation=OrganisationFactory(belgian=True))
    row = Postcode.objects.get()
    answered = client.post(
        f"/admin/postcodes/edit/{row.pk}/",
        {"code": "8011", "place": "Zwolle", "province": "OV", "region": foreign.pk},
    )
    assert answered.status_code == 200
    assert "region" in answered.context["form"].errors
    row.refresh_from_db()
    assert row.region == region


def test_a_new_region_is_the_own_organisations(client, administrator, region):
    manager = make_manager(region)
    assert (
        client.post("/admin/regions/new/", {"name": "Drenthe", "slug": "drenthe", "manager": manager.pk}).status_code
        == 302
    )
    made = Region.objects.get(slug="drenthe")
    assert (made.organisation, made.manager) == (region.organisation, manager)


def test_the_same_short_name_twice_is_refused_next_to_the_form(client, administrator, region):
    answered = client.post("/admin/regions/new/", {"name": "Again", "slug": region.slug})
    assert answered.status_code == 200
    assert answered.context["form"].errors
    assert Region.objects.filter(slug=region.slug).count() == 1


@pytest.mark.parametrize("name", ["organisations", "regions"])
def test_another_organisation_is_not_there(client, administrator, name):
    belgian = OrganisationFactory(belgian=True)
    row = {"organisations": belgian, "regions": belgian.regions.get()}[name]
    assert client.get(f"/admin/{name}/edit/{row.pk}/").status_code == 404
    assert f"/edit/{row.pk}/" not in client.get(f"/admin/{name}/").content.decode()


@pytest.mark.parametrize("role", ["manager", "editor", "trainer"])
def test_other_roles_keep_nothing_of_it(client, region, role):
    client.force_login(UserFactory(role=role, is_staff=True, organisation=region.organisation))
    client.post(f"/admin/regions/edit/{region.pk}/", {"name": "Mine", "slug": region.slug})
    region.refresh_from_db()
    assert region.name == "Overijssel"
