"""What stands first on a coordinator's own page: upper apps register where these lines come from."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from portal.workflow.tracks import Text


@dataclass(frozen=True)
class OwnLine:
    """`words` say what it is, `button` leads to `address`; `is_asked` when it waits for an answer of theirs."""

    words: Text
    address: str
    button: Text
    is_asked: bool = False


Source = Callable[..., Iterable[OwnLine]]
_sources: list[Source] = []


def register(source: Source) -> Source:
    """`source(user)` gives the lines of a coordinator who is signed in, opening nothing. Also a decorator."""
    if source not in _sources:
        _sources.append(source)
    return source


def own_lines(user) -> list[OwnLine]:
    """What waits for their answer stands first."""
    lines = [line for source in _sources for line in source(user)]
    return sorted(lines, key=lambda line: not line.is_asked)
