"""What the pages add to the admin."""

from wagtail import hooks
from wagtail.snippets.models import register_snippet

from cms_pages.consent import withdraw_consent
from cms_pages.editing import hooks as _editing  # noqa: F401  (registers itself)
from cms_pages.film_viewset import FilmViewSet
from cms_pages.models import StoryPage
from cms_pages.order_viewset import FolderOrderViewSet
from cms_pages.translating import hooks as _translating  # noqa: F401  (registers itself)


@hooks.register("after_edit_page")
@hooks.register("after_create_page")
def take_down_withdrawn_story(request, page):
    """A date of withdrawal counts as soon as it is saved, not when somebody publishes."""
    if isinstance(page, StoryPage) and page.consent_withdrawn_on:
        withdraw_consent(page, on=page.consent_withdrawn_on, by=request.user)


@hooks.register("register_admin_viewset")
def orders_of_leaflets():
    return [FolderOrderViewSet()]


register_snippet(FilmViewSet)
