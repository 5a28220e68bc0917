"""Periodic work of the pages."""

from django.core.management import call_command

from cms_pages import pictures
from cms_pages.models import FolderPage
from cms_pages.orders import erase_old_orders
from cms_pages.paper.prints import BeingMade, lacking_prints, pdf_for
from portal.outbound.pdf import can_render

MADE_AT_ONCE = 4  # PDFs; the next run goes on


def publish_scheduled():
    """Publish pages whose time has come and take down those whose time is over."""
    call_command("publish_scheduled", verbosity=0)


def make_leaflet_pdfs() -> int:
    """Makes some PDFs of leaflets that were published since, so that the first reader need not wait; how many."""
    if not can_render():
        return 0
    made = 0
    for page, print_form in lacking_prints(FolderPage.objects.live().select_related("locale"))[:MADE_AT_ONCE]:
        try:
            pdf_for(page, print_form, patience=0)
        except BeingMade:  # for a reader, just now
            continue
        made += 1
    return made


def make_pictures() -> int:
    """Makes the files of some pictures that were uploaded since; how many."""
    return pictures.make_lacking()


def erase_leaflet_orders() -> int:
    """Forgets orders of more than 28 days; how many."""
    return erase_old_orders()
