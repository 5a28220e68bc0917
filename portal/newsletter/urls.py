"""Public addresses of the newsletter. None carries an address; the keys in two of them are random."""

from django.urls import path

from portal.newsletter.views import AnswerView, ConfirmView, LeaveView, SignUpView

app_name = "newsletter"
urlpatterns = [
    path("newsletter/", SignUpView.as_view(), name="sign_up"),
    path("newsletter/sent/", AnswerView.as_view(template_name="newsletter/sent.html"), name="sent"),
    path("newsletter/confirm/<slug:token>/", ConfirmView.as_view(), name="confirm"),
    path("newsletter/confirmed/", AnswerView.as_view(template_name="newsletter/confirmed.html"), name="confirmed"),
    path("newsletter/leave/<slug:token>/", LeaveView.as_view(), name="leave"),
    path("newsletter/left/", AnswerView.as_view(template_name="newsletter/left.html"), name="left"),
]
