"""A new editor makes a leaflet: writes it, has it approved, prints it, has it translated, and sees how that stands."""

import io
import re

import pikepdf
import polib
import pypdf
import pytest
from playwright.sync_api import expect
from wagtail.users.models import UserProfile

from cms_pages.models import FolderPage
from portal.accounts.roles import open_site_to_editors
from portal.outbound.pdf import can_render
from tests.accounts.factories import UserFactory
from tests.cms_pages.factories import FolderIndexPageFactory, HomePageFactory
from tests.cms_pages.media import drawn
from tests.journeys.test_staff import ours_is_accessible, sign_in
from tests.running import eventually

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

DRAWING_A_PDF = 60_000  # milliseconds, on a busy machine
FIRST_LEAD, BETTER_LEAD = "Teneinde u te helpen bellen wij u.", "Wij bellen u om te helpen."
TURKISH = {
    "Uw kring": "Sizin çevreniz",
    "uw-kring": "sizin-cevreniz",
    FIRST_LEAD: "Size yardım etmek için ararız.",
    "Goed om te weten": "Bilmeniz iyi olur",
    "U beslist.": "Siz karar verirsiniz.",
    "Mensen om een tafel": "Masanın etrafında insanlar",
    "In Zwolle": "Zwolle şehrinde",
}


@pytest.fixture
def index(region, settings, tmp_path):
    """Where leaflets come, in Dutch and in Turkish."""
    settings.SECOND_FACTOR_REQUIRED = False
    settings.MEDIA_ROOT = tmp_path
    open_site_to_editors()
    home = HomePageFactory(organisation=region.organisation)
    index = FolderIndexPageFactory(parent=home)
    turkish_home = HomePageFactory(translation_of=home, language="tr")
    FolderIndexPageFactory(parent=turkish_home, translation_of=index, title="Broşürler", slug="brosurler")
    return index


@pytest.fixture
def desk_of(region, new_page):
    """A function that gives the desk of a new editor, signed in, who reads the admin in English."""

    def sit_down(name):
        user = UserFactory(
            role="editor", is_staff=True, organisation=region.organisation, first_name=name, email=f"{name}@example.org"
        )
        UserProfile.objects.update_or_create(user=user, defaults={"preferred_language": "en"})
        desk = new_page()
        sign_in(desk, user)
        return desk

    return sit_down


def test_a_leaflet_from_the_first_word_to_the_reader_in_two_languages(new_page, index, desk_of):
    desk, reader = desk_of("eva"), new_page()
    _write(desk, index)
    _look_beside_the_text(desk)
    _submit(desk)
    leaflet = FolderPage.objects.get()
    assert not leaflet.live
    dutch, turkish = f"/nl/{index.slug}/{leaflet.slug}/", "/tr/brosurler/sizin-cevreniz/"
    assert reader.goto(dutch).status == 404

    _approve(desk_of("noor"))
    eventually(lambda: FolderPage.objects.get().live, seconds=10)
    _read(reader, dutch, TURKISH.keys() - {"uw-kring"}, never=())

    _has_on_the_board(desk, "missing").click()
    desk.get_by_role("button", name="Submit", exact=True).click()
    _has_on_the_board(desk, "being translated").click()
    _translate_in_a_file(desk)
    assert reader.goto(turkish).status == 404
    _press(desk, "Publish in Türkçe")
    _has_on_the_board(desk, "current")
    _read(reader, turkish, set(TURKISH.values()) - {"sizin-cevreniz"}, never=TURKISH.keys() - {"uw-kring"})
    if can_render():
        _read_on_paper(reader, dutch, TURKISH.keys() - {"uw-kring"}, shows="Mensen om een tafel")
        _read_on_paper(reader, turkish, set(TURKISH.values()) - {"sizin-cevreniz"}, shows="Masanın etrafında insanlar")

    _change(desk, leaflet)
    _has_on_the_board(desk, "outdated")
    desk.locator(f"a[href='/admin/translating/{leaflet.pk}/']").click()
    expect(desk.locator(".tr-words")).to_contain_text(f"{FIRST_LEAD} {BETTER_LEAD}")
    ours_is_accessible(desk)


def _write(desk, index):
    desk.goto(f"/admin/pages/add/cms_pages/folderpage/{index.pk}/")
    desk.locator("[name=title]").fill("Uw kring")
    desk.locator("[name=lead]").fill(FIRST_LEAD)
    _add_block(desk, "Note", {"title": "Goed om te weten", "text": "U beslist."})
    _add_block(desk, "Picture", {"caption": "In Zwolle"})
    _upload(desk, drawn("PNG", (640, 360)))
    with desk.expect_navigation():
        desk.get_by_role("button", name="Save draft").last.click()


def _add_block(desk, label, values):
    desk.get_by_title("Insert a block").last.click()
    desk.get_by_role("option", name=label, exact=True).first.click()
    for name, value in values.items():
        desk.locator(f"[name$='-value-{name}']").last.fill(value)


def _upload(desk, content):
    desk.get_by_role("button", name="Choose an image").click()
    chooser = desk.locator(".modal")
    chooser.get_by_role("tab", name="Upload").click()
    chooser.locator("[type=file]").set_input_files({"name": "tafel.png", "mimeType": "image/png", "buffer": content})
    chooser.locator("[name$=title]").fill("Tafel")
    chooser.get_by_role("button", name="Upload").click()
    chooser.wait_for(state="detached")


def _look_beside_the_text(desk):
    """How it reads, and what the checker found in the preview."""
    desk.locator("[data-side-panel-toggle=checks], [aria-label='Toggle checks']").first.click()
    expect(desk.locator(".plain-language")).to_contain_text("teneinde")
    desk.locator("[aria-label='Toggle preview']").first.click()
    preview = desk.frame_locator(".w-preview__iframe >> visible=true")
    expect(preview.locator("h1")).to_have_text("Uw kring", timeout=30_000)
    expect(preview.locator(".note")).to_contain_text("U beslist.")
    expect(preview.locator("figure picture img")).to_have_count(1)
    desk.locator("[aria-label='Toggle preview']").first.click()


def _submit(desk):
    """Not without words for the picture: beside the field stands why, and what was written is still there."""
    words = desk.locator("[name$='-picture-alt_text']")
    words.fill("")
    _press(desk, "Submit to Een tweede paar ogen")
    field = desk.locator(".w-field__wrapper, [data-contentpath=alt_text]", has=words).last
    expect(field).to_contain_text("Please add some alt text")
    expect(desk.locator("[name$='-value-caption']")).to_have_value("In Zwolle")
    assert not FolderPage.objects.get().current_workflow_state
    words.fill("Mensen om een tafel")
    _press(desk, "Submit to Een tweede paar ogen")
    desk.get_by_text("submitted for moderation").first.wait_for()


def _approve(desk):
    desk.get_by_role("link", name="Uw kring").first.click()
    _press(desk, "Approve and Publish")


def _read(reader, address, words, *, never):
    assert reader.goto(address).status == 200
    main = reader.locator("main")
    shown = main.inner_text() + main.locator("figure picture img").get_attribute("alt")
    assert {each for each in words if each not in shown} == set()
    assert {each for each in never if each in shown} == set()
    main.locator("figure picture img").scroll_into_view_if_needed()
    eventually(lambda: main.locator("figure picture img").evaluate("img => img.naturalWidth"), seconds=10)


def _has_on_the_board(desk, state):
    """The link of the leaflet in Turkish, once it stands so."""
    desk.goto("/admin/translating/")
    row = desk.locator("tbody tr", has=desk.get_by_role("link", name="Uw kring", exact=True))
    cell = row.locator("td[data-label=Türkçe] .tr-state")
    expect(cell).to_have_text(re.compile(f"^{state}, "))
    ours_is_accessible(desk)
    return cell


def _translate_in_a_file(desk):
    with desk.expect_download() as download:
        desk.get_by_role("link", name="Download PO file").click()
    file = polib.pofile(download.value.path().read_text())
    assert {entry.msgid for entry in file} == TURKISH.keys()
    for entry in file:
        entry.msgstr = TURKISH[entry.msgid]
    with desk.expect_file_chooser() as chooser:
        desk.get_by_role("button", name="Upload PO file").click()
    with desk.expect_navigation():
        chooser.value.set_files({"name": "tr.po", "mimeType": "text/x-gettext", "buffer": str(file).encode()})
    expect(desk.get_by_text("Siz karar verirsiniz.").first).to_be_visible()


def _read_on_paper(reader, address, words, *, shows):
    reader.goto(address)
    for form in ("a4", "booklet"):
        link = reader.locator(f".prints a[href$='/{form}/']").get_attribute("href")
        document = reader.request.get(link, timeout=DRAWING_A_PDF).body()
        assert document.startswith(b"%PDF")
        text = " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(document)).pages).split())
        assert {each for each in words - {shows} if each not in text} == set()
        with pikepdf.open(io.BytesIO(document)) as pdf:
            said = [
                str(each["/Alt"]) for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and "/Alt" in each
            ]
        assert shows in said


def _change(desk, leaflet):
    desk.goto(f"/admin/pages/{leaflet.pk}/edit/")
    desk.locator("[name=lead]").fill(BETTER_LEAD)
    _press(desk, "Publish")
    desk.get_by_text("published").first.wait_for()


def _press(desk, words):
    """A button of the menu at the foot of the editing page, which opens when it must."""
    button = desk.get_by_role("button", name=words, exact=True).first
    if not button.is_visible():
        desk.get_by_role("button", name="More actions").last.click()
    button.click()
    desk.wait_for_load_state()
