"""PDFs of leaflets, made once and kept: below `folders/` among the uploads, where only the page gives them out.

What a PDF shows is known by a fingerprint of its document: the page's text, but also the organisation's telephone
number. So nobody needs to say when it is out of date.
"""

import hashlib
import time
from datetime import timedelta

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db.models import F, Q
from django.utils import timezone

from cms_pages.models.folder_print import FolderPrint
from cms_pages.paper.forms import PrintForm
from cms_pages.paper.leaflet import leaflet_html
from portal.outbound.pdf import fold, lacking
from portal.outbound.pdf.rendering import pdf_of

LEASE = timedelta(minutes=2)  # whoever was killed while making one leaves it to the next after that
PATIENCE = 20  # seconds that a reader waits for somebody else's making
_LOOK_AGAIN = 0.25


class BeingMade(Exception):
    """Somebody else is making this PDF and has not finished yet. Ask again in a moment."""


def pdf_for(page, print_form: PrintForm, *, patience: float = PATIENCE) -> bytes:
    """The PDF of a leaflet as it is now: the kept one, or made here, by one reader at a time.

    Raises BeingMade after `patience` seconds, and portal.outbound.pdf.PdfUnavailable where none can be made.
    """
    html = leaflet_html(page, print_form)
    fingerprint = hashlib.sha256(html.encode()).hexdigest()
    row, _created = FolderPrint.objects.get_or_create(page_id=page.pk, print_form=print_form)
    give_up = time.monotonic() + patience
    while True:
        kept = _kept(row, fingerprint)
        if kept is not None:
            return kept
        if _take(row):
            return _make(row, html, fingerprint, page)
        if time.monotonic() > give_up:
            raise BeingMade(str(row))
        time.sleep(_LOOK_AGAIN)
        row.refresh_from_db()


def lacking_prints(pages) -> list[tuple[object, PrintForm]]:
    """The (page, form) that have no PDF since the page was last published. One query more than `pages`."""
    fresh = set(
        FolderPrint.objects.filter(made_at__gte=F("page__last_published_at")).values_list("page_id", "print_form")
    )
    return [(page, form) for page in pages for form in PrintForm if (page.pk, form.value) not in fresh]


def forget_prints_of(instance, **kwargs) -> None:
    """Takes all PDFs of a leaflet away: it is no longer public. Called by the signals of unpublishing and deleting."""
    for row in FolderPrint.objects.filter(page_id=instance.pk):
        row.delete()
        _remove(row.file_name)


def _kept(row, fingerprint) -> bytes | None:
    if row.fingerprint != fingerprint:
        return None
    try:
        with default_storage.open(row.file_name) as file:
            return file.read()
    except FileNotFoundError:  # the uploads were lost or moved: it can be made again
        return None


def _take(row) -> bool:
    now = timezone.now()
    free = Q(being_made_until=None) | Q(being_made_until__lt=now)
    return bool(FolderPrint.objects.filter(free, pk=row.pk).update(being_made_until=now + LEASE))


def _make(row, html, fingerprint, page) -> bytes:
    made_at = timezone.now()
    try:
        document = _drawn(page, PrintForm(row.print_form), html)
    except BaseException:
        FolderPrint.objects.filter(pk=row.pk).update(being_made_until=None)
        raise
    name = default_storage.save(f"folders/{page.pk}/{row.print_form}-{fingerprint[:16]}.pdf", ContentFile(document))
    changed = {"fingerprint": fingerprint, "file_name": name, "made_at": made_at, "being_made_until": None}
    if not FolderPrint.objects.filter(pk=row.pk).update(**changed):
        _remove(name)  # unpublished meanwhile
    elif row.file_name and row.file_name != name:
        _remove(row.file_name)
    return document


def _drawn(page, print_form, html) -> bytes:
    document = pdf_of(html, base_url=page.full_url)
    if not print_form.is_folded:
        return document
    notes = lacking(document)
    if notes:  # rather pages to write on than empty ones
        document = pdf_of(leaflet_html(page, print_form, notes=notes), base_url=page.full_url)
    return fold(document, right_to_left=page.locale.is_bidi)


def _remove(name):
    if name:
        default_storage.delete(name)
