"""The public addresses of training. Those of the admin stand with their viewsets."""

app_name = "training"
urlpatterns: list = []
