"""What the roster lacks: per region what is asked for next to who can be asked, so that people know whom to recruit.

Background is left out on purpose: it is sealed, each told it for a family that asks, and a count of it in one region
would point at a person.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.organisations.models import Region
from training.demand import demand_for
from training.languages import language_name
from training.models import Candidate, Coordinator, CoordinatorRegion, Scope
from training.roster import available
from training.states import ON_THE_WAY


@dataclass(frozen=True)
class Gap:
    """One language or scope in a region: how often it is asked for, who can be asked, who is on the way."""

    name: str
    asked: int
    there: int
    coming: int = 0

    @property
    def is_gap(self) -> bool:
        return self.asked > 0 and self.there == 0

    @property
    def is_tight(self) -> bool:
        return self.asked > self.there > 0

    @property
    def order(self) -> tuple[bool, bool, int, int, str]:
        """What is asked for and nobody can do stands first, then what is asked for more often than people can do it."""
        return (not self.is_gap, not self.is_tight, -self.asked, self.there, self.name.casefold())


@dataclass(frozen=True)
class RegionGaps:
    """`available`: how many can be asked there today. What is lacking most stands first."""

    region: Region
    available: int
    languages: list[Gap]
    scopes: list[Gap]

    @property
    def sought(self) -> list[str]:
        """Whom to look for, in words."""
        languages = [_("somebody who speaks %(name)s") % {"name": gap.name} for gap in self.languages if gap.is_gap]
        scopes = [_("somebody for: %(name)s") % {"name": gap.name} for gap in self.scopes if gap.is_gap]
        return [*languages, *scopes]

    @property
    def lacking(self) -> int:
        """How often something is asked for that nobody there can do."""
        return sum(gap.asked for gap in [*self.languages, *self.scopes] if gap.is_gap)


@dataclass(frozen=True)
class _Counted:
    """Counts by (region, language) or (region, scope); `everybody` by region."""

    asked_languages: Counter[tuple[int, str]]
    asked_scopes: Counter[tuple[int, str]]
    languages: Counter[tuple[int, str]]
    scopes: Counter[tuple[int, str]]
    everybody: Counter[int]
    coming: Counter[tuple[int, str]]


def gaps_of(regions: Sequence[Region], by) -> list[RegionGaps]:
    """Of these regions of the user's organisation, what is lacking most first. The same few queries for any number."""
    counted = _count(regions, by)
    found = [_gaps_in(region, counted) for region in regions]
    return sorted(found, key=lambda one: (-one.lacking, one.region.name))


def _count(regions, by):
    asked_languages: Counter[tuple[int, str]] = Counter()
    asked_scopes: Counter[tuple[int, str]] = Counter()
    for one in demand_for(by):
        asked_languages[one.region_id, one.language] += one.count
        asked_scopes[one.region_id, one.scope] += one.count
    there = Coordinator.objects.filter(available(timezone.localdate()), organisation=by.organisation)
    return _Counted(
        asked_languages=asked_languages,
        asked_scopes=asked_scopes,
        languages=_there(there, regions, "candidate__spoken_languages__code"),
        scopes=_there(there, regions, "scopes__scope"),
        everybody=Counter({region: count for (region,), count in _there(there, regions).items()}),
        coming=_coming(regions),
    )


def _there(available_ones, regions, *what):
    """Who can be asked today, in their own region and in those where they also work."""
    own = available_ones.filter(region__in=regions).order_by().values_list("region_id", *what)
    guests = CoordinatorRegion.objects.filter(region__in=regions, coordinator__in=available_ones.values("pk"))
    also = guests.order_by().values_list("region_id", *(f"coordinator__{each}" for each in what))
    counted: Counter = Counter()
    for rows in (own, also):
        for *key, count in rows.annotate(count=Count("pk", distinct=True)):
            counted[tuple(key)] += count
    return counted


def _coming(regions):
    """Who is on the way to the certificate, by region and language."""
    rows = Candidate.objects.filter(region__in=regions, state__in=ON_THE_WAY, paused_at__isnull=True)
    counted = rows.order_by().values_list("region_id", "spoken_languages__code").annotate(count=Count("pk"))
    return Counter({(region, code): count for region, code, count in counted})


def _gaps_in(region, counted):
    own = region.pk
    codes = {code for where, code in [*counted.asked_languages, *counted.languages] if where == own and code}
    languages = [
        Gap(
            language_name(code),
            asked=counted.asked_languages[own, code],
            there=counted.languages[own, code],
            coming=counted.coming[own, code],
        )
        for code in codes
    ]
    scopes = [
        Gap(str(scope.label), asked=counted.asked_scopes[own, scope.value], there=counted.scopes[own, scope.value])
        for scope in Scope
    ]
    return RegionGaps(
        region=region,
        available=counted.everybody[own],
        languages=sorted(languages, key=lambda gap: gap.order),
        scopes=sorted(scopes, key=lambda gap: gap.order),
    )
