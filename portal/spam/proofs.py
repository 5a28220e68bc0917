"""Proof of work: a small sum in the page that the reader's browser does by itself while the reader reads.

`altcha` makes and checks the sums. Of `django-altcha`, which wraps it, nothing is used: its widget needs styles and a
worker that our content policy forbids and shares its challenge between readers, its replay check can be overtaken,
and its expiry is off by an hour in the nights when the clock changes.
"""

import base64
import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache

import altcha
from django.conf import settings
from django.utils import timezone
from django.utils.crypto import salted_hmac

from portal.spam.models import SpentProof

LONGEST = 2_000  # characters; ours take about 400
# As new_challenge makes it, and no other: salt and number are hashed in a row, so that a salt with more or less in it
# would give the same sum another life.
_SALT = re.compile(r"[0-9a-f]+\?expires=([0-9]{10})&")


def new_challenge() -> dict:
    """A fresh sum as altcha's worker takes it. Hardness and lifetime: `settings.SPAM_PROOF`."""
    options = altcha.ChallengeOptions(
        hmac_key=_key(settings.SECRET_KEY),
        max_number=settings.SPAM_PROOF["hardness"],
        expires=timezone.now() + timedelta(hours=settings.SPAM_PROOF["hours"]),
    )
    return altcha.create_challenge(options).to_dict()


def spend(text: str) -> bool:
    """Uses up the proof that a browser sent; True for a right and fresh one, once. Never raises for what was sent."""
    proof = _read(text)
    if proof is None:
        return False
    _proof, first = SpentProof.objects.get_or_create(digest=proof.digest, defaults={"expires_at": proof.expires_at})
    return first


@dataclass(frozen=True)
class _Proof:
    digest: str
    expires_at: datetime


def _read(text):
    """The proof, when it is one of ours, right and not too old; else None."""
    if not 0 < len(text) <= LONGEST:
        return None
    try:
        sent = json.loads(base64.b64decode(text, validate=True))
        payload = altcha.Payload(
            algorithm="SHA-256",
            challenge=str(sent["challenge"]),
            number=int(sent["number"]),
            salt=str(sent["salt"]),
            signature=str(sent["signature"]),
        )
        salt = _SALT.fullmatch(payload.salt)
        if salt is None:
            return None
        right, _reason = altcha.verify_solution(payload, _key(settings.SECRET_KEY), check_expires=True)
    except (ValueError, TypeError, LookupError, OverflowError, RecursionError):
        return None  # a machine's, or cut off on its way
    return _Proof(payload.challenge, datetime.fromtimestamp(int(salt[1]), UTC)) if right else None


@cache
def _key(secret):
    return salted_hmac("portal.spam.proofs", "challenge", secret=secret, algorithm="sha256").hexdigest()
