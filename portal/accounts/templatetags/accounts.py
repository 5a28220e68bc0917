"""Words for what accounts keep as codes."""

from django import template

from portal.accounts.forms import Device

register = template.Library()


@register.filter
def device(authenticator):
    """What a passkey lives in, in the reader's language."""
    name = authenticator.wrap().name
    return Device(name).label if name in Device.values else name
