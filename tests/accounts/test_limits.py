"""Failed logins are counted where no cache can lose them, and by no readable address."""

import pytest
from django.core.cache import caches
from django.core.cache.backends.base import BaseCache
from django.urls import reverse

from portal.accounts.limits import pseudonym_of
from portal.accounts.models import Tally
from tests.accounts.factories import PASSWORD, UserFactory, code_of, give_app

pytestmark = pytest.mark.django_db


class DeadCache(BaseCache):
    """What django-redis does with IGNORE_EXCEPTIONS while Redis is away: every question a miss, nothing kept."""

    def __init__(self, location, params):
        super().__init__(params)

    def add(self, *args, **kwargs):
        return None

    set = delete = touch = add

    def get(self, key, default=None, **kwargs):
        return default


@pytest.fixture
def without_cache(settings):
    settings.CACHES = {"default": {"BACKEND": f"{__name__}.DeadCache"}}
    assert caches["default"].add("key", "value") is None


def fail(client, times, address="jan@example.org", **headers):
    for _try in range(times):
        response = client.post(reverse("account_login"), {"login": address, "password": "wrong"}, **headers)
    return response


def test_staff_sign_in_while_the_cache_is_away(client, sign_in, is_signed_in, without_cache):
    user = UserFactory(role="manager")
    secret = give_app(user)
    sign_in(user)
    client.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
    assert is_signed_in() == str(user.pk)


def test_guessing_is_stopped_also_while_the_cache_is_away(client, is_signed_in, without_cache):
    user = UserFactory(email="jan@example.org")
    fail(client, 5)
    response = client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    assert response.status_code == 200
    assert is_signed_in() is None


def test_guessing_is_stopped_for_five_minutes(client, sign_in, is_signed_in, time_machine):
    time_machine.move_to("2026-11-21 12:00")
    user = UserFactory(email="jan@example.org")
    fail(client, 5)
    sign_in(user)
    assert is_signed_in() is None
    time_machine.shift(5 * 60 + 1)
    sign_in(user)
    assert is_signed_in() == str(user.pk)


def test_codes_cannot_be_guessed_either(client, sign_in, is_signed_in):
    user = UserFactory(role="manager")
    secret = give_app(user)
    sign_in(user)
    for _try in range(5):
        client.post(reverse("mfa_authenticate"), {"code": "000000"})
    client.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
    assert is_signed_in() is None


def test_behind_a_proxy_each_visitor_is_counted_alone(client, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    settings.ACCOUNT_RATE_LIMITS = {"login_failed": "2/m/ip"}
    user = UserFactory()
    fail(client, 2, HTTP_X_FORWARDED_FOR="203.0.113.5")
    typed = {"login": user.email, "password": PASSWORD}
    blocked = client.post(reverse("account_login"), typed, HTTP_X_FORWARDED_FOR="198.51.100.7, 203.0.113.5")
    assert blocked.status_code == 200  # what the visitor claims to be is not believed
    assert client.post(reverse("account_login"), typed, HTTP_X_FORWARDED_FOR="203.0.113.6").status_code == 302


@pytest.mark.parametrize("forwarded", ["", "nonsense", "1.2.3.4", "::ffff:1.2.3.4", "[2001:db8::1]:443"])
def test_no_header_brings_the_login_down(client, settings, forwarded):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 2
    headers = {"HTTP_X_FORWARDED_FOR": forwarded} if forwarded else {}
    assert fail(client, 1, **headers).status_code in (200, 403)


def test_no_address_is_kept_in_plain(client):
    fail(client, 1, REMOTE_ADDR="203.0.113.99")
    kept = str(list(Tally.objects.values_list("cache_key", "value")))
    assert kept != "[]"
    assert "203.0.113" not in kept
    assert "jan@" not in kept


def test_a_pseudonym_changes_every_day(time_machine):
    time_machine.move_to("2026-11-21 12:00")
    today = pseudonym_of("203.0.113.99")
    assert pseudonym_of("203.0.113.99") == today
    assert pseudonym_of("203.0.113.98") != today
    time_machine.move_to("2026-11-22 12:00")
    assert pseudonym_of("203.0.113.99") != today


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("::ffff:203.0.113.9", "203.0.113.9", True),
    ],
)
def test_of_an_ipv6_address_the_network_counts(one, other, alike):
    assert (pseudonym_of(one) == pseudonym_of(other)) is alike


def test_whoever_asks_too_often_is_told_so_kindly(client, settings):
    settings.ACCOUNT_RATE_LIMITS = {"reset_password": "1/m/ip"}
    for _try in range(2):
        response = client.post(reverse("account_reset_password"), {"email": "jan@example.org"})
    assert response.status_code == 429
    assert int(response["Retry-After"]) > 0
    assert 'lang="nl"' in response.content.decode()
