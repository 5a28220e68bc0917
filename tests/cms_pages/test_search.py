"""Search: in the reader's own language and site, forgiving about accents and spelling, never a dead end."""

import pytest
from django.core.management import call_command
from django.utils import translation
from wagtail.models import PageViewRestriction

from cms_pages.words import words_of
from tests.cms_pages.factories import (
    FolderIndexPageFactory,
    HomePageFactory,
    RegionIndexPageFactory,
    StoryIndexPageFactory,
    StoryPageFactory,
    TextPageFactory,
    in_dutch,
)
from tests.cms_pages.test_navigation import menu_of, queries_of
from tests.organisations.factories import OrganisationFactory, RegionFactory

NOTHING = in_dutch("We found nothing with these words")


def search(client, question, language="nl", **more):
    """The part of the page with what was found."""
    call_command("update_index", verbosity=0)
    response = client.get(f"/{language}/search/", {"q": question} | more)
    assert response.status_code == 200
    html = response.content.decode()
    return html[html.index('<main id="content"') : html.index("</main>")]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Élan", ["elan"]),
        ("Coördinator-worden!", ["coordinator", "worden"]),
        ("KIZILAY", ["kizilay"]),
        ("İstanbul ışık", ["istanbul", "isik"]),
        ("Łódź", ["lodz"]),
        ("الأُسْرَة", ["اسره"]),
        ("أسرة", ["اسره"]),
        ("والمدرسة", ["مدرسه"]),
        ("على", ["علي"]),
        ("الى", ["الي"]),
        ("٨٠١١", ["8011"]),
        ("", []),
    ],
)
def test_a_word_is_the_same_however_it_is_written(text, words):
    assert words_of(text) == words


@pytest.mark.parametrize("question", ["coördinator", "COORDINATOR", "coordinat", "worden coördinator", "  worden  "])
def test_a_page_is_found_without_accents_capitals_order_or_end(dutch, home, question):
    TextPageFactory(parent=home, title="Coördinator worden", slug="coordinator")
    assert 'href="/nl/coordinator/"' in search(dutch, question)


def test_arabic_is_found_with_and_without_article_hamza_and_vowels(dutch, home):
    arabic = HomePageFactory(language="ar", translation_of=home)
    TextPageFactory(parent=arabic, title="المدرسة والأسرة", slug="school")
    for question in ("مدرسه", "المدرسة", "أسرة", "اسرة", "الأُسرة"):
        assert 'href="/ar/school/"' in search(dutch, question, "ar"), question


def test_every_word_must_be_there(dutch, home):
    TextPageFactory(parent=home, title="School", lead="Over leren.")
    assert "School" in search(dutch, "school leren")
    assert NOTHING in search(dutch, "school verhuizen")


def test_all_text_of_every_type_is_searched(dutch, home):
    body = [{"type": "heading", "value": "Zonnebloem"}]
    TextPageFactory(parent=home, title="Tuin", slug="tuin", body=body)
    StoryPageFactory(parent=StoryIndexPageFactory(parent=home), title="Opa", slug="opa", plan="Zonnebloemen zaaien.")
    found = search(dutch, "zonnebloem")
    assert 'href="/nl/tuin/"' in found
    assert 'href="/nl/verhalen/opa/"' in found


def test_what_is_called_so_comes_before_what_speaks_of_it(dutch, home):
    TextPageFactory(parent=home, title="Privacy")
    TextPageFactory(parent=home, title="Anders", lead="Iets over privacy.")
    found = search(dutch, "privacy")
    assert found.index(">Privacy</a>") < found.index(">Anders</a>")


def test_only_what_is_public_on_this_site_in_this_language(dutch, home):
    english = HomePageFactory(language="en", translation_of=home)
    belgian = HomePageFactory(organisation=OrganisationFactory(belgian=True))
    TextPageFactory(parent=home, title="Hulp concept", live=False)
    closed = TextPageFactory(parent=home, title="Hulp besloten")
    PageViewRestriction.objects.create(page=closed, restriction_type="login")
    TextPageFactory(parent=english, title="Hulp Engels")
    TextPageFactory(parent=belgian, title="Hulp Belgisch")
    TextPageFactory(parent=home, title="Hulp gewoon")
    found = search(dutch, "hulp")
    assert "Hulp gewoon" in found
    for other in ("concept", "besloten", "Engels", "Belgisch"):
        assert f"Hulp {other}" not in found


def test_a_region_is_found_by_its_name(dutch, home, organisation):
    RegionIndexPageFactory(parent=home)
    RegionFactory(organisation=organisation, name="Noord-Brabant", slug="noord-brabant")
    assert 'href="/nl/regios/noord-brabant/"' in search(dutch, "brabant")


def test_who_finds_nothing_is_helped_on(dutch, home):
    FolderIndexPageFactory(parent=home)
    found = search(dutch, "qwxyz")
    for words in (NOTHING, "038 422 25 26", 'href="/nl/refer/"', 'href="/nl/folders/"'):
        assert words in found


@pytest.mark.parametrize(
    "question",
    ["", "   ", "%", "' OR 1=1", '"', "*", "(", "AND", "a AND", "\\", "<b>", "\x00", "é" * 500, "a " * 300, "🙂"],
)
def test_odd_questions_break_nothing(dutch, home, question):
    TextPageFactory(parent=home)
    html = search(dutch, question)
    assert "<b>" not in html
    assert 'name="q"' in html


def test_no_question_is_no_dead_end(dutch, home):
    html = search(dutch, "")
    assert NOTHING not in html
    assert "page found" not in html


def test_many_answers_are_leafed_through(dutch, home):
    for number in range(12):
        TextPageFactory(parent=home, title=f"Buurt {number}")
    first, second = search(dutch, "buurt"), search(dutch, "buurt", page=2)
    assert first.count(">Buurt ") == 10
    assert second.count(">Buurt ") == 2
    assert "?q=buurt&amp;page=2" in first


def test_nothing_keeps_what_was_looked_for(dutch, home):
    response = dutch.get("/nl/search/", {"q": "geweld"})
    assert "no-store" in response["Cache-Control"]
    assert not response.cookies
    assert '<meta name="robots" content="noindex">' in response.content.decode()


def test_the_menu_leads_to_the_search(dutch, home):
    with translation.override("nl"):
        assert "/nl/search/" in dict(menu_of(dutch.get("/nl/")))


@pytest.mark.parametrize("count", [1, 15])
def test_queries_do_not_grow_with_what_is_found(dutch, home, organisation, count):
    RegionIndexPageFactory(parent=home)
    for number in range(count):
        TextPageFactory(parent=home, title=f"Buurt {number}")
        RegionFactory(organisation=organisation, name=f"Buurtstreek {number}")
    call_command("update_index", verbosity=0)
    assert queries_of(dutch, "/nl/search/?q=buurt") == 11
    assert queries_of(dutch, "/nl/search/?q=nergens") <= 12
