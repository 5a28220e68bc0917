"""Drawings for paper. On screen the style sheets colour them; in a PDF a drawing is a picture that brings its own."""

import re
from functools import cache
from pathlib import Path

from django.contrib.staticfiles import finders
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from portal.outbound.pdf.qr import drawing_data

_NAMESPACE = 'xmlns="http://www.w3.org/2000/svg"'
# WeasyPrint knows no paint-order, so the pale edge around a name is drawn as a word of its own beneath it.
_NAME = re.compile(r'<text class="name"([^>]*)>([^<]*)</text>')
_WORDS = (
    ".circle-art text{{font-family:'Paper Text','Paper Text Ext','Paper Arabic';text-anchor:middle;fill:{ink};"
    "stroke:none}}.circle-art .name,.circle-art .edge{{font-size:23px;font-weight:700}}"
    ".circle-art .domain{{font-size:20px}}.circle-art .edge{{stroke:#fff;stroke-width:9px;stroke-linejoin:round}}"
)


_ART = ("css/art.css",)


def picture(svg: str, alt: str, *, css: str = "") -> SafeString:
    """A drawing that says what the text does not, as an <img>; `alt` is never empty (PDF/UA)."""
    return format_html('<img class="{}" alt="{}" src="{}">', css, alt, drawing_data(_dressed(svg)))


def ornament(svg: str, *, sheets: tuple[str, ...] = _ART) -> SafeString:
    """A drawing that only repeats the text beside it, as a value for `background-image`: it is not read aloud.

    `sheets` are the style sheets of the screen that colour it.
    """
    return mark_safe(f"url('{drawing_data(_dressed(svg, sheets))}')")  # noqa: S308 - percent-encoded, holds no quote


def _dressed(svg, sheets=_ART) -> str:
    """The drawing with its colours inside it."""
    opening, closing, rest = str(svg).partition(">")
    if "xmlns=" not in opening:
        opening = opening.replace("<svg", f"<svg {_NAMESPACE}", 1)
    drawn = _NAME.sub(r'<text class="edge"\1>\2</text><text class="name"\1>\2</text>', rest)
    return f"{opening}{closing}<style>{_colours(sheets)}</style>{drawn}"


@cache
def _colours(sheets: tuple[str, ...]) -> str:
    """The rules of the sheets with the colours of css/tokens.css, as they are on white paper by daylight."""
    tokens: dict[str, str] = {}
    for name, value in re.findall(r"--([\w-]+):\s*([^;]+);", _sheet("css/tokens.css")):
        tokens.setdefault(name, value)  # the first is for daylight, a later one for the night
    tokens["paper"] = tokens["sheet"] = "#fff"
    rules = re.sub(r"@media[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}", "", "".join(_sheet(name) for name in sheets))
    drawn = [
        f"{selector.strip()}{{{body.strip()}}}"
        for selector, body in re.findall(r"([^{}@;]+)\{([^{}]*)\}", rules)
        if re.search(r"fill|stroke", body)
    ]
    return re.sub(r"var\(--([\w-]+)\)", lambda used: tokens[used[1]], "".join(drawn)) + _WORDS.format(ink=tokens["ink"])


def _sheet(name):
    found = finders.find(name)
    if not isinstance(found, str):
        raise LookupError(f"{name} is not among the static files.")
    return re.sub(r"/\*.*?\*/", "", Path(found).read_text(), flags=re.DOTALL)
