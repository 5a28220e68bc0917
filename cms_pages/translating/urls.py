"""Addresses of the board of translations, below /admin/translating/."""

from django.urls import path

from cms_pages.translating.views import BoardView, CallSmallView, ChangesView, ReadOverView

app_name = "translating"
urlpatterns = [
    path("", BoardView.as_view(), name="board"),
    path("<int:page_id>/", ChangesView.as_view(), name="changes"),
    path("<int:page_id>/small/", CallSmallView.as_view(), name="small"),
    path("read-over/<int:translation_id>/", ReadOverView.as_view(), name="read_over"),
]
