"""Ordering leaflets by post: taking an order, sending it, and forgetting it."""

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q

from cms_pages.models import FolderOrder, FolderPage
from cms_pages.navigation import HOME_DEPTH
from portal.organisations.models import Organisation
from portal.organisations.queries import region_for
from portal.outbound.mail.letters import render
from portal.outbound.mail.outbox import queue
from portal.privacy.erasure import erase
from portal.privacy.models import Vault
from portal.workflow.moves import move
from portal.workflow.once import once


def folders_of(organisation: Organisation) -> dict[str, list[FolderPage]]:
    """The public leaflets of a site by language, each list in the order of its index. Two queries."""
    homes = organisation.site.root_page.get_translations(inclusive=True).values_list("path", flat=True)
    beneath = Q(pk__in=[])
    for path in homes:
        beneath |= Q(path__startswith=path)
    # An alias in another language is no leaflet in that language; in its own it is one that two sites share.
    own = Q(alias_of=None) | Q(alias_of__locale=F("locale"))
    folders = FolderPage.objects.live().filter(own, beneath, depth__gt=HOME_DEPTH).select_related("locale")
    found: dict[str, list[FolderPage]] = {}
    for folder in folders.defer("body").order_by("path"):
        found.setdefault(folder.locale.language_code, []).append(folder)
    return found


@transaction.atomic
def order_folders(
    organisation: Organisation,
    *,
    language: str,
    lines: list[dict],
    address: dict[str, str],
    needs_look: bool,
    drawn,
) -> FolderOrder:
    """Takes an order and tells the region of the postcode. `lines` are {"title", "count"}; `address` has name, address,
    postcode and place; `drawn` is the key of the form. Raises portal.workflow.once.DoneBefore for the same form again.
    """
    once(drawn, repr((language, lines, sorted(address.items()))))
    order = FolderOrder.objects.create(
        vault=Vault.objects.open("folder order"),
        organisation=organisation,
        region=region_for(organisation, address["postcode"]),
        language=language,
        lines=lines,
        needs_look=needs_look,
        **address,
    )
    _tell_region(order)
    return order


def send_folders(order: FolderOrder, *, by) -> FolderOrder:
    """Writes down that the leaflets went into the post."""
    return move(order, "send", by=by)


def erase_old_orders() -> int:
    """Forgets every order of more than 28 days, sent or not; how many."""
    old = list(FolderOrder.objects.expired().select_related("vault"))
    for order in old:
        with transaction.atomic():
            vault = order.vault
            order.delete()
            erase(vault)
    return len(old)


def _tell_region(order):
    """Manager and deputy, each in their language; where there is neither, the organisation. Names nobody."""
    people = [(one.email, one.language) for one in order.region.people]
    for to, language in people or [(order.organisation.email, settings.LANGUAGE_CODE)]:
        letter = render("folders_ordered", {"reference": order.reference, "organisation": order.organisation}, language)
        queue(
            to=to,
            subject=letter.subject,
            text=letter.text,
            vault=order.vault,
            language=language,
            reference=order.reference,
        )
