"""What families ask for, as plain counts: upper apps register where these come from, the roster's gaps show them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Demand:
    """So many open requests in a region, in a language (its code) and for a scope; empty where nobody said which."""

    region_id: int
    count: int
    language: str = ""
    scope: str = ""


Source = Callable[..., Iterable[Demand]]
_sources: list[Source] = []


def register(source: Source) -> Source:
    """`source(user)` gives what is asked for in the regions that the user sees, opening nothing. Also a decorator."""
    if source not in _sources:
        _sources.append(source)
    return source


def demand_for(user) -> list[Demand]:
    return [one for source in _sources for one in source(user)]
