"""What stands at the root of a site, without a language before it: for search engines, and a page of the admin."""

from django.urls import path
from wagtail.admin.auth import require_admin_access

from cms_pages.editing.unpublishing import UnpublishWithReason
from cms_pages.sitemap import robots, sitemap_index, sitemap_section

urlpatterns = [
    # Stands before Wagtail's own page at this address, which asks for no reason.
    path(
        "admin/pages/<int:page_id>/unpublish/",
        require_admin_access(UnpublishWithReason.as_view()),
        name="unpublish_with_reason",
    ),
    path("robots.txt", robots, name="robots"),
    path("sitemap.xml", sitemap_index, name="sitemap"),
    path("sitemap-<slug:section>.xml", sitemap_section, name="sitemap_section"),
]
