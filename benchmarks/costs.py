"""What a request costs: questions to the database, and milliseconds."""

import statistics
import time
from collections.abc import Callable
from typing import NamedTuple

from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

TIMES = 15


class Cost(NamedTuple):
    queries: int
    milliseconds: float


def cost_of(ask: Callable, *, cached: bool = True) -> Cost:
    """Of `ask()`, which must answer 200; with `cached=False` each time past the cache."""
    for _warm in range(2):
        assert ask().status_code == 200
    _empty(cached)
    with CaptureQueriesContext(connection) as queries:
        ask()
        asked = len(queries)  # the next request forgets them
    times = []
    for _time in range(TIMES):
        _empty(cached)
        started = time.perf_counter()
        ask()
        times.append(time.perf_counter() - started)
    return Cost(asked, statistics.median(times) * 1000)


def print_costs(few: dict[str, Cost], many: dict[str, Cost]) -> None:
    print(f"  {'':28} {'questions':>16} {'milliseconds':>20} {'ratio':>8}")
    for name, one in few.items():
        other = many[name]
        print(
            f"  {name:28} {one.queries:>7} {other.queries:>8} {one.milliseconds:>10.0f} {other.milliseconds:>9.0f} "
            f"{other.milliseconds / one.milliseconds:>8.2f}"
        )


def dearer(few: dict[str, Cost], many: dict[str, Cost]) -> list[str]:
    """The names of what takes more questions with more rows."""
    return [name for name in few if few[name].queries != many[name].queries]


def _empty(cached):
    if not cached:
        cache.clear()
