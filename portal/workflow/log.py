"""The log of what happened to tracked rows: written through Wagtail's registry, kept in our own table."""

from datetime import date

from django.db import transaction
from wagtail.log_actions import registry

from portal.privacy import VISITOR
from portal.privacy.models import AccessLogEntry
from portal.workflow.models import MoveLogEntry, MoveReason

Actor = AccessLogEntry.Actor


def note(obj, name: str, *, by, reason: str = "", on: date | None = None) -> MoveLogEntry:
    """Logs something that is not a move, under one of the track's `notes`; `by` as for `moves.move`.

    Checks no permission: that is the calling action's.
    """
    if name not in obj.track.notes:
        raise LookupError(f"Track {obj.track.name} has no note {name!r}.")
    return write(obj, name, by=by, reason=reason, on=on, from_state=obj.state)


def write(obj, name: str, *, by, from_state: str, reason: str = "", on: date | None = None) -> MoveLogEntry:
    """One line about `obj` as it is now. The reason is sealed in the row's own vault."""
    if reason and not hasattr(obj, "vault_id"):
        raise TypeError(f"{type(obj).__name__} has no vault to seal a reason in.")
    with transaction.atomic():
        entry = registry.log(
            obj,
            obj.track.action(name),
            user=by if _kind(by) == Actor.USER else None,
            actor_kind=_kind(by),
            from_state=from_state,
            to_state=obj.state,
            on=on,
        )
        if entry is None:
            raise LookupError(f"{type(obj).__name__} is not registered with portal.workflow.")
        if reason:
            MoveReason.objects.create(entry=entry, vault_id=obj.vault_id, text=reason)
    return entry


def forget(obj) -> None:
    """Takes away everything that is written about `obj`, for its erasure."""
    MoveLogEntry.objects.for_instance(obj).delete()


def _kind(by):
    if by is None:
        return Actor.SYSTEM
    return Actor.VISITOR if by is VISITOR else Actor.USER
