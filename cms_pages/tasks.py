"""Periodic work of the pages."""

from django.core.management import call_command


def publish_scheduled():
    """Publish pages whose time has come and take down those whose time is over."""
    call_command("publish_scheduled", verbosity=0)
