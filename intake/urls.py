"""Public addresses of intake. They carry nothing that was typed."""

from django.urls import path

from intake.views.follow import FollowView
from intake.views.refer import AnotherView, CheckView, LeaveView, ReceivedView, StepView

app_name = "intake"
urlpatterns = [
    path("refer/", StepView.as_view(step="who"), name="refer"),
    path("refer/story/", StepView.as_view(step="story"), name="story"),
    path("refer/contact/", StepView.as_view(step="contact"), name="contact"),
    path("refer/check/", CheckView.as_view(), name="check"),
    path("refer/received/", ReceivedView.as_view(), name="received"),
    path("refer/another/", AnotherView.as_view(), name="another"),
    path("follow/", FollowView.as_view(), name="follow"),
    path("leave/", LeaveView.as_view(), name="leave"),
]
