"""Leaflets: to read, to print, to fold; made once, kept, taken away; shared between the sites."""

import io
from concurrent.futures import ThreadPoolExecutor

import pikepdf
import pypdf
import pytest
from django.core.cache import cache
from django.core.files.storage import default_storage
from django.db import connection

from cms_pages.demo_leaflets import put_leaflets
from cms_pages.models import FolderIndexPage, FolderPage, FolderPrint
from cms_pages.paper import prints
from cms_pages.paper.forms import PrintForm
from cms_pages.paper.leaflet import leaflet_html
from cms_pages.tasks import MADE_AT_ONCE, make_leaflet_pdfs
from portal.outbound.pdf import rendering
from tests.cms_pages.factories import HomePageFactory
from tests.organisations.factories import OrganisationFactory

pytestmark = pytest.mark.django_db
BODY = [
    {"type": "heading", "value": "Wie komt er?"},
    {"type": "paragraph", "value": "<p>Iedereen die <b>om u</b> geeft.</p>"},
    {"type": "points", "value": [{"type": "item", "id": "1", "value": {"title": "Oma", "text": "en opa"}}]},
    {"type": "steps", "value": [{"type": "item", "id": "2", "value": {"title": "Bellen", "text": ""}}]},
    {"type": "questions", "value": [{"type": "item", "id": "3", "value": {"question": "Moet het?", "answer": "Nee."}}]},
    {"type": "quote", "value": {"text": "Het lukte.", "who": "Een buur"}},
    {"type": "note", "value": {"title": "Let op", "text": "Het mag."}},
    {"type": "circle", "value": {"title": "De kring", "text": ""}},
    {"type": "contact", "value": None},
    {"type": "danger", "value": None},
    {"type": "call_to_action", "value": {"text": "Vraag het", "leads_to": "refer", "page": None}},
]


@pytest.fixture(autouse=True)
def own_uploads(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def index_below(home, **fields):
    fields = {"title": "Folders", "slug": "folders", "lead": "Alle folders."} | fields
    return home.add_child(instance=FolderIndexPage(locale=home.locale, **fields))


def folder_below(index, title="Uw plan", **fields):
    fields = {"slug": "uw-plan", "lead": "Samen.", "audience": "family", "body": BODY} | fields
    page = index.add_child(instance=FolderPage(title=title, locale=index.locale, **fields))
    page.save_revision().publish()
    return page


@pytest.fixture
def index(home):
    return index_below(home)


@pytest.fixture
def folder(index):
    return folder_below(index)


@pytest.fixture
def drawn(monkeypatch):
    """A list that grows by one for every document that becomes a PDF."""
    made = []
    real = rendering.pdf_of

    def counted(html, **more):
        made.append(html)
        return real(html, **more)

    monkeypatch.setattr(prints, "pdf_of", counted)
    return made


def text_of(document):
    return " ".join("\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(document)).pages).split())


def kept_files(page):
    try:
        return sorted(default_storage.listdir(f"folders/{page.pk}")[1])
    except FileNotFoundError:
        return []


def test_a_leaflet_is_a_page_with_all_its_ways_onto_paper(client, folder):
    html = client.get("/nl/folders/uw-plan/").content.decode()
    assert "Wie komt er?" in html
    for name in PrintForm.values:
        assert f'href="/nl/folders/uw-plan/{name}/"' in html
    assert 'href="/nl/order-leaflets/"' in html
    assert '<p class="crumb"><a href="/nl/folders/">Folders</a></p>' in html


def test_a_leaflet_costs_few_queries(client, folder, django_assert_max_num_queries):
    client.get("/nl/folders/uw-plan/")
    cache.clear()
    with django_assert_max_num_queries(12):
        client.get("/nl/folders/uw-plan/")


@pytest.mark.parametrize("number", [1, 12])
def test_the_list_costs_as_much_with_many(client, index, number, django_assert_max_num_queries):
    for each in range(number):
        folder_below(index, f"Folder {each}", slug=f"folder-{each}")
    client.get("/nl/folders/")
    cache.clear()
    with django_assert_max_num_queries(12):
        html = client.get("/nl/folders/").content.decode()
    assert f"Folder {number - 1}" in html


def test_the_list_can_be_narrowed_by_links(client, index):
    folder_below(index, "Voor gezinnen", slug="een", audience="family")
    folder_below(index, "Voor kinderen", slug="twee", audience="children")
    html = client.get("/nl/folders/?for=children").content.decode()
    assert "Voor kinderen" in html
    assert "Voor gezinnen" not in html
    assert '<a href="?for=children" aria-current="true">' in html
    for nonsense in ("", "nobody", "professional"):
        assert "Voor gezinnen" in client.get(f"/nl/folders/?for={nonsense}").content.decode()


def test_the_list_leads_to_the_other_languages(client, organisation):
    home = HomePageFactory(organisation=organisation)
    folder = folder_below(index_below(home))
    turkish = index_below(HomePageFactory(translation_of=home, language="tr"), slug="brosurler", title="Broşürler")
    folder_below(turkish, "Planınız", slug="planiniz", translation_key=folder.translation_key)
    html = client.get("/nl/folders/").content.decode()
    assert '<a href="/tr/brosurler/planiniz/" lang="tr" hreflang="tr" dir="ltr">Türkçe</a>' in html


@pytest.mark.parametrize("print_form", PrintForm)
def test_on_paper_stands_the_leaflet_the_organisation_and_the_way_back(client, folder, organisation, print_form):
    response = client.get(f"/nl/folders/uw-plan/{print_form}/")
    assert response["Content-Type"] == "application/pdf"
    text = text_of(response.content)
    for words in ("Uw plan", "Wie komt er?", "Oma", "Bellen", "Moet het?", "Let op", "Vraag het", "112"):
        assert words in text
    assert organisation.telephone in text
    assert "localhost/nl/folders/uw-plan" in text.replace("- ", "").replace(" ", "")
    pdf = pikepdf.open(io.BytesIO(response.content))
    assert pdf.Root.MarkInfo.Marked
    assert str(pdf.Root.Lang) == "nl"
    assert len(pdf.pages) % 2 == 0 or print_form != PrintForm.BOOKLET


def test_nothing_that_is_drawn_goes_without_words(folder, caplog):
    rendering.pdf_of(leaflet_html(folder, PrintForm.A4))
    assert not [line.message for line in caplog.records if "alt" in line.message]


def test_the_file_has_a_name_in_plain_letters_and_in_its_own(client, organisation):
    home = HomePageFactory(organisation=organisation)
    arabic = HomePageFactory(translation_of=home, language="ar")
    folder_below(index_below(arabic), "خطتك", slug="your-plan")
    response = client.get("/ar/folders/your-plan/booklet/")
    assert response["Content-Disposition"] == (
        'inline; filename="eigen-kracht-your-plan-ar-booklet.pdf"; '
        "filename*=UTF-8''Eigen%20Kracht%20-%20%D8%AE%D8%B7%D8%AA%D9%83-booklet.pdf"
    )


def test_a_second_reader_pays_nothing(client, folder, drawn):
    first, second = (client.get("/nl/folders/uw-plan/a4/").content for _ in range(2))
    assert first == second
    assert len(drawn) == 1


def test_a_published_change_and_a_new_telephone_number_are_printed(client, folder, organisation, drawn):
    client.get("/nl/folders/uw-plan/a4/")
    folder.title = "Uw eigen plan"
    folder.save_revision()
    client.get("/nl/folders/uw-plan/a4/")
    assert len(drawn) == 1, "a draft is no leaflet yet"
    folder.get_latest_revision().publish()
    assert "Uw eigen plan" in text_of(client.get("/nl/folders/uw-plan/a4/").content)
    organisation.telephone = "038 999 99 99"
    organisation.save()
    assert "038 999 99 99" in text_of(client.get("/nl/folders/uw-plan/a4/").content)
    assert len(drawn) == 3
    assert len(kept_files(folder)) == 1, "what is out of date goes"


def test_a_lost_file_is_made_again(client, folder, drawn):
    client.get("/nl/folders/uw-plan/a4/")
    default_storage.delete(FolderPrint.objects.get().file_name)
    assert client.get("/nl/folders/uw-plan/a4/").status_code == 200
    assert len(drawn) == 2


@pytest.mark.parametrize("how", ["unpublish", "delete"])
def test_what_is_no_longer_public_takes_its_files_along(client, folder, how):
    client.get("/nl/folders/uw-plan/a4/")
    assert kept_files(folder)
    page = FolderPage.objects.get()
    key = page.pk
    getattr(page, how)()
    page.pk = key
    assert client.get("/nl/folders/uw-plan/a4/").status_code == 404
    assert not kept_files(page)
    assert not FolderPrint.objects.exists()


def test_whoever_comes_while_it_is_made_is_asked_to_wait(client, folder, monkeypatch, drawn):
    monkeypatch.setattr(prints, "PATIENCE", 0)
    monkeypatch.setattr(prints.pdf_for, "__kwdefaults__", {"patience": 0})
    row = FolderPrint.objects.create(page=folder, print_form="a4")
    assert prints._take(row)
    response = client.get("/nl/folders/uw-plan/a4/")
    assert response.status_code == 503
    assert response["Retry-After"] == "10"
    assert 'href="/nl/folders/uw-plan/"' in response.content.decode()
    assert not drawn


def test_a_making_that_failed_leaves_it_to_the_next(client, folder, monkeypatch):
    def fails(html, **more):
        raise MemoryError

    with monkeypatch.context() as broken:
        broken.setattr(prints, "pdf_of", fails)
        with pytest.raises(MemoryError):
            client.get("/nl/folders/uw-plan/a4/")
    assert client.get("/nl/folders/uw-plan/a4/").status_code == 200


@pytest.mark.django_db(transaction=True)
def test_two_readers_at_once_make_one(client, folder, drawn):
    def read(_number):
        try:
            return prints.pdf_for(folder, PrintForm.A4)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as readers:
        documents = list(readers.map(read, range(4)))
    assert len(set(documents)) == 1
    assert len(drawn) == 1


def test_without_pango_the_page_says_so_and_keeps_working(client, folder, monkeypatch):
    monkeypatch.setattr(rendering, "_engine", lambda: None)
    page = client.get("/nl/folders/uw-plan/")
    assert page.status_code == 200
    assert 'href="/nl/folders/uw-plan/a4/"' not in page.content.decode()
    assert client.get("/nl/folders/uw-plan/a4/").status_code == 503
    assert make_leaflet_pdfs() == 0


def test_periodic_work_makes_them_beforehand(client, index, drawn):
    folders = [folder_below(index, f"Folder {each}", slug=f"folder-{each}") for each in range(2)]
    made = 0
    while step := make_leaflet_pdfs():
        assert step <= MADE_AT_ONCE
        made += step
    assert made == 2 * len(PrintForm)
    before = len(drawn)
    client.get("/nl/folders/folder-1/booklet/")
    assert len(drawn) == before
    folders[0].save_revision().publish()
    assert make_leaflet_pdfs() == len(PrintForm)


def test_there_is_no_other_form(client, folder):
    assert client.get("/nl/folders/uw-plan/a3/").status_code == 404
    assert client.get("/nl/folders/uw-plan/a4/a4/").status_code == 404


class TestShared:
    """The two sites show the same leaflets, each with its own numbers."""

    @pytest.fixture
    def belgian(self):
        return OrganisationFactory(belgian=True)

    @pytest.fixture
    def both(self, organisation, belgian):
        indexes = []
        for each in (organisation, belgian):
            home = HomePageFactory(organisation=each)
            index = index_below(home)
            arabic = HomePageFactory(translation_of=home, language="ar")
            index_below(arabic, translation_key=index.translation_key, slug="leaflets")
            put_leaflets(index)
            indexes.append(index)
        return indexes

    def test_they_are_written_once(self, both):
        assert FolderPage.objects.filter(alias_of=None).count() == 8
        assert FolderPage.objects.exclude(alias_of=None).count() == 8

    def test_each_shows_its_own_numbers_and_languages(self, client, both, organisation, belgian):
        for each in (organisation, belgian):
            host = each.site.hostname
            html = client.get("/nl/folders/voor-families/", SERVER_NAME=host).content.decode()
            assert each.telephone in html
            assert 'hreflang="ar" href="http://' in html
            assert client.get("/ar/leaflets/for-families/", SERVER_NAME=host).status_code == 200
            document = client.get("/nl/folders/voor-families/a4/", SERVER_NAME=host).content
            assert each.telephone in text_of(document)

    def test_a_change_reaches_both(self, client, both, belgian):
        page = FolderPage.objects.get(slug="voor-families", alias_of=None)
        page.title = "Uw familie weet het"
        page.save_revision().publish()
        address = {"path": "/nl/folders/voor-families/", "SERVER_NAME": belgian.site.hostname}
        html = client.get(**address).content.decode()
        assert "Uw familie weet het" in html
        assert 'hreflang="ar"' in html, "its translation is still found"
        page.unpublish()
        assert client.get(**address).status_code == 404
