"""A real browser for tests marked `browser`: Chromium, allowed to talk to the test server only."""

import os
import shutil
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from playwright.sync_api import expect, sync_playwright

from tests.missing import missing

# Without these Chromium looks for hosts of its maker at every start. The last leaves no name but this machine's own:
# playwright's routes would hold up each request, and do without the cache.
SWITCHES = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE *.localhost, EXCLUDE 127.0.0.1",
]


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
        watch(context, wrongs)
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


def watch(context, wrongs: list[str]):
    """Add to `wrongs` what pages of `context` do that no page of ours may."""
    context.on("request", lambda request: _notice(request, wrongs))
    context.on("weberror", lambda error: wrongs.append(f"script error: {error.error}"))
    context.on("console", lambda message: _listen(message, wrongs))


def _notice(request, wrongs):
    if not is_here(request.url):
        wrongs.append(f"asked another host: {request.url}")


def _listen(message, wrongs):
    if message.type == "error" and "Content Security Policy" in message.text:
        wrongs.append(f"broke the content policy: {message.text}")
