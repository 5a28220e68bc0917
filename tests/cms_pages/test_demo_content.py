"""The first content: complete in six languages, and ready to be translated further."""

import json

import pytest
from django.conf import settings
from wagtail.models import Page, Site
from wagtail_localize.models import StringTranslation, Translation

from cms_pages import demo_words
from cms_pages.demo_content import create_site_content
from cms_pages.demo_words import IncompleteTranslation, content_of, word_pairs
from tests.organisations.factories import OrganisationFactory

OTHERS = [code for code, _name in settings.LANGUAGES if code != "nl"]


def stored(page):
    return {
        "title": page.title,
        "slug": page.slug,
        "lead": page.lead,
        "body": without_empty(page.body.get_prep_value()),
    }


def without_empty(value):
    """Wagtail writes out what a block leaves empty; the files do not."""
    if isinstance(value, dict):
        return {key: without_empty(item) for key, item in value.items() if item is not None}
    return [without_empty(item) for item in value] if isinstance(value, list) else value


def words_of(country, language):
    return json.dumps(content_of(country, language), ensure_ascii=False, default=str)


@pytest.mark.parametrize("country", ["NL", "BE"])
@pytest.mark.parametrize("language", OTHERS)
def test_each_line_has_one_translation(country, language):
    pairs = word_pairs(content_of(country, "nl"), content_of(country, language))
    assert len(pairs) > 150
    translations = {}
    for dutch, other in pairs:
        assert translations.setdefault(dutch, other) == other, f"two translations of “{dutch}”"


@pytest.mark.parametrize("language", ["nl", *OTHERS])
def test_each_organisation_speaks_of_its_own_numbers_and_promises(language):
    dutch, belgian = (
        json.dumps(content_of(country, language), ensure_ascii=False, default=str) for country in ("NL", "BE")
    )
    assert "2002" in dutch
    assert "2002" not in belgian
    assert "900" in belgian
    assert "900" not in dutch


def test_each_organisation_uses_its_own_words():
    dutch, belgian = (words_of(country, "nl").lower() for country in ("NL", "BE"))
    for word, other in [("hoofdpersoon", "kernpersoon"), ("regiomanager", "stafmedewerker")]:
        assert word in dutch
        assert other not in dutch
        assert other in belgian
        assert word not in belgian
    assert "besloten gedeelte" in dutch
    assert "besloten tijd" in belgian


def test_everything_passes_the_editors_own_rules(organisation):
    home = create_site_content(organisation, ["nl", *OTHERS])
    for translated in home.get_translations(inclusive=True):
        for page in translated.get_descendants(inclusive=True).specific():
            page.full_clean()
            page.body.stream_block.clean(page.body)


def test_the_translation_editor_goes_on_from_here(organisation, django_capture_on_commit_callbacks):
    home = create_site_content(organisation, ["nl", "ar"])
    page = home.get_descendants().get(slug="eigen-kracht-conferentie").specific
    translation = Translation.objects.get(source__object_id=page.translation_key, target_locale__language_code="ar")
    total, translated = translation.get_progress()
    assert total == translated > 20

    before = stored(translation.get_target_instance())
    with django_capture_on_commit_callbacks(execute=True):
        translation.save_target()
    assert stored(translation.get_target_instance()) == before

    line = StringTranslation.objects.get(
        locale=translation.target_locale, translation_of__data="Wie zit er in uw kring?"
    )
    line.data = "وقت العائلة"
    line.save()
    with django_capture_on_commit_callbacks(execute=True):
        translation.save_target()
    assert "وقت العائلة" in str(stored(translation.get_target_instance())["body"])


def test_the_site_stands_on_the_new_home_and_the_welcome_page_is_gone(organisation):
    home = create_site_content(organisation, ["nl", "en"])
    assert Site.objects.get(organisation=organisation).root_page_id == home.pk
    assert not Page.objects.filter(depth=2).exact_type(Page).exists()


def test_a_page_on_which_a_site_stands_stays(organisation):
    create_site_content(organisation, ["nl"])
    other = Page.get_first_root_node().add_child(instance=Page(title="Elders", slug="elders"))
    Site.objects.create(hostname="elders.example", root_page=other)
    create_site_content(OrganisationFactory(belgian=True), ["nl"])
    assert Page.objects.filter(pk=other.pk).exists()


def test_a_second_time_changes_nothing(organisation):
    home = create_site_content(organisation, ["nl"])
    home.title = "Door een redacteur veranderd"
    home.save()
    assert create_site_content(organisation, ["nl"]).title == "Door een redacteur veranderd"
    assert Page.objects.filter(depth=2).count() == 1


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ('[home]\ntitle = ""', "no translation of “Dag”"),
        ("[home]", "no translation of “Dag”"),
        ('[home]\ntitle = "Hello"\nlead = "More"', "belong to no Dutch words"),
        ('home = "Hello"', "a table was expected"),
    ],
)
def test_a_gap_in_a_translation_is_refused(tmp_path, monkeypatch, text, complaint):
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "nl.toml").write_text('[home]\ntitle = "Dag"')
    (tmp_path / "home" / "en.toml").write_text(text)
    monkeypatch.setattr(demo_words, "FOLDER", tmp_path)
    with pytest.raises(IncompleteTranslation, match=complaint):
        content_of("NL", "en")
