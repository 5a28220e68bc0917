"""The panel on plain language, anew after each time that a draft was kept."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, render
from django.utils.cache import add_never_cache_headers
from wagtail.models import Page


def plain_language(request, page_id):
    """How the newest draft of a page reads. For whoever may edit it."""
    page = get_object_or_404(Page, pk=page_id).specific
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    response = render(request, "cms_pages/plain_language.html", {"page": page.get_latest_revision_as_object()})
    add_never_cache_headers(response)
    return response
