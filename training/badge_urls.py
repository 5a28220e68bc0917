"""Addresses without a language that stand in certificates as files: they never change."""

from django.urls import path

from training.views.badges import AchievementView, IssuerView, KeysView, KeyView, RevokedView

app_name = "badges"
urlpatterns = [
    path("issuer", IssuerView.as_view(), name="badge_issuer"),
    path("coordinator", AchievementView.as_view(), name="badge_achievement"),
    path("keys", KeysView.as_view(), name="badge_keys"),
    path("keys/<slug:name>", KeyView.as_view(), name="badge_key"),
    path("revoked", RevokedView.as_view(), name="badges_revoked"),
]
