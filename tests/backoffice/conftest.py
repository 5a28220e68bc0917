"""Staff who are signed in, past the second factor (that door has its own tests in tests/accounts)."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation


@pytest.fixture(autouse=True)
def no_second_factor(settings):
    settings.SECOND_FACTOR_REQUIRED = False


@pytest.fixture
def as_user():
    """A function that gives a browser in which somebody is signed in; it reads English."""

    def sign_in(user, **options):
        client = Client(headers={"accept-language": "en"}, **options)
        client.force_login(user, "allauth.account.auth_backends.AuthenticationBackend")
        return client

    return sign_in


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def count_queries():
    """A function that says how many queries a call takes, once caches that outlive a request are warm."""

    def count(call):
        call()
        with CaptureQueriesContext(connection) as queries:
            call()
        return len(queries)

    return count
