"""People with accounts, as the tests need them."""

import time

import factory
from allauth.account.models import EmailAddress
from allauth.mfa import app_settings as mfa_settings
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from django.contrib.auth.models import Group

from portal.accounts.models import User

PASSWORD = "a tangled red thread"


class UserFactory(factory.django.DjangoModelFactory):
    """Somebody with a confirmed address and PASSWORD. `role="manager"` makes them staff."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"person{n}@example.org")

    @classmethod
    def _create(cls, model_class, *args, role=None, superuser=False, password=PASSWORD, **fields):
        make = User.objects.create_superuser if superuser else User.objects.create_user
        user = make(password=password, **fields)
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
        if role:
            user.groups.add(Group.objects.get(name=role))
        return user


def give_app(user):
    """An authenticator app and recovery codes; returns the app's key."""
    secret = totp.generate_totp_secret()
    totp.TOTP.activate(user, secret)
    RecoveryCodes.activate(user)
    return secret


def code_of(secret, *, steps=0):
    """What the app shows now, or `steps` half-minutes from now."""
    now = int(time.time()) // mfa_settings.TOTP_PERIOD  # what allauth counts first is half a minute old already
    return totp.format_hotp_value(totp.hotp_value(secret, now + steps))
