"""Found by search engines, and passed on with a picture: sitemap, robots, canonical, Open Graph, structured data."""

import json
import re
from datetime import UTC, date, datetime, timedelta
from xml.etree import ElementTree

import pytest
from django.contrib.staticfiles import finders
from wagtail.models import PageViewRestriction

from cms_pages.models import TextPage
from tests.cms_pages.factories import (
    AgendaPageFactory,
    EventPageFactory,
    HomePageFactory,
    NewsIndexPageFactory,
    NewsPageFactory,
    RegionIndexPageFactory,
    StoryIndexPageFactory,
    StoryPageFactory,
    TextPageFactory,
)
from tests.cms_pages.test_navigation import queries_of
from tests.organisations.factories import OrganisationFactory, RegionFactory

XML = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


def entries_of(client):
    """Alternates by language of each address in the sitemap."""
    tree = ElementTree.fromstring(client.get("/sitemap-pages.xml").content)  # noqa: S314 - our own
    return {
        url.find("s:loc", XML).text: {link.get("hreflang"): link.get("href") for link in url.findall("x:link", XML)}
        for url in tree.findall("s:url", XML)
    }


def data_of(client, address):
    html = client.get(address).content.decode()
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', html, re.S)
    return json.loads(found.group(1)) if found else None


def meta_of(client, address):
    html = client.get(address).content.decode()
    return dict(re.findall(r'<meta property="(og:[a-z_:]+)" content="([^"]*)">', html))


def test_the_sitemap_names_each_page_with_its_translations(dutch, home):
    english = HomePageFactory(language="en", translation_of=home)
    page = TextPageFactory(parent=home, slug="uitleg")
    TextPageFactory(parent=english, slug="explanation", translation_of=page)
    entries = entries_of(dutch)
    both = {"nl": "http://localhost/nl/uitleg/", "en": "http://localhost/en/explanation/"}
    assert entries[both["nl"]] == entries[both["en"]] == both | {"x-default": both["nl"]}
    assert entries["http://localhost/nl/"]["x-default"] == "http://localhost/"
    assert "http://localhost/nl/refer/" in entries


def test_what_is_not_public_is_not_in_the_sitemap(dutch, home):
    TextPageFactory(parent=home, slug="concept", live=False)
    closed = TextPageFactory(parent=home, slug="besloten")
    PageViewRestriction.objects.create(page=closed, restriction_type="login")
    english = HomePageFactory(language="en", translation_of=home)
    open_page = TextPageFactory(parent=home, slug="open")
    alias = TextPageFactory(parent=english, slug="source-text", translation_of=open_page)
    TextPage.objects.filter(pk=alias.pk).update(alias_of=open_page)
    addresses = " ".join(entries_of(dutch))
    assert "/nl/open/" in addresses
    for part in ("concept", "besloten", "source-text"):
        assert part not in addresses


def test_regions_are_in_the_sitemap_of_their_own_site(dutch, belgian, home, organisation):
    RegionIndexPageFactory(parent=home)
    RegionFactory(organisation=organisation, slug="overijssel")
    HomePageFactory(organisation=OrganisationFactory(belgian=True))
    assert "http://localhost/nl/regios/overijssel/" in entries_of(dutch)
    assert not [address for address in entries_of(belgian) if "regios" in address or "//localhost/" in address]


def test_the_index_and_robots_lead_to_the_sitemap(dutch, home):
    assert b"<loc>http://localhost/sitemap-pages.xml</loc>" in dutch.get("/sitemap.xml").content
    robots = dutch.get("/robots.txt")
    assert robots["Content-Type"].startswith("text/plain")
    assert "Sitemap: http://localhost/sitemap.xml" in robots.content.decode()
    assert "Disallow: /admin/" in robots.content.decode()


@pytest.mark.parametrize("count", [1, 20])
def test_queries_for_the_sitemap_do_not_grow(dutch, home, count):
    for _number in range(count):
        TextPageFactory(parent=home)
    assert queries_of(dutch, "/sitemap-pages.xml") == 6


def test_a_page_names_itself_and_what_stands_for_no_language(dutch, home):
    TextPageFactory(parent=home, slug="uitleg")
    html = dutch.get("/nl/uitleg/?x=1").content.decode()
    assert '<link rel="canonical" href="http://localhost/nl/uitleg/">' in html
    assert '<link rel="alternate" hreflang="x-default" href="http://localhost/nl/uitleg/">' in html
    home_html = dutch.get("/nl/").content.decode()
    assert '<link rel="alternate" hreflang="x-default" href="http://localhost/">' in home_html


def test_the_form_can_be_found_and_what_is_ones_own_cannot(dutch, home):
    form = dutch.get("/nl/refer/").content.decode()
    assert '<link rel="canonical" href="http://localhost/nl/refer/">' in form
    assert 'hreflang="pl" href="http://localhost/pl/refer/"' in form
    assert "noindex" not in form
    for address in ("/nl/accounts/login/", "/nl/order-leaflets/done/", "/nl/nergens/"):
        html = dutch.get(address).content.decode()
        assert html.count('<meta name="robots" content="noindex">') == 1, address
        assert "canonical" not in html


def test_a_shared_page_brings_its_title_words_and_a_picture_along(dutch, home):
    TextPageFactory(parent=home, slug="uitleg", title="Uitleg", lead="Waar dit over gaat.")
    meta = meta_of(dutch, "/nl/uitleg/")
    assert meta["og:title"] == "Uitleg"
    assert meta["og:description"] == "Waar dit over gaat."
    assert meta["og:url"] == "http://localhost/nl/uitleg/"
    assert meta["og:locale"] == "nl_NL"
    assert meta["og:image"] == "http://localhost/static/share/nl.png"
    assert finders.find("share/nl.png")


def test_the_belgian_site_shares_its_own_picture_and_locale(belgian, db):
    HomePageFactory(organisation=OrganisationFactory(belgian=True))
    meta = meta_of(belgian, "/nl/")
    assert meta["og:image"] == "http://be.localhost/static/share/be.png"
    assert meta["og:locale"] == "nl_BE"
    assert finders.find("share/be.png")


def test_the_first_page_tells_machines_who_this_is(dutch, home):
    data = data_of(dutch, "/nl/")
    assert data["@type"] == "NGO"
    assert data["telephone"] == "038 422 25 26"


def test_an_event_tells_machines_when_and_where(dutch, home):
    starts = datetime(2030, 6, 1, 17, 30, tzinfo=UTC)
    event = {"parent": AgendaPageFactory(parent=home), "starts": starts, "ends": starts + timedelta(hours=2)}
    EventPageFactory(slug="avond", title="Avond", **event)
    EventPageFactory(slug="online", online="Bel ons.", **event)
    data = data_of(dutch, "/nl/agenda/avond/")
    assert (data["@type"], data["name"], data["location"]["name"]) == ("Event", "Avond", "Zwolle")
    assert datetime.fromisoformat(data["startDate"]) == starts
    assert data_of(dutch, "/nl/agenda/online/")["location"]["@type"] == "VirtualLocation"


def test_news_and_stories_are_articles(dutch, home):
    NewsPageFactory(parent=NewsIndexPageFactory(parent=home), slug="nieuw", date=date(2026, 3, 1))
    StoryPageFactory(parent=StoryIndexPageFactory(parent=home), slug="verhaal")
    news = data_of(dutch, "/nl/nieuws/nieuw/")
    assert news["@type"] == "NewsArticle"
    assert news["datePublished"].startswith("2026-03-01")
    assert data_of(dutch, "/nl/verhalen/verhaal/")["@type"] == "Article"
    assert meta_of(dutch, "/nl/verhalen/verhaal/")["og:type"] == "article"


def test_words_cannot_close_the_data_they_stand_in(dutch, home):
    title = "</script><script>alert(1)</script>"
    NewsPageFactory(parent=NewsIndexPageFactory(parent=home), slug="stout", title=title)
    assert "<script>alert" not in dutch.get("/nl/nieuws/stout/").content.decode()
    assert data_of(dutch, "/nl/nieuws/stout/")["headline"] == title
