"""Looking: the one way to read what is sealed, and never without a line in the access log. Nor is a refused try."""

from collections.abc import Iterable
from contextlib import ExitStack, contextmanager
from datetime import timedelta

from django.db import transaction

from portal.privacy.models import AccessLogEntry, SealedModel
from portal.privacy.opened import VISITOR, opened

SITTING = timedelta(hours=1)


@contextmanager
def looking(obj: SealedModel, *, by, screen: str):
    """Opens `obj` and every row that shares its vault, for as long as the block lasts, in this thread or task only.

    `by` is the user who looks, `VISITOR` for somebody without an account, None for the system itself; `screen` says
    in a few plain words where. The access row is written first: if it cannot be written, nothing opens.

    A person looks outside any transaction, so that a failing request cannot take the row back (PROMISES, Access log):
    inside one this raises RuntimeError; open before the transaction begins. The system may look inside its own.
    """
    with _logged([obj], kind=AccessLogEntry.Kind.OPENED, by=by, screen=screen):
        yield obj


@contextmanager
def looking_all(rows: Iterable[SealedModel], *, by, screen: str):
    """`looking` at several rows on one screen: a line for each, written all or none before the first one opens.

    Ask for them with `select_related("vault")`, or each vault is one more query.
    """
    rows = list(rows)
    with _logged(rows, kind=AccessLogEntry.Kind.OPENED, by=by, screen=screen):
        yield rows


@contextmanager
def sitting(obj: SealedModel, *, screen: str, is_new: bool, by=VISITOR):
    """`looking` for somebody who goes through the pages of what is their own: one line a sitting.

    `by` is a VISITOR with their own draft or thread, or the user whose own row it is, and nobody else: whoever looks
    at another's row uses `looking`. `is_new` says that a sitting begins; each lasts at most SITTING, then the next
    begins. PROMISES asks a line for every opening by anyone. People reload their own page as often as they like, and
    thousands of lines that all say "they looked at their own" would bury those of staff, which stay one for each
    opening, and fill the table. That they looked, and in which hour, is still there.
    """
    if is_new:
        with looking(obj, by=by, screen=screen):
            yield obj
        return
    with opened(obj.vault):
        yield obj


@contextmanager
def breaking_glass(obj: SealedModel, *, by, screen: str):
    """`looking` for somebody who may not see the row otherwise: its line says that the glass was broken.

    Whoever calls this has told those who must know, and committed that (PROMISES, Access log).
    """
    with _logged([obj], kind=AccessLogEntry.Kind.BROKEN_GLASS, by=by, screen=screen):
        yield obj


def refused(obj: SealedModel, *, by, screen: str) -> None:
    """Writes down that `by` asked for `obj` on `screen` and may not see it; opens nothing.

    For views that are about to answer "not there". Like looking, outside any transaction (else RuntimeError), so that
    the line survives the answer. `by` is a user or VISITOR.
    """
    _write([AccessLogEntry.of(obj, kind=AccessLogEntry.Kind.REFUSED, screen=screen, **_actor(by))], durable=True)


@contextmanager
def _logged(rows, *, kind, by, screen):
    actor = _actor(by)
    entries = [AccessLogEntry.of(row, kind=kind, screen=screen, **actor) for row in rows]
    vaults = [row.vault for row in rows]
    _write(entries, durable=by is not None)
    with ExitStack() as stack:
        for vault in vaults:
            stack.enter_context(opened(vault))
        yield


def _write(entries, *, durable):
    try:
        with transaction.atomic(durable=durable):
            AccessLogEntry.objects.bulk_create(entries)
    except RuntimeError as error:
        raise RuntimeError(
            "The access log is written outside any transaction: its row could be rolled back. Look before it begins."
        ) from error


def _actor(by):
    if by is None:
        return {"actor_kind": AccessLogEntry.Actor.SYSTEM, "actor_id": None}
    if by is VISITOR:
        return {"actor_kind": AccessLogEntry.Actor.VISITOR, "actor_id": None}
    if not by.is_authenticated:
        raise ValueError("Nobody is signed in here: say by=VISITOR.")
    return {"actor_kind": AccessLogEntry.Actor.USER, "actor_id": by.pk}
