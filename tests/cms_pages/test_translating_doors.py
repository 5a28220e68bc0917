"""Whichever way a translation could appear: what is not translated never stands there in the source language."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from wagtail.models import Page, PageLogEntry
from wagtail.test.utils.form_data import nested_form_data, streamfield
from wagtail_localize.models import LocaleSynchronization, StringTranslation, Translation
from wagtail_localize.operations import translate_page_subtree

from cms_pages.tasks import publish_scheduled
from cms_pages.translating.gate import HELD_BACK, obstacles
from tests.cms_pages.factories import HomePageFactory, TextPageFactory, locale
from tests.cms_pages.translating import BODY, change, post, publish, submit, target, translate, translated, write

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("editor")]


@pytest.fixture
def page(home):
    HomePageFactory(translation_of=home, language="tr")
    return write(home, title="Zo werkt het", slug="zo-werkt-het", lead="Uw mensen eromheen.", body=BODY)


@pytest.fixture
def unfinished(client, page):
    translation = submit(client, page)
    translate(translation, leave_out=["eromheen", "U belt"])
    return translation


def as_read(client, path="zo-werkt-het"):
    return client.get(f"/tr/{path}/", follow=True).content.decode()


def test_submitting_a_public_page_publishes_nothing(client, page):
    submit(client, page)
    made = Page.objects.get(locale=locale("tr"), translation_key=page.translation_key)
    assert not made.live
    assert client.get("/tr/zo-werkt-het/").status_code == 404


def test_submitting_a_page_makes_no_public_alias_of_the_page_above_it(client, page):
    below = write(page, title="Eronder", slug="eronder")
    submit(client, below)
    above = Page.objects.get(locale=locale("tr"), translation_key=page.translation_key)
    assert above.alias_of_id == page.pk
    assert not above.live
    assert client.get("/tr/zo-werkt-het/").status_code == 404


def test_an_alias_stays_hidden_when_its_source_is_published(client, page):
    submit(client, write(page, title="Eronder", slug="eronder"))
    change(page, lead="Iets anders.")
    above = Page.objects.get(locale=locale("tr"), translation_key=page.translation_key)
    assert above.title == "Zo werkt het"
    assert not above.live


def test_a_language_that_follows_another_shows_nothing_of_it(page):
    LocaleSynchronization.objects.create(locale=locale("fr"), sync_from=page.locale)
    followed = Page.objects.filter(locale=locale("fr"), alias_of__isnull=False)
    assert followed.filter(translation_key=page.translation_key).exists()
    assert not followed.filter(translation_key=page.translation_key).live().exists()


def test_the_translation_editor_says_what_is_missing(client, unfinished):
    response = publish(client, unfinished)
    assert not target(unfinished).live
    said = [str(message) for message in response.context["messages"]]
    assert said == [
        "This page cannot appear in Türkçe yet: 2 lines are not translated: “Uw mensen eromheen.”, “U belt”."
    ]


def test_what_was_written_stays_written_when_publishing_is_refused(client, unfinished):
    publish(client, unfinished)
    assert StringTranslation.objects.filter(data="TR De eigen tijd").exists()


def test_a_whole_translation_appears(client, page):
    translation = translated(client, page)
    assert target(translation).live
    assert "TR Uw mensen eromheen." in as_read(client, "cevir-slug")


@pytest.mark.parametrize("words", ["", None])
def test_an_empty_line_counts_as_missing(client, page, words):
    translation = submit(client, page)
    translate(translation)
    lines = StringTranslation.objects.filter(data="TR U belt")
    lines.delete() if words is None else lines.update(data=words)
    publish(client, translation)
    assert not target(translation).live


def test_a_line_may_be_the_same_in_both_when_a_translator_says_so(client, page):
    translation = submit(client, page)
    translate(translation)
    StringTranslation.objects.filter(data="TR U belt").update(data="U belt")
    publish(client, translation)
    assert target(translation).live


def test_saving_a_translation_as_a_draft_stays_possible(unfinished):
    unfinished.save_target(publish=False)
    assert "Uw mensen eromheen." in target(unfinished).get_latest_revision_as_object().lead
    assert not target(unfinished).live


def test_the_library_itself_cannot_publish_what_is_missing(unfinished, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        unfinished.save_target(publish=True)
    assert not target(unfinished).live


@pytest.mark.parametrize("publishes", [True, False])
def test_a_public_translation_keeps_its_words_when_lines_are_new(client, page, publishes):
    translation = translated(client, page)
    change(page, lead="Een nieuwe inleiding.")
    translation.source.update_from_db()
    translation.refresh_from_db()
    with pytest.raises(ValidationError, match="Een nieuwe inleiding"):
        translation.save_target(publish=publishes)
    assert target(translation).lead == "TR Uw mensen eromheen."


def test_an_update_that_is_to_appear_at_once_waits_for_its_lines(client, page):
    translation = translated(client, page)
    change(page, lead="Een nieuwe inleiding.")
    address = reverse("wagtail_localize:update_translations", args=[translation.source_id])
    assert b"In the others readers keep what they see now" in client.get(address).content
    response = post(client, address, {"publish_translations": "on"})
    assert "1 line is not translated: “Een nieuwe inleiding.”." in response.content.decode()
    assert target(translation).lead == "TR Uw mensen eromheen."


def test_an_update_of_a_draft_waits_too(client, page, unfinished):
    post(
        client,
        reverse("wagtail_localize:update_translations", args=[unfinished.source_id]),
        {"publish_translations": "on"},
    )
    assert not target(unfinished).live


def test_a_whole_subtree_submitted_again_leaves_what_is_public(client, page, editor):
    translation = translated(client, page)
    change(page, lead="Een nieuwe inleiding.")
    translation.source.update_from_db()
    translate_page_subtree(page.get_parent().pk, [locale("tr")], None, editor)
    assert target(translation).lead == "TR Uw mensen eromheen."


def test_a_translation_that_goes_on_by_hand_is_refused_with_its_text_kept(client, unfinished):
    unfinished.save_target(publish=False)
    Translation.objects.update(enabled=False)
    page = target(unfinished)
    fields = {"title": "Elle yazıldı", "slug": "elle", "lead": "Uw mensen eromheen.", "body": streamfield([])}
    empty = {"short_title": "", "footer": "", "seo_title": "", "search_description": "", "action-publish": "1"}
    form = nested_form_data(fields | empty | {"comments": {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0}})
    response = post(client, reverse("wagtailadmin_pages:edit", args=[page.pk]), form)
    assert "1 line is not translated: “Uw mensen eromheen.”." in response.content.decode()
    page = target(unfinished)
    assert not page.live
    assert page.get_latest_revision_as_object().title == "Elle yazıldı"


def test_a_date_to_publish_passes_a_translation_by_and_takes_the_next(unfinished, home):
    unfinished.save_target(publish=False)
    ready = TextPageFactory(parent=home, title="Klaar", live=False)
    for page in [target(unfinished), ready]:
        page.go_live_at = timezone.now() - timedelta(minutes=5)
        revision = page.save_revision(approved_go_live_at=page.go_live_at)
        assert revision.approved_go_live_at
    with override("en"):
        publish_scheduled()
    ready.refresh_from_db()
    assert ready.live
    page = target(unfinished)
    assert not page.live
    assert not page.revisions.filter(approved_go_live_at__isnull=False).exists()
    entry = PageLogEntry.objects.get(page_id=page.pk, action=HELD_BACK)
    assert "“U belt”" in entry.data["reason"]
    with override("en"):
        assert entry.message.startswith("Not published: This page cannot appear in")


def test_several_pages_at_once_are_refused_with_the_reason(client, unfinished):
    unfinished.save_target(publish=False)
    page = target(unfinished)
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"]) + f"?id={page.pk}"
    response = post(client, address)
    assert "Nothing was published." in response.content.decode()
    assert not target(unfinished).live


def test_a_page_and_what_is_below_it_published_at_once_passes_the_unfinished_by(client, unfinished, home):
    unfinished.save_target(publish=False)
    above = target(unfinished).get_parent()
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"]) + f"?id={above.pk}"
    post(client, address, {"include_descendants": "on"})
    assert not target(unfinished).live


def test_an_alias_in_another_language_cannot_be_cut_loose(client, page):
    submit(client, write(page, title="Eronder", slug="eronder"))
    alias = Page.objects.get(locale=locale("tr"), translation_key=page.translation_key)
    post(client, reverse("wagtailadmin_pages:convert_alias", args=[alias.pk]))
    alias.refresh_from_db()
    assert alias.alias_of_id == page.pk


def test_a_translation_does_not_become_the_source_text_again(client, page):
    translation = translated(client, page)
    made = target(translation)
    response = post(client, reverse("wagtail_localize:convert_to_alias", args=[made.pk]))
    assert "does not become the source text again" in response.content.decode()
    assert target(translation).lead == "TR Uw mensen eromheen."
    assert target(translation).alias_of_id is None


def test_an_imported_file_with_gaps_fills_what_it_has_and_publishes_nothing(client, page):
    translation = submit(client, page)
    file = translation.export_po()
    file[0].msgstr = "TR başlık"
    translation.import_po(file)
    publish(client, translation)
    assert not target(translation).live
    assert StringTranslation.objects.count() == 1


def test_pages_that_are_no_translation_are_left_alone(home):
    french = HomePageFactory(translation_of=home, language="fr")
    written = TextPageFactory(parent=french, title="Écrite ici")
    assert written.live
    written.save_revision().publish()
    written.refresh_from_db()
    assert written.live


@pytest.mark.parametrize("steps", [1, 30])
def test_a_page_is_judged_in_a_fixed_number_of_queries(client, page, steps, django_assert_num_queries):
    step = BODY[1]["value"][0]
    many = [step | {"id": f"33333333-3333-4333-8333-3333333333{number:02}"} for number in range(steps)]
    long = write(page, title="Lang", slug="lang", body=[BODY[1] | {"value": many}])
    made = target(translated(client, long))
    with django_assert_num_queries(4):
        assert obstacles(made) == ""
