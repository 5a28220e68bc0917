"""From a template to a tagged PDF (PDF/UA-1), with WeasyPrint and the fonts that the site ships."""

import contextlib
import importlib
import io
import threading
import warnings
from functools import cache
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation
from PIL import ImageFile

from portal.outbound.pdf.own_files import OwnFiles

VARIANT = "pdf/ua-1"
NOWHERE = "https://files.invalid/"  # what relative addresses hang on; .invalid never exists (RFC 2606)
LONGEST = 2_000_000  # characters of HTML; a leaflet has 30,000
# One at a time in each process: pages that are read meanwhile need memory and a processor too.
_one_at_a_time = threading.Lock()


class PdfUnavailable(Exception):
    """No PDF can be made on this machine: pango is missing. Everything else works."""


def can_render() -> bool:
    """Can PDFs be made here? Asked once in each process."""
    return _engine() is not None


def render_pdf(template: str, context: dict, *, language: str, base_url: str = NOWHERE) -> bytes:
    """A tagged PDF of a template that extends pdf/base.html, in `language`, from right to left where that is read so.

    Raises PdfUnavailable, and ValueError for a document that is too long.
    """
    return pdf_of(render_html(template, context, language=language), base_url=base_url)


def render_html(template: str, context: dict, *, language: str) -> str:
    """What `pdf_of` makes a PDF of: the same text gives the same pages, so it can tell whether one is up to date."""
    with translation.override(language):
        return render_to_string(template, context)


def pdf_of(html: str, *, base_url: str = NOWHERE) -> bytes:
    """A tagged PDF of a whole HTML document. `base_url` is what its relative links lead to.

    Style sheets, fonts and pictures come from our own disk; whatever else is named stays out. Raises PdfUnavailable,
    and ValueError for a document that is too long.
    """
    weasyprint = _engine()
    if weasyprint is None:
        raise PdfUnavailable("No PDF can be made here: pango is missing (see docs/operating.md).")
    if len(html) > LONGEST:
        raise ValueError(f"A document of {len(html)} characters is too long for a PDF.")
    fetcher = OwnFiles(base_url=base_url, answer=weasyprint.urls.URLFetcherResponse)
    with _one_at_a_time:
        return weasyprint.HTML(string=html, base_url=base_url, url_fetcher=fetcher).write_pdf(pdf_variant=VARIANT)


@cache
def _engine() -> Any:
    """WeasyPrint, or None where the system lacks pango.

    Not imported above: it takes half a second that only who makes PDFs should pay, and without pango it fails with
    lines of advice on standard output.
    """
    with contextlib.redirect_stdout(io.StringIO()), warnings.catch_warnings():
        # Debian 12 has what it needs; a system without libharfbuzz-subset makes larger files, which is no fault.
        warnings.simplefilter("ignore", DeprecationWarning)
        try:
            engine = importlib.import_module("weasyprint")
        except OSError:
            return None
    # WeasyPrint has the whole process take pictures that end halfway. An upload that is damaged must be refused.
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    return engine
