"""What every test stands on: a cloned database, an empty cache, the default language; and who is signed in."""

import os

import hypothesis
import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.test import Client, TransactionTestCase
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from tests.ground import ground_for
from tests.missing import is_ci

pytest_plugins = ["tests.browser", "tests.halves"]

# `make fuzz` asks for many more. Two busy cores make a slow example a poor sign of anything, hence no deadline.
hypothesis.settings.register_profile(
    "portal", max_examples=int(os.environ.get("HYPOTHESIS_EXAMPLES", "100")), deadline=None
)
hypothesis.settings.load_profile("portal")


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_blocker):
    """Instead of migrating anew for each run and each worker (pytest-django's way): a clone of a kept template."""
    with django_db_blocker.unblock():
        ground = ground_for(os.environ.get("PYTEST_XDIST_WORKER", "main"))
        ground.lay()
    usual = TransactionTestCase._fixture_teardown
    # Django empties every table here, and with them the root page, locales, roles and sites.
    TransactionTestCase._fixture_teardown = lambda self: ground.renew()
    yield
    TransactionTestCase._fixture_teardown = usual
    with django_db_blocker.unblock():
        ground.clear()


@pytest.fixture(autouse=True)
def default_language():
    """A request leaves its language behind in the thread; the next test starts in Dutch all the same."""
    translation.deactivate()


@pytest.fixture(autouse=True)
def empty_cache():
    """What one test cached (rate limits, site roots) is gone for the next. Redis is shared: only our own keys go."""
    yield
    if hasattr(cache, "delete_pattern"):
        cache.delete_pattern("*")
    else:
        cache.clear()


@pytest.fixture
def as_user():
    """A function that gives a browser in which somebody is signed in; it reads English."""

    def sign_in(user, **options):
        client = Client(headers={"accept-language": "en"}, **options)
        client.force_login(user, "allauth.account.auth_backends.AuthenticationBackend")
        return client

    return sign_in


@pytest.fixture
def count_queries():
    """A function that says how many queries a call takes, once caches that outlive a request are warm."""

    def count(call):
        call()
        with CaptureQueriesContext(connection) as queries:
            call()
        return len(queries)

    return count


def pytest_report_header():
    shared = "Redis" if "Redis" in settings.CACHES["default"]["BACKEND"] else "in process"
    rule = "fails" if is_ci() else "is skipped"
    return f"portal: database {connection.vendor}, cache {shared}; what this machine lacks {rule}"
