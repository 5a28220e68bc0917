"""The first leaflets: complete and of one voice in six languages, and the same for both organisations."""

import json

import pytest
from django.conf import settings

from cms_pages.demo_words import LEAFLETS, content_of, word_pairs

OTHERS = [code for code, _name in settings.LANGUAGES if code != "nl"]


@pytest.mark.parametrize("language", OTHERS)
def test_each_line_has_one_translation(language):
    pairs = word_pairs(content_of("NL", "nl", LEAFLETS), content_of("NL", language, LEAFLETS))
    assert len(pairs) > 150
    translations = {}
    for dutch, other in pairs:
        assert translations.setdefault(dutch, other) == other, f"two translations of “{dutch}”"


@pytest.mark.parametrize("language", ["nl", *OTHERS])
def test_no_word_belongs_to_one_organisation_alone(language):
    words = content_of("NL", language, LEAFLETS)
    assert words == content_of("BE", language, LEAFLETS)
    dutch = json.dumps(content_of("NL", "nl", LEAFLETS), ensure_ascii=False).lower()
    for word in ("hoofdpersoon", "kernpersoon", "regiomanager", "stafmedewerker", "besloten", "gratis", "veilig thuis"):
        assert word not in dutch


def test_there_is_one_for_each_audience():
    pages = content_of("NL", "nl", LEAFLETS)["pages"].values()
    assert {page["audience"] for page in pages} == {"public", "family", "children", "professional"}
