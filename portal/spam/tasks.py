"""Periodic work of spam protection. Idempotent; named in settings.PERIODIC_WORK."""

from django.utils import timezone

from portal.spam.models import SpentProof


def delete_expired_proofs() -> int:
    """Deletes the spent proofs that are too old to be taken again anyway; how many."""
    deleted, _each = SpentProof.objects.filter(expires_at__lt=timezone.now()).delete()
    return deleted
