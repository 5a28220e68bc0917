"""Addresses of what somebody asked for; asking has its place at each list (viewsets.py)."""

from django.urls import path

from portal.backoffice.exports.views import ExportFileView, ExportsView, ExportView

app_name = "exports"
urlpatterns = [
    path("", ExportsView.as_view(), name="exports"),
    path("<uuid:pk>/", ExportView.as_view(), name="export"),
    path("<uuid:pk>/file/", ExportFileView.as_view(), name="file"),
]
