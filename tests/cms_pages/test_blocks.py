"""What editors may and may not put into blocks."""

import re

import pytest
from wagtail import blocks as wagtail_blocks

from cms_pages.blocks import LinkBlock
from tests.cms_pages.factories import HomePageFactory, TextPageFactory
from tests.cms_pages.test_navigation import queries_of
from tests.organisations.factories import OrganisationFactory


def test_a_link_to_a_page_needs_the_page(home):
    block = LinkBlock()
    page = TextPageFactory(parent=home)
    with pytest.raises(wagtail_blocks.StructBlockValidationError) as refused:
        block.clean(block.to_python({"text": "Lees", "leads_to": "page", "page": None}))
    assert list(refused.value.block_errors) == ["page"]
    assert block.clean(block.to_python({"text": "Lees", "leads_to": "page", "page": page.pk}))["page"].pk == page.pk


@pytest.mark.parametrize(
    ("leads_to", "address"),
    [("refer", "/nl/refer/"), ("follow", "/nl/follow/"), ("telephone", "tel:0384222526")],
)
def test_a_link_leads_where_it_says(client, home, leads_to, address):
    link = {"text": "Verder", "leads_to": leads_to, "page": None}
    TextPageFactory(parent=home, slug="pagina", body=[{"type": "call_to_action", "value": link}])
    assert f'<a class="btn" href="{address}">Verder</a>' in client.get("/nl/pagina/").content.decode()


def test_the_contact_block_shows_what_the_organisation_has_now(client, home, organisation):
    TextPageFactory(parent=home, slug="contact", body=[{"type": "contact", "value": None}])
    organisation.referral_telephone = "038 111 11 11"
    organisation.save()
    html = client.get("/nl/contact/").content.decode()
    assert 'href="tel:0381111111"' in html
    assert "mailto:info@example.org" in html


def test_links_in_a_text_lead_to_the_page_in_the_readers_language_and_cost_the_same_however_many(dutch, home):
    english = HomePageFactory(language="en", translation_of=home)
    sister = TextPageFactory(parent=HomePageFactory(organisation=OrganisationFactory(belgian=True)), slug="ginder")
    own, only_dutch = TextPageFactory(parent=home, slug="uitleg"), TextPageFactory(parent=home, slug="alleen-hier")
    TextPageFactory(parent=english, slug="explanation", translation_of=own)
    draft = TextPageFactory(parent=home, slug="concept", live=False)

    def text(*pages):
        links = "".join(f'<a linktype="page" id="{page.pk}">Lees &amp; leer</a>' for page in pages)
        return {"type": "paragraph", "value": f'<p>{links}<a href="https://example.org/">Elders</a></p>'}

    here = text(own, only_dutch, draft)
    page = TextPageFactory(parent=home, slug="een", body=[here, text(sister)])
    TextPageFactory(parent=english, slug="one", body=[here], translation_of=page)
    TextPageFactory(parent=english, slug="two", body=[here, here, here])
    for address, links in {
        "/nl/een/": ["/nl/uitleg/", "/nl/alleen-hier/", "https://example.org/", "http://be.localhost/nl/ginder/"],
        "/en/one/": ["/en/explanation/", "/nl/alleen-hier/", "https://example.org/"],
    }.items():
        shown = "".join(re.findall(r'<div class="rich">.*?</div>', dutch.get(address).content.decode(), re.S))
        assert re.findall(r'<a href="([^"]+)">', shown)[: len(links)] == links
        assert "<a>Lees &amp; leer</a>" in shown  # nobody is led to what is not public
        assert "linktype" not in shown
    assert queries_of(dutch, "/en/two/") == queries_of(dutch, "/en/one/") <= 12
