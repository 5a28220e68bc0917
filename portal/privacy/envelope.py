"""Authenticated encryption of bytes: AES-256-GCM with a random nonce, bound to a context."""

import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from portal.privacy.errors import Tampered

KEY_BYTES = 32
_NONCE_BYTES = 12


def new_key() -> bytes:
    return secrets.token_bytes(KEY_BYTES)


def close(key: bytes, content: bytes, *, context: str) -> bytes:
    """nonce | ciphertext and tag. It opens only under the same key and the same context."""
    nonce = secrets.token_bytes(_NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, content, context.encode())


def disclose(key: bytes, closed: bytes, *, context: str) -> bytes:
    """The content of what `close` made; raises Tampered when key, bytes or context differ."""
    try:
        return AESGCM(key).decrypt(closed[:_NONCE_BYTES], closed[_NONCE_BYTES:], context.encode())
    except (InvalidTag, ValueError) as error:
        raise Tampered(f"What is sealed as “{context}” does not open: wrong key, or the bytes were changed.") from error
