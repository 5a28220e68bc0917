"""Every address of the portal. Public addresses begin with the language."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from portal import health
from portal.accounts.urls import shut_doors
from portal.errors import error_handlers, too_many
from portal.languages import to_readers_language
from portal.uploads import upload

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("", to_readers_language, name="root"),
    path("", include("cms_pages.root_urls")),
    *shut_doors,
    path("badges/", include("training.badge_urls")),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    *([path("media/<slug:folder>/<str:name>", upload, name="upload")] if settings.UPLOADS_SERVED_HERE else []),
    *i18n_patterns(
        path("accounts/", include("allauth.urls")),
        path("", include("intake.urls")),
        path("", include("training.urls")),
        path("", include("portal.newsletter.urls")),
        path("", include("cms_pages.urls")),
        path("", include("cms_pages.page_urls")),
    ),
]

handler400, handler403, handler404, handler500 = error_handlers
handler429 = too_many  # allauth looks for it here
