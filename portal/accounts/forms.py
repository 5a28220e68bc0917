"""allauth's forms in our words. None of them keeps free text."""

import struct
from contextlib import contextmanager
from typing import Any, ClassVar, NamedTuple

from allauth.account import forms as account
from allauth.core import context
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from allauth.mfa.totp.internal.auth import SECRET_SESSION_KEY
from allauth.mfa.webauthn import forms as webauthn
from cryptography.exceptions import InvalidSignature
from django import forms
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.accounts.second_factor import is_staff
from portal.privacy.sealing import seal_for, unseal_for


class Words(NamedTuple):
    """What a field says: above it, below that, and when it was left empty."""

    label: str | Promise
    missing: str | Promise = ""
    hint: str | Promise = ""


_EMAIL = Words(_("E-mail address"), _("Type your e-mail address."))
_PASSWORD = Words(_("Password"), _("Type your password."))
_NEW_PASSWORD = {
    "password1": Words(
        _("New password"),
        _("Choose a new password."),
        _("At least 12 characters. A few words in a row are easy to remember."),
    ),
    "password2": Words(_("New password once more"), _("Type the new password once more.")),
}
_CODE = Words(_("Code"), _("Type a code."), _("Six digits from your authenticator app, or one of your recovery codes."))


class PlainWords:
    """Gives fields our words, and takes the grey text out of every field: it is easily mistaken for an answer, and

    gone as soon as one types.
    """

    words: ClassVar[dict[str, Words]] = {}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, words in self.words.items():
            if name in self.fields:
                field = self.fields[name]
                field.label, field.help_text = words.label, words.hint
                field.error_messages["required"] = words.missing
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)
            if field.widget.attrs.get("autocomplete") == "one-time-code":
                field.widget.attrs["inputmode"] = "numeric"


class LoginForm(PlainWords, account.LoginForm):
    words: ClassVar = {"login": _EMAIL, "password": _PASSWORD}


class SignupForm(PlainWords, account.SignupForm):
    """An address and nothing else: a code by mail proves it, and opens the account from then on."""

    words: ClassVar = {
        "email": Words(
            _("Your e-mail address"), _("Type your e-mail address."), _("We send a code to it. You need no password.")
        )
    }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields.pop("password1", None)


class _MailedCode(PlainWords):
    words: ClassVar = {
        "code": Words(_("Code"), _("Type the code."), _("It stands in the e-mail. Capitals do not matter."))
    }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].max_length = 40
        attrs = self.fields["code"].widget.attrs
        attrs.pop("inputmode", None)  # it has letters
        attrs |= {"class": "code", "dir": "ltr", "autocapitalize": "characters", "spellcheck": "false"}


class ConfirmEmailCodeForm(_MailedCode, account.ConfirmEmailVerificationCodeForm):
    pass


class ConfirmLoginCodeForm(_MailedCode, account.ConfirmLoginCodeForm):
    pass


class RequestLoginCodeForm(PlainWords, account.RequestLoginCodeForm):
    """For everybody but staff: their mailbox must not be enough (PROMISES, Security: Logins).

    The page says nothing of it, so that it does not tell whose address is whose; a mail does.
    """

    words: ClassVar = {"email": _EMAIL}
    _user: Any = None  # to whom the code goes

    def clean_email(self):
        email = super().clean_email()
        if self._user is not None and is_staff(self._user):
            self._user = None
        return email


class ResetPasswordForm(PlainWords, account.ResetPasswordForm):
    words: ClassVar = {"email": _EMAIL}


class ResetPasswordKeyForm(PlainWords, account.ResetPasswordKeyForm):
    words: ClassVar = _NEW_PASSWORD


class SetPasswordForm(PlainWords, account.SetPasswordForm):
    words: ClassVar = _NEW_PASSWORD


class ChangePasswordForm(PlainWords, account.ChangePasswordForm):
    words: ClassVar = {
        "oldpassword": Words(_("Password now"), _("Type the password that you have now."))
    } | _NEW_PASSWORD


class AddEmailForm(PlainWords, account.AddEmailForm):
    words: ClassVar = {"email": Words(_("New e-mail address"), _("Type the new e-mail address."))}


class ReauthenticateForm(PlainWords, account.ReauthenticateForm):
    words: ClassVar = {"password": _PASSWORD}


class AuthenticateCodeForm(PlainWords, mfa.AuthenticateForm):
    words: ClassVar = {"code": _CODE}


class ReauthenticateCodeForm(PlainWords, mfa.ReauthenticateForm):
    words: ClassVar = {"code": _CODE}


class ActivateTOTPForm(PlainWords, totp.ActivateTOTPForm):
    """Keeps the secret sealed while it waits in the session for the first code."""

    words: ClassVar = {"code": Words(_("The six digits that the app shows now"), _("Type the six digits."))}

    def __init__(self, *args, **kwargs):
        session = context.request.session
        waiting = session.get(SECRET_SESSION_KEY)
        if waiting:
            session[SECRET_SESSION_KEY] = unseal_for("mfa", waiting)
        super().__init__(*args, **kwargs)
        session[SECRET_SESSION_KEY] = seal_for("mfa", self.secret)

    @property
    def secret_in_groups(self):
        """The key by fours, for whoever types it over."""
        return " ".join(self.secret[start : start + 4] for start in range(0, len(self.secret), 4))


class Device(models.TextChoices):
    """What somebody's passkey lives in. A choice and not a name: "the telephone of Jan" would lie there in plain."""

    PHONE = "phone", _("A telephone or tablet")
    COMPUTER = "computer", _("A computer")
    KEY = "key", _("A security key that I plug in")


@contextmanager
def _nonsense_is_refused():
    """What a browser sends as its passkey's answer may be anything. The library takes it apart without looking."""
    try:
        yield
    except (AttributeError, InvalidSignature, LookupError, TypeError, ValueError, struct.error) as error:
        raise get_adapter().validation_error("incorrect_code") from error


class _Ceremony:
    def clean_credential(self):
        with _nonsense_is_refused():
            return super().clean_credential()


class AuthenticateWebAuthnForm(_Ceremony, webauthn.AuthenticateWebAuthnForm):
    pass


class LoginWebAuthnForm(_Ceremony, webauthn.LoginWebAuthnForm):
    pass


class ReauthenticateWebAuthnForm(_Ceremony, webauthn.ReauthenticateWebAuthnForm):
    pass


def _device_field():
    return forms.ChoiceField(
        label=_("Where do you keep this passkey?"),
        choices=Device.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose where you keep this passkey.")},
    )


class _NewPasskey(PlainWords):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["name"] = Device.PHONE

    def clean_name(self):
        return self.cleaned_data["name"]

    def clean(self):
        with _nonsense_is_refused():
            return super().clean()


class AddWebAuthnForm(_NewPasskey, webauthn.AddWebAuthnForm):
    name = _device_field()
    words: ClassVar = {
        "passwordless": Words(_("Also sign in without a password"), hint=_("Then this passkey alone is enough.")),
    }


class SignupWebAuthnForm(_NewPasskey, webauthn.SignupWebAuthnForm):
    """The last step of a new account. Who became staff in the meantime sets up theirs past the password."""

    name = _device_field()

    def clean(self):
        if is_staff(self.user):
            raise get_adapter().validation_error("incorrect_code")
        return super().clean()


class EditWebAuthnForm(PlainWords, webauthn.EditWebAuthnForm):
    name = _device_field()
