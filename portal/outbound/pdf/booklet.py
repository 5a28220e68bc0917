"""Folds an A5 document into a booklet: two pages side by side on A4, in the order that comes right after folding.

The tags go along. A page becomes a form XObject, which keeps its fonts, its marked content and its place in the parent
tree; what pointed at "number 3 on page 2" now points at "number 3 of that XObject" (ISO 32000-1, 14.7.4.3).
"""

import io

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf

PAGES_ON_A_SHEET = 4  # two on either side


def order(pages: int) -> list[tuple[int, int]]:
    """The sides of the sheets as pairs (left, right) of page numbers from 1, for a booklet read from left to right.

    0 is an empty page: what is lacking to a multiple of 4 stands before the last page, which stays the back. Print on
    both sides, flip on the short edge, fold: 4 pages are (4, 1), (2, 3).
    """
    whole = -(-pages // PAGES_ON_A_SHEET) * PAGES_ON_A_SHEET
    numbers = [*range(1, pages), *[0] * (whole - pages), pages]
    sides = []
    for place in range(0, whole // 2, 2):
        sides += [(numbers[-1 - place], numbers[place]), (numbers[place + 1], numbers[-2 - place])]
    return sides


def lacking(document: bytes) -> int:
    """How many pages the document lacks to fill the sheets of a booklet."""
    with Pdf.open(io.BytesIO(document)) as pdf:
        return -len(pdf.pages) % PAGES_ON_A_SHEET


def fold(document: bytes, *, right_to_left: bool = False) -> bytes:
    """The same document as a booklet. All pages have one size; sheets are twice as wide.

    A booklet that is read from right to left has its spine on the other side.
    """
    with Pdf.open(io.BytesIO(document)) as pdf:
        pages = list(pdf.pages)
        width, height = _size(pages[0])
        placed: dict[tuple[int, int], tuple[Object, Object]] = {}
        sheets = []
        for pair in order(len(pages)):
            sheet = pdf.make_indirect(
                Dictionary(
                    Type=Name.Page,
                    MediaBox=[0, 0, 2 * width, height],
                    Resources=Dictionary(XObject=Dictionary()),
                    Annots=Array(),
                    Tabs=Name.S,
                )
            )
            drawn = b""
            for shift, number in zip((0.0, width), reversed(pair) if right_to_left else pair, strict=True):
                if number:
                    drawn += _place(pdf, pages[number - 1], sheet, number, shift, placed)
            sheet.Contents = pdf.make_stream(drawn)
            sheets.append(sheet)
        _repoint(pdf.Root.StructTreeRoot, placed)
        _unname_pages(pdf)
        del pdf.pages[:]
        for sheet in sheets:
            pdf.pages.append(pikepdf.Page(sheet))
        folded = io.BytesIO()
        pdf.save(folded, deterministic_id=True)
        return folded.getvalue()


def _size(page):
    left, bottom, right, top = (float(edge) for edge in page.mediabox)
    return right - left, top - bottom


def _place(pdf, page, sheet, number, shift, placed) -> bytes:
    """Puts a page on a sheet, `shift` points from its left edge; returns what draws it."""
    name = f"/P{number}"
    xobject = pdf.make_indirect(page.as_form_xobject())
    if Name.StructParents in page.obj:
        xobject.StructParents = page.obj.StructParents
    sheet.Resources.XObject[name] = xobject
    for annotation in page.obj.get(Name.Annots, Array()):
        left, bottom, right, top = (float(edge) for edge in annotation.Rect)
        annotation.Rect = Array([left + shift, bottom, right + shift, top])
        annotation.P = sheet
        sheet.Annots.append(annotation)
    placed[page.obj.objgen] = (sheet, xobject)
    return f"q 1 0 0 1 {shift:.3f} 0 cm {name} Do Q\n".encode()


def _repoint(element, placed):
    """Leads a structure element and all beneath it from pages to sheets."""
    page = element.get(Name.Pg)
    sheet, xobject = placed.get(page.objgen, (None, None)) if page is not None else (None, None)
    if sheet is not None:
        element.Pg = sheet
    kids = element.get(Name.K)
    if kids is None:
        return
    listed = list(kids) if isinstance(kids, Array) else [kids]
    element.K = Array([_kid(kid, sheet, xobject, placed) for kid in listed])


def _kid(kid, sheet, xobject, placed):
    if isinstance(kid, int):  # marked content, numbered on its page
        return Dictionary(Type=Name.MCR, Pg=sheet, Stm=xobject, MCID=kid)
    if kid.get(Name.Type) == Name.OBJR and Name.Pg in kid:  # a link
        kid.Pg = placed[kid.Pg.objgen][0]
        return kid
    _repoint(kid, placed)
    return kid


def _unname_pages(pdf):
    """Takes out what leads to pages that are gone: bookmarks and named places."""
    for name in (Name.Outlines, Name.Dests, Name.Names, Name.PageLabels, Name.OpenAction):
        if name in pdf.Root:
            del pdf.Root[name]
