"""Where the bench of a coordinator leads besides: upper apps register what they have about them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from portal.workflow.tracks import Text


@dataclass(frozen=True)
class BenchLink:
    """`words` say what is there, `address` is a page of the admin."""

    words: Text
    address: str


Source = Callable[..., Iterable[BenchLink]]
_sources: list[Source] = []


def register(source: Source) -> Source:
    """`source(coordinator, user)` gives the links that this member of staff may follow. Also a decorator."""
    if source not in _sources:
        _sources.append(source)
    return source


def bench_links(coordinator, user) -> list[BenchLink]:
    return [link for source in _sources for link in source(coordinator, user)]
