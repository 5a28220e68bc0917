"""What a page costs does not depend on how many there are: as few queries for two of a kind as for sixty."""

import re

import pytest
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone

from benchmarks.many_pages import MOST
from benchmarks.page_seeding import BELOW, WORD, kinds_of_addresses, seed_pages
from cms_pages.models import EventPage, FolderPage, TextPage
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
)
from tests.cms_pages.test_navigation import queries_of
from tests.organisations.factories import RegionFactory
from training.models import TrainingEvent

COSTS = {
    "homepage": 7, "textpage": 9, "modelindexpage": 10, "modelpage": 11, "storyindexpage": 11, "storypage": 9,
    "agendapage": 11, "agenda, past": 11, "agenda, a month": 10, "eventpage": 10, "newsindexpage": 11,
    "news, last leaf": 11, "newspage": 9, "publicationindexpage": 11, "publicationpage": 9, "folderindexpage": 11,
    "folderpage": 11, "regionindexpage": 10, "region": 12, "order leaflets": 8, "search": 9, "feed": 7, "calendar": 10,
    "sitemap": 6, "sitemap, pages": 6,
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
