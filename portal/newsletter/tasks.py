"""Periodic work of the newsletter. Idempotent; named in settings.PERIODIC_WORK."""

from portal.newsletter.actions import erase_lapsed
from portal.newsletter.typed import erase_expired


def erase_unconfirmed_subscribers() -> int:
    """Forgets who did not confirm within 7 days; how many."""
    return erase_lapsed()


def erase_typed_forms() -> int:
    """Forgets what was typed more than an hour ago and never sent; how many."""
    return erase_expired()
