"""Letters: the reader's language, plain text."""

import pytest
from django.utils import translation

from portal.outbound.mail import letters

TEXT = """{% load i18n %}{% translate "Save" context "test letters" %} {{ number }}
{% language "nl" %}{% endlanguage %}

{% if told %}Hello & welcome, {{ name }}.{% endif %}


{% get_current_language as spoken %}{{ spoken }}
"""


@pytest.fixture(autouse=True)
def a_letter(settings, tmp_path):
    (tmp_path / "mail" / "tests").mkdir(parents=True)
    (tmp_path / "mail" / "tests" / "hello.txt").write_text(TEXT)
    settings.TEMPLATES = [settings.TEMPLATES[0] | {"DIRS": [tmp_path]}]


def test_the_first_line_is_the_subject():
    letter = letters.render("tests/hello", {"number": "EK-1", "told": True, "name": "O'Neil <x>"}, "nl")
    assert letter.subject == "Save EK-1"
    assert letter.text == "Hello & welcome, O'Neil <x>.\n\nnl\n"


@pytest.mark.parametrize("language", ["nl", "ar", "tr"])
def test_a_letter_is_in_the_readers_language_and_leaves_no_trace_of_it(language):
    with translation.override("fr"):
        assert letters.render("tests/hello", {}, language).text == f"{language}\n"
        assert translation.get_language() == "fr"
