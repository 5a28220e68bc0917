"""A real browser for tests marked `browser`: Chromium, allowed to talk to the test server only."""

import os
import shutil
from collections import Counter
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from playwright.sync_api import expect, sync_playwright

from tests.missing import is_ci, missing

# Without these Chromium looks for hosts of its maker at every start.
SWITCHES = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(config, items):
    """CI runs everything twice, and browsers are slow: there each variant of a journey runs in one of the two halves.

    A variant is a language, a width, with or without scripts. Journeys without variants run in both halves.
    """
    if not is_ci():
        return
    half = 0 if settings.DATABASES["default"]["ENGINE"].endswith("postgresql") else 1
    journeys = [item for item in items if item.get_closest_marker("browser") and hasattr(item, "callspec")]
    variants, met = Counter(map(_journey, journeys)), Counter()
    left = set()
    for item in journeys:
        number = met[_journey(item)]
        met[_journey(item)] += 1
        if variants[_journey(item)] > 1 and half_of(number) != half:
            left.add(item)
    items[:] = [item for item in items if item not in left]
    config.hook.pytest_deselected(items=list(left))


def half_of(number: int) -> int:
    """In which half the variant with this number runs: both get each language, each width, with and without scripts."""
    return number.bit_count() % 2


def _journey(item):
    return item.nodeid.partition("[")[0]


@pytest.fixture(scope="session")
def browser():
    """Chromium from CHROMIUM or the PATH, started once per worker."""
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if not chromium:
        missing("Chromium (set CHROMIUM, or put chromium on the PATH; Debian: apt-get install chromium)")
    # playwright runs an event loop in this thread, and Django would refuse database work beside one.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    expect.set_options(timeout=20_000)  # milliseconds: two busy cores take their time
    with sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=chromium, args=SWITCHES)
        yield started
        started.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def new_page(browser, live_server):
    """A function that opens a page in a fresh browser profile; keywords as for playwright's `new_context`.

    Afterwards the test fails if any page asked another host, threw a script error or broke the content policy.
    """
    contexts, wrongs = [], []

    def open_page(**options):
        options = {"base_url": live_server.url, "locale": "nl-NL", "viewport": {"width": 1280, "height": 900}} | options
        context = browser.new_context(**options)
        context.set_default_timeout(10_000)
        contexts.append(context)
        context.route(lambda url: not is_here(url), lambda route: _refuse(route, wrongs))
        context.on("weberror", lambda error: wrongs.append(f"script error: {error.error}"))
        context.on("console", lambda message: _listen(message, wrongs))
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()
    assert not wrongs, "\n".join(wrongs)


@pytest.fixture
def page_of(new_page, live_server, as_user):
    """A function that opens the admin for somebody who is signed in."""

    def open_page(user, **options):
        page = new_page(locale="en-GB", **options)
        session = as_user(user).cookies[settings.SESSION_COOKIE_NAME].value
        page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])
        return page

    return open_page


@pytest.fixture
def page(new_page):
    """One page, in Dutch, 1280 wide."""
    return new_page()


def is_here(url: str) -> bool:
    parts = urlsplit(url)
    host = parts.hostname or ""
    return (
        parts.scheme in ("data", "blob", "about") or host in ("localhost", "127.0.0.1") or host.endswith(".localhost")
    )


def _refuse(route, wrongs):
    wrongs.append(f"asked another host: {route.request.url}")
    route.abort()


def _listen(message, wrongs):
    if message.type == "error" and "Content Security Policy" in message.text:
        wrongs.append(f"broke the content policy: {message.text}")
