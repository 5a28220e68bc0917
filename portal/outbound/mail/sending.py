"""The only door by which mail leaves."""

from django.core.mail.backends.base import BaseEmailBackend


class UnsealingBackend(BaseEmailBackend):
    """post_office's backend: unseals the address at the last moment."""


def send_queued():
    """Send what waits."""


def delete_old():
    """Delete what was sent long ago."""
