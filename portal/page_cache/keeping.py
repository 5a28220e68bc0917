"""Which pages the cache in front of the portal may keep, and for how long."""

from django.conf import settings
from django.utils.cache import patch_cache_control

# Pages, and a training event on the public agenda; what is not for everybody forbids keeping by itself.
PUBLISHED = ("wagtail_serve", "training:event")


class PageCacheMiddleware:
    """Marks a published page, asked for by somebody without a session, as one that the page cache may keep.

    Silence means no: only the answers named here are marked, everything else is left as its view made it, and
    deploy/nginx.conf.in keeps nothing that is not marked. Readers' own browsers ask anew each time.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if is_for_everybody(request, response):
            patch_cache_control(response, public=True, max_age=0, s_maxage=settings.PAGE_CACHE_SECONDS)
        return response


def is_for_everybody(request, response) -> bool:
    """Is this a published page that looks the same for every reader without a session?"""
    return (
        request.method in ("GET", "HEAD")
        and response.status_code == 200
        and request.resolver_match is not None
        and request.resolver_match.view_name in PUBLISHED
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
        and not response.has_header("Cache-Control")
        and not response.cookies
        and not response.streaming
        # A form's token belongs to one reader, also where no cookie is set because that reader had it already.
        and b"csrfmiddlewaretoken" not in response.content
    )
