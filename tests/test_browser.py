"""The browser of the tests notices what the content policy and the promise of no other host forbid."""

import pytest

from tests.browser import is_here


@pytest.mark.parametrize(
    "url", ["http://localhost:1/", "http://be.localhost:1/", "data:text/css,", "http://127.0.0.1/"]
)
def test_addresses_of_the_test_server(url):
    assert is_here(url)


@pytest.mark.parametrize("url", ["https://fonts.example/a.woff2", "http://localhost.example/", "wss://x.example/"])
def test_other_hosts(url):
    assert not is_here(url)


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_chromium_opens_a_page_of_the_portal(page):
    assert page.goto("/healthz").status == 200
