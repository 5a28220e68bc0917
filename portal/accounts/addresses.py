"""Whose e-mail address is proven. allauth keeps that apart from the account, and lets nobody in without it."""

from allauth.account.models import EmailAddress
from allauth.account.signals import password_reset
from django.dispatch import receiver

from portal.accounts.models import User


def confirm_address(user: User) -> None:
    """Notes that the user's login address is theirs: somebody trustworthy says so, or their mailbox did."""
    EmailAddress.objects.update_or_create(user=user, email=user.email, defaults={"verified": True, "primary": True})


def forget_addresses(user: User) -> None:
    """For an account that got another login address: whoever reads the old mailbox is out, and stays out.

    No address is proven any more and no password works, which ends the sessions as well (Django signs them with it)
    and the links to a new password that are under way. The new mailbox lets its owner in again, like a new account's.
    The second factor stays: else whoever keeps the accounts could give themselves somebody's cases.
    """
    EmailAddress.objects.filter(user=user).delete()
    user.set_unusable_password()
    user.save(update_fields=["password"])


@receiver(password_reset)
def _mailbox_was_theirs(request, user, **kwargs):
    """A new account whose address nobody confirmed: its owner just used the link that was sent there."""
    if not EmailAddress.objects.filter(user=user, verified=True).exists():
        confirm_address(user)
