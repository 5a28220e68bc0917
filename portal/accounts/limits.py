"""Where failed logins are counted and used codes remembered: in the database, because the cache may vanish.

allauth keeps both in the default cache. With Redis away it takes every login for one too many and every code for a
used one: nobody could sign in. With Redis flushed it would forget whom it is holding back. So its two modules are given
a cache of their own, over the table of `Tally`. `tests/accounts/test_limits.py` holds them to it.
"""

import ipaddress
import math
import time

from allauth.core.internal import ratelimit
from allauth.mfa import app_settings as mfa_settings
from allauth.mfa.totp.internal import auth as totp
from django.core.cache.backends.db import DatabaseCache
from django.utils import timezone
from django.utils.crypto import salted_hmac

_FAILURES_COUNT_FOR = 15 * 60  # seconds
_FAILURES_KEPT = 50
_LONGEST_FOR_A_TALLY = 5  # seconds; who does not get to count in time is told to wait, and allauth's 1 s is soon over
_tallies = DatabaseCache("accounts_tally", {"OPTIONS": {"MAX_ENTRIES": 20_000}})


def count_in_database() -> None:
    """Called once, when the apps are ready."""
    ratelimit.cache = _tallies
    ratelimit.CACHE_LOCK_WAIT_TIMEOUT = _LONGEST_FOR_A_TALLY
    totp.cache = _UsedCodes()


def attempt(request, *, action: str, rate: str, about: str = ""):
    """Counts one try from the reader's network; None when there were too many.

    `rate` as allauth writes it: "10/15m/ip". A right try is taken back with `.rollback()` on what this returns. With
    "10/15m/key" only tries `about` the same are counted together: many people may share one network.
    """
    key = _key_for(request, about)
    return ratelimit.consume(request, app="portal", action=action, config={action: rate}, key=key)


def seconds_until(request, *, action: str, rate: str, about: str = "") -> int:
    """How long, in whole seconds and at least 1, until `attempt` with the same words would be counted again."""
    (limit,) = ratelimit.parse_rates(rate)
    key = ratelimit.get_cache_key(request, app="portal", action=action, rate=limit, key=_key_for(request, about))
    _allowed, counted = ratelimit.apply_rate(_tallies.get(key, []), time.time(), limit, dry_run=True)
    if len(counted) < limit.amount:
        return 1
    return max(1, math.ceil(counted[limit.amount - 1] + limit.duration - time.time()))


def note_failure(request, *, action: str) -> None:
    """Remembers a wrong try of the reader's network, so that `seconds_to_wait` grows."""
    key = _failures_key(request, action)
    with ratelimit.cache_lock(key):
        _tallies.set(key, [*_failures(key), time.time()][-_FAILURES_KEPT:], _FAILURES_COUNT_FOR)


def seconds_to_wait(request, *, action: str, free: int, longest: int) -> int:
    """How long this network waits before its next try: nothing for the first `free` failures of a quarter of an hour,

    then 1, 2, 4, … seconds after the last one, `longest` at most.
    """
    failures = _failures(_failures_key(request, action))
    if len(failures) < free:
        return 0
    pause = min(2 ** (len(failures) - free), longest)
    return max(0, math.ceil(failures[-1] + pause - time.time()))


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


def _key_for(request, about):
    return f"{ratelimit.get_ip(request)}|{about}" if about else None


def _failures_key(request, action):
    return f"portal:failures:{action}:{ratelimit.get_ip(request)}"


def _failures(key):
    since = time.time() - _FAILURES_COUNT_FOR
    return [at for at in _tallies.get(key, []) if at > since]


class _UsedCodes:
    """Remembers a code of the authenticator app for as long as allauth would accept it, not just for one period."""

    def add(self, key, value, timeout):
        return _tallies.add(key, value, timeout * (2 * mfa_settings.TOTP_TOLERANCE + 1))
