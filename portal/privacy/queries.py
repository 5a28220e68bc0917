"""Questions about privacy: who looked, and who tried to."""

from django.db.models import QuerySet
from django.utils import timezone

from portal.privacy.looking import SITTING
from portal.privacy.models import AccessLogEntry, SealedModel
from portal.privacy.opened import VISITOR


def who_looked(obj: SealedModel) -> QuerySet[AccessLogEntry]:
    """Every opening of the vault of `obj` and every refused try, newest first: opening one row opens them all."""
    return AccessLogEntry.objects.filter(vault_id=obj.vault_id).order_by("-at")


def begins_sitting(obj: SealedModel, *, by=VISITOR) -> bool:
    """Whether `by`, whose own row this is, opened it last longer than a SITTING ago: a VISITOR, or a user.

    All visitors count as one: for rows that have one visitor only.
    """
    who = (
        {"actor_kind": AccessLogEntry.Actor.VISITOR}
        if by is VISITOR
        else {"actor_kind": AccessLogEntry.Actor.USER, "actor_id": by.pk}
    )
    lines = AccessLogEntry.objects.filter(
        vault_id=obj.vault_id, object_id=obj.pk, kind=AccessLogEntry.Kind.OPENED, **who
    )
    return not lines.filter(at__gt=timezone.now() - SITTING).exists()
