"""Every Dutch and Belgian postcode leads to a region, however it is written."""

import csv

import pytest

from portal.demo.organisations import make_organisations
from portal.organisations.models import Postcode, Region
from portal.organisations.postcodes import BELGIAN_REGIONS, DUTCH_REGIONS, LIST, load_postcodes
from portal.organisations.queries import postcode_digits, region_for
from tests.accounts.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def organisations():
    return make_organisations(port=80)


def give_managers(organisations):
    for organisation in organisations.values():
        organisation.regions.update(manager=UserFactory(organisation=organisation))


@pytest.mark.parametrize(
    ("typed", "digits"),
    [
        ("8011 GD", "8011"),
        ("8011gd", "8011"),
        (" 8011 ", "8011"),
        ("1000", "1000"),
        ("B-1000", "1000"),
        ("BE 1000", "1000"),
        ("٨٠١١", "8011"),
        ("8011 G", None),
        ("0800", None),
        ("80111", None),
        ("", None),
        ("Zwolle", None),
    ],
)
def test_people_write_postcodes_in_many_ways(typed, digits):
    assert postcode_digits(typed) == digits


@pytest.mark.parametrize(
    ("country", "typed", "region"),
    [
        ("NL", "8011 GD", "Overijssel"),
        ("NL", "5611", "Noord-Brabant"),
        ("NL", "1012 AB", "Noord-Holland"),
        ("NL", "4331", "Centrale balie"),  # Zeeland has no region of its own
        ("NL", "", "Centrale balie"),
        ("NL", "1000000", "Centrale balie"),
        ("BE", "1000", "Brussel"),
        ("BE", "1500", "Halle-Vilvoorde"),
        ("BE", "3000", "Leuven"),
        ("BE", "4000", "Centrale balie"),
    ],
)
def test_a_postcode_leads_to_its_region(organisations, country, typed, region):
    give_managers(organisations)
    assert region_for(organisations[country], typed).name == region


def test_a_region_where_nobody_answers_leaves_it_to_the_front_desk(organisations):
    assert region_for(organisations["NL"], "8011 GD").is_front_desk
    Region.objects.filter(slug="overijssel").update(deputy=UserFactory(organisation=organisations["NL"]))
    assert region_for(organisations["NL"], "8011 GD").name == "Overijssel"
    Region.objects.filter(slug="overijssel").update(
        deputy=UserFactory(organisation=organisations["NL"], is_active=False)
    )
    assert region_for(organisations["NL"], "8011 GD").is_front_desk


def test_every_postcode_of_the_list_is_in_the_table_once(organisations):
    with LIST.open(encoding="utf-8") as file:
        listed = {(row["country"], row["code"]) for row in csv.DictReader(file)}
    assert set(Postcode.objects.values_list("country", "code")) == listed
    assert len(listed) == 5217


def test_every_region_of_the_list_exists(organisations):
    for country, slugs in [("NL", DUTCH_REGIONS.values()), ("BE", BELGIAN_REGIONS.values())]:
        found = set(organisations[country].regions.values_list("slug", flat=True))
        assert set(slugs) <= found


def test_loading_again_keeps_what_staff_changed(organisations):
    moved = Postcode.objects.get(country="NL", code="8011")
    moved.region = Region.objects.get(organisation__country="NL", slug="gelderland")
    moved.save()
    Postcode.objects.filter(country="NL", code="8012").delete()
    assert load_postcodes() == 1
    moved.refresh_from_db()
    assert moved.region.slug == "gelderland"


def test_a_postcode_costs_one_query(organisations, django_assert_num_queries):
    give_managers(organisations)
    with django_assert_num_queries(1):
        region_for(organisations["NL"], "8011 GD")
