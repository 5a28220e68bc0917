"""What every request to the admin or to somebody's account passes: the second factor, and the headers of that area."""

from allauth.account.adapter import get_adapter
from allauth.core.exceptions import ReauthenticationRequired
from csp.constants import NONE, SELF, UNSAFE_INLINE
from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.http import urlencode

from portal.accounts import second_factor

# Wagtail's admin and the translation editor bring inline scripts and styles, previews in a frame, pictures from memory.
ADMIN_POLICY = {
    "default-src": [NONE],
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
    "font-src": [SELF, "data:"],
    "connect-src": [SELF],
    "media-src": [SELF, "blob:"],
    "frame-src": [SELF],
    "worker-src": [SELF, "blob:"],
    "manifest-src": [SELF],
    "form-action": [SELF],
    "base-uri": [NONE],
    "frame-ancestors": [SELF],
}
# What a session may do that knows a password and still owes the second factor: prove it, or leave.
_STILL_OWING = frozenset(
    ["mfa_reauthenticate", "mfa_reauthenticate_webauthn", "account_login", "account_logout", "wagtailadmin_logout"]
)


class SecondFactorMiddleware:
    """Keeps a session that has not passed a second factor out of the admin and away from the account's own keys.

    Whoever has a second factor is asked for it. Whoever enters the admin without having one is led to enrolment,
    unless settings.SECOND_FACTOR_REQUIRED is False (the demo). Pages on which others than staff see what people
    entrusted to us ask `second_factor.is_owed` themselves, because they keep what was typed.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view_func, view_args, view_kwargs):
        if not (_is_admin(request) or _is_account(request)) or request.resolver_match.url_name in _STILL_OWING:
            return None
        if not request.user.is_authenticated or second_factor.has_passed(request):
            return None
        if second_factor.is_enrolled(request.user):
            return _lead_to(second_factor.address_to_prove(request.user), request)
        if _is_admin(request) and settings.SECOND_FACTOR_REQUIRED:
            return _lead_to(reverse("mfa_index"), request)
        return None

    def process_exception(self, request, exception):
        """A page that wants the password once more. allauth would keep a whole posted form in the session meanwhile:

        people come back to the page instead, and what they typed is stored nowhere (PROMISES, Side doors).
        """
        if not isinstance(exception, ReauthenticationRequired):
            return None
        methods = get_adapter().get_reauthentication_methods(request.user)
        return _lead_to(methods[0]["url"] if methods else reverse("account_login"), request)


class AreaHeadersMiddleware:
    """The admin gets its looser content security policy, account pages are kept by nobody. All else stays strict."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if _is_admin(request):
            response._csp_replace = ADMIN_POLICY
        elif _is_account(request):
            add_never_cache_headers(response)
        return response


def _is_admin(request):
    return request.path_info.startswith(reverse("wagtailadmin_home"))


def _is_account(request):
    match = request.resolver_match
    return bool(match and match.url_name and match.url_name.startswith(("account_", "mfa_")))


def _lead_to(address, request):
    back = request.get_full_path() if request.method in ("GET", "HEAD") else request.path
    return HttpResponseRedirect(f"{address}?{urlencode({REDIRECT_FIELD_NAME: back})}")
