"""Signing in, through the door that people use."""

import pytest
from django.urls import reverse

from tests.accounts.factories import PASSWORD


@pytest.fixture(autouse=True)
def our_outbox(settings):
    """Django's test runner puts a mail backend of its own in place of ours."""
    settings.EMAIL_BACKEND = "portal.outbound.mail.outbox.OutboxBackend"


@pytest.fixture
def sign_in(client):
    """A function that types somebody's address and password into the login page, and returns the answer."""

    def type_in(user, password=PASSWORD, **options):
        return client.post(reverse("account_login"), {"login": user.email, "password": password}, **options)

    return type_in


@pytest.fixture
def is_signed_in(client):
    """A function that says who is signed in with this browser; None for nobody."""
    return lambda: client.session.get("_auth_user_id")
