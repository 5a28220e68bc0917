"""Rotation: after a new key-encryption key came first in the settings, every key is wrapped anew under it."""

from typing import NamedTuple

from portal.privacy import keys
from portal.privacy.errors import Tampered
from portal.privacy.models import PurposeKey, SearchKey, Vault

_BATCH = 500


class Rotated(NamedTuple):
    rewrapped: int
    unreadable: list[str]  # purposes of keys that no configured key opens


def rotate() -> Rotated:
    """Rewraps what is not under the newest key yet; sealed content itself is not touched.

    May be stopped and run again. Keys that cannot be opened are left as they are and named.
    """
    rewrapped, unreadable = 0, []
    for model in (Vault, PurposeKey, SearchKey):
        for row in _waiting(model):
            try:
                wrapped, name = row.rewrapped()
            except Tampered:
                unreadable.append(row.purpose)
                continue
            # Only if it is still as it was read: an erasure in between must stay one.
            rewrapped += model.objects.filter(pk=row.pk, wrapped_key=row.wrapped_key).update(
                wrapped_key=wrapped, key_name=name
            )
    return Rotated(rewrapped, unreadable)


def _waiting(model):
    rows = model.objects.filter(wrapped_key__isnull=False).exclude(key_name=keys.newest_name()).order_by("pk")
    batch = list(rows[:_BATCH])
    while batch:
        yield from batch
        batch = list(rows.filter(pk__gt=batch[-1].pk)[:_BATCH])
