"""Closing a referral, and telling whoever asked in the same breath: by the code, so that it is safe (DOMAIN §3.1)."""

from django.db import transaction

from intake.actions.referrals import decline_referral, refer_on
from intake.actions.writing import send_message
from intake.models import Referral


@transaction.atomic
def decline_and_tell(referral: Referral, *, by, reason: str, message: str = "") -> Referral:
    """Declines it; `message` is what whoever asked reads with the code. To be called while looking at it."""
    _tell(referral, by=by, message=message)
    return decline_referral(referral, by=by, reason=reason)


@transaction.atomic
def refer_on_and_tell(referral: Referral, *, by, to_whom: str, reason: str, message: str = "") -> Referral:
    """Refers it on; to whom is the first line of the sealed reason. As `decline_and_tell`."""
    _tell(referral, by=by, message=message)
    return refer_on(referral, by=by, reason=f"{to_whom.strip()}\n{reason}")


def _tell(referral, *, by, message):
    if message.strip() and referral.is_open:
        send_message(referral, by=by, text=message)
