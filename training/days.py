"""The days of a training event before they are kept, and what cannot be about them: for the form and the action."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from django.utils.translation import gettext as _


@dataclass(frozen=True)
class DayTimes:
    """One day; `place` when it is another one than the event's."""

    starts: datetime
    ends: datetime
    place: str = ""


def refusal_of_times(starts, ends) -> str:
    """Why a day cannot be from the one to the other, in words; empty when it can."""
    return "" if starts < ends else _("A day ends after it starts.")


def crossing(days: Iterable[DayTimes]) -> DayTimes | None:
    """The first day that begins before another one is over; None when no two are at the same time."""
    in_order = sorted(days, key=lambda day: (day.starts, day.ends))
    return next((after for before, after in pairwise(in_order) if after.starts < before.ends), None)
