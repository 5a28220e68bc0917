"""Fills the table of postcodes from the shipped list: which region each belongs to, unless staff decided otherwise."""

import csv
from pathlib import Path

from django.db import transaction

from portal.organisations.models import Country, Postcode, Region

LIST = Path(__file__).parent / "data" / "postcodes.csv"

# Province -> short name of the region that takes it. A province without a region goes to the front desk (DOMAIN §1).
DUTCH_REGIONS = {
    "GR": "groningen",
    "FR": "friesland",
    "DR": "drenthe",
    "OV": "overijssel",
    "GE": "gelderland",
    "FL": "flevoland",
    "UT": "utrecht",
    "NH": "noord-holland",
    "ZH": "zuid-holland",
    "NB": "noord-brabant",
    "LI": "limburg",
}
BELGIAN_REGIONS = {
    "BRU": "brussel",
    "VAN": "antwerpen",
    "VLI": "limburg",
    "VOV": "oost-vlaanderen",
    "VWV": "west-vlaanderen",
}


@transaction.atomic
def load_postcodes() -> int:
    """Adds the postcodes that are missing, each with its region; returns how many. Rows that exist are left alone."""
    known = set(Postcode.objects.values_list("country", "code"))
    regions = {
        (region.organisation.country, region.slug): region for region in Region.objects.select_related("organisation")
    }
    with LIST.open(encoding="utf-8", newline="") as file:
        missing = [
            Postcode(
                country=row["country"],
                code=row["code"],
                province=row["province"],
                place=row["place"],
                region=regions.get((row["country"], _region_slug(row) or "")),
            )
            for row in csv.DictReader(file)
            if (row["country"], row["code"]) not in known
        ]
    return len(Postcode.objects.bulk_create(missing, batch_size=500))


def _region_slug(row) -> str | None:
    if row["country"] == Country.NL:
        return DUTCH_REGIONS.get(row["province"])
    if row["province"] == "VBR":
        # Flemish Brabant is two regions: postcodes 1500-1999 around Brussels, 3000-3499 around Leuven.
        return "halle-vilvoorde" if row["code"] < "2000" else "leuven"
    return BELGIAN_REGIONS.get(row["province"])
