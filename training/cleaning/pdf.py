"""A PDF written anew: its pages as they look, and nothing that runs, opens, is filled in, attached or tells tales."""

import io
import zlib

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream

MOST_PAGES = 50
_LARGEST_UNPACKED = 200 * 1024 * 1024  # of all streams together: a reader's computer must survive it as well
_MOST_PIXELS = 50_000_000
_DEEPEST = 60
# Of a page stays what makes it look as it does.
_OF_A_PAGE = {
    "/Type", "/Parent", "/Resources", "/MediaBox", "/CropBox", "/Rotate", "/Contents", "/Group", "/UserUnit",
}  # fmt: skip
# Wherever these stand: programs, actions, attachments, forms, other media, and what tells who made it with what.
_NEVER = {
    "/AA", "/A", "/OpenAction", "/JS", "/JavaScript", "/Launch", "/EF", "/EmbeddedFiles", "/AF", "/RichMedia",
    "/RichMediaContent", "/AcroForm", "/XFA", "/Names", "/Annots", "/URI", "/Metadata", "/PieceInfo", "/OPI", "/Ref",
    "/Alternates", "/F", "/FFilter", "/FDecodeParms", "/Filespec", "/LastModified", "/StructParents", "/StructParent",
}  # fmt: skip
_PACKED = {"/FlateDecode", "/Fl"}
_AS_PICTURES = {"/DCTDecode", "/DCT", "/JPXDecode", "/CCITTFaxDecode", "/CCF", "/JBIG2Decode"}


class Locked(Exception):
    """It cannot be opened without a password."""


class TooManyPages(Exception):
    pass


class TooMuch(Exception):
    """It unpacks to more than a computer should have to bear."""


def rewritten(content: bytes) -> bytes:
    """The same pages as a new PDF. Raises Locked, TooManyPages or TooMuch; pikepdf its own when it is broken."""
    try:
        old = Pdf.open(io.BytesIO(content))
    except pikepdf.PasswordError as error:
        raise Locked from error
    with old, Pdf.new() as new:
        if old.is_encrypted:
            raise Locked
        if not len(old.pages):
            raise pikepdf.PdfError("no pages")
        if len(old.pages) > MOST_PAGES:
            raise TooManyPages
        for page in old.pages:
            _strip_page(page.obj)
        new.pages.extend(old.pages)
        new.remove_unreferenced_resources()
        left = _LARGEST_UNPACKED
        for found in list(new.objects):
            left -= _measured(found, left)
            _strip(found)
        out = io.BytesIO()
        new.save(out, compress_streams=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()


def _strip_page(page):
    for key in [key for key in page if key not in _OF_A_PAGE]:
        del page[key]


def _strip(found, depth=0):
    """Takes away what never comes along, in this object and in what stands directly in it."""
    if depth > _DEEPEST:
        raise TooMuch
    if isinstance(found, Stream | Dictionary):
        _strip_keys(found, depth)
    elif isinstance(found, Array):
        for each in found:
            if isinstance(each, Array | Dictionary) and not each.is_indirect:
                _strip(each, depth + 1)


def _strip_keys(found, depth):
    for key in [str(key) for key in found.keys()]:  # noqa: SIM118  (a Stream does not iterate)
        value = found.get(key)
        if key in _NEVER and not _is_of_looks(found, key, value):
            del found[key]
        elif isinstance(value, Array | Dictionary) and not value.is_indirect:
            _strip(value, depth + 1)


def _is_of_looks(found, key, value) -> bool:
    """Whether a key that means an action elsewhere belongs to how this looks: resources may have any name.

    Such names stand in the dictionaries of fonts, pictures and patterns; what they name is a dictionary that says what
    it is, and no action.
    """
    if not isinstance(value, Dictionary | Stream):
        return False
    kind = value.get("/Type")
    return kind in (Name.Font, Name.XObject, Name.Pattern, Name.ExtGState) or "/ShadingType" in value.keys()  # noqa: SIM118


def _measured(found, most) -> int:
    """How many bytes a stream unpacks to; raises TooMuch beyond `most`, for packets in packets, and vast pictures."""
    if not isinstance(found, Stream):
        return 0
    if int(found.get("/Width", 0)) * int(found.get("/Height", 0)) > _MOST_PIXELS:
        raise TooMuch
    filters = found.get("/Filter", Array())
    names = [str(each) for each in (filters if isinstance(filters, Array) else [filters])]
    if len(names) > 2 or len([name for name in names if name not in _AS_PICTURES]) > 1:
        raise TooMuch
    raw = found.read_raw_bytes()
    if not _PACKED.intersection(names):
        return len(raw)
    return _unpacked_size(raw, most)


def _unpacked_size(raw, most):
    unpacker, size, rest = zlib.decompressobj(), 0, raw
    while rest:
        try:
            size += len(unpacker.decompress(rest, 1024 * 1024))
        except zlib.error:
            break  # a reader will stop there as well
        if size > most:
            raise TooMuch
        rest = unpacker.unconsumed_tail
    return size
