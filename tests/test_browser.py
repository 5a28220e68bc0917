"""The browser of the tests notices what the content policy and the promise of no other host forbid."""

import pytest

from tests.browser import is_here, watch


@pytest.mark.parametrize(
    "url", ["http://localhost:1/", "http://be.localhost:1/", "data:text/css,", "http://127.0.0.1/"]
)
def test_addresses_of_the_test_server(url):
    assert is_here(url)


@pytest.mark.parametrize("url", ["https://fonts.example/a.woff2", "http://localhost.example/", "wss://x.example/"])
def test_other_hosts(url):
    assert not is_here(url)


@pytest.mark.browser
def test_another_host_is_noticed_and_not_found(browser):
    context, wrongs, failed = browser.new_context(), [], []
    watch(context, wrongs)
    context.on("requestfailed", lambda request: failed.append(request.failure))
    context.new_page().set_content('<img alt="" src="https://fonts.example/a.png">')
    context.close()
    assert wrongs == ["asked another host: https://fonts.example/a.png"]
    assert failed == ["net::ERR_NAME_NOT_RESOLVED"]


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_chromium_opens_a_page_of_the_portal(page):
    assert page.goto("/healthz").status == 200
