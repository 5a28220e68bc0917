"""The strict policy everywhere, a looser one in the admin only; account pages are kept by nobody."""

import pytest
from django.urls import reverse

from tests.accounts.factories import UserFactory

pytestmark = pytest.mark.django_db


def policy_of(response):
    directives = (part.split(" ", 1) for part in response["Content-Security-Policy"].split("; "))
    return {name: set(values[0].split()) if values else set() for name, *values in directives}


@pytest.mark.parametrize(
    "address", ["/", "/nl/accounts/login/", "/nl/accounts/password/reset/", "/nl/not-there/", "/healthz", "/adminx/"]
)
def test_public_and_account_pages_carry_the_strict_policy(client, address):
    policy = policy_of(client.get(address))
    assert policy["default-src"] == {"'none'"}
    assert policy["script-src"] == policy["style-src"] == policy["connect-src"] == {"'self'"}
    assert "unsafe" not in str(policy)


def test_the_admin_carries_the_looser_one(client, sign_in, settings):
    settings.SECOND_FACTOR_REQUIRED = False
    sign_in(UserFactory(role="administrator"))
    response = client.get("/admin/")
    assert response.status_code == 200
    policy = policy_of(response)
    assert "'unsafe-inline'" in policy["script-src"]
    assert "'unsafe-inline'" in policy["style-src"]
    assert "blob:" in policy["img-src"]
    assert policy["default-src"] == {"'none'"}
    assert "'unsafe-eval'" not in str(policy)
    assert "http" not in str(policy)  # no other host


@pytest.mark.parametrize(
    "name", ["account_login", "account_reset_password", "account_signup", "mfa_index", "account_change_password"]
)
def test_account_pages_are_not_stored(client, name):
    client.force_login(UserFactory())
    assert "no-store" in client.get(reverse(name))["Cache-Control"]


def test_account_pages_have_no_inline_code(client):
    body = client.get(reverse("account_login")).content.decode()
    assert "style=" not in body
    assert "onclick=" not in body
    assert "javascript:" not in body
