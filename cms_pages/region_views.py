"""The postcode finder's own address: what is typed goes there in a form and never stands in an address."""

from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters

from cms_pages.models import RegionIndexPage
from cms_pages.navigation import home_path, public_address
from cms_pages.region_form import RegionForm


@csrf_exempt  # It changes nothing, and so the page with the form needs no cookie and may be kept by the page cache.
@never_cache
@sensitive_post_parameters()
def find_region(request):
    """The page of regions with the answer on it; who comes without a postcode is led to that page."""
    below = home_path(request)
    pages = RegionIndexPage.objects.live().public().filter(path__startswith=below or "none")
    page = pages.select_related("locale").first()
    if page is None:
        raise Http404
    if request.method != "POST":
        return redirect(public_address(page.url_path, get_language()))
    form = RegionForm(request.POST)
    response = page.serve(request, form=form)
    response.status_code = 200 if form.is_valid() else 422
    return response
