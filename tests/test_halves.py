"""Between them the two halves of CI run every variant, and each half meets each pair of what variants are made of."""

from itertools import product

import pytest

from tests.halves import half_of


@pytest.mark.parametrize("half", [0, 1])
def test_each_half_of_ci_meets_each_pair_of_language_width_and_scripts(half):
    variants = list(product(["nl", "ar"], [390, 1280], [True, False]))
    met = [variant for number, variant in enumerate(variants) if half_of(number) == half]
    assert len(met) == len(variants) / 2
    for one, other in [(0, 1), (0, 2), (1, 2)]:
        assert len({(variant[one], variant[other]) for variant in met}) == 4
