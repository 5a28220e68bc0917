"""The reader's language, with an admin that stays the admin."""

from django.middleware.locale import LocaleMiddleware
from django.urls import reverse


class PublicLocaleMiddleware(LocaleMiddleware):
    """Leads `/refer/` to `/nl/refer/`, but never an admin address to a public one.

    Django tries every 404 again under a language, and the pages' catch-all takes any address: a foreign row in the
    admin would answer with a redirect to the site instead of "not there" (PROMISES, Object scope).
    """

    def process_response(self, request, response):
        if response.status_code == 404 and request.path_info.startswith(reverse("wagtailadmin_home")):
            return response
        return super().process_response(request, response)
