"""The public addresses of training. Those of the admin stand with their viewsets."""

from django.urls import path

from training.forms.apply import STEPS
from training.views.apply import ApplyView, CheckView, DiscardView, KeptView, SentView, StepView
from training.views.coordinator import CoordinatorView
from training.views.files import FileView

app_name = "training"
urlpatterns = [
    path("coordinator/", CoordinatorView.as_view(), name="coordinator"),
    path("my/apply/", ApplyView.as_view(), name="apply"),
    *[path(f"my/apply/{page}/", StepView.as_view(page=page), name=f"apply_{page}") for page in STEPS],
    path("my/apply/check/", CheckView.as_view(), name="apply_check"),
    path("my/apply/kept/", KeptView.as_view(), name="apply_kept"),
    path("my/apply/sent/", SentView.as_view(), name="apply_sent"),
    path("my/apply/discard/", DiscardView.as_view(), name="apply_discard"),
    path("my/files/<uuid:pk>/", FileView.as_view(), name="file"),
]
