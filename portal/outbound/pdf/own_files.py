"""What a PDF may be made of: static files, published pictures, and drawings that stand in the document itself."""

import mimetypes
from urllib.parse import unquote, unquote_to_bytes, urljoin, urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.exceptions import SuspiciousOperation
from django.core.files.storage import default_storage

PICTURES = "images/"  # of all that was uploaded only this is public (docs/operating.md, nginx)


class Refused(OSError):
    """The document names something that is not ours. WeasyPrint leaves it out and goes on."""


class OwnFiles:
    """WeasyPrint's way to style sheets, fonts and pictures. It reads our disk and never opens a connection.

    `answer` is WeasyPrint's own class for what is found.
    """

    _fail_on_errors = False  # WeasyPrint asks this of every fetcher

    def __init__(self, *, base_url: str, answer):
        self._static = urljoin(base_url, settings.STATIC_URL)
        self._media = urljoin(base_url, settings.MEDIA_URL)
        self._answer = answer

    def __call__(self, url: str):
        if url.startswith("data:"):
            return self._within_the_document(url)
        address = urlsplit(url)._replace(query="", fragment="").geturl()
        kind = mimetypes.guess_type(address)[0] or "application/octet-stream"
        return self._answer(url, self._content(address), {"Content-Type": kind})

    def _content(self, address) -> bytes:
        try:
            if address.startswith(self._static):
                return _static_file(unquote(address.removeprefix(self._static)))
            if address.startswith(self._media + PICTURES):
                return _picture(unquote(address.removeprefix(self._media)))
        except SuspiciousOperation as error:
            raise Refused("A PDF is made of our own files only.") from error
        raise Refused("A PDF is made of our own files only.")

    def _within_the_document(self, url):
        kind, _comma, data = url.removeprefix("data:").partition(",")
        if not kind.startswith("image/") or kind.endswith(";base64"):
            raise Refused("Only drawings may stand in the document, percent-encoded.")
        return self._answer(url, unquote_to_bytes(data), {"Content-Type": kind})


def _static_file(name) -> bytes:
    found = finders.find(name)
    if found:
        with open(found, "rb") as file:
            return file.read()
    if settings.STATIC_ROOT is None:
        raise Refused("There is no such file.")
    with staticfiles_storage.open(name) as file:  # a name with a hash exists only where files were collected
        return file.read()


def _picture(name) -> bytes:
    if not name.startswith(PICTURES) or ".." in name.split("/"):
        raise Refused("Only published pictures are shown.")
    with default_storage.open(name) as file:
        return file.read()
