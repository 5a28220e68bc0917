"""Codes that people get on paper or by mail: made of digits, kept only as a slow hash."""

import hmac
import secrets
import unicodedata

from django.contrib.auth.hashers import check_password, make_password

from portal.privacy.models import PurposeKey

_PEPPER = "codes"


def new_digits(n: int) -> str:
    """A random code of `n` digits."""
    return "".join(secrets.choice("0123456789") for _ in range(n))


def hash_code(code: str) -> str:
    """What to store of a code. Worthless without the key-encryption keys: eight digits alone are soon tried out."""
    return make_password(_peppered(code))


def check_code(code: str, hashed: str | None) -> bool:
    """Whether this is the code, however it was typed: spaces, hyphens and other scripts' digits are accepted.

    Takes as long when there is no hash to compare with.
    """
    return check_password(_peppered(code), hashed or "!")  # "!": no hash, but as much work


def _peppered(code):
    typed = "".join(_digit(sign) for sign in code if sign.isalnum())
    return hmac.digest(PurposeKey.objects.key_for(_PEPPER), typed.encode(), "sha256").hex()


def _digit(sign):
    return str(unicodedata.digit(sign, sign)).upper()
