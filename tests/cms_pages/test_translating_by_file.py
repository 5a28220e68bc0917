"""A translator works in a file: fetched, filled in and brought back through the admin."""

import polib
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.models import Page
from wagtail.rich_text import RichText
from wagtail_localize.models import StringTranslation

from cms_pages.models import TextPage
from cms_pages.translating.lines import lines_of
from tests.cms_pages.factories import HomePageFactory, TextPageFactory
from tests.cms_pages.translating import BODY, post, publish, submit, target, translated, write

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("editor")]
TURKISH = {
    "Zo werkt het": "Nasıl işler",
    "zo-werkt-het": "nasil-isler",
    "Uw mensen eromheen.": "Çevrenizde sizinkiler.",
    "De eigen tijd": "Size ait zaman",
    "U belt": "Ararsınız",
    "Wij luisteren.": "Dinleriz.",
}


@pytest.fixture
def turkish_home(home):
    return HomePageFactory(translation_of=home, language="tr")


@pytest.fixture
def translation(client, home, turkish_home):
    return submit(client, write(home, title="Zo werkt het", slug="zo-werkt-het", lead="Uw mensen eromheen.", body=BODY))


def fetch(client, translation) -> polib.POFile:
    response = client.get(reverse("wagtail_localize:download_pofile", args=[translation.pk]))
    assert response["Content-Disposition"].endswith("zo-werkt-het-tr.po")
    return polib.pofile(response.content.decode())


def bring_back(client, translation, file):
    upload = SimpleUploadedFile("tr.po", str(file).encode() if isinstance(file, polib.POFile) else file)
    return post(client, reverse("wagtail_localize:upload_pofile", args=[translation.pk]), {"file": upload})


def test_there_and_back(client, translation):
    file = fetch(client, translation)
    assert {entry.msgid for entry in file} == set(TURKISH)
    for entry in file:
        entry.msgstr = TURKISH[entry.msgid]
    bring_back(client, translation, file)
    assert client.get("/tr/nasil-isler/").status_code == 404
    publish(client, translation)
    shown = client.get("/tr/nasil-isler/").content.decode()
    for dutch, turkish in TURKISH.items():
        assert turkish in shown
        assert f">{dutch}<" not in shown
    assert [entry.msgstr for entry in fetch(client, translation)] == [entry.msgstr for entry in file]


def test_half_a_file_waits_for_the_other_half(client, translation):
    file = fetch(client, translation)
    for entry in list(file)[:3]:
        entry.msgstr = TURKISH[entry.msgid]
    bring_back(client, translation, file)
    publish(client, translation)
    assert not target(translation).live
    for entry in file:
        entry.msgstr = TURKISH[entry.msgid]
    bring_back(client, translation, file)
    publish(client, translation)
    assert target(translation).live


def test_no_file_is_asked_for_again(client, translation):
    response = post(client, reverse("wagtail_localize:upload_pofile", args=[translation.pk]))
    assert "Download PO file" in response.content.decode()


@pytest.mark.parametrize("rubbish", [b"", b"not a file of ours", b"\xff\xfe\x00", b'msgid "a"\nmsgstr "b"\n'])
def test_another_file_is_refused_and_changes_nothing(client, translation, rubbish):
    said = bring_back(client, translation, rubbish).content.decode()
    assert "PO file" in said
    assert not StringTranslation.objects.exists()


def test_a_link_leads_to_the_turkish_page_where_there_is_one(client, home, turkish_home):
    source = write(home, title="Doel", slug="doel")
    translated(client, source)
    alone = write(home, title="Alleen", slug="alleen")
    words = f'<p>Lees <a linktype="page" id="{source.pk}">dit</a> en <a linktype="page" id="{alone.pk}">dat</a>.</p>'
    button = {"text": "Devam", "leads_to": "page", "page": source}
    turkish = TextPageFactory(
        parent=turkish_home,
        title="Bağlantılar",
        slug="baglantilar",
        body=[("paragraph", RichText(words)), ("call_to_action", button)],
    )
    shown = client.get(turkish.get_url()).content.decode()
    assert shown.count('href="/tr/cevir-slug/"') >= 2
    assert "/nl/doel/" not in shown.split("<main")[1].split("</main")[0]
    assert "/nl/alleen/" in shown


def test_lines_of_a_list_are_never_passed_by(home):
    """wagtail-localize passes by what stands in a list without ids; a page that was saved has them."""
    page = home.add_child(
        instance=TextPage(
            title="Oud",
            slug="oud",
            lead="Een lijst.",
            body=[{"type": "steps", "value": [{"title": "U belt", "text": "Wij luisteren."}]}],
        )
    )
    page.save_revision().publish()
    page = Page.objects.get(pk=page.pk).specific
    assert "U belt" in [words for _path, words in lines_of(page)]
