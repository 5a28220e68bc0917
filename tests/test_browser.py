"""The browser of the tests notices what the content policy and the promise of no other host forbid."""

from itertools import product

import pytest

from tests.browser import half_of, is_here


@pytest.mark.parametrize(
    "url", ["http://localhost:1/", "http://be.localhost:1/", "data:text/css,", "http://127.0.0.1/"]
)
def test_addresses_of_the_test_server(url):
    assert is_here(url)


@pytest.mark.parametrize("url", ["https://fonts.example/a.woff2", "http://localhost.example/", "wss://x.example/"])
def test_other_hosts(url):
    assert not is_here(url)


@pytest.mark.parametrize("half", [0, 1])
def test_each_half_of_ci_meets_each_pair_of_language_width_and_scripts(half):
    variants = list(product(["nl", "ar"], [390, 1280], [True, False]))
    met = [variant for number, variant in enumerate(variants) if half_of(number) == half]
    assert len(met) == len(variants) / 2
    for one, other in [(0, 1), (0, 2), (1, 2)]:
        assert len({(variant[one], variant[other]) for variant in met}) == 4


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_chromium_opens_a_page_of_the_portal(page):
    assert page.goto("/healthz").status == 200
