"""The door to PDF: tagged, with our own fonts, from right to left where that is read, and asking nobody."""

import io
import re
import sys
from pathlib import Path

import pikepdf
import pypdf
import pytest
from django.core.checks import run_checks
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from portal.outbound.pdf import PdfUnavailable, can_render, fold, render_pdf, rendering
from portal.outbound.pdf.booklet import order
from portal.outbound.pdf.qr import drawing_data, qr_data

PAGE = """{% extends "pdf/base.html" %}{% block title %}{{ title }}{% endblock %}{% block main %}{{ text|safe }}
{% endblock %}"""
GREEN = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path fill="#0f0" d="M0 0h9v9H0z"/></svg>'


@pytest.fixture
def template(tmp_path, settings):
    """A template on top of pdf/base.html, by its name."""
    (tmp_path / "probe.html").write_text(PAGE)
    settings.TEMPLATES = [settings.TEMPLATES[0] | {"DIRS": [*settings.TEMPLATES[0]["DIRS"], tmp_path]}]
    return "probe.html"


@pytest.fixture
def make(template):
    """make(html) -> the PDF, read by pikepdf."""

    def made(html, *, language="nl", title="Proef", **more):
        return render_pdf(template, {"title": title, "text": html}, language=language, **more)

    return made


def opened(document):
    """The document as pikepdf reads it. Its parts live only as long as it does: hold on to it."""
    return pikepdf.open(io.BytesIO(document))


def text_of(document):
    return " ".join("\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(document)).pages).split())


def elements(pdf, wanted):
    """The structure elements of one kind, in reading order."""
    found, waiting = [], [pdf.Root.StructTreeRoot]
    while waiting:
        element = waiting.pop(0)
        if element.get("/S") == pikepdf.Name(f"/{wanted}"):
            found.append(element)
        kids = element.get("/K", [])
        kids = list(kids) if isinstance(kids, pikepdf.Array) else [kids]
        waiting = [kid for kid in kids if isinstance(kid, pikepdf.Dictionary)] + waiting
    return found


def fonts_of(document):
    """Names of all fonts that the document uses, each with whether its letters are in the file."""
    fonts, pdf = {}, opened(document)
    for entry in pdf.objects:
        if isinstance(entry, pikepdf.Dictionary) and entry.get("/Type") == pikepdf.Name.FontDescriptor:
            fonts[str(entry.FontName)] = any(key in entry for key in ("/FontFile", "/FontFile2", "/FontFile3"))
    return fonts


def test_who_listens_hears_the_title_the_language_and_the_headings(make):
    document = make("<h1>Samen een plan</h1><p>Wie komt er?</p><h2>Wie</h2><ul><li>oma</li></ul>", title="Een folder")
    pdf = opened(document)
    assert pdf.Root.MarkInfo.Marked
    assert str(pdf.Root.Lang) == "nl"
    assert pdf.Root.ViewerPreferences.DisplayDocTitle
    with pdf.open_metadata() as metadata:
        assert metadata["dc:title"] == "Een folder"
        assert metadata["pdfuaid:part"] == "1"
    for kind, number in {"H1": 1, "H2": 1, "P": 1, "LI": 1}.items():
        assert len(elements(pdf, kind)) == number


def test_a_drawing_says_what_it_shows(make):
    pdf = opened(make(f'<img alt="Mensen in een kring" src="{drawing_data(GREEN)}">'))
    assert [str(figure.Alt) for figure in elements(pdf, "Figure")] == ["Mensen in een kring"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("nl", "Ieder heeft een kring, ook u"),
        ("pl", "Łódź, żółć, wspólny plan"),
        ("tr", "Gücünüz çevrenizdedir: İstanbul, ığüş"),
    ],
)
def test_every_letter_is_printed_and_copied_as_it_was_written(make, language, text):
    document = make(f"<h1>{text}</h1><p>{text} <b>{text}</b></p>", language=language)
    assert text_of(document).count(text) == 3
    fonts = fonts_of(document)
    assert all(fonts.values())
    assert {name.split("+")[1][:5] for name in fonts} == {"Paper"}, "a font that is not ours"


def test_arabic_is_set_from_right_to_left_and_read_in_order(make):
    heading, text = "القوة الذاتية", "الأشخاص المقربون منكم يضعون الخطة معكم"
    document = make(f"<h1>{heading}</h1><p>{text}</p><p><bdi dir='ltr'>038 422 25 26</bdi></p>", language="ar")
    pdf = opened(document)
    assert str(pdf.Root.Lang) == "ar"
    assert heading in text_of(document)
    assert text in text_of(document)
    assert "038 422 25 26" in text_of(document)
    assert all(fonts_of(document).values())
    starts = []
    page = pypdf.PdfReader(io.BytesIO(document)).pages[0]
    page.extract_text(visitor_text=lambda text, cm, tm, font, size: starts.append(cm[4] + tm[4]) if text.strip() else 0)
    middle = float(page.mediabox.width) / 2
    assert max(starts) > middle, "lines begin at the right"


@pytest.mark.parametrize(
    "address",
    [
        "https://elsewhere.example/a.svg",
        "//elsewhere.example/a.svg",
        "http://127.0.0.1:1/a.svg",
        f"file://{Path(__file__)}",
        "ftp://elsewhere.example/a.svg",
        "/static/../settings/base.py",
        "/static/%2e%2e/settings/base.py",
        "/media/secrets/a.svg",
        "/media/images/../secrets/a.svg",
        "/media/images/%2e%2e/secrets/a.svg",
        "/admin/a.svg",
        "data:text/html,x",
        "https://files.invalid.elsewhere.example/static/icon.svg",
    ],
)
def test_whatever_is_not_ours_stays_out(make, monkeypatch, address):
    _keep("secrets/a.svg")

    def nobody(*args):
        raise AssertionError(f"a connection was opened: {args}")

    monkeypatch.setattr("socket.socket.connect", nobody)
    document = make(f'<p>Tekst</p><img alt="iets" src="{address}">')
    assert "Tekst" in text_of(document)
    assert not _draws_green(document)


@pytest.mark.parametrize("base", ["https://files.invalid/", "https://www.example.nl/"])
def test_our_own_pictures_come_along(make, base):
    assert _draws_green(make(f'<img alt="groen" src="/media/{_keep("images/a.svg")}">', base_url=base))
    assert _draws_green(make(f'<img alt="groen" src="{drawing_data(GREEN)}">', base_url=base))


def test_collected_files_with_a_hash_in_their_name_are_found(make, settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    (tmp_path / "green.abc123.svg").write_text(GREEN)
    assert _draws_green(make('<img alt="groen" src="/static/green.abc123.svg">'))
    assert not _draws_green(make('<img alt="groen" src="/static/gone.svg">'))


def test_links_lead_to_the_whole_address(make):
    pdf = opened(make('<p><a href="/nl/refer/">Vraag</a></p>', base_url="https://www.example.nl/"))
    assert [str(link.A.URI) for link in pdf.pages[0].Annots] == ["https://www.example.nl/nl/refer/"]


def test_without_pango_there_is_no_pdf_and_the_check_says_so(template, monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "weasyprint", None)  # as if it could not be imported
    monkeypatch.setattr(rendering.importlib, "import_module", _no_pango)
    rendering._engine.cache_clear()
    try:
        assert not can_render()
        with pytest.raises(PdfUnavailable, match="docs/operating.md"):
            render_pdf(template, {"title": "x", "text": "y"}, language="nl")
        warned = [warning.id for warning in run_checks(include_deployment_checks=True)]
        assert "outbound.W001" in warned
        assert capsys.readouterr().out == ""
    finally:
        rendering._engine.cache_clear()


def test_where_pango_is_the_check_is_silent():
    assert "outbound.W001" not in [warning.id for warning in run_checks(include_deployment_checks=True)]


def test_a_document_without_end_is_refused(make):
    with pytest.raises(ValueError, match="too long"):
        make("x" * 2_000_001)


@pytest.mark.parametrize(
    ("pages", "sides"),
    [
        (1, [(1, 0), (0, 0)]),
        (2, [(2, 1), (0, 0)]),
        (4, [(4, 1), (2, 3)]),
        (5, [(5, 1), (2, 0), (0, 3), (4, 0)]),
        (8, [(8, 1), (2, 7), (6, 3), (4, 5)]),
    ],
)
def test_pages_of_a_booklet_come_in_the_order_of_folding(pages, sides):
    assert order(pages) == sides


A5 = "<style>@page{size:A5;margin:1cm} h1{break-before:page}</style>"


def test_a_booklet_keeps_text_tags_links_and_language(make):
    chapters = "".join(f'<h1>Blad {number}</h1><p><a href="https://x.example/">hier</a></p>' for number in range(1, 7))
    folded = fold(make(f"{A5}{chapters}"))
    reader = pypdf.PdfReader(io.BytesIO(folded))
    chapters_on = [re.findall(r"Blad (\d)", page.extract_text()) for page in reader.pages]
    assert chapters_on == [["6", "1"], ["2"], ["3"], ["4", "5"]]
    assert {round(float(page.mediabox.width)) for page in reader.pages} == {839}
    pdf = opened(folded)
    assert str(pdf.Root.Lang) == "nl"
    headings = elements(pdf, "H1")
    assert len(headings) == 6
    sheets = [page.objgen for page in pdf.pages]
    for element in [*headings, *elements(pdf, "Link")]:
        assert element.Pg.objgen in sheets
    marked = headings[0].K[0].K[0]
    assert (marked.Type, marked.MCID) == (pikepdf.Name.MCR, 0)
    assert marked.Stm.StructParents is not None
    links = [link for page in pdf.pages for link in page.Annots]
    assert len(links) == 6
    assert max(float(link.Rect[2]) for link in links) > 420, "links of right-hand pages moved along"


def test_a_booklet_from_right_to_left_has_its_spine_on_the_other_side(make):
    folded = fold(make(f"{A5}<h1>1</h1><h1>2</h1><h1>3</h1><h1>4</h1>"), right_to_left=True)
    pdf = opened(folded)
    drawn = pdf.pages[0].Contents.read_bytes().decode()
    assert "1 0 0 1 0.000 0 cm /P1 Do" in drawn


def test_a_qr_code_is_drawn_here_and_differs_by_address():
    code = qr_data("https://www.eigen-kracht.nl/nl/folders/")
    assert code.startswith("data:image/svg+xml")
    assert code != qr_data("https://www.eigen-kracht.nl/nl/")


def _no_pango(name):
    print("WeasyPrint could not import some external libraries.")
    raise OSError("cannot load library 'libpango-1.0-0'")


def _keep(name):
    if not default_storage.exists(name):
        default_storage.save(name, ContentFile(GREEN.encode()))
    return name


def _draws_green(document):
    """Is the green of the test drawing somewhere in the file?"""
    pdf = opened(document)
    streams = [entry for entry in pdf.objects if isinstance(entry, pikepdf.Stream)]
    drawn = [stream.read_bytes() for stream in streams if stream.get("/Subtype") != pikepdf.Name.XML]
    return any(b"0 1 0 rg" in content or b"0 1 0 scn" in content for content in drawn)
