"""Menu, footer and language row: what is linked, and what it costs."""

import re

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms_pages.demo_content import create_site_content
from cms_pages.models import TextPage
from tests.cms_pages.factories import HomePageFactory, TextPageFactory
from tests.organisations.factories import OrganisationFactory


def languages_of(response):
    """Address by language in the language row."""
    row = re.search(r'class="langs">(.*?)</ul>', response.content.decode(), re.S).group(1)
    return {code: address for address, code in re.findall(r'<a href="([^"]+)" lang="(\w\w)"', row)}


def menu_of(response):
    menu = re.search(r'class="menu-wide".*?<ul[^>]*>(.*?)</ul>', response.content.decode(), re.S).group(1)
    return re.findall(r'<a href="([^"]+)"[^>]*>([^<]+)</a>', menu)


def footer_of(response):
    foot = re.search(r'<footer class="foot">(.*?)</footer>', response.content.decode(), re.S).group(1)
    return re.findall(r'<a href="(/[^"]+)"', foot)


def main_of(response):
    return re.search(r"<main.*?</main>", response.content.decode(), re.S).group(0)


def queries_of(client, address):
    cache.clear()
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_each_language_leads_to_the_page_in_that_language(dutch, home):
    page = TextPageFactory(parent=home, slug="uitleg")
    english_home = HomePageFactory(language="en", translation_of=home)
    TextPageFactory(parent=english_home, slug="explanation", translation_of=page)
    for address in ("/nl/uitleg/", "/en/explanation/"):
        links = languages_of(dutch.get(address))
        assert links["nl"] == "/nl/uitleg/"
        assert links["en"] == "/en/explanation/"


def test_a_language_without_the_page_leads_to_its_home(dutch, home):
    TextPageFactory(parent=home, slug="uitleg")
    HomePageFactory(language="en", translation_of=home)
    assert languages_of(dutch.get("/nl/uitleg/"))["en"] == "/en/"


def test_a_translation_that_is_not_published_is_not_linked(dutch, home):
    page = TextPageFactory(parent=home, slug="uitleg")
    english_home = HomePageFactory(language="en", translation_of=home)
    TextPageFactory(parent=english_home, slug="explanation", translation_of=page, live=False)
    assert languages_of(dutch.get("/nl/uitleg/"))["en"] == "/en/"


def test_an_alias_is_no_translation(dutch, home):
    page = TextPageFactory(parent=home, slug="uitleg")
    english_home = HomePageFactory(language="en", translation_of=home)
    alias = TextPageFactory(parent=english_home, slug="explanation", translation_of=page)
    TextPage.objects.filter(pk=alias.pk).update(alias_of=page)
    assert languages_of(dutch.get("/nl/uitleg/"))["en"] == "/en/"


def test_a_form_leads_to_the_same_form_in_each_language(dutch, home):
    links = languages_of(dutch.get("/nl/refer/"))
    assert links == {code: f"/{code}/refer/" for code in ("nl", "en", "fr", "tr", "ar", "pl")}


def test_where_nothing_is_the_languages_lead_home(dutch, home):
    links = languages_of(dutch.get("/nl/nergens/"))
    assert links == {code: f"/{code}/" for code in ("nl", "en", "fr", "tr", "ar", "pl")}


def test_a_language_that_the_site_does_not_have_leads_to_the_page_that_there_is(dutch, home):
    response = dutch.get("/pl/")
    assert (response.status_code, response["Location"]) == (302, "/nl/")


def test_translations_are_told_to_search_engines(dutch, home):
    HomePageFactory(language="en", translation_of=home)
    html = dutch.get("/nl/").content.decode()
    assert '<link rel="canonical" href="http://localhost/nl/">' in html
    assert '<link rel="alternate" hreflang="en" href="http://localhost/en/">' in html
    assert 'hreflang="pl" href="http' not in html


def test_the_menu_holds_the_form_and_the_chosen_pages_in_tree_order(dutch, home):
    TextPageFactory(parent=home, title="Eén", slug="een", show_in_menus=True)
    TextPageFactory(parent=home, title="Verborgen", slug="verborgen")
    TextPageFactory(parent=home, title="Concept", slug="concept", show_in_menus=True, live=False)
    TextPageFactory(parent=home, title="Een lange titel", short_title="Twee", slug="twee", show_in_menus=True)
    form, *pages, search = menu_of(dutch.get("/nl/"))
    assert form[0] == "/nl/refer/"
    assert search[0] == "/nl/search/"
    assert pages == [("/nl/een/", "Eén"), ("/nl/twee/", "Twee")]


def test_the_menu_says_where_the_reader_is(dutch, home):
    page = TextPageFactory(parent=home, title="Eén", slug="een", show_in_menus=True)
    TextPageFactory(parent=page, slug="dieper")
    assert '<a href="/nl/een/" aria-current="page">Eén</a>' in dutch.get("/nl/een/").content.decode()
    assert '<a href="/nl/een/" aria-current="true">Eén</a>' in dutch.get("/nl/een/dieper/").content.decode()


def test_a_form_has_the_same_menu_as_a_page(dutch, home):
    TextPageFactory(parent=home, title="Eén", slug="een", show_in_menus=True)
    assert menu_of(dutch.get("/nl/refer/")) == menu_of(dutch.get("/nl/"))


def test_the_footer_holds_the_pages_chosen_for_it(dutch, home):
    TextPageFactory(parent=home, slug="privacy", footer="last")
    TextPageFactory(parent=home, slug="uitleg", footer="help")
    TextPageFactory(parent=home, slug="elders")
    links = footer_of(dutch.get("/nl/"))
    assert "/nl/privacy/" in links
    assert "/nl/uitleg/" in links
    assert "/nl/elders/" not in links


@pytest.mark.parametrize("language", ["nl", "ar"])
def test_every_reader_finds_the_own_page_in_the_footer_and_the_page_is_still_the_same_for_all(client, home, language):
    HomePageFactory(language="ar", translation_of=home)
    response = client.get(f"/{language}/")
    assert f"/{language}/my/" in footer_of(response)
    assert not response.cookies
    assert "private" not in response.get("Cache-Control", "")
    asked = client.get(f"/{language}/my/")
    assert asked.url == f"/{language}/accounts/login/?next=/{language}/my/"


@pytest.mark.django_db
def test_becoming_a_coordinator_stands_in_the_footer_once(client):
    organisation = OrganisationFactory()
    create_site_content(organisation, ["nl", "tr"])
    for language, slug in [("nl", "coordinator-worden"), ("tr", "koordinator-olmak")]:
        links = footer_of(client.get(f"/{language}/"))
        assert f"/{language}/coordinator/" in links
        assert f"/{language}/{slug}/" not in links
        assert f'href="/{language}/coordinator/"' in main_of(client.get(f"/{language}/{slug}/"))


def test_the_menu_holds_no_page_of_the_other_organisation(dutch, belgian, home):
    belgian_home = HomePageFactory(organisation=OrganisationFactory(belgian=True))
    TextPageFactory(parent=home, title="Hier", slug="hier", show_in_menus=True)
    TextPageFactory(parent=belgian_home, title="Ginder", slug="ginder", show_in_menus=True)
    assert [text for _address, text in menu_of(dutch.get("/nl/"))[1:-1]] == ["Hier"]
    assert [text for _address, text in menu_of(belgian.get("/nl/"))[1:-1]] == ["Ginder"]


def test_the_footer_leads_to_the_sister_organisation(dutch, home):
    OrganisationFactory(belgian=True)
    assert "http://be.localhost/" in dutch.get("/nl/").content.decode()


@pytest.mark.parametrize("address", ["/nl/", "/nl/eerste/", "/nl/refer/"])
def test_queries_are_few_and_do_not_grow_with_the_site(dutch, home, address):
    first = TextPageFactory(parent=home, slug="eerste", show_in_menus=True)
    HomePageFactory(language="en", translation_of=home)
    few = queries_of(dutch, address)
    for _ in range(15):
        TextPageFactory(parent=home, show_in_menus=True, footer="help")
        TextPageFactory(parent=first)
    assert queries_of(dutch, address) == few
    assert few <= 12
