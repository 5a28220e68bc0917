"""The regions: the finder answers on its page, and each region has a page drawn from the data."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from portal.organisations.models import Postcode
from tests.accounts.factories import UserFactory
from tests.cms_pages.factories import (
    AgendaPageFactory,
    EventPageFactory,
    HomePageFactory,
    ModelIndexPageFactory,
    ModelPageFactory,
    RegionIndexPageFactory,
    in_dutch,
)
from tests.cms_pages.test_navigation import languages_of, queries_of
from tests.organisations.factories import OrganisationFactory, RegionFactory


@pytest.fixture
def regions(home):
    return RegionIndexPageFactory(parent=home)


@pytest.fixture
def overijssel(organisation):
    manager = UserFactory(first_name="Marijke", last_name="Bos", email="inlog@example.org", organisation=organisation)
    return RegionFactory(
        organisation=organisation, name="Overijssel", slug="overijssel", manager=manager, postcodes=["8011"]
    )


def found_in(response):
    """The finder and its answer, without the list of all regions below it."""
    html = response.content.decode()
    return html[html.index('id="finder"') : html.index(in_dutch("All regions"))]


def find(client, postcode):
    return client.post("/nl/find-region/", {"postcode": postcode})


@pytest.mark.parametrize("typed", ["8011", "8011 GD", " 8011gd", "٨٠١١", "NL-8011"])
def test_a_postcode_leads_to_the_region_and_who_answers_for_it(dutch, regions, overijssel, typed):
    response = find(dutch, typed)
    assert response.status_code == 200
    answer = found_in(response)
    for words in ("Overijssel", "Marijke Bos", "038 422 25 26", 'href="/nl/regios/overijssel/"', 'href="/nl/refer/"'):
        assert words in answer


def test_nothing_that_was_typed_stands_in_an_address_or_is_kept(dutch, regions, overijssel):
    response = find(dutch, "8011 GD")
    assert "no-store" in response["Cache-Control"]
    assert "Location" not in response
    assert '="8011 GD"' in found_in(response)  # in the field, and
    assert response.content.decode().count("8011 GD") == 2  # in the hint beside it


def test_where_nobody_answers_the_front_desk_does(dutch, regions, organisation):
    organisation.regions.filter(is_front_desk=True).update(
        manager=UserFactory(first_name="Sanne", organisation=organisation)
    )
    RegionFactory(organisation=organisation, name="Drenthe", postcodes=["9401"])
    for postcode in ("9401", "9999"):
        answer = found_in(find(dutch, postcode))
        assert in_dutch("Front desk") in answer
        assert "Sanne" in answer
        assert "Drenthe" not in answer


@pytest.mark.parametrize(
    ("typed", "words"), [("80", "80"), ("Zwolle", "Zwolle"), ("0801", "0801"), ("<b>", "&lt;b&gt;")]
)
def test_a_wrong_postcode_is_said_at_the_field_and_stays(dutch, regions, overijssel, typed, words):
    response = find(dutch, typed)
    assert response.status_code == 422
    answer = found_in(response)
    assert in_dutch("This postcode is not right. Write it like 8011 or 8011 GD.") in answer
    assert f'value="{words}"' in answer
    assert 'aria-invalid="true"' in answer
    assert in_dutch("Error:") in response.content.decode().split("</title>")[0]


def test_an_empty_field_is_asked_for(dutch, regions):
    response = find(dutch, "")
    assert response.status_code == 422
    assert in_dutch("Fill in your postcode.") in found_in(response)


def test_a_postcode_across_the_border_leads_to_the_sister(dutch, regions, overijssel):
    OrganisationFactory(belgian=True)
    Postcode.objects.create(country="BE", code="1000", province="BRU", place="Brussel")
    answer = found_in(find(dutch, "B-1000"))
    assert in_dutch("This postcode is in Belgium") in answer
    assert "0489 45 54 12" in answer
    assert in_dutch("Front desk") not in answer


def test_the_page_with_the_finder_needs_no_cookie_and_may_be_kept(regions, overijssel):
    reader = Client(enforce_csrf_checks=True, SERVER_NAME="localhost")
    page = reader.get("/nl/regios/")
    assert not page.cookies
    assert "s-maxage" in page["Cache-Control"]
    assert 'action="/nl/find-region/#finder"' in page.content.decode()
    assert find(reader, "8011").status_code == 200


def test_who_comes_to_the_finder_without_a_postcode_is_led_to_its_page(dutch, regions):
    response = dutch.get("/nl/find-region/")
    assert (response.status_code, response["Location"]) == (302, "/nl/regios/")


def test_there_is_no_finder_where_the_page_is_not_public(dutch, regions):
    regions.unpublish()
    assert find(dutch, "8011").status_code == 404


def test_all_regions_are_listed_with_a_working_name_and_never_an_address(dutch, regions, overijssel):
    html = dutch.get("/nl/regios/").content.decode()
    assert "Marijke Bos" in html
    assert "inlog@example.org" not in html
    assert html.index("Overijssel") < html.index(in_dutch("Front desk"))


def test_who_has_no_working_name_is_not_named_by_an_address(dutch, regions, overijssel):
    overijssel.manager.first_name = overijssel.manager.last_name = ""
    overijssel.manager.save()
    html = dutch.get("/nl/regios/").content.decode()
    assert "inlog@example.org" not in html


def test_whoever_left_is_named_no_more(dutch, regions, overijssel):
    overijssel.manager.is_active = False
    overijssel.manager.save()
    html = dutch.get("/nl/regios/overijssel/").content.decode()
    assert "Marijke" not in html
    assert in_dutch("The front desk answers for this region.") in html


def test_each_region_has_a_page_with_what_there_is_and_its_own_agenda(dutch, home, regions, overijssel, organisation):
    ModelPageFactory(parent=ModelIndexPageFactory(parent=home), title="Leercirkel")
    agenda = AgendaPageFactory(parent=home)
    soon = timezone.now() + timedelta(days=3)
    event = {"parent": agenda, "starts": soon, "ends": soon + timedelta(hours=2)}
    EventPageFactory(title="Avond in Zwolle", region=overijssel, **event)
    EventPageFactory(title="Avond in Breda", region=RegionFactory(organisation=organisation), **event)
    EventPageFactory(title="Concept", region=overijssel, live=False, **event)
    past = timezone.now() - timedelta(days=3)
    EventPageFactory(parent=agenda, title="Geweest", region=overijssel, starts=past, ends=past + timedelta(hours=1))
    html = dutch.get("/nl/regios/overijssel/").content.decode()
    for words in ('<h1><bdi lang="nl">Overijssel</bdi>', "Marijke Bos", "Leercirkel", "Avond in Zwolle"):
        assert words in html
    for words in ("Avond in Breda", "Concept", "Geweest"):
        assert words not in html
    assert html.split("<title>")[1].startswith("Overijssel · ")


def test_the_page_of_a_region_leads_to_itself_in_each_language(dutch, home, regions, overijssel):
    RegionIndexPageFactory(
        parent=HomePageFactory(language="en", translation_of=home), translation_of=regions, slug="regions"
    )
    links = languages_of(dutch.get("/nl/regios/overijssel/"))
    assert links["en"] == "/en/regions/overijssel/"
    assert "Overijssel" in dutch.get("/en/regions/overijssel/").content.decode()


def test_each_site_has_its_own_regions(dutch, belgian, regions, overijssel):
    other = OrganisationFactory(belgian=True)
    RegionFactory(organisation=other, name="Leuven", slug="leuven")
    RegionIndexPageFactory(parent=HomePageFactory(organisation=other))
    assert belgian.get("/nl/regios/leuven/").status_code == 200
    assert belgian.get("/nl/regios/overijssel/").status_code == 404
    assert dutch.get("/nl/regios/leuven/").status_code == 404
    assert dutch.get("/nl/regios/nergens/").status_code == 404


def test_a_page_that_is_not_public_has_no_regions(dutch, regions, overijssel):
    regions.unpublish()
    assert dutch.get("/nl/regios/overijssel/").status_code == 404


@pytest.mark.parametrize("count", [1, 6])
def test_queries_do_not_grow_with_the_regions(dutch, home, regions, overijssel, organisation, count):
    agenda = AgendaPageFactory(parent=home)
    kinds = ModelIndexPageFactory(parent=home)
    soon = timezone.now() + timedelta(days=3)
    for number in range(count):
        RegionFactory(
            organisation=organisation, manager=UserFactory(first_name=f"Naam {number}", organisation=organisation)
        )
        EventPageFactory(parent=agenda, region=overijssel, starts=soon, ends=soon + timedelta(hours=1))
        ModelPageFactory(parent=kinds)
    assert queries_of(dutch, "/nl/regios/") == INDEX
    assert queries_of(dutch, "/nl/regios/overijssel/") == ONE


INDEX, ONE = 7, 9
