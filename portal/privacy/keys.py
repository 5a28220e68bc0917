"""Key-encryption keys: they live in the settings, outside the database, and wrap every key inside it."""

import base64
import binascii
import functools
import re
from typing import NamedTuple

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from portal.privacy import envelope
from portal.privacy.errors import Tampered

_NAME = re.compile(r"[A-Za-z0-9._-]{1,40}")


class KeyEncryptionKey(NamedTuple):
    name: str
    secret: bytes

    def __repr__(self):
        return f"<key-encryption key {self.name}>"


def key_encryption_keys() -> tuple[KeyEncryptionKey, ...]:
    """The configured keys, newest first. Raises ImproperlyConfigured with a reason that never shows a key."""
    return _parse(tuple(settings.KEY_ENCRYPTION_KEYS))


def newest_name() -> str:
    return key_encryption_keys()[0].name


def wrap(key: bytes, *, purpose: str) -> tuple[bytes, str]:
    """The key closed under the newest key-encryption key, and that one's name."""
    newest = key_encryption_keys()[0]
    return envelope.close(newest.secret, key, context=_context(newest.name, purpose)), newest.name


def unwrap(wrapped: bytes, *, key_name: str, purpose: str) -> bytes:
    """The key inside; raises Tampered when its key-encryption key is missing, wrong, or the bytes were changed."""
    for candidate in key_encryption_keys():
        if candidate.name == key_name:
            return envelope.disclose(candidate.secret, wrapped, context=_context(key_name, purpose))
    raise Tampered(f"The key “{purpose}” is wrapped by “{key_name}”, which is not in KEY_ENCRYPTION_KEYS.")


def _context(key_name, purpose):
    return f"wrapped|{key_name}|{purpose}|1"


@functools.lru_cache(maxsize=8)
def _parse(entries: tuple[str, ...]) -> tuple[KeyEncryptionKey, ...]:
    if not entries:
        raise ImproperlyConfigured("KEY_ENCRYPTION_KEYS is empty: without a key no vault opens.")
    keys = tuple(_parse_one(entry, place) for place, entry in enumerate(entries, start=1))
    names = [key.name for key in keys]
    if len(set(names)) != len(names):
        raise ImproperlyConfigured("KEY_ENCRYPTION_KEYS has two keys with the same name: give every key its own.")
    return keys


def _parse_one(entry, place):
    name, colon, encoded = entry.strip().partition(":")
    if not colon or not _NAME.fullmatch(name):
        raise ImproperlyConfigured(
            f"KEY_ENCRYPTION_KEYS, key {place}: write name:key, the name in at most 40 letters, digits and . _ -"
        )
    try:
        secret = base64.b64decode(encoded, altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        raise ImproperlyConfigured(f"KEY_ENCRYPTION_KEYS, key “{name}”: this is not urlsafe base64.") from None
    if len(secret) != envelope.KEY_BYTES:
        raise ImproperlyConfigured(
            f"KEY_ENCRYPTION_KEYS, key “{name}”: it has {len(secret)} bytes and must have {envelope.KEY_BYTES}."
        )
    return KeyEncryptionKey(name, secret)
