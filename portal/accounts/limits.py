"""Where failed logins are counted and used codes remembered: in the database, because the cache may vanish.

allauth keeps both in the default cache. With Redis away it takes every login for one too many and every code for a
used one: nobody could sign in. With Redis flushed it would forget whom it is holding back. So its two modules are given
a cache of their own, over the table of `Tally`. `tests/accounts/test_limits.py` holds them to it.
"""

import ipaddress

from allauth.core.internal import ratelimit
from allauth.mfa import app_settings as mfa_settings
from allauth.mfa.totp.internal import auth as totp
from django.core.cache.backends.db import DatabaseCache
from django.utils import timezone
from django.utils.crypto import salted_hmac

_tallies = DatabaseCache("accounts_tally", {"OPTIONS": {"MAX_ENTRIES": 20_000}})


def count_in_database() -> None:
    """Called once, when the apps are ready."""
    ratelimit.cache = _tallies
    totp.cache = _UsedCodes()


def attempt(request, *, action: str, rate: str):
    """Counts one try from the reader's network; None when there were too many.

    `rate` as allauth writes it: "10/15m/ip". A right try is taken back with `.rollback()` on what this returns.
    """
    return ratelimit.consume(request, app="portal", action=action, config={action: rate})


def pseudonym_of(ip: str) -> str:
    """What stands for a network address in a tally: a keyed digest that changes every day (PROMISES, Side doors).

    Of an IPv6 address only the network counts (/64): one household can take as many addresses of it as it likes.
    """
    address = ipaddress.ip_address(ip)
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped:
            address = address.ipv4_mapped
        else:
            address = ipaddress.IPv6Network((address, 64), strict=False).network_address
    return salted_hmac(
        f"portal.accounts.limits|{timezone.now():%Y-%m-%d}", str(address), algorithm="sha256"
    ).hexdigest()


class _UsedCodes:
    """Remembers a code of the authenticator app for as long as allauth would accept it, not just for one period."""

    def add(self, key, value, timeout):
        return _tallies.add(key, value, timeout * (2 * mfa_settings.TOTP_TOLERANCE + 1))
