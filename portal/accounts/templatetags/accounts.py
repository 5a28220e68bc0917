"""Words for what accounts keep as codes."""

from django import template

from portal.accounts import second_factor
from portal.accounts.forms import Device

register = template.Library()


@register.filter
def device(authenticator):
    """What a passkey lives in, in the reader's language."""
    name = authenticator.wrap().name
    return Device(name).label if name in Device.values else name


@register.simple_tag
def held_by(user):
    """What this account holds of others, for which it needs a second factor: its address and the words to it."""
    return second_factor.held_by(user)
