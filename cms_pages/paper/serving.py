"""Answers with the PDF of a leaflet, or says kindly why there is none now."""

from urllib.parse import quote

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.utils.text import slugify

from cms_pages.paper.forms import PrintForm
from cms_pages.paper.prints import BeingMade, pdf_for
from portal.outbound.pdf import PdfUnavailable

SOON = 10  # seconds until it is worth asking again


def printed_leaflet(request, page, print_form: PrintForm):
    """The PDF to open in the reader's browser; 503 with a page to read when it cannot be had now."""
    try:
        document = pdf_for(page, print_form)
    except BeingMade:
        return _not_now(request, page, is_soon=True)
    except PdfUnavailable:
        return _not_now(request, page, is_soon=False)
    return HttpResponse(
        document,
        content_type="application/pdf",
        headers={"Content-Disposition": _disposition(page, print_form), "Content-Language": page.locale.language_code},
    )


def _not_now(request, page, *, is_soon):
    context = {"page": page, "address": page.get_url(request), "is_soon": is_soon}
    response = TemplateResponse(request, "cms_pages/folder_not_now.html", context, status=503)
    if is_soon:
        response["Retry-After"] = str(SOON)
    return response


def _disposition(page, print_form):
    """A name to find the file by later: in plain letters, and for who can take it in the letters of the title."""
    ending = {PrintForm.A4: "", PrintForm.LARGE: "-large", PrintForm.BOOKLET: "-booklet"}[print_form]
    plain = f"eigen-kracht-{slugify(page.slug) or page.pk}-{page.locale.language_code}{ending}.pdf"
    titled = f"Eigen Kracht - {page.title}{ending}.pdf".replace("/", "-")
    return f"inline; filename=\"{plain}\"; filename*=UTF-8''{quote(titled, safe='')}"
