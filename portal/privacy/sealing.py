"""Sealing of single texts that have no row with a vault: TOTP secrets, addresses of accounts in mail."""

import base64
import binascii
from collections.abc import Sequence

from portal.privacy import envelope
from portal.privacy.errors import Tampered
from portal.privacy.models import PurposeKey

_PREFIX = "sealed1:"


def seal_for(purpose: str, text: str) -> str:
    """The text sealed under the key of its purpose, as ASCII."""
    closed = envelope.close(PurposeKey.objects.key_for(purpose), text.encode(), context=_context(purpose))
    return _PREFIX + base64.urlsafe_b64encode(closed).decode()


def unseal_for(purpose: str, sealed: str) -> str:
    """The text inside; raises Tampered for anything that `seal_for` did not make for this purpose."""
    return unseal_all_for(purpose, [sealed])[0]


def unseal_all_for(purpose: str, sealed: Sequence[str]) -> list[str]:
    """The texts inside, for one question to the database, and none when there are none; raises Tampered."""
    key = PurposeKey.objects.key_for(purpose) if sealed else b""
    return [_unseal(key, purpose, each) for each in sealed]


def _unseal(key, purpose, sealed):
    if not sealed.startswith(_PREFIX):
        raise Tampered(f"This is not a text sealed for “{purpose}”.")
    try:
        closed = base64.b64decode(sealed.removeprefix(_PREFIX), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        raise Tampered(f"What is sealed for “{purpose}” was changed.") from None
    return envelope.disclose(key, closed, context=_context(purpose)).decode()


def _context(purpose):
    return f"purpose|{purpose}|1"
