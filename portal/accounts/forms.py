"""Forms of the account pages and of staff accounts. None of them takes free text."""

from allauth.core import context
from allauth.mfa.totp.forms import ActivateTOTPForm as AllauthActivateTOTPForm
from allauth.mfa.totp.internal.auth import SECRET_SESSION_KEY
from allauth.mfa.webauthn.forms import AddWebAuthnForm as AllauthAddWebAuthnForm
from allauth.mfa.webauthn.forms import EditWebAuthnForm as AllauthEditWebAuthnForm
from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.users.forms import UserCreationForm, UserEditForm

from portal.accounts import roles
from portal.privacy.sealing import seal_for, unseal_for


class Device(models.TextChoices):
    """What somebody's passkey lives in. A choice and not a name: "the telephone of Jan" would lie there in plain."""

    PHONE = "phone", _("A telephone or tablet")
    COMPUTER = "computer", _("A computer")
    KEY = "key", _("A security key that I plug in")


def _device_field():
    return forms.ChoiceField(
        label=_("Where do you keep this passkey?"),
        choices=Device.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose where you keep this passkey.")},
    )


class ActivateTOTPForm(AllauthActivateTOTPForm):
    """Keeps the secret sealed while it waits in the session for the first code."""

    def __init__(self, *args, **kwargs):
        session = context.request.session
        waiting = session.get(SECRET_SESSION_KEY)
        if waiting:
            session[SECRET_SESSION_KEY] = unseal_for("mfa", waiting)
        super().__init__(*args, **kwargs)
        session[SECRET_SESSION_KEY] = seal_for("mfa", self.secret)


class AddWebAuthnForm(AllauthAddWebAuthnForm):
    name = _device_field()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["name"] = Device.PHONE

    def clean_name(self):
        return self.cleaned_data["name"]


class EditWebAuthnForm(AllauthEditWebAuthnForm):
    name = _device_field()


class _StaffForm:
    """Fields of an account that an administrator makes or changes.

    Without Wagtail's "administrator" tick: it makes a superuser, whom no role binds. Without a password: people choose
    their own, after the mail that proves the address theirs.
    """

    field_order = ["email", "first_name", "last_name", "organisation", "groups", "is_active"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields.pop("is_superuser", None)
        groups = self.fields["groups"]
        groups.label = _("Roles")
        groups.queryset = groups.queryset.filter(name__in=roles.roles())
        groups.label_from_instance = roles.label_of


class StaffCreationForm(_StaffForm, UserCreationForm):
    class Meta(UserCreationForm.Meta):
        fields = (UserCreationForm.Meta.fields - {"is_superuser"}) | {"organisation"}

    def save(self, commit=True):
        self.instance.email = self.instance.email.lower()
        self.instance.set_unusable_password()
        return super().save(commit)


class StaffEditForm(_StaffForm, UserEditForm):
    class Meta(UserEditForm.Meta):
        fields = (UserEditForm.Meta.fields - {"is_superuser"}) | {"organisation"}
