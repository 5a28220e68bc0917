"""QR codes as SVG, drawn here and asked of nobody."""

import io
from urllib.parse import quote

import segno


def qr_svg(text: str) -> str:
    """The QR code of an address as SVG markup: black on nothing, to be sized by whoever shows it."""
    drawn = io.BytesIO()
    # A fifth of it may be dirty or folded away and it is still read.
    code = segno.make_qr(text, error="q")
    code.save(drawn, kind="svg", border=4, xmldecl=False, svgclass=None, lineclass=None, omitsize=True)
    return drawn.getvalue().decode()


def qr_data(text: str) -> str:
    """The same as the address of a picture, for the documents that become PDF."""
    return drawing_data(qr_svg(text))


def drawing_data(svg: str) -> str:
    """SVG markup as the address of a picture that stands in the document itself."""
    return f"data:image/svg+xml;charset=utf-8,{quote(svg)}"
