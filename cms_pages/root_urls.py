"""What stands at the root of a site, without a language before it: for search engines, and pages of the admin."""

from django.urls import path
from django.views.decorators.cache import never_cache
from wagtail.admin.auth import require_admin_access

from cms_pages.editing.adding import AddPageView
from cms_pages.editing.unpublishing import UnpublishWithReason
from cms_pages.sitemap import robots, sitemap_index, sitemap_section

urlpatterns = [
    # Before Wagtail's own at these addresses: one asks for no reason, the other falls over two requests at once.
    path(
        "admin/pages/<int:page_id>/unpublish/",
        never_cache(require_admin_access(UnpublishWithReason.as_view())),
        name="unpublish_with_reason",
    ),
    path(
        "admin/pages/add/<slug:content_type_app_name>/<slug:content_type_model_name>/<int:parent_page_id>/",
        never_cache(require_admin_access(AddPageView.as_view())),
        name="add_page",
    ),
    path("robots.txt", robots, name="robots"),
    path("sitemap.xml", sitemap_index, name="sitemap"),
    path("sitemap-<slug:section>.xml", sitemap_section, name="sitemap_section"),
]
