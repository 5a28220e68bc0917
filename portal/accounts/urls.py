"""Doors that the libraries bring along and that stay shut: only allauth's login opens a session.

Wagtail's login, its front-end login and its password reset take a password alone, without the second factor. Placed
before Wagtail's own addresses in `portal.urls`. `tests/accounts/test_doors.py` tries every address of the site.
"""

from django.conf.urls.i18n import i18n_patterns
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.urls import path, re_path, reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache


@never_cache
def lead_to_login(request):
    """To the one login, and from there to where people wanted to go.

    Whoever is signed in and still comes here was sent by a page that they may not see.
    """
    if request.user.is_authenticated:
        raise PermissionDenied
    wanted = request.GET.get(REDIRECT_FIELD_NAME, "")
    query = f"?{urlencode({REDIRECT_FIELD_NAME: wanted})}" if wanted else ""
    return HttpResponseRedirect(reverse("account_login") + query)


@never_cache
def lead_staff_to_login(request):
    """As above; staff who are signed in already go to their work."""
    if request.user.is_authenticated and request.user.has_perm("wagtailadmin.access_admin"):
        return HttpResponseRedirect(reverse("wagtailadmin_home"))
    return lead_to_login(request)


@never_cache
def lead_to_password_reset(request, **kwargs):
    return HttpResponseRedirect(reverse("account_reset_password"))


def not_there(request, **kwargs):
    raise Http404


shut_doors = [
    path("admin/login/", lead_staff_to_login),
    re_path(r"^admin/password_reset/", lead_to_password_reset),
    # Wagtail's actions on many accounts at once ask nothing of `portal.accounts.viewsets`, and reach every account.
    path("admin/bulk/accounts/user/<str:action>/", not_there),
    *i18n_patterns(path("_util/login/", lead_to_login)),
]
