"""The page to search: what is looked for is public, but nothing keeps who looked for it."""

from django.core.paginator import Paginator
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from cms_pages.models import FolderIndexPage, RegionIndexPage
from cms_pages.navigation import home_path, public_address
from cms_pages.search import LONGEST_QUESTION, pages_about, regions_about

FOUND_PER_LEAF = 10


@require_safe
@never_cache
def search_pages(request):
    """`?q=` and `?page=`; without a question the field alone."""
    question = " ".join(request.GET.get("q", "").replace("\x00", "").split())[:LONGEST_QUESTION]
    leaf = Paginator(pages_about(request, question), FOUND_PER_LEAF).get_page(request.GET.get("page"))
    regions = regions_about(request, question)
    context = {
        "question": question,
        "longest": LONGEST_QUESTION,
        "leaf": leaf,
        "regions": regions,
        "regions_address": _address_of(request, RegionIndexPage) if regions else "",
        "leaflets_address": "" if leaf.object_list or not question else _address_of(request, FolderIndexPage),
    }
    return render(request, "cms_pages/search.html", context)


def _address_of(request, kind):
    below = home_path(request)
    page = kind.objects.live().filter(path__startswith=below).first() if below else None
    return public_address(page.url_path, page.locale.language_code) if page else ""
