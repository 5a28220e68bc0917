"""What waits for somebody: upper apps register where the lines come from, the admin's home shows them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.timesince import timesince

from portal.workflow.tracks import Text

# What cannot wait for its date stands before all that can.
AT_ONCE, SOON, IN_TURN = 0, 1, 2


@dataclass(frozen=True)
class Line:
    """One thing to do. `title` and `detail` are plain (a reference, never a name).

    `due` is what was promised, `since` when it began to wait; `urgency` is AT_ONCE, SOON or IN_TURN.
    """

    title: Text
    detail: Text
    url: str
    due: datetime | None = None
    kind: Text = ""
    since: datetime | None = None
    urgency: int = IN_TURN

    @property
    def is_overdue(self) -> bool:
        return self.due is not None and self.due < timezone.now()

    @property
    def waits(self) -> str:
        """How long it has been waiting, in the reader's language ("3 days"); empty in its first hour."""
        if self.since is None or timezone.now() - self.since < _HOUR:
            return ""
        return timesince(self.since, depth=1)


_HOUR = timedelta(hours=1)
Source = Callable[..., Iterable[Line]]
_sources: list[Source] = []


def register(source: Source) -> Source:
    """`source(user, most)` gives one user's first lines in the order of `lines_for`, at most `most`. Also a decorator.

    It asks the database for no more than that, so that the home costs the same however much waits.
    """
    if source not in _sources:
        _sources.append(source)
    return source


def lines_for(user, *, most: int) -> list[Line]:
    """The first `most` of what waits for this user: the most urgent, then the nearest promise, then the longest wait.

    What has no promise stands after what has one.
    """
    lines = [line for source in _sources for line in source(user, most)]
    now = timezone.now()
    return sorted(lines, key=lambda line: (line.urgency, line.due is None, line.due or line.since or now))[:most]
