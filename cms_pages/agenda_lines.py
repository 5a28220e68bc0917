"""The agenda as one list in order of time: own pages of events, and the training events of the organisation."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import CharField, F, IntegerField, QuerySet, Value
from django.utils import timezone
from django.utils.translation import get_language

from cms_pages.navigation import public_address
from training.agenda import address_of_event, how_to_take_part, title_of

_COLUMNS = ("key", "kind", "language", "starts", "ends", "closes", "title", "place", "for_whom", "free")


@dataclass(frozen=True)
class Line:
    """One event on the agenda. `kind` is empty for a page of its own; `language` is that of a training's words."""

    key: str
    kind: str
    language: str
    starts: datetime
    ends: datetime
    closes: datetime
    own_title: str
    place: str
    for_whom: str
    free: int

    @property
    def title(self) -> str:
        return title_of(self.kind, self.own_title) if self.kind else self.own_title

    @property
    def address(self) -> str:
        return address_of_event(self.key) if self.kind else public_address(self.key, get_language())

    @property
    def is_within_a_day(self) -> bool:
        return timezone.localdate(self.starts) == timezone.localdate(self.ends)

    @property
    def takes_people(self) -> bool:
        """Whether somebody can take a place now, or one on the waiting list."""
        return bool(self.kind) and self.closes > timezone.now()

    @property
    def how(self) -> tuple[str, str]:
        return how_to_take_part(self.kind)


class Lines:
    """Both together, to be leafed through: counted in one query and read in one, however many there are."""

    ordered = True

    def __init__(self, pages: QuerySet, trainings: QuerySet, *, latest_first: bool = False):
        order = "-" if latest_first else ""
        both = _rows(pages).union(trainings.order_by().values_list(*_COLUMNS), all=True)
        self._rows = both.order_by(f"{order}starts", f"{order}key")

    def count(self) -> int:
        return self._rows.count()

    def __len__(self) -> int:
        return self.count()

    def __getitem__(self, part: slice) -> list[Line]:
        return list(self._lines(self._rows[part]))

    def _lines(self, rows) -> Iterator[Line]:
        return (Line(*row) for row in rows)


def _rows(pages):
    nothing = Value("", output_field=CharField())
    told = pages.order_by().annotate(
        key=F("url_path"), kind=nothing, language=nothing, closes=F("starts"), free=Value(0, IntegerField())
    )
    return told.values_list(*_COLUMNS)
