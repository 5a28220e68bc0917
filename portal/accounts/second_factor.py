"""Has *this session* passed a second factor? Having one enrolled is not enough (PROMISES, Security: Logins).

allauth writes down in the session by which means its user was recognised. A session counts as passed when one of these
is a second factor that still exists: take a lost telephone off the account and the sessions it opened are shut too.

Enrolling a factor counts as passing it, for the session in which it happens. It proves the same thing: the six digits,
or the signature over our challenge, came from the very device, moments after the password was asked again. To ask for
another code on the next screen would prove nothing more, and most people would then type the one that was just used.
It only counts for a *first* factor. Whoever has one must use it before adding another: else a session that knows just
the password could enrol a device of its own.

Staff need one for all they do. Whoever else holds what other people entrusted to us needs one for that: upper apps say
who, with `register_need`, and their pages ask `is_owed`.
"""

from collections.abc import Callable
from typing import NamedTuple

from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_reset
from django.conf import settings
from django.dispatch import receiver
from django.urls import reverse

from portal.workflow.tracks import Text

_Type = Authenticator.Type
Need = Callable[..., str]
_needs: dict[Need, Text] = {}


class Held(NamedTuple):
    """Where an account holds something of others, and the words of the button that leads there."""

    address: str
    words: Text


def register_need(need: Need, *, words: Text) -> Need:
    """`need(user)` gives the address of what this account holds of others; empty when it holds nothing."""
    _needs[need] = words
    return need


def held_by(user) -> Held | None:
    """Where somebody goes on for whom a second factor opens what they hold of others; None for everybody else."""
    if not user.is_authenticated:
        return None
    return next((Held(address, words) for need, words in _needs.items() if (address := need(user))), None)


def is_owed(request) -> bool:
    """Whether what other people entrusted to us stays shut for this session until it passes a second factor."""
    return settings.SECOND_FACTOR_REQUIRED and not has_passed(request)


def has_passed(request) -> bool:
    """Whether the session of this request has passed a second factor that its user still has."""
    used = {record.get("id") for record in _records(request, request.user)}
    return bool(used) and Authenticator.objects.filter(user_id=request.user.pk, pk__in=used).exists()


def is_staff(user) -> bool:
    """Whether this account reaches other people's cases or pages: then a code by mail alone opens nothing."""
    return user.is_staff or user.is_superuser or user.has_perm("wagtailadmin.access_admin")


def is_enrolled(user) -> bool:
    """Whether the user has an authenticator app or a passkey. Recovery codes alone are no second factor."""
    return _devices(user).exists()


def address_to_prove(user) -> str:
    """Where a session that has not passed yet can do so."""
    codes = _devices(user).exclude(type=_Type.WEBAUTHN)
    return reverse("mfa_reauthenticate" if codes.exists() else "mfa_reauthenticate_webauthn")


def address_owed(user) -> str:
    """Where a session goes that owes its second factor: to prove it, or else to get one."""
    return address_to_prove(user) if is_enrolled(user) else reverse("mfa_index")


def _devices(user):
    return Authenticator.objects.filter(user_id=user.pk, type__in=[_Type.TOTP, _Type.WEBAUTHN])


def _records(request, user):
    return [record for record in get_authentication_records(request, user) if record.get("method") == "mfa"]


@receiver(authenticator_added)
def _enrolling_is_passing(request, user, authenticator, **kwargs):
    if authenticator.type == _Type.RECOVERY_CODES:
        return
    if _devices(user).exclude(pk=authenticator.pk).exists():
        return
    record_authentication(request, user, "mfa", id=authenticator.pk, type=authenticator.type, enrolled=True)


@receiver(authenticator_reset)
def _new_codes_for_old(request, user, authenticator, **kwargs):
    """New recovery codes replace those by which this session may have passed: they take their place."""
    if any(record.get("type") == authenticator.type for record in _records(request, user)):
        record_authentication(request, user, "mfa", id=authenticator.pk, type=authenticator.type)
