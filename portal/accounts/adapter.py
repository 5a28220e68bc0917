"""How allauth behaves here: who may sign up, where people go, what is mailed, how secrets are kept."""

import qrcode
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import record_authentication
from allauth.account.internal.userkit import filter_users_by_email
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.flows import auto_generate_recovery_codes
from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpResponseRedirect
from django.shortcuts import resolve_url
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from qrcode.image.svg import SvgPathFillImage

from portal.accounts.limits import pseudonym_of
from portal.accounts.second_factor import is_enrolled, is_staff
from portal.organisations.queries import organisation_for
from portal.outbound.models import OPAQUE_DOMAIN
from portal.privacy.sealing import seal_for, unseal_for

_UNKNOWN_ACCOUNT = "account/email/unknown_account"
_WITH_PASSWORD = "account/email/with_password"  # noqa: S105  (a template)


class AccountAdapter(DefaultAccountAdapter):
    """Who wants to become a coordinator signs up; accounts of staff are made by an administrator."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("This account is switched off. Please call us."),
        "email_password_mismatch": _("The e-mail address or the password is not right. Try again."),
        "enter_current_password": _("This is not your password now. Try again."),
        "incorrect_code": _("This code is not right, or too old. Look for a new one and try again."),
        "incorrect_password": _("The password is not right. Try again."),
        "invalid_password_reset": _("This link does not work any more. Ask for a new one."),
        "rate_limited": _("That was too often in a short time. Wait five minutes and try again."),
        "too_many_login_attempts": _("That was too often in a short time. Wait five minutes and try again."),
    }

    def is_open_for_signup(self, request):
        return organisation_for(request) is not None

    def save_user(self, request, user, form, commit=True):
        """Whoever signs up is of the organisation whose site this is, and has no role."""
        user.organisation = organisation_for(request)
        return super().save_user(request, user, form, commit=commit)

    def get_login_redirect_url(self, request):
        """Staff go to their work, others to their own page."""
        if request.user.has_perm("wagtailadmin.access_admin"):
            return reverse("wagtailadmin_home")
        return resolve_url(settings.LOGIN_REDIRECT_URL)

    def post_login(self, request, user, *, signup, **options):
        """Whoever made an account with a passkey gets codes for when they lose it: a mailbox is not enough then."""
        response = super().post_login(request, user, signup=signup, **options)
        if not (signup and is_enrolled(user)):
            return response
        # They proved the mailbox and the device a moment ago: the page with the codes need not ask once more.
        record_authentication(request, user, "mfa", type=Authenticator.Type.WEBAUTHN, reauthenticated=True)
        auto_generate_recovery_codes(request)
        onward = urlencode({REDIRECT_FIELD_NAME: response["Location"]})
        return HttpResponseRedirect(f"{reverse('mfa_view_recovery_codes')}?{onward}")

    def get_password_change_redirect_url(self, request):
        return reverse("mfa_index")

    def send_mail(self, template_prefix, email, context):
        """For an address without an account a mail to nobody is made and queued: neither page nor clock tells.

        Staff who ask for a code are told how they do sign in.
        """
        if template_prefix == _UNKNOWN_ACCOUNT and self._is_asked_by_staff(email):
            template_prefix = _WITH_PASSWORD
        nobody = f"nobody@{OPAQUE_DOMAIN}"
        super().send_mail(template_prefix, nobody if template_prefix == _UNKNOWN_ACCOUNT else email, context)

    def _is_asked_by_staff(self, email):
        return any(is_staff(user) for user in filter_users_by_email(email, is_active=True))

    def get_client_ip(self, request):
        """What failed logins are counted by: never the address itself. A forged header does not bring the site down."""
        try:
            address = super().get_client_ip(request)
        except ImproperlyConfigured:  # fewer addresses in X-Forwarded-For than there are proxies: it came past them
            address = request.META["REMOTE_ADDR"]
        return pseudonym_of(address)


class MFAAdapter(DefaultMFAAdapter):
    """Secrets of authenticator apps and recovery codes lie sealed in the database."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": AccountAdapter.error_messages["incorrect_code"],
        "unverified_email": _("First confirm your e-mail address with the code that we sent you."),
    }

    def encrypt(self, text):
        return seal_for("mfa", text)

    def decrypt(self, encrypted_text):
        return unseal_for("mfa", encrypted_text)

    def build_totp_svg(self, url):
        """Dark on white whatever the page's colours: a camera does not find it on a dark page otherwise."""
        return qrcode.make(url, image_factory=SvgPathFillImage).to_string(encoding="unicode")

    def get_public_key_credential_rp_entity(self):
        return super().get_public_key_credential_rp_entity() | {"name": self.get_totp_issuer()}
