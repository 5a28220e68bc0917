"""Periodic work on accounts. Idempotent; named in settings.PERIODIC_WORK."""

from importlib import import_module

from django.conf import settings
from django.utils import timezone

from portal.accounts.models import Tally


def clear_sessions() -> None:
    """Deletes the sessions and tallies that have run out."""
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
    Tally.objects.filter(expires__lt=timezone.now()).delete()
