"""A first visit and the next page are light enough for a slow telephone, compressed and kept as in production."""

import pytest
from django.test.testcases import LiveServerThread

from benchmarks.weights import FIRST, NEXT, weigh_visit
from tests.cms_pages.walking import demo_site

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def start(settings):
    """Where a server answers that compresses as nginx does and lets files be kept; the test server does neither."""
    settings.MIDDLEWARE = ["django.middleware.gzip.GZipMiddleware", *settings.MIDDLEWARE]
    settings.WHITENOISE_MAX_AGE = 3600
    server = LiveServerThread("localhost", static_handler=lambda portal: portal)  # files come by WhiteNoise
    server.daemon = True
    server.start()
    server.is_ready.wait()
    assert server.error is None, server.error
    yield f"http://localhost:{server.port}"
    server.terminate()


def test_a_visit_is_light(browser, start):
    demo_site(["nl", "ar"])
    for code in ("nl", "ar"):
        visit = weigh_visit(browser, start, code)
        assert 40_000 < visit.first <= FIRST, code  # less: it came without its fonts or style sheets
        assert 2_000 < visit.next <= NEXT, code
