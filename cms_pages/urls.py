"""Public addresses that are no pages in the tree. They carry nothing that was typed."""

from django.urls import path

from cms_pages.order_views import OrderView, ordered
from cms_pages.region_views import find_region
from cms_pages.search_views import search_pages

app_name = "cms_pages"
urlpatterns = [
    path("order-leaflets/", OrderView.as_view(), name="order_folders"),
    path("order-leaflets/done/", ordered, name="folders_ordered"),
    path("search/", search_pages, name="search"),
    path("find-region/", find_region, name="find_region"),
]
