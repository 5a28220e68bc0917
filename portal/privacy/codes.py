"""Codes that people get on paper or by mail: made of digits, kept only as a slow hash.

And keys in links, which are too long to be tried out: of these a fast hash is enough, by which a row can be found.
"""

import hashlib
import hmac
import secrets
import unicodedata
from collections.abc import Sequence

from django.contrib.auth.hashers import check_password, identify_hasher, make_password
from django.utils.crypto import constant_time_compare

from portal.privacy.models import PurposeKey

_PEPPER = "codes"


def new_digits(n: int) -> str:
    """A random code of `n` digits."""
    return "".join(secrets.choice("0123456789") for _ in range(n))


def digits_of(seed: str, n: int) -> str:
    """The code of `n` digits that belongs to this seed: the same each time, and a random one to who knows no key.

    As safe as the seed is: one that nobody can guess, and that is kept nowhere.
    """
    drawn = hmac.digest(PurposeKey.objects.key_for(_PEPPER), f"digits {seed}".encode(), "sha256")
    return f"{int.from_bytes(drawn) % 10**n:0{n}}"


def new_token() -> str:
    """A random key of 256 bits for a link, made of what an address may hold."""
    return secrets.token_urlsafe(32)


def hash_token(token: str) -> str:
    """What to store of a key in a link, and to find its row by."""
    return hashlib.sha256(token.encode()).hexdigest()


def hash_code(code: str, *, like: str = "") -> str:
    """What to store of a code. Worthless without the key-encryption keys: eight digits alone are soon tried out.

    With the salt of `like`, a hash that stands beside it, so that `which_code` tries both in one slow step.
    """
    return _slowly(_peppered(code), like) if like else make_password(_peppered(code))


def check_code(code: str, hashed: str | None) -> bool:
    """Whether this is the code, however it was typed: spaces, hyphens and other scripts' digits are accepted.

    Takes as long when there is no hash to compare with.
    """
    return check_password(_peppered(code), hashed or "!")  # "!": no hash, but as much work


def which_code(code: str, hashes: Sequence[str]) -> int | None:
    """The place of the hash that this code fits, or None. An empty one stands for no code.

    Takes as long for any number of hashes with one salt as for none.
    """
    one_of_each = {_before_digest(hashed): hashed for hashed in hashes if hashed}
    if not one_of_each:
        check_code(code, None)
        return None
    peppered = _peppered(code)
    derived = {before: _slowly(peppered, hashed) for before, hashed in one_of_each.items()}
    fitting = [bool(hashed) and constant_time_compare(derived[_before_digest(hashed)], hashed) for hashed in hashes]
    return fitting.index(True) if any(fitting) else None


def _slowly(peppered, like):
    """The hash with the algorithm, salt and number of rounds of another."""
    hasher = identify_hasher(like)
    parts = hasher.decode(like)
    rounds = {"iterations": parts["iterations"]} if "iterations" in parts else {}
    return hasher.encode(peppered, parts["salt"], **rounds)


def _before_digest(hashed):
    return hashed.rpartition("$")[0]


def _peppered(code):
    typed = "".join(_digit(sign) for sign in code if sign.isalnum())
    return hmac.digest(PurposeKey.objects.key_for(_PEPPER), typed.encode(), "sha256").hex()


def _digit(sign):
    return str(unicodedata.digit(sign, sign)).upper()
