"""The addresses of the site and one login too many, for the test that the walk would find it."""

from django.contrib.auth.views import LoginView
from django.urls import path

from portal.urls import urlpatterns as ours

urlpatterns = [
    path(
        "somewhere/<slug:deep>/inside/", LoginView.as_view(template_name="account/account_inactive.html"), name="open"
    ),
    *ours,
]
