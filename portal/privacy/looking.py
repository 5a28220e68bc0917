"""Looking: the one way to read what is sealed, and never without a line in the access log."""

from contextlib import contextmanager

from django.db import transaction

from portal.privacy.models import AccessLogEntry, SealedModel
from portal.privacy.opened import VISITOR, opened


@contextmanager
def looking(obj: SealedModel, *, by, screen: str):
    """Opens `obj` and every row that shares its vault, for as long as the block lasts, in this thread or task only.

    `by` is the user who looks, `VISITOR` for somebody without an account, None for the system itself; `screen` says
    in a few plain words where. The access row is written first: if it cannot be written, nothing opens.

    A person looks outside any transaction, so that a failing request cannot take the row back (PROMISES, Access log):
    inside one this raises RuntimeError; open before the transaction begins. The system may look inside its own.
    """
    entry = AccessLogEntry.of(obj, screen=screen, **_actor(by))
    vault = obj.vault
    _write(entry, durable=by is not None)
    with opened(vault):
        yield obj


def _write(entry, *, durable):
    try:
        with transaction.atomic(durable=durable):
            entry.save(force_insert=True)
    except RuntimeError as error:
        raise RuntimeError(
            "looking(…) was called inside a transaction: its access row could be rolled back. Open before it begins."
        ) from error


def _actor(by):
    if by is None:
        return {"actor_kind": AccessLogEntry.Actor.SYSTEM, "actor_id": None}
    if by is VISITOR:
        return {"actor_kind": AccessLogEntry.Actor.VISITOR, "actor_id": None}
    if not by.is_authenticated:
        raise ValueError("Nobody is signed in here: say by=VISITOR.")
    return {"actor_kind": AccessLogEntry.Actor.USER, "actor_id": by.pk}
