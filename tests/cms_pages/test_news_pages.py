"""News: newest first, and as a feed."""

import datetime
import xml.etree.ElementTree as ET

import pytest

from tests.cms_pages.factories import NewsIndexPageFactory, NewsPageFactory, in_dutch
from tests.cms_pages.test_navigation import queries_of

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def index(home):
    return NewsIndexPageFactory(parent=home)


def test_the_newest_comes_first_and_drafts_do_not(dutch, index):
    NewsPageFactory(parent=index, title="Oud", date=datetime.date(2026, 1, 1))
    NewsPageFactory(parent=index, title="Nieuw", date=datetime.date(2026, 3, 1))
    NewsPageFactory(parent=index, title="Concept", live=False)
    html = dutch.get("/nl/nieuws/").content.decode()
    assert html.index("Nieuw</a>") < html.index("Oud</a>")
    assert "Concept" not in html


def test_no_news_is_said(dutch, index):
    assert in_dutch("There is no news yet.") in dutch.get("/nl/nieuws/").content.decode()


def test_a_piece_of_news_has_its_date_and_leads_back(dutch, index):
    NewsPageFactory(parent=index, slug="bericht", date=datetime.date(2026, 3, 1))
    html = dutch.get("/nl/nieuws/bericht/").content.decode()
    assert '<time datetime="2026-03-01">1 maart 2026</time>' in html
    assert '<a href="/nl/nieuws/">Nieuws</a>' in html


def test_the_feed_holds_the_same(dutch, index):
    page = NewsPageFactory(parent=index, title="Een & ander", slug="bericht", lead="<b>Kort</b>")
    assert 'href="/nl/nieuws/feed/"' in dutch.get("/nl/nieuws/").content.decode()
    response = dutch.get("/nl/nieuws/feed/")
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    feed = ET.fromstring(response.content)  # noqa: S314 - our own
    (entry,) = feed.iter(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}title") == "Een & ander"
    assert entry.find(f"{ATOM}link").get("href") == "http://localhost/nl/nieuws/bericht/"
    assert entry.findtext(f"{ATOM}id") == f"urn:uuid:{page.translation_key}"


def test_more_news_comes_on_the_next_page(dutch, index):
    for _ in range(13):
        NewsPageFactory(parent=index)
    assert 'href="?page=2"' in dutch.get("/nl/nieuws/").content.decode()


@pytest.mark.parametrize("address", ["/nl/nieuws/", "/nl/nieuws/eerste/", "/nl/nieuws/feed/"])
def test_queries_are_few_and_do_not_grow(dutch, index, address):
    NewsPageFactory(parent=index, slug="eerste")
    few = queries_of(dutch, address)
    for _ in range(25):
        NewsPageFactory(parent=index)
    assert queries_of(dutch, address) == few
    assert few <= 12
