"""Every page of the first content, in every language, as an anonymous reader gets it."""

import re
from html.parser import HTMLParser
from urllib.parse import unquote, urlsplit

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.cache import cache
from django.core.files.storage import default_storage
from wagtail.models import PageViewRestriction

from cms_pages.demo_content import create_site_content
from cms_pages.models import HomePage, TextPage
from tests.cms_pages.factories import TextPageFactory
from tests.organisations.factories import OrganisationFactory

LANGUAGES = [code for code, _name in settings.LANGUAGES]


class Markup(HTMLParser):
    """What matters of a page: its tags with attributes, and whether scripts or styles hold text."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.inline, self._within = [], [], None
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))
        # Data for search engines is no code: browsers never run it.
        self._within = None if ("type", "application/ld+json") in attributes else tag

    def handle_endtag(self, tag):
        self._within = None

    def handle_data(self, text):
        if self._within in ("script", "style") and text.strip():
            self.inline.append(text)

    def of(self, wanted):
        return [attributes for tag, attributes in self.tags if tag == wanted]


def markup_of(response):
    return Markup(response.content.decode())


def assert_public_page(response, language):
    """The promises that hold for every anonymous page."""
    html, markup = response.content.decode(), markup_of(response)
    assert markup.of("html")[0] == {"lang": language, "dir": "rtl" if language == "ar" else "ltr"}
    assert not response.cookies
    assert "csrfmiddlewaretoken" not in html
    assert "Cookie" not in response.get("Vary", "")
    assert not markup.inline, "inline code"
    forbidden = [name for _tag, attributes in markup.tags for name in attributes if re.match(r"style$|on[a-z]+$", name)]
    assert not forbidden
    assert len(markup.of("h1")) == 1
    ids = [attributes["id"] for _tag, attributes in markup.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    assert not [link for link in markup.of("a") if link.get("href") in ("", "#", None)], "a link to nowhere"
    for address in loaded_by(markup):
        assert not urlsplit(address).netloc, f"asks another host: {address}"
        assert is_there(address), f"{address} does not exist"
    exit_link = next(link for link in markup.of("a") if "data-exit" in link)
    # By our own address, which first takes away what was typed; when we are broken ourselves, straight out.
    assert exit_link["href"].endswith(("/leave/", "https://www.wikipedia.org/"))
    assert exit_link["rel"] == "noreferrer"
    assert 'href="tel:112"' in html


def is_there(address):
    """Is there such a file of our own?"""
    if address.startswith(settings.MEDIA_URL):
        return default_storage.exists(unquote(address.removeprefix(settings.MEDIA_URL)))
    return bool(finders.find(address.removeprefix(settings.STATIC_URL)))


def loaded_by(markup):
    """Addresses that a browser fetches for a page by itself."""
    links = [a["href"] for a in markup.of("link") if a["rel"] in ("stylesheet", "preload", "icon")]
    return links + [a["src"] for _tag, a in markup.tags if "src" in a]


@pytest.mark.walk
@pytest.mark.parametrize("belgian", [False, True])
def test_all_pages_of_the_first_content(client, db, belgian):
    organisation = OrganisationFactory(belgian=belgian) if belgian else OrganisationFactory()
    home = create_site_content(organisation, LANGUAGES)
    host = organisation.site.hostname
    homes = home.get_translations(inclusive=True)
    assert {page.locale.language_code for page in homes} == set(LANGUAGES)
    for translated_home in homes:
        language = translated_home.locale.language_code
        for page in translated_home.get_descendants(inclusive=True):
            response = client.get(page.get_url_parts()[2], SERVER_NAME=host)
            assert response.status_code == 200, page.url_path
            assert_public_page(response, language)
            assert page.title in response.content.decode().replace("&#x27;", "'")


def test_links_in_blocks_lead_to_the_page_in_the_readers_language(client, organisation):
    create_site_content(organisation, ["nl", "tr"])
    html = client.get("/tr/").content.decode()
    assert '<a class="go" href="/tr/koordinator-olmak/">' in html
    assert "/tr/coordinator-worden/" not in html


def test_a_link_to_a_page_that_is_gone_is_not_drawn(client, organisation):
    home = create_site_content(organisation, ["nl"])
    home.get_children().get(slug="coordinator-worden").unpublish()
    html = client.get("/nl/").content.decode()
    assert "Ik wil coördinator worden" in html
    assert "/nl/coordinator-worden/" not in html


def test_the_home_page_costs_few_queries(client, organisation, django_assert_max_num_queries):
    create_site_content(organisation, LANGUAGES)
    client.get("/ar/")  # the first page of a process also looks up content types
    cache.clear()
    with django_assert_max_num_queries(12):
        client.get("/ar/")


def test_each_heading_stands_beside_what_follows_it(home):
    page = TextPageFactory(
        parent=home,
        body=[
            {"type": "paragraph", "value": "<p>Vooraf</p>"},
            {"type": "heading", "value": "Kop"},
            {"type": "paragraph", "value": "<p>Eronder</p>"},
            {"type": "quote", "value": {"text": "Ook eronder", "who": ""}},
            {"type": "circle", "value": {"title": "Breed", "text": ""}},
            {"type": "paragraph", "value": "<p>Erna</p>"},
        ],
    )
    drawn = [(section.heading, len(section.blocks), bool(section.wide)) for section in page.sections]
    assert drawn == [("", 1, False), ("Kop", 2, False), ("", 0, True), ("", 1, False)]


def test_what_an_editor_types_is_never_markup(client, home):
    TextPageFactory(parent=home, slug="stout", title="<script>alert(1)</script>", lead="<b>vet</b>")
    html = client.get("/nl/stout/").content.decode()
    assert "<script>alert" not in html
    assert "<b>vet</b>" not in html


def test_pages_stand_where_they_belong(home):
    page = TextPageFactory(parent=home)
    assert HomePage not in page.specific_class.allowed_subpage_models()
    assert HomePage.allowed_parent_page_models()[0].__name__ == "Page"
    assert not HomePage.can_create_at(home)


@pytest.mark.parametrize("closed", ["page", "above", "source", "source of the source"])
def test_a_closed_page_is_closed_however_it_is_reached(client, home, closed):
    above = TextPageFactory(parent=home, slug="boven")
    page = TextPageFactory(parent=above, slug="onder")
    source = TextPageFactory(parent=home, slug="bron")
    first = TextPageFactory(parent=home, slug="eerste-bron")
    TextPage.objects.filter(pk=source.pk).update(alias_of=first)
    TextPage.objects.filter(pk=above.pk).update(alias_of=source)
    assert client.get("/nl/boven/onder/").status_code == 200
    target = {"page": page, "above": above, "source": source, "source of the source": first}[closed]
    if closed == "above":
        TextPage.objects.filter(pk=above.pk).update(alias_of=None)
    PageViewRestriction.objects.create(page=target, restriction_type=PageViewRestriction.LOGIN)
    assert client.get("/nl/boven/onder/").status_code == 302
