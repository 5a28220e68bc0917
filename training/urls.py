"""The public addresses of training. Those of the admin stand with their viewsets."""

from django.urls import path

from training.forms.apply import STEPS
from training.views.apply import ApplyView, CheckView, DiscardView, KeptView, SentView, StepView
from training.views.coordinator import CoordinatorView
from training.views.event import EventCalendarView, EventView
from training.views.files import FileView
from training.views.my import TrackView
from training.views.my_acts import (
    BeginAgainView,
    DecideView,
    GoOnView,
    LookBackView,
    PauseView,
    ReconsiderView,
    StopView,
)
from training.views.my_certificate import BadgeView, CertificateView, HideNameView, ShowNameView
from training.views.my_coordinator import LeaveView, OwnDataView
from training.views.my_seat_acts import AcceptView, GiveUpView, SwapView, TakeView
from training.views.my_training import MyTrainingView, SeatCalendarView
from training.views.report import ConclusionView, PointView, ReportView
from training.views.report_scopes import ScopesView, SendScopesView
from training.views.verify import VerifyNumberView, VerifyView

app_name = "training"
urlpatterns = [
    path("coordinator/", CoordinatorView.as_view(), name="coordinator"),
    path("my/", TrackView.as_view(), name="my"),
    path("my/decide/", DecideView.as_view(), name="my_decide"),
    path("my/pause/", PauseView.as_view(), name="my_pause"),
    path("my/go-on/", GoOnView.as_view(), name="my_go_on"),
    path("my/stop/", StopView.as_view(), name="my_stop"),
    path("my/begin-again/", BeginAgainView.as_view(), name="my_begin_again"),
    path("my/look-back/", LookBackView.as_view(), name="my_look_back"),
    path("my/reconsider/", ReconsiderView.as_view(), name="my_reconsider"),
    path("my/report/", ReportView.as_view(), name="my_report"),
    path("my/report/<int:number>/", PointView.as_view(), name="my_report_point"),
    path("my/report/conclusion/", ConclusionView.as_view(), name="my_report_conclusion"),
    path("my/second-report/", ScopesView.as_view(), name="my_second_report"),
    path("my/second-report/send/", SendScopesView.as_view(), name="my_second_report_send"),
    path("my/certificate/", CertificateView.as_view(), name="my_certificate"),
    path("my/certificate/badge/", BadgeView.as_view(), name="my_badge"),
    path("my/certificate/show-name/", ShowNameView.as_view(), name="my_name_show"),
    path("my/certificate/hide-name/", HideNameView.as_view(), name="my_name_hide"),
    path("my/apply/", ApplyView.as_view(), name="apply"),
    *[path(f"my/apply/{page}/", StepView.as_view(page=page), name=f"apply_{page}") for page in STEPS],
    path("my/apply/check/", CheckView.as_view(), name="apply_check"),
    path("my/apply/kept/", KeptView.as_view(), name="apply_kept"),
    path("my/apply/sent/", SentView.as_view(), name="apply_sent"),
    path("my/apply/discard/", DiscardView.as_view(), name="apply_discard"),
    path("my/coordinator/", OwnDataView.as_view(), name="my_coordinator"),
    path("my/coordinator/leave/", LeaveView.as_view(), name="my_coordinator_leave"),
    path("my/training/", MyTrainingView.as_view(), name="my_training"),
    path("my/training/take/<uuid:pk>/", TakeView.as_view(), name="my_training_take"),
    path("my/training/<uuid:pk>/accept/", AcceptView.as_view(), name="my_training_accept"),
    path("my/training/<uuid:pk>/give-up/", GiveUpView.as_view(), name="my_training_give_up"),
    path("my/training/<uuid:pk>/swap/", SwapView.as_view(), name="my_training_swap"),
    path("my/training/<uuid:pk>/calendar/", SeatCalendarView.as_view(), name="my_training_calendar"),
    path("training/<uuid:pk>/", EventView.as_view(), name="event"),
    path("training/<uuid:pk>/ics/", EventCalendarView.as_view(), name="event_calendar"),
    path("verify/", VerifyView.as_view(), name="verify"),
    path("verify/<str:number>/", VerifyNumberView.as_view(), name="verify_number"),
    path("my/files/<uuid:pk>/", FileView.as_view(), name="file"),
]
