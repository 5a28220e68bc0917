"""Questions about privacy: who looked, and who tried to."""

from django.db.models import QuerySet
from django.utils import timezone

from portal.privacy.looking import SITTING
from portal.privacy.models import AccessLogEntry, SealedModel


def who_looked(obj: SealedModel) -> QuerySet[AccessLogEntry]:
    """Every opening of the vault of `obj` and every refused try, newest first: opening one row opens them all."""
    return AccessLogEntry.objects.filter(vault_id=obj.vault_id).order_by("-at")


def begins_sitting(obj: SealedModel) -> bool:
    """Whether no visitor opened this very row within the last SITTING: for rows that have one visitor only."""
    lines = AccessLogEntry.objects.filter(
        vault_id=obj.vault_id, object_id=obj.pk, actor_kind=AccessLogEntry.Actor.VISITOR
    )
    return not lines.filter(at__gt=timezone.now() - SITTING).exists()
