"""Questions about privacy: who looked."""

from django.db.models import QuerySet

from portal.privacy.models import AccessLogEntry, SealedModel


def who_looked(obj: SealedModel) -> QuerySet[AccessLogEntry]:
    """Every opening of the vault of `obj`, newest first: opening one of its rows opens them all."""
    return AccessLogEntry.objects.filter(vault_id=obj.vault_id).order_by("-at")
