"""Publications: by year and kind, with who wrote them and where to read them."""

import io

import pikepdf
import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from wagtail.documents.models import Document

from cms_pages.models import PublicationPage
from tests.cms_pages.factories import PublicationIndexPageFactory, PublicationPageFactory
from tests.cms_pages.test_findable import data_of, entries_of
from tests.cms_pages.test_navigation import queries_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_uploads(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def index(home):
    return PublicationIndexPageFactory(parent=home)


def document(content=None, pages=3):
    if content is None:
        made, kept = pikepdf.new(), io.BytesIO()
        for _ in range(pages):
            made.add_blank_page()
        made.save(kept)
        content = kept.getvalue()
    return Document.objects.create(title="Boek", file=ContentFile(content, name="boek.pdf"))


def test_publications_stand_by_year_the_newest_first(dutch, index):
    PublicationPageFactory(parent=index, title="Oud", year=2003)
    PublicationPageFactory(parent=index, title="Nieuw", year=2009)
    PublicationPageFactory(parent=index, title="Concept", year=2010, live=False)
    html = dutch.get("/nl/publicaties/").content.decode()
    assert html.index("<h2>2009</h2>") < html.index("Nieuw</a>") < html.index("<h2>2003</h2>") < html.index("Oud</a>")
    assert "Concept" not in html
    assert "?kind=" not in html


def test_publications_are_found_by_kind(dutch, index):
    PublicationPageFactory(parent=index, title="Een boek", kind="book")
    PublicationPageFactory(parent=index, title="Een onderzoek", kind="research")
    html = dutch.get("/nl/publicaties/?kind=research").content.decode()
    assert "Een onderzoek" in html
    assert "Een boek" not in html
    assert '<a href="?kind=research" aria-current="true">' in html
    for rubbish in ("report", "x%27%22", ""):
        assert "Een boek" in dutch.get(f"/nl/publicaties/?kind={rubbish}&page=x").content.decode()


def test_no_publications_is_said(dutch, index):
    assert '<p class="sp">' in dutch.get("/nl/publicaties/").content.decode()


def test_a_publication_tells_who_wrote_it_and_where_to_read_it(dutch, index):
    page = PublicationPageFactory(
        parent=index, slug="boek", authors="Bosma", publisher="SWP", year=2009, written_in="fr", file=document(),
        elsewhere="https://books.example/1",
    )  # fmt: skip
    html = dutch.get("/nl/publicaties/boek/").content.decode()
    for words in ("Bosma", "2009, SWP", "Français", 'href="https://books.example/1"', '<h1 lang="fr">'):
        assert words in html
    assert page.file_pages == 3
    assert f'href="/documents/{page.file.pk}/boek.pdf"' in html
    assert '<a href="/nl/publicaties/">Publicaties</a>' in html


def test_what_is_no_pdf_is_refused(index):
    with pytest.raises(ValidationError) as refused:
        PublicationPageFactory(parent=index, file=document(b"geen pdf"))
    assert "file" in refused.value.message_dict


def test_a_year_is_a_year_whatever_happens(index):
    page = PublicationPageFactory(parent=index)
    page.year = 20
    with pytest.raises(ValidationError):
        page.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        PublicationPage.objects.filter(pk=page.pk).update(year=20)


def test_a_publication_is_found(dutch, index):
    PublicationPageFactory(parent=index, slug="boek", title="Een plan", authors="Bosma", year=2009, kind="research")
    data = data_of(dutch, "/nl/publicaties/boek/")
    assert data["@type"] == "ScholarlyArticle"
    assert data["author"] == {"@type": "Person", "name": "Bosma"}
    assert data["datePublished"] == "2009"
    assert data["publisher"]["@type"] == "Organization"
    assert "http://localhost/nl/publicaties/boek/" in entries_of(dutch)
    assert "/nl/publicaties/boek/" in dutch.get("/nl/search/?q=bosma").content.decode()


@pytest.mark.parametrize("address", ["/nl/publicaties/", "/nl/publicaties/eerste/"])
def test_queries_are_few_and_do_not_grow(dutch, index, address):
    PublicationPageFactory(parent=index, slug="eerste", file=document())
    dutch.get(address)
    few = queries_of(dutch, address)
    for _ in range(12):
        PublicationPageFactory(parent=index)
    assert queries_of(dutch, address) == few
    assert few <= 12
