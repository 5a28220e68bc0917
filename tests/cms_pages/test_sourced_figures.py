"""Figures stand with who measured them, and when."""

import pytest
from django.core.exceptions import ValidationError

from cms_pages.blocks import TextBody
from tests.cms_pages.factories import TextPageFactory

FIGURE = {"number": "12,3", "text": "mensen", "source": "34 onderzoeken", "date": "tot 2010"}


def body_of(**changes):
    return [{"type": "sourced_figures", "value": [{"type": "item", "id": "1", "value": FIGURE | changes}]}]


def test_a_figure_is_shown_with_its_source_and_date(dutch, home):
    TextPageFactory(parent=home, slug="cijfers", body=body_of())
    html = dutch.get("/nl/cijfers/").content.decode()
    assert "<bdi>12,3</bdi>" in html
    assert "34 onderzoeken, tot 2010" in html


@pytest.mark.parametrize("missing", ["source", "date", "number"])
def test_a_figure_without_source_or_date_is_refused(missing):
    block = TextBody()
    with pytest.raises(ValidationError):
        block.clean(block.to_python(body_of(**{missing: ""})))
