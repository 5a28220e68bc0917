"""What editors may and may not put into blocks."""

import pytest
from wagtail import blocks as wagtail_blocks

from cms_pages.blocks import LinkBlock
from tests.cms_pages.factories import TextPageFactory


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
