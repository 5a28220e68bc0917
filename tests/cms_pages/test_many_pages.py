"""What a page costs does not depend on how many there are: as few queries for two of a kind as for sixty."""

import re

import pytest
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone

from benchmarks.many_pages import MOST
from benchmarks.page_filling import fill_pages
from benchmarks.page_seeding import BELOW, WORD, first_pages, kinds_of_addresses, seed_pages
from cms_pages.models import EventPage, FolderPage, HomePage, TextPage
from cms_pages.models.folder import FOLDERS_PER_LEAF
from cms_pages.models.region_pages import MOST_EVENTS
from tests.cms_pages.factories import (
    AgendaPageFactory,
    FolderIndexPageFactory,
    HomePageFactory,
    ModelIndexPageFactory,
    ModelPageFactory,
    NewsIndexPageFactory,
    PublicationIndexPageFactory,
    RegionIndexPageFactory,
    StoryIndexPageFactory,
    TextPageFactory,
)
from tests.cms_pages.media import film, picture
from tests.cms_pages.test_navigation import queries_of
from tests.organisations.factories import RegionFactory
from training.models import TrainingEvent

COSTS = {
    "homepage": 5, "textpage": 6, "modelindexpage": 7, "modelpage": 8, "storyindexpage": 8, "storypage": 6,
    "agendapage": 8, "agenda, past": 8, "agenda, a month": 7, "eventpage": 7, "newsindexpage": 8,
    "news, last leaf": 8, "newspage": 6, "publicationindexpage": 8, "publicationpage": 6, "folderindexpage": 8,
    "folderpage": 8, "regionindexpage": 7, "region": 9, "order leaflets": 7, "search": 8, "feed": 5, "calendar": 8,
    "sitemap": 6, "sitemap, pages": 6,
}  # fmt: skip
FULL_COSTS = {  # pictures, films, links and figures are one question each, however many; on the home page only links
    "homepage": 8, "textpage": 10, "modelindexpage": 11, "modelpage": 12, "storyindexpage": 12, "storypage": 10,
    "agendapage": 12, "eventpage": 11, "newsindexpage": 12, "newspage": 10, "publicationindexpage": 12,
    "publicationpage": 10, "folderindexpage": 12, "folderpage": 12, "regionindexpage": 11,
}  # fmt: skip


@pytest.fixture
def site(home, organisation):
    """A site with every list, and a home page in one more language."""
    RegionFactory(organisation=organisation, name="Overijssel", slug="overijssel", postcodes=["8011"])
    ModelPageFactory(parent=ModelIndexPageFactory(parent=home))
    for listing in (
        AgendaPageFactory,
        FolderIndexPageFactory,
        NewsIndexPageFactory,
        PublicationIndexPageFactory,
        RegionIndexPageFactory,
        StoryIndexPageFactory,
    ):
        listing(parent=home)
    HomePageFactory(language="en", translation_of=home)
    home.refresh_from_db()
    return home


@pytest.mark.parametrize("each", [2, 60])
def test_a_page_costs_the_same_with_many_pages(dutch, site, each):
    ContentType.objects.get_for_model(TrainingEvent)  # kept for as long as the process runs
    seed_pages(site, dict.fromkeys(BELOW, each))
    costs = {name: queries_of(dutch, address) for name, address in kinds_of_addresses(site).items()}
    assert costs == COSTS
    assert max(COSTS.values()) <= MOST


def test_a_full_page_costs_little_too(dutch, site, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    seed_pages(site, dict.fromkeys(BELOW, 2))
    pages = first_pages(site)
    fill_pages(pages.values(), picture=picture(), film=film("nl", "en"), target=site.get_children().first())
    addresses = {name: kinds_of_addresses(site)[name] for name in pages}
    for address in addresses.values():
        assert b"Lees verder" in dutch.get(address).content  # and the renditions are made
    costs = {name: queries_of(dutch, address) for name, address in addresses.items()}
    assert costs == FULL_COSTS
    assert max(FULL_COSTS.values()) <= MOST


def test_a_page_costs_the_same_in_each_language(dutch, site, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    own = TextPageFactory(parent=site, slug="uitleg")
    translated = TextPageFactory(
        parent=HomePage.objects.get(locale__language_code="en"), slug="explanation", translation_of=own
    )
    fill_pages([own, translated], picture=picture(), film=film("nl", "en"), target=site.get_children().first())
    addresses = ["/nl/", "/en/"], ["/nl/uitleg/", "/en/explanation/"]
    for same in addresses:
        for address in same:
            dutch.get(address)
        assert len({queries_of(dutch, address) for address in same}) == 1


def test_no_list_shows_them_all(dutch, site):
    seed_pages(site, dict.fromkeys(BELOW, 130))
    addresses = kinds_of_addresses(site)
    for kind, listing in BELOW.items():
        html = dutch.get(addresses[listing._meta.model_name]).content.decode()
        shown = set(re.findall(rf'href="[^"]*/({kind._meta.model_name}-\d+)/', html))
        assert len(shown) <= 60, kind
        assert shown or kind is TextPage  # which no list shows


def test_leaflets_go_on_within_their_audience(dutch, site):
    seed_pages(site, {FolderPage: 4 * (FOLDERS_PER_LEAF + 1)})
    html = dutch.get("/nl/folders/?for=family").content.decode()
    assert 'href="?for=family&amp;page=2"' in html
    second = dutch.get("/nl/folders/?for=family&page=2").context["leaf"]
    assert [folder.audience for folder in second] == ["family"]
    assert dutch.get("/nl/folders/?page=x").status_code == 200


def test_a_region_shows_the_soonest_of_many_events(dutch, site):
    seed_pages(site, {EventPage: 60})
    events = dutch.get("/nl/regios/overijssel/").context["events"]
    assert len(events) == MOST_EVENTS
    soonest = EventPage.objects.filter(ends__gte=timezone.now()).order_by("starts", "url_path")[:MOST_EVENTS]
    assert [event.key for event in events] == [event.url_path for event in soonest]


def test_what_is_seeded_is_a_tree_and_found(dutch, site):
    for _twice in range(2):
        seed_pages(site, dict.fromkeys(BELOW, 3))
    assert site.find_problems() == ([], [], [], [], [])
    assert f"?q={WORD}&amp;page=2" in dutch.get(f"/nl/search/?q={WORD}").content.decode()
