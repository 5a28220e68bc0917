"""An address that was given away, or printed, still leads to its page after the page was renamed or moved."""

from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from cms_pages.models import FolderPage
from cms_pages.paper.forms import PrintForm
from cms_pages.paper.leaflet import leaflet_html
from portal.accounts.roles import open_site_to_editors
from tests.accounts.factories import UserFactory
from tests.cms_pages.factories import (
    AgendaPageFactory,
    HomePageFactory,
    NewsIndexPageFactory,
    RegionIndexPageFactory,
    TextPageFactory,
)
from tests.cms_pages.test_folders import folder_below, index_below
from tests.organisations.factories import OrganisationFactory, RegionFactory

pytestmark = pytest.mark.django_db
LANGUAGES = ["nl", "en", "fr", "tr", "ar", "pl"]


@pytest.fixture
def rename(django_capture_on_commit_callbacks):
    """A function that gives a page a new slug and publishes it, as the editor's page does."""

    def to(page, slug):
        page = Page.objects.get(pk=page.pk).specific
        page.slug = slug
        with django_capture_on_commit_callbacks(execute=True):
            page.save_revision().publish()

    return to


def place_of(response):
    return urlsplit(response["Location"]).path


@pytest.fixture
def translated(home):
    """A page in six languages."""
    source = TextPageFactory(parent=home, slug="kosten")
    pages = {"nl": source}
    for code in LANGUAGES[1:]:
        there = HomePageFactory(translation_of=home, language=code)
        pages[code] = TextPageFactory(parent=there, slug=f"kosten-{code}", translation_of=source)
    return pages


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_old_address_of_a_renamed_page_leads_to_the_new_one(language, translated, dutch, rename):
    page = translated[language]
    old = urlsplit(page.get_url()).path
    assert dutch.get(old).status_code == 200
    rename(page, "wat-kost-het")
    response = dutch.get(old)
    assert response.status_code == 301
    assert place_of(response) == f"/{language}/wat-kost-het/"
    assert dutch.get(place_of(response)).status_code == 200


def test_the_other_languages_keep_theirs(translated, dutch, rename):
    rename(translated["nl"], "wat-kost-het")
    assert dutch.get("/en/kosten-en/").status_code == 200


def test_pages_below_a_renamed_page_are_found_too(home, dutch, rename):
    above = TextPageFactory(parent=home, slug="uitleg")
    TextPageFactory(parent=above, slug="kosten")
    rename(above, "hoe-het-gaat")
    assert place_of(dutch.get("/nl/uitleg/kosten/")) == "/nl/hoe-het-gaat/kosten/"


def test_the_old_address_of_a_moved_page_leads_to_the_new_one(home, dutch):
    above, page = TextPageFactory(parent=home, slug="uitleg"), TextPageFactory(parent=home, slug="kosten")
    page.move(above, pos="last-child")
    assert place_of(dutch.get("/nl/kosten/")) == "/nl/uitleg/kosten/"


def test_renamed_twice_and_back(home, dutch, rename):
    page = TextPageFactory(parent=home, slug="een")
    for slug in ("twee", "drie"):
        rename(page, slug)
    assert [place_of(dutch.get(f"/nl/{old}/")) for old in ("een", "twee")] == ["/nl/drie/", "/nl/drie/"]
    rename(page, "een")
    assert dutch.get("/nl/een/").status_code == 200


def test_paper_still_leads_to_its_leaflet(home, dutch, rename):
    """What the code on paper holds, and the PDFs below it."""
    folder = folder_below(index_below(home))
    old = urlsplit(folder.full_url).path
    assert folder.full_url in leaflet_html(folder, PrintForm.A4)
    rename(folder, "een-andere-naam")
    new = old.replace(folder.slug, "een-andere-naam")
    assert FolderPage.objects.get(pk=folder.pk).slug == "een-andere-naam"
    for below in ("", *(f"{form}/" for form in PrintForm.values)):
        response = dutch.get(old + below)
        assert response.status_code == 301, below
        assert place_of(response) == new + below
    assert dutch.get(f"{old}?for=family").status_code == 301


def test_calendars_and_feeds_keep_what_they_subscribed_to(home, dutch, rename):
    for factory, file in ((AgendaPageFactory, "ics"), (NewsIndexPageFactory, "feed")):
        page = factory(parent=home)
        rename(page, f"{page.slug}-nieuw")
        assert place_of(dutch.get(f"/nl/{page.slug}/{file}/")) == f"/nl/{page.slug}-nieuw/{file}/"


def test_a_region_is_found_after_its_index_was_renamed(organisation, home, dutch, rename):
    region = RegionFactory(organisation=organisation, name="Overijssel", postcodes=["8011"])
    page = RegionIndexPageFactory(parent=home)
    assert dutch.get(f"/nl/{page.slug}/{region.slug}/").status_code == 200
    rename(page, "dichtbij")
    assert place_of(dutch.get(f"/nl/regios/{region.slug}/")) == f"/nl/dichtbij/{region.slug}/"


def test_the_sister_site_is_not_led_across(home, belgian, rename):
    HomePageFactory(organisation=OrganisationFactory(belgian=True))
    page = TextPageFactory(parent=home, slug="kosten")
    rename(page, "prijs")
    assert belgian.get("/nl/kosten/").status_code == 404


def test_an_editor_sees_the_redirects_of_nothing_but_pages(organisation, settings):
    """Redirects by hand are for administrators of the server; editors rename, and the rest happens by itself."""
    settings.SECOND_FACTOR_REQUIRED = False
    open_site_to_editors()
    client = Client()
    client.force_login(
        UserFactory(role="editor", organisation=organisation), "allauth.account.auth_backends.AuthenticationBackend"
    )
    assert client.get(reverse("wagtailredirects:index")).status_code in (302, 403)
