"""Where staff find their own keys in the admin."""

from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail import hooks


@hooks.register("register_account_menu_item")
def signing_in_safely(request):
    return {
        "url": reverse("mfa_index"),
        "label": _("Signing in safely"),
        "help_text": _("Your passkeys, your authenticator app, your recovery codes and your password."),
    }
