"""CI runs everything twice, and some of it is slow: its variants run in one of the two halves each."""

from collections import Counter

from django.conf import settings

from tests.missing import is_ci

SLOW = ("browser", "walk")  # markers


def pytest_collection_modifyitems(config, items):
    """Leave the variants to the other half that are its own.

    A variant is what a test is parametrized with: a language, a width, with or without scripts, somebody with a role.
    A slow test without variants runs in both halves.
    """
    if not is_ci():
        return
    half = 0 if settings.DATABASES["default"]["ENGINE"].endswith("postgresql") else 1
    slow = [item for item in items if any(map(item.get_closest_marker, SLOW)) and hasattr(item, "callspec")]
    variants, met = Counter(map(_test_of, slow)), Counter()
    left = set()
    for item in slow:
        number = met[_test_of(item)]
        met[_test_of(item)] += 1
        if variants[_test_of(item)] > 1 and half_of(number) != half:
            left.add(item)
    items[:] = [item for item in items if item not in left]
    config.hook.pytest_deselected(items=list(left))


def half_of(number: int) -> int:
    """In which half the variant with this number runs: both get each language, each width, with and without scripts."""
    return number.bit_count() % 2


def _test_of(item):
    return item.nodeid.partition("[")[0]
