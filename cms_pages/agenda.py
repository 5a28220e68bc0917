"""A month as people hang it on the wall: weeks from Monday on, each day with what happens on it."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

YEARS = range(2000, 2100)


@dataclass(frozen=True)
class Day:
    date: date
    in_month: bool
    today: bool
    events: list


@dataclass(frozen=True)
class Month:
    year: int
    number: int

    @property
    def first(self) -> date:
        return date(self.year, self.number, 1)

    @property
    def starts(self) -> datetime:
        return timezone.make_aware(datetime.combine(self.first, time.min))

    @property
    def ends(self) -> datetime:
        """The first moment after it."""
        return timezone.make_aware(datetime.combine(self._last + timedelta(days=1), time.min))

    @property
    def name(self) -> str:
        """As it stands in an address: 2026-06."""
        return f"{self.year}-{self.number:02}"

    @property
    def before(self) -> "Month":
        return month_of(self.first - timedelta(days=1))

    @property
    def after(self) -> "Month":
        return month_of(self._last + timedelta(days=1))

    def weeks(self, events) -> list[list[Day]]:
        """The weeks that this month touches; an event of several days stands on each of them."""
        today = timezone.localdate()
        spans = [(timezone.localdate(event.starts), timezone.localdate(event.ends), event) for event in events]
        return [
            [
                Day(
                    day, day.month == self.number, day == today, [e for first, last, e in spans if first <= day <= last]
                )
                for day in week
            ]
            for week in calendar.Calendar().monthdatescalendar(self.year, self.number)
        ]

    @property
    def _last(self):
        return date(self.year, self.number, calendar.monthrange(self.year, self.number)[1])


def month_of(day: date) -> Month:
    return Month(day.year, day.month)


def month_named(text: str) -> Month | None:
    """The month of "2026-06"; None for anything else."""
    match = re.fullmatch(r"([0-9]{4})-(0[1-9]|1[0-2])", text)
    return Month(int(match[1]), int(match[2])) if match and int(match[1]) in YEARS else None
