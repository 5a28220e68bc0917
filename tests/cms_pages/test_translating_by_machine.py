"""Machine translation: off unless an operator turns it on, marked for readers, and no leaflet without a reader."""

import pytest
from django.urls import reverse
from wagtail.models import PageLogEntry
from wagtail_localize.models import StringTranslation

from cms_pages.translating.memory import READ_OVER
from tests.cms_pages.factories import HomePageFactory
from tests.cms_pages.test_folders import folder_below, index_below
from tests.cms_pages.translating import change, post, publish, submit, target, translated, write

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("editor")]
MARK = "page-by-machine"


@pytest.fixture
def page(home):
    HomePageFactory(translation_of=home, language="tr")
    return write(home, title="Zo werkt het", slug="zo-werkt-het", lead="Uw mensen eromheen.")


@pytest.fixture
def folder(home):
    HomePageFactory(translation_of=home, language="tr")
    folder = folder_below(index_below(home))
    folder.save_revision().publish()
    return folder


@pytest.fixture
def machine(settings):
    settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR = {
        "CLASS": "wagtail_localize.machine_translators.dummy.DummyTranslator"
    }


def let_translate(client, translation):
    return client.post(reverse("wagtail_localize:machine_translate", args=[translation.pk]))


def test_it_is_off(client, page):
    translation = submit(client, page)
    assert let_translate(client, translation).status_code == 404
    assert not StringTranslation.objects.exists()


@pytest.mark.usefixtures("machine")
def test_a_page_by_a_machine_says_so_to_readers_and_on_the_board(client, page):
    translation = submit(client, page)
    let_translate(client, translation)
    publish(client, translation)
    made = target(translation)
    assert made.live
    assert MARK in client.get(made.get_url()).content.decode()
    assert MARK not in client.get("/nl/zo-werkt-het/").content.decode()
    assert "3 lines by a machine, unread" in client.get("/admin/translating/").content.decode()


@pytest.mark.usefixtures("machine")
def test_once_it_is_read_over_it_is_somebodys(client, page, editor):
    translation = submit(client, page)
    let_translate(client, translation)
    publish(client, translation)
    assert "I have read this translation" in client.get(f"/admin/translating/{page.pk}/").content.decode()
    post(client, f"/admin/translating/read-over/{translation.pk}/")
    made = target(translation)
    assert MARK not in client.get(made.get_url()).content.decode()
    line = StringTranslation.objects.first()
    assert (line.translation_type, line.last_translated_by, str(line.tool_name)) == (
        "manual",
        editor,
        "Dummy translator",
    )
    assert PageLogEntry.objects.get(action=READ_OVER).user == editor
    publish(client, translation)
    assert not target(translation).machine_translated


@pytest.mark.usefixtures("machine")
def test_a_page_of_which_a_person_wrote_every_line_is_not_marked(client, page):
    assert not target(translated(client, page)).machine_translated


@pytest.mark.usefixtures("machine")
def test_a_leaflet_by_a_machine_waits_for_a_reader(client, folder):
    translation = submit(client, folder)
    let_translate(client, translation)
    response = publish(client, translation)
    assert "A machine translated" in response.content.decode()
    assert not target(translation).live
    post(client, f"/admin/translating/read-over/{translation.pk}/")
    publish(client, translation)
    assert target(translation).live


@pytest.mark.usefixtures("machine")
def test_a_public_leaflet_takes_no_line_of_a_machine_in_an_update(client, folder):
    translation = translated(client, folder)
    change(folder, lead="Een nieuwe inleiding.")
    address = reverse("wagtail_localize:update_translations", args=[translation.source_id])
    response = post(client, address, {"publish_translations": "on", "use_machine_translation": "on"})
    assert "A machine translated 1 line of this leaflet." in response.content.decode()
    assert "inleiding. nieuwe" not in target(translation).lead
    assert StringTranslation.objects.filter(translation_type="machine").count() == 1
