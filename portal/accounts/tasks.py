"""Periodic work on accounts. Idempotent; named in settings.PERIODIC_WORK."""

from importlib import import_module

from django.conf import settings


def clear_sessions():
    """Delete the sessions that have run out."""
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
