"""What a reader sees when something goes wrong: kind words, a number to call, and the way on."""

from django.core.exceptions import DisallowedHost
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.cache import add_never_cache_headers
from django.utils.translation import get_language, get_language_bidi

# Without the database nobody can say which organisation this is, so the exit leads to a page that is neutral anywhere.
EXIT_WITHOUT_DATABASE = "https://www.wikipedia.org/"
WAIT_SECONDS = 60


def bad_request(request, exception=None):
    """400: the request could not be read. Says so without the database when even the host name is not ours."""
    try:
        request.get_host()
    except DisallowedHost:
        return _plain("errors/plain_400.html", status=400)
    return _page(request, "errors/400.html", status=400)


def permission_denied(request, exception=None):
    """403: this page is not for this reader."""
    return _page(request, "errors/403.html", status=403)


def page_not_found(request, exception=None):
    """404: there is nothing at this address."""
    return _page(request, "errors/404.html", status=404)


def server_error(request):
    """500: we failed. Drawn without the database, because that may be what failed."""
    return _plain("errors/500.html", status=500)


def csrf_failure(request, reason=""):
    """403 for a form whose cookie went missing: says that nothing was stored and how to get one's text back."""
    return _page(request, "errors/csrf.html", status=403)


def too_many(request, exception=None):
    """429: too many attempts in a short time. Retry-After is in seconds."""
    response = _page(request, "errors/429.html", status=429)
    response["Retry-After"] = str(WAIT_SECONDS)
    return response


# In the order in which `portal.urls` unpacks them: 400, 403, 404, 500.
error_handlers = (bad_request, permission_denied, page_not_found, server_error)


def _page(request, template, *, status):
    response = render(request, template, status=status)
    add_never_cache_headers(response)
    return response


def _plain(template, *, status):
    context = {
        "language": get_language() or "nl",
        "direction": "rtl" if get_language_bidi() else "ltr",
        "leave_to": EXIT_WITHOUT_DATABASE,
    }
    response = HttpResponse(render_to_string(template, context), status=status)
    add_never_cache_headers(response)
    return response
