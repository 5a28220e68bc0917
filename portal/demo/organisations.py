"""The two organisations of the demo, with the facts of DOMAIN §1."""

from decimal import Decimal

from wagtail.models import Page, Site

from portal.organisations.models import Country, HelpLine, Organisation, Region
from portal.organisations.postcodes import load_postcodes

_NL = {
    "name": "Eigen Kracht Centrale",
    "legal_name": "Stichting Eigen Kracht Centrale",
    "country": Country.NL,
    "words": Organisation.Words.NL,
    "address": "Postbus 753\n8000 AT Zwolle",
    "telephone": "038 422 25 26",
    "email": "info@eigen-kracht.nl",
    "website": "www.eigen-kracht.nl",
    "leave_to": "https://www.buienradar.nl/",
    "child_joins_from": 12,
    "child_decides_from": 16,
    # Invented for the demo, as are those below.
    "hour_fee": Decimal("28.50"),
    "kilometre_fee": Decimal("0.230"),
}
_BE = {
    "name": "EKC België",
    "legal_name": "EKC België vzw",
    "country": Country.BE,
    "words": Organisation.Words.BE,
    "telephone": "0489 45 54 12",
    "referral_telephone": "0489 45 54 13",
    "email": "info@eigenkrachtcentrale.be",
    "website": "www.eigenkrachtcentrale.be",
    "leave_to": "https://www.meteo.be/",
    "start_within_days": 21,
    "active_cases_per_coordinator": 1,
    "free_for_families": True,
    "child_joins_from": 12,
    "child_decides_from": 12,
    "kilometre_fee": Decimal("0.430"),
}
_HELP_LINES: dict[str, list[tuple[HelpLine.Kind, str, str]]] = {
    Country.NL: [
        (HelpLine.Kind.EMERGENCY, "", "112"),
        (HelpLine.Kind.VIOLENCE, "Veilig Thuis", "0800 2000"),
        (HelpLine.Kind.CHILDREN, "Kindertelefoon", "0800 0432"),
    ],
    Country.BE: [
        (HelpLine.Kind.EMERGENCY, "", "112"),
        (HelpLine.Kind.VIOLENCE, "Hulplijn bij geweld", "1712"),
        (HelpLine.Kind.CHILDREN, "Awel", "102"),
    ],
}
# 112 and Veilig Thuis answer day and night; the others have hours.
_ROUND_THE_CLOCK = {"112", "0800 2000"}
_REGIONS: dict[str, list[str]] = {
    Country.NL: [
        "Groningen", "Friesland", "Drenthe", "Overijssel", "Gelderland", "Flevoland", "Utrecht", "Noord-Holland",
        "Zuid-Holland", "Noord-Brabant", "Limburg",
    ],
    Country.BE: [
        "Brussel", "Halle-Vilvoorde", "Leuven", "Antwerpen", "Limburg", "Oost-Vlaanderen", "West-Vlaanderen",
    ],
}  # fmt: skip


def make_organisations(*, port: int) -> dict[str, Organisation]:
    """Both organisations by country, each with its site, numbers and regions, and every postcode."""
    made: dict[str, Organisation] = {
        Country.NL: _organisation(_NL, hostname="localhost", port=port, is_default_site=True),
        Country.BE: _organisation(_BE, hostname="be.localhost", port=port, is_default_site=False),
    }
    load_postcodes()
    return made


def _organisation(facts, *, hostname, port, is_default_site):
    root = Page.objects.get(depth=1)
    site, _created = Site.objects.update_or_create(
        is_default_site=is_default_site,
        defaults={"hostname": hostname, "port": port, "site_name": facts["name"], "root_page": root},
    )
    organisation = Organisation.objects.create(site=site, **facts)
    for kind, name, number in _HELP_LINES[organisation.country]:
        HelpLine.objects.create(
            organisation=organisation,
            kind=kind,
            name=name,
            number=number,
            round_the_clock=number in _ROUND_THE_CLOCK,
        )
    for name in _REGIONS[organisation.country]:
        Region.objects.create(organisation=organisation, name=name, slug=name.lower())
    Region.objects.create(organisation=organisation, name="Centrale balie", slug="balie", is_front_desk=True)
    return organisation
