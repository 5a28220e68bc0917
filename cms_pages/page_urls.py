"""Pages of the tree: Wagtail's own addresses, below the language, with our way of finding the first page."""

from django.urls import re_path
from wagtail import urls as wagtail_urls

from cms_pages.page_views import serve_page

_PAGES = "wagtail_serve"  # Wagtail makes the addresses of pages by this name

urlpatterns = [
    *(each for each in wagtail_urls.urlpatterns if each.name != _PAGES),
    re_path(wagtail_urls.serve_pattern, serve_page, name=_PAGES),
]
