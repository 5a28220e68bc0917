"""Keys for the demo on this machine: made once, kept in var/keys, never used in production."""

import base64
import os
import secrets
from pathlib import Path
from typing import NamedTuple


class LocalKeys(NamedTuple):
    secret_key: str
    key_encryption_key: str


def local_keys(path: Path) -> LocalKeys:
    """The two keys in the file at `path`; a missing file is made, readable by its owner only."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return LocalKeys(*path.read_text().split())
    key = base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()
    made = LocalKeys(secrets.token_urlsafe(50), f"demo:{key}")
    with os.fdopen(handle, "w") as file:
        file.write("\n".join(made) + "\n")
    return made
