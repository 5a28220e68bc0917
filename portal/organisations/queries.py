"""Questions about organisations and regions: whose site is this, who answers for this postcode."""

import re

from django.db.models import Q
from wagtail.models import Site

from portal.organisations.models import HelpLine, Organisation, Postcode, Region

_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
_POSTCODE = re.compile(r"^(?:NL|BE|B)?[\s-]*([1-9]\d{3})\s*(?:[A-Z]{2})?$")


def organisation_for(request) -> Organisation | None:
    """The organisation whose site answers this request; None on a host that belongs to none."""
    if not hasattr(request, "_organisation"):
        site = Site.find_for_request(request)
        request._organisation = Organisation.objects.filter(site=site).first() if site else None
    return request._organisation


def help_lines_of(organisation) -> dict[str, HelpLine]:
    """The organisation's help lines by kind; kept on the organisation for the rest of the request."""
    if organisation is None:
        return {}
    if not hasattr(organisation, "_help_lines"):
        organisation._help_lines = {line.kind: line for line in organisation.help_lines.all()}
    return organisation._help_lines


def western_digits(text: str) -> str:
    """The same text with the digits that everybody here reads: whoever writes Arabic may type ٠٦."""
    return text.translate(_DIGITS)


def postcode_digits(text: str) -> str | None:
    """The four digits of a postcode as people write it ("8011 GD", "8011gd", "B-1000"); None when it is not one."""
    match = _POSTCODE.match(western_digits(text or "").strip().upper())
    return match.group(1) if match else None


def front_desk_of(organisation) -> Region:
    """The region that takes what comes from anywhere else (DOMAIN §1)."""
    return organisation.regions.get(is_front_desk=True)


def region_for(organisation, postcode: str) -> Region:
    """The region that answers for a postcode; the front desk for an empty, unknown or foreign one.

    The front desk too where nobody answers for the region now: a referral must reach somebody.
    """
    digits = postcode_digits(postcode)
    if digits:
        found = (
            Postcode.objects.filter(country=organisation.country, code=digits, region__organisation=organisation)
            .select_related("region__manager", "region__deputy")
            .first()
        )
        if found and found.region and found.region.people:
            return found.region
    return front_desk_of(organisation)


def regions_of(user):
    """The regions of the user's own organisation for which they answer as manager or deputy."""
    return Region.objects.filter(Q(manager=user) | Q(deputy=user), organisation=user.organisation_id)
