"""Figures that the portal counts by itself, for the facts and figures page: rounded, and never of a few people.

Other counts join the list; what a figure may tell is decided where its rows are (`intake.queries`).
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from django.core.cache import cache
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from intake import queries
from portal.organisations.models import Organisation

_KEPT_FOR = 60 * 60  # seconds; a page may be asked for often, and a year is counted slowly
_ROUNDED_TO = 10


@dataclass(frozen=True)
class LiveFigure:
    """One kind of count: its name in the cache, what stands beside the number, and what counts the rows of a year."""

    name: str
    words: object
    count: Callable[[Organisation, int], int]

    def number(self, organisation: Organisation, year: int) -> int:
        """Rounded down to tens; 0 means that it is too few to be told."""
        key = f"live-figure.{self.name}.{organisation.pk}.{year}"
        counted = cache.get_or_set(key, partial(self.count, organisation, year), _KEPT_FOR) or 0
        return counted // _ROUNDED_TO * _ROUNDED_TO


LIVE_FIGURES = (
    LiveFigure(
        "opened",
        _("conferences or more were begun this year: a question came in, and everybody agreed."),
        queries.cases_opened_in,
    ),
)


def live_figures(organisation: Organisation) -> list[tuple[int, object]]:
    """(number, words) of what can be told of this year so far; empty when everything is still too few."""
    year = timezone.localdate().year
    told = ((figure.number(organisation, year), figure.words) for figure in LIVE_FIGURES)
    return [(number, words) for number, words in told if number]
