"""Two hundred files that nobody should keep or open as they came: made here, none comes from anywhere."""

import io
import warnings
import zipfile
import zlib

import pikepdf
from pikepdf import Array, Dictionary, Name
from PIL import Image

MARK = b"EVIL-MARK-7f3a"  # stands in whatever must not come through
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
SCRIPT = b"<script>alert('" + MARK + b"')</script>"


def picture(kind="JPEG", size=(40, 30), **options):
    out = io.BytesIO()
    Image.new("RGB", size, "teal").save(out, kind, **options)
    return out.getvalue()


def pdf(change=None, *, pages=1, says="My life", **options):
    """A PDF that `says` something; `change` is called with it before it is saved."""
    out = io.BytesIO()
    with pikepdf.new() as made:
        for _page in range(pages):
            page = made.add_blank_page(page_size=(300, 300))
            font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
            page.obj.Resources = Dictionary(Font=Dictionary(F=font, A=font))
            page.obj.Contents = made.make_stream(f"BT /F 24 Tf 20 100 Td ({says}) Tj ET".encode())
        if change:
            change(made)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", pikepdf.exceptions.PageCopyWarning)  # bad on purpose
            made.save(out, **options)
    return out.getvalue()


def locked(user, strength):
    return pikepdf.Encryption(owner="o", user=user, R=strength, metadata=strength >= 4, aes=strength >= 4)


def archive(names, content=MARK):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name in names:
            packed.writestr(name, content)
    return out.getvalue()


def bomb_archive():
    return archive(["word/document.xml"], b"\0" * 50_000_000)


def png_that_says(width, height):
    """A picture of a few bytes that claims to be vast."""
    content = bytearray(picture("PNG"))
    content[16:24] = width.to_bytes(4, "big") + height.to_bytes(4, "big")
    content[29:33] = zlib.crc32(content[12:29]).to_bytes(4, "big")
    return bytes(content)


def _program(kind, **more):
    return Dictionary(S=Name("/" + kind), JS=MARK.decode(), F=MARK.decode(), URI=MARK.decode(), **more)


def _attached(made):
    made.attachments["evil.exe"] = pikepdf.AttachedFileSpec(made, MARK * 10, filename="evil.exe")


def _annotated(kind, action):
    def change(made):
        annotation = Dictionary(
            Type=Name.Annot, Subtype=Name("/" + kind), Rect=Array([0, 0, 99, 99]), A=action, Contents=MARK.decode(),
            AA=Dictionary(E=action), T=MARK.decode(),
        )  # fmt: skip
        made.pages[0].obj.Annots = Array([made.make_indirect(annotation)])

    return change


def _in_the_root(key, value):
    def change(made):
        made.Root[Name("/" + key)] = value() if callable(value) else value

    return change


def _on_the_page(key, value):
    def change(made):
        made.pages[0].obj[Name("/" + key)] = value

    return change


def _vast_stream(made):
    made.pages[0].obj.Contents = made.make_stream(b" " * 250_000_000)


def _stream_in_stream(made):
    stream = made.make_stream(b"")
    stream.write(zlib.compress(zlib.compress(b" " * 1_000_000)), filter=Array([Name.FlateDecode, Name.FlateDecode]))
    made.pages[0].obj.Contents = stream


def _vast_picture(made):
    image = made.make_stream(b"\0" * 100)
    image.Type, image.Subtype, image.Width, image.Height = Name.XObject, Name.Image, 100_000, 100_000
    image.ColorSpace, image.BitsPerComponent = Name.DeviceGray, 8
    made.pages[0].obj.Resources.XObject = Dictionary(Im=image)


# -- what may come through, as a PDF without the mark -------------------------------------------------
ACTIONS = ["JavaScript", "Launch", "URI", "GoToR", "GoToE", "SubmitForm", "ImportData", "Rendition", "RichMedia"]
CLEANABLE = {
    **{f"open action {kind}": pdf(_in_the_root("OpenAction", _program(kind))) for kind in ACTIONS},
    **{f"root AA {kind}": pdf(_in_the_root("AA", Dictionary(WC=_program(kind)))) for kind in ACTIONS},
    **{f"page AA {kind}": pdf(_on_the_page("AA", Dictionary(O=_program(kind)))) for kind in ACTIONS},
    **{
        f"{annotation} with {kind}": pdf(_annotated(annotation, _program(kind)))
        for annotation in ["Link", "Widget", "FileAttachment", "RichMedia", "Screen", "Movie", "3D", "Text"]
        for kind in ["JavaScript", "Launch", "URI", "SubmitForm"]
    },
    **{
        f"names {key}": pdf(_in_the_root("Names", Dictionary({f"/{key}": Dictionary(Names=Array([MARK.decode()]))})))
        for key in ["JavaScript", "EmbeddedFiles", "Dests", "AP", "Renditions", "URLS"]
    },
    **{
        f"root {key}": pdf(_in_the_root(key, Dictionary(Title=MARK.decode())))
        for key in ["AcroForm", "Outlines", "Collection", "PieceInfo", "URI", "Extensions", "DSS", "Perms"]
    },
    **{
        f"page {key}": pdf(_on_the_page(key, Dictionary(Title=MARK.decode())))
        for key in ["PieceInfo", "Metadata", "AF", "Thumb", "B", "Trans", "PresSteps", "VP", "Evil"]
    },
    "attached file": pdf(_attached),
    "told by whom": pdf(lambda made: made.docinfo.__setitem__("/Author", MARK.decode())),
    **{f"PDF and {name}": pdf() + more for name, more in [
        ("ZIP", archive(["a.html"])), ("HTML", SCRIPT), ("EICAR", EICAR), ("PHP", b"<?php " + MARK),
        ("a JAR", archive(["META-INF/MANIFEST.MF"])), ("zeros", b"\0" * 1000), ("a second one", pdf()[:200] + MARK),
    ]},
    **{f"{kind} and {name}": picture(kind) + more for kind in ["JPEG", "PNG", "WEBP"] for name, more in [
        ("ZIP", archive(["a.html"])), ("HTML", SCRIPT), ("JavaScript", b"*/=1;alert('" + MARK + b"')//"),
        ("EICAR", EICAR), ("PHP", b"<?php " + MARK),
    ]},
    **{f"{kind} that tells": picture(kind, exif=b"Exif\0\0II*\0\x08\0\0\0\0\0" + MARK) for kind in ["JPEG", "WEBP"]},
    "JPEG with a remark": picture("JPEG", comment=MARK + SCRIPT),
}  # fmt: skip

# -- what may not come in at all, with what its sender hears ---------------------------------------------
_OTHER = {
    "EICAR": EICAR, "HTML": b"<!doctype html>" + SCRIPT, "SVG": b"<svg xmlns='http://www.w3.org/2000/svg'>" + SCRIPT,
    "SVG with a head": b"<?xml version='1.0'?><svg onload='alert(1)'/>", "text": b"Dear sir " + MARK, "PHP": b"<?php ",
    "a program": b"MZ\x90\0" + MARK * 9, "an ELF": b"\x7fELF" + MARK * 9, "a script": b"#!/bin/sh\n" + MARK,
    "GIF and JavaScript": b"GIF89a=1;alert('" + MARK + b"')", "a GIF": picture("GIF"), "a TIFF": picture("TIFF"),
    "a BMP": picture("BMP"), "an ICO": picture("ICO", size=(16, 16)), "PostScript": b"%!PS-Adobe-3.0\n" + MARK,
    "zeros": b"\0" * 2000, "a space": b" ", "half a sign": b"\xff", "JSON": b"{}", "XML": b"<?xml version='1.0'?><a/>",
    "an entity bomb": b"<!DOCTYPE l [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;'>]><l>&b;</l>", "RAR": b"Rar!\x1a\x07\0",
    "GZIP": b"\x1f\x8b\x08\0" + b"\0" * 20, "7z": b"7z\xbc\xaf\x27\x1c" + b"\0" * 20, "MP4": b"\0\0\0 ftypisom",
    "HEIC": b"\0\0\0\x18ftypheic" + b"\0" * 20, "a PDF later on": SCRIPT + pdf(), "HTML before PDF": b"<html>" + pdf(),
    "PDF in name": b"PDF-1.7 " + MARK, "WAV": b"RIFF\x24\0\0\0WAVEfmt " + b"\0" * 20,
}  # fmt: skip
_TEXT_PROGRAMS = {
    "docx": archive(["[Content_Types].xml", "word/document.xml"]), "odt": archive(["mimetype", "content.xml"]),
    "docm": archive(["[Content_Types].xml", "word/vbaProject.bin"]), "doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + MARK,
    "rtf": rb"{\rtf1\ansi{\object\objdata}}", "a zip bomb": bomb_archive(),
    "a path in a ZIP": archive(["../../etc/passwd"]), "ZIP and PDF": archive(["a"]) + pdf(),
}  # fmt: skip
_whole, _photo = pdf(pages=3), picture("JPEG", size=(300, 300))
REFUSED = {
    **{name: (content, "other_kind") for name, content in _OTHER.items()},
    **{name: (content, "word") for name, content in _TEXT_PROGRAMS.items()},
    **{
        f"locked {strength} {by}": (pdf(encryption=locked(user, strength)), "locked")
        for strength in [2, 3, 4, 6]
        for by, user in [("to open", "u"), ("to change", "")]
    },
    **{f"{count} pages": (pdf(pages=count), "too_many_pages") for count in [51, 120]},
    **{
        f"picture of {width}×{height}": (png_that_says(width, height), "too_many_pixels")
        for width, height in [(100_000, 100_000), (60_000, 1_000), (2**31 - 1, 2**31 - 1), (65_535, 65_535)]
    },
    "a PDF of no pages": (pdf(pages=0), "broken"),
    "only a head": (b"%PDF-1.7\n", "broken"),
    "a head and a mark": (b"%PDF-1.7\n" + MARK, "broken"),
    "a head of a picture": (b"\xff\xd8\xff\xe0", "broken"),
    "a head of a PNG": (b"\x89PNG\r\n\x1a\n", "broken"),
    "vast stream": (pdf(_vast_stream), "broken"),
    "stream in a stream": (
        pdf(_stream_in_stream, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none),
        "broken",
    ),
    "vast picture inside": (pdf(_vast_picture), "broken"),
    **{f"photo cut at {at}": (_photo[:at], "broken") for at in [20, 60, 100, 150, 200, 300, 400]},
    **{f"PNG cut at {at}": (picture("PNG")[:at], "broken") for at in [20, 30, 40, 50, 60]},
}
# Cut short or damaged: mended to something plain, or refused, but never an error.
DAMAGED = {
    **{f"PDF cut at {at}": _whole[: len(_whole) * at // 20] for at in range(1, 20)},
    **{
        f"PDF with noise at {at}": _whole[: (place := len(_whole) * at // 12)] + MARK * 2 + _whole[place + 20 :]
        for at in range(1, 12)
    },
}
NAMES = {
    "../../../etc/passwd.pdf": "passwd.pdf",
    "..\\..\\windows\\system32\\cv.pdf": "cv.pdf",
    "/abs/olute/cv.pdf": "cv.pdf",
    "cv.pdf.exe": "cv.pdf",
    "cv.php": "cv.pdf",
    "": "file.pdf",
    "...": "file.pdf",
    ".htaccess": "htaccess.pdf",
    "a\r\nContent-Type: text/html.pdf": "html.pdf",
    'cv"; filename="evil.html': "cv filenameevil.pdf",
    "\u202efdp.exe": "fdp.pdf",
    "<script>.pdf": "script.pdf",
    "c\0v.pdf": "cv.pdf",
    "n" * 300 + ".pdf": "n" * 80 + ".pdf",
    "Levensloop Özgür (2026).pdf": "Levensloop Özgür (2026).pdf",
    "سيرة ذاتية.pdf": "سيرة ذاتية.pdf",
    "CON": "CON.pdf",
}
