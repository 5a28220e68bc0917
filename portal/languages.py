"""The bare address leads to the reader's language."""

from django.http import HttpResponseRedirect
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language_from_request
from django.views.decorators.cache import cache_control


@cache_control(public=True, max_age=300)
def to_readers_language(request):
    """Redirect `/` to `/<lang>/` by what the browser asks for; Dutch when it asks for none of ours."""
    response = HttpResponseRedirect(f"/{get_language_from_request(request)}/")
    patch_vary_headers(response, ["Accept-Language"])
    return response
