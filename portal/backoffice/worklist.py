"""What waits for somebody: upper apps register where the lines come from, the admin's home shows them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from portal.workflow.tracks import Text


@dataclass(frozen=True)
class Line:
    """One thing to do. `title` and `detail` are plain (a reference, never a name); `due` is what was promised."""

    title: Text
    detail: Text
    url: str
    due: datetime | None = None
    kind: Text = ""

    @property
    def is_overdue(self) -> bool:
        return self.due is not None and self.due < timezone.now()


Source = Callable[..., Iterable[Line]]
_sources: list[Source] = []


def register(source: Source) -> Source:
    """`source(user)` gives every line of one user: the home cuts what it shows. Also a decorator."""
    if source not in _sources:
        _sources.append(source)
    return source


def lines_for(user) -> list[Line]:
    """Everything that waits for this user, nearest promise first, what has none last."""
    lines = [line for source in _sources for line in source(user)]
    return sorted(lines, key=lambda line: (line.due is None, line.due or timezone.now()))
