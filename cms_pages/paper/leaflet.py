"""What stands on paper: the leaflet's own text, how to reach the organisation of this site, and the way back here."""

from urllib.parse import urlsplit

from cms_pages.blocks import chosen_pages
from cms_pages.navigation import addresses_of, other_languages
from cms_pages.paper.forms import PrintForm
from portal.organisations.models import Organisation
from portal.organisations.queries import help_lines_of
from portal.outbound.pdf import render_html
from portal.outbound.pdf.qr import qr_data


def leaflet_html(page, print_form: PrintForm, *, notes: int = 0) -> str:
    """The document that becomes the PDF. The same text again when nothing has changed, whoever asks.

    `notes` is how many pages to write on it has.
    """
    language = page.locale.language_code
    organisation = Organisation.objects.get(site=page.get_site())
    address = page.full_url
    addresses = addresses_of(page, *chosen_pages(page.body))
    context = {
        "page": page,
        "organisation": organisation,
        "help_lines": help_lines_of(organisation),
        "print_form": print_form,
        "address": address,
        "address_in_words": _in_words(address),
        "qr": qr_data(address),
        "also_in": other_languages(addresses[page.translation_key], language),
        "page_addresses": addresses,
        "notes": range(notes),
    }
    return render_html("pdf/leaflet.html", context, language=language)


def _in_words(address):
    """An address as somebody types it: without the part that browsers add by themselves."""
    parts = urlsplit(address)
    return f"{parts.netloc}{parts.path}".rstrip("/")
