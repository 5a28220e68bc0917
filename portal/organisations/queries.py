"""Questions about organisations and regions: whose site is this, who answers for this postcode."""

import re

from django.db.models import Exists, F, OuterRef, Q
from wagtail.models import Site

from portal.organisations.models import Country, HelpLine, Organisation, Postcode, Region

_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
# Where somebody answers: an account that is on, of the same organisation (they may have gone to the sister).
_ANSWERED = Q(manager__is_active=True, manager__organisation=F("organisation")) | Q(
    deputy__is_active=True, deputy__organisation=F("organisation")
)
_POSTCODE = re.compile(r"^(?:NL|BE|B)?[\s-]*([1-9]\d{3})\s*(?:[A-Z]{2})?$")


def organisation_for(request) -> Organisation | None:
    """The organisation whose site answers this request; None on a host that belongs to none."""
    if not hasattr(request, "_organisation"):
        site = Site.find_for_request(request)
        request._organisation = _of_site(request, site) if site else None
    return request._organisation


def sister_for(request) -> Organisation | None:
    """The other organisation, for a reader who landed on the wrong side of the border. Costs no query of its own."""
    own = organisation_for(request)
    return next((one for one in request._organisations if one != own), None) if own else None


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


def country_of(postcode: str, *, organisation) -> str:
    """In which country a postcode is: the organisation's own, unless it can only be elsewhere ("B-1000", "8011 GD").

    Four digits alone may be of both; they are of elsewhere when only the other country has such a postcode.
    """
    digits, text = postcode_digits(postcode), western_digits(postcode).strip().upper()
    if digits is None:
        return organisation.country
    if text.startswith("N") or text[-1].isalpha():
        return Country.NL
    if text.startswith("B"):
        return Country.BE
    known = set(Postcode.objects.filter(code=digits).values_list("country", flat=True))
    return known.pop() if known and organisation.country not in known else organisation.country


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


def answering_regions_of(organisation):
    """The regions where somebody answers now: manager or deputy, with an account that is on."""
    return Region.objects.filter(_ANSWERED, organisation=organisation).distinct()


def regions_of(user):
    """The regions of the user's own organisation for which they answer, as manager or deputy.

    Whoever answers at the front desk answers too for every region where nobody does now: nothing may lie unseen.
    """
    own = Q(manager=user) | Q(deputy=user)
    own_desk = Region.objects.filter(own, organisation=OuterRef("organisation"), is_front_desk=True)
    return Region.objects.filter(own | Q(~_ANSWERED, Exists(own_desk)), organisation=user.organisation_id)


def people_for(region: Region) -> list:
    """Who answers for a region now: its own people, else those of the front desk; perhaps nobody."""
    return region.people or front_desk_of(region.organisation).people


def _of_site(request, site):
    # All at once, they are two: every page also names the sister.
    request._organisations = _all_with_help_lines()
    return next((one for one in request._organisations if one.site_id == site.pk), None)


def _all_with_help_lines() -> list[Organisation]:
    """Every organisation, with what `help_lines_of` answers. One query: a row for each line, or one without."""
    names = [field.attname for field in HelpLine._meta.concrete_fields]
    lines = {f"line_{name}": F(f"help_lines__{name}") for name in names}
    found: dict[int, Organisation] = {}
    for row in Organisation.objects.select_related("site").annotate(**lines).order_by("pk", "help_lines__pk"):
        organisation = found.setdefault(row.pk, row)
        known = organisation.__dict__.setdefault("_help_lines", {})
        line = HelpLine.from_db(row._state.db, names, [getattr(row, name) for name in lines])
        if line.pk:
            known[line.kind] = line
    return list(found.values())
