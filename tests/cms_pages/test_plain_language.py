"""The panel beside the editor: how plainly a page is written."""

import tomllib
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

import cms_pages
from cms_pages.plain_language.hard_words import hard_words_in, plain_words
from cms_pages.plain_language.pages import reading_of
from cms_pages.plain_language.reading import Level, read, sentences_of, syllables_in
from portal.accounts.roles import open_site_to_editors
from tests.accounts.factories import UserFactory
from tests.cms_pages.factories import TextPageFactory

HARD = (
    "Met betrekking tot de hulpvraag dient te worden bezien of, teneinde de zelfredzaamheid van de cliënt te "
    "waarborgen, participatie van het sociaal netwerk wenselijk is. Indien de gecertificeerde instelling krachtens de "
    "wetgeving een maatregel heeft geëffectueerd, worden de belanghebbenden onverwijld geïnformeerd. Derhalve is "
    "overeenstemming omtrent de financieringsmodaliteiten noodzakelijk."
)
EASY = (
    "U belt ons. Wij luisteren. U vertelt wat er speelt en wat u wilt. Daarna kiest u wie er komt: uw familie, uw "
    "vrienden, de buurvrouw. U maakt samen een plan. Het plan is van u. Na vier weken bellen wij om te "
    "horen hoe het gaat."
)
ENGLISH_HARD = (
    "Notwithstanding the aforementioned considerations, participation of relevant stakeholders is facilitated in "
    "accordance with applicable regulations, and additional documentation regarding organisational responsibilities is "
    "provided subsequently. Implementation necessitates comprehensive interdisciplinary collaboration."
)
FRENCH_HARD = (
    "Dans le cadre de la mise en œuvre du dispositif, les bénéficiaires sont invités à solliciter préalablement "
    "l'autorisation des autorités administratives compétentes, conformément à la réglementation applicable. Les "
    "modalités organisationnelles seront communiquées ultérieurement aux établissements."
)


def test_an_easy_text_is_about_b1():
    found = read([EASY], "nl")
    assert found.level == Level.EASY
    assert found.score > 80
    assert found.words_per_sentence < 8
    assert found.long_sentences == found.hard_words == found.long_words == found.passive_sentences == []


def test_a_hard_text_is_far_from_it():
    found = read([HARD], "nl")
    assert found.level == Level.HARD
    assert found.score < 30
    assert len(found.long_sentences) == 2
    assert found.long_sentences[0].startswith("Met betrekking tot")
    assert ("teneinde", "om", 1) in found.hard_words
    assert ("met betrekking tot", "over", 1) in found.hard_words
    assert ("financieringsmodaliteiten", 1) in found.long_words
    assert len(found.passive_sentences) == 2


@pytest.mark.parametrize(
    ("text", "language", "word"), [(ENGLISH_HARD, "en", "regarding"), (FRENCH_HARD, "fr", "modalités")]
)
def test_other_languages_have_their_own_words_and_formula(text, language, word):
    found = read([text * 2], language)
    assert found.level == Level.HARD
    assert word in [hard for hard, _plain, _times in found.hard_words]


def test_a_language_without_formula_still_counts_sentences():
    found = read(["Aileniz gelir. " * 30], "tr")
    assert (found.score, found.level, found.has_word_list) == (None, None, False)
    assert found.sentences == 30


@pytest.mark.parametrize("texts", [[], [""], ["…"], ["12 34"], ["Kort."]])
def test_little_or_nothing_is_not_judged(texts):
    assert read(texts, "nl").level is None


def test_each_text_begins_a_sentence():
    assert read(["Wie komt er", "U kiest zelf"], "nl").sentences == 2


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("U belt. Wij komen!", 2),
        ("U neemt mensen mee, bijv. uw buurvrouw. Dat mag.", 2),
        ("Dat kost € 2.50 per keer.", 1),
        ("“Komt u?” vroeg zij. “Ja.”", 3),
        ("Eerst dit\nDan dat", 2),
        ("...", 0),
    ],
)
def test_sentences(text, count):
    assert len(sentences_of(text)) == count


@pytest.mark.parametrize(
    ("word", "language", "syllables"),
    [
        ("u", "nl", 1), ("moeder", "nl", 2), ("ideeën", "nl", 3), ("coördinator", "nl", 5), ("bijeenkomst", "nl", 3),
        ("conferentie", "nl", 4), ("make", "en", 1), ("table", "en", 2), ("the", "en", 1), ("family", "en", 3),
        ("beau", "fr", 1), ("école", "fr", 2), ("parlent", "fr", 1), ("pst", "nl", 1),
    ],
)  # fmt: skip
def test_syllables(word, language, syllables):
    assert syllables_in(word, language) == syllables


def test_hard_words_are_whole_words_in_any_case_and_over_lines():
    assert hard_words_in("Tevens.  MET\nbetrekking  tot", "nl") == ["tevens", "met betrekking tot"]
    assert hard_words_in("Echtere dan indiener", "nl") == []
    assert hard_words_in("iets", "ar") == []


@pytest.mark.parametrize("language", ["nl", "en", "fr"])
def test_the_list_is_in_small_letters_and_says_something_plainer(language):
    words = plain_words(language)
    assert len(words) > 40
    assert all(word == word.lower().strip() for word in words)
    assert not [word for word, plain in words.items() if word in plain.split(", ")]


def test_our_own_pages_in_dutch_are_at_b1():
    """What editors are asked to do, the first content does."""
    folder = Path(cms_pages.__file__).parent / "demo"
    for name in ("home", "leaflets", "models", "stories", "text"):
        content = tomllib.loads((folder / name / "nl.toml").read_text(encoding="utf-8"))
        assert read(list(_texts(content)), "nl").level == Level.EASY, name


def _texts(value):
    if isinstance(value, str) and " " in value:
        yield value
    elif isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _texts(item)


# -- in the admin -------------------------------------------------------------------------------------


@pytest.fixture
def page(home):
    return TextPageFactory(
        parent=home, title="Kosten", lead=HARD[:390], body=[("paragraph", "<p>Tevens kost het niets.</p>")]
    )


@pytest.fixture
def editor(settings, organisation):
    settings.SECOND_FACTOR_REQUIRED = False
    open_site_to_editors()
    client = Client(headers={"accept-language": "en"})
    client.force_login(
        UserFactory(role="editor", organisation=organisation), "allauth.account.auth_backends.AuthenticationBackend"
    )
    return client


def test_all_words_of_a_page_are_read(page):
    assert {"teneinde", "tevens"} <= {word for word, _plain, _times in reading_of(page).hard_words}


def test_the_editing_page_shows_it(editor, page):
    shown = editor.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    panel = shown.partition('class="plain-language"')[2].partition("Content metrics")[0]
    assert "harder than B1" in panel
    assert "<dt>teneinde</dt><dd>om</dd>" in panel
    assert "does not understand the text" in panel
    assert f'data-w-swap-src-value="/admin/pages/{page.pk}/plain-language/"' in panel


def test_a_page_that_was_never_saved_says_when_it_comes(editor, home):
    address = reverse("wagtailadmin_pages:add", args=["cms_pages", "textpage", home.pk])
    assert "Save a draft, and you see here how it reads." in editor.get(address).content.decode()


def test_it_reads_the_newest_draft(editor, page):
    page.lead = "U belt ons."
    page.body = []
    page.save_revision()
    shown = editor.get(reverse("plain_language", args=[page.pk]))
    assert "teneinde" not in shown.content.decode()
    assert "no-store" in shown["Cache-Control"]


@pytest.mark.parametrize("role", ["manager", "trainer", None])
def test_it_is_for_whoever_may_edit_the_page(role, page, organisation, settings):
    settings.SECOND_FACTOR_REQUIRED = False
    client = Client()
    user = UserFactory(role=role, organisation=organisation)
    client.force_login(user, "allauth.account.auth_backends.AuthenticationBackend")
    response = client.get(reverse("plain_language", args=[page.pk]))
    assert response.status_code in (302, 403)


def test_a_page_that_is_not_there(editor):
    assert editor.get(reverse("plain_language", args=[987654])).status_code == 404
