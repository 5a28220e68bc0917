"""Films in the admin: where editors bring them, with their captions, before a page shows them."""

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.views.snippets import SnippetViewSet

from cms_pages.models import Film

# A film that a page shows cannot be taken from under it, so editors do not delete.
PERMISSIONS = ["cms_pages.add_film", "cms_pages.change_film", "cms_pages.view_film"]


class FilmViewSet(SnippetViewSet):
    model = Film
    icon = "media"
    menu_label = _("Films")
    menu_order = 350  # after pictures and documents
    add_to_admin_menu = True
    list_display = ["title", "uploaded_at"]
    list_per_page = 50
