"""Files that people take along: to be saved, never shown in the browser, kept by nobody on the way."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "private, no-store",
}


def as_attachment(content: bytes, *, content_type: str, name: str) -> HttpResponse:
    disposition = {"Content-Disposition": content_disposition_header(True, name) or "attachment"}
    return HttpResponse(content, content_type=content_type, headers=_HEADERS | disposition)
