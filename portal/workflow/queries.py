"""Questions about what happened to a tracked row."""

from django.db.models import QuerySet

from portal.workflow.models import MoveLogEntry


def timeline(obj) -> QuerySet[MoveLogEntry]:
    """Everything that happened to `obj`, newest first. Reasons can be read while looking at it."""
    return MoveLogEntry.objects.for_instance(obj).select_related("user", "sealed_reason").order_by("-timestamp", "-id")


def last_reason(obj, name: str) -> str:
    """Why `obj` made this transition when it did so last; empty when it never did. To be read while looking at it."""
    line = timeline(obj).filter(action=obj.track.action(name)).first()
    return line.reason if line is not None else ""
