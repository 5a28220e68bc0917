"""What a file is, by what is in it: never by its name, nor by what the browser says."""

import puremagic

PDF = "application/pdf"
PICTURES = ("image/jpeg", "image/png", "image/webp")
_OF_TEXT_PROGRAMS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rtf")  # docx and odt, doc, rtf
_BEGIN = {
    PDF: b"%PDF-", "image/jpeg": b"\xff\xd8\xff", "image/png": b"\x89PNG\r\n\x1a\n", "image/webp": b"RIFF",
}  # fmt: skip


def kind_of(content: bytes) -> str | None:
    """Its media type, of those that we take; None for any other. What only carries such a file inside is not one."""
    try:
        found = {each.mime_type for each in puremagic.magic_string(content)}
    except (puremagic.PureError, ValueError):
        return None
    kind = next((kind for kind, begin in _BEGIN.items() if kind in found and content.startswith(begin)), None)
    return None if kind == "image/webp" and content[8:12] != b"WEBP" else kind


def is_of_a_text_program(content: bytes) -> bool:
    """Whether it looks like a document of Word, LibreOffice or the like: its writer is told how to make a PDF."""
    return content.startswith(_OF_TEXT_PROGRAMS)
