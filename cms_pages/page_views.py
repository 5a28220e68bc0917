"""Pages as readers ask for them: found from the first page in their language, which costs one query."""

from django.http import Http404
from django.utils.translation import get_language
from wagtail.models import Site
from wagtail.views import serve

from cms_pages.models import HomePage


def serve_page(request, path):
    """As Wagtail's own, which asks for the language, its first page and the fields of that one after the other.

    A language without a public first page is left to Wagtail, which then begins at that of the site.
    """
    home = _home_of(request)
    if home and not hasattr(request, "_wagtail_route_for_request"):
        request._wagtail_route_for_request = _route(request, home, path)
    return serve(request, path)


def _home_of(request):
    site = Site.find_for_request(request)
    if site is None:
        return None
    named = HomePage.objects.filter(translation_key=site.root_page.translation_key)
    return named.live().filter(locale__language_code=get_language()).first()


def _route(request, home, path):
    try:
        return home.route(request, [part for part in path.split("/") if part])
    except Http404:
        return None
