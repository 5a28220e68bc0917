"""Public addresses of intake. They carry nothing that was typed."""

from django.urls import path

from intake.forms.refer import CHECK, STEPS
from intake.views.call import CallView, DangerView
from intake.views.decisions import (
    AnotherCoordinatorView,
    DecideView,
    GoOnView,
    HoldView,
    StopView,
    WorryView,
)
from intake.views.follow import FollowView
from intake.views.follow_up_reply import FollowUpReplyView
from intake.views.followed import CloseView, FollowedView, GoneView, WithdrawView
from intake.views.my_case_acts import AcceptView, DeclineView, EndView, InterestedView
from intake.views.my_cases import CasesView
from intake.views.my_circle import AddParticipantView, CircleView, ParticipantView, RemoveParticipantView
from intake.views.my_claim import ClaimView, HandInView, RemoveLineView
from intake.views.my_coach import CloseToCoachView, OpenToCoachView
from intake.views.my_coaching import CoachedCaseView, CoachingView
from intake.views.my_conference import ConferenceView, CorrectHeldView, HeldView
from intake.views.my_follow_up import FollowUpView
from intake.views.my_invitations import DayFileView, InvitationsView, LettersView, LetterView, SheetView
from intake.views.my_plan import CalendarView, OrderView, PdfView, PlanView, RevisionView
from intake.views.my_plan_acts import (
    AcceptPlanView,
    AgreementView,
    AroundView,
    ChangeView,
    GivePlanView,
    ImportView,
    JudgeView,
    NewCodeView,
    PresentView,
    RemoveView,
    ReturnPlanView,
)
from intake.views.my_voices import CaseGoOnView, CaseHoldView, CaseWorryView, MessagesView
from intake.views.overview import OverviewView
from intake.views.plan_read import PlanAnswerView, PlanCloseView, PlanDaysView, PlanPaperView, PlanReadView
from intake.views.plan_worry import PlanWorryView
from intake.views.received import AnotherView, ReceivedView
from intake.views.refer import CheckView, LeaveView, StepView
from intake.views.sharing import ResultsView

app_name = "intake"
urlpatterns = [
    path("refer/", StepView.as_view(step="who"), name="refer"),
    *[path(f"refer/{name}/", StepView.as_view(step=name), name=name) for name in STEPS if name not in ("who", CHECK)],
    path("refer/check/", CheckView.as_view(), name="check"),
    path("refer/call/", CallView.as_view(), name="call"),
    path("refer/danger/", DangerView.as_view(), name="danger"),
    path("refer/received/", ReceivedView.as_view(), name="received"),
    path("refer/another/", AnotherView.as_view(), name="another"),
    path("follow/", FollowView.as_view(), name="follow"),
    path("follow/request/", FollowedView.as_view(), name="followed"),
    path("follow/withdraw/", WithdrawView.as_view(), name="withdraw"),
    path("follow/decide/<slug:about>/", DecideView.as_view(), name="decide"),
    path("follow/hold/", HoldView.as_view(), name="hold"),
    path("follow/go-on/", GoOnView.as_view(), name="go_on"),
    path("follow/stop/", StopView.as_view(), name="stop"),
    path("follow/another-coordinator/", AnotherCoordinatorView.as_view(), name="another_coordinator"),
    path("follow/safety/", WorryView.as_view(), name="worry"),
    path("follow/plan/", PlanReadView.as_view(), name="plan_read"),
    path("follow/plan/answer/<slug:about>/", PlanAnswerView.as_view(), name="plan_answer"),
    path("follow/plan/paper/", PlanPaperView.as_view(), name="plan_paper"),
    path("follow/plan/days/", PlanDaysView.as_view(), name="plan_days"),
    path("follow/plan/safety/", PlanWorryView.as_view(), name="plan_worry"),
    path("follow/plan/close/", PlanCloseView.as_view(), name="plan_close"),
    path("follow/how-it-goes/", FollowUpReplyView.as_view(), name="follow_up_reply"),
    path("follow/results/", ResultsView.as_view(), name="results"),
    path("follow/close/", CloseView.as_view(), name="close"),
    path("follow/gone/", GoneView.as_view(), name="gone"),
    path("my/cases/", CasesView.as_view(), name="my_cases"),
    path("my/cases/<uuid:pk>/", OverviewView.as_view(), name="my_case"),
    path("my/cases/<uuid:pk>/messages/", MessagesView.as_view(), name="my_messages"),
    path("my/cases/<uuid:pk>/safety/", CaseWorryView.as_view(), name="my_worry"),
    path("my/cases/<uuid:pk>/hold/", CaseHoldView.as_view(), name="my_hold"),
    path("my/cases/<uuid:pk>/go-on/", CaseGoOnView.as_view(), name="my_go_on"),
    path("my/cases/<uuid:pk>/coach/open/", OpenToCoachView.as_view(), name="my_coach_open"),
    path("my/cases/<uuid:pk>/coach/close/", CloseToCoachView.as_view(), name="my_coach_close"),
    path("my/cases/<uuid:pk>/interested/", InterestedView.as_view(), name="my_case_interested"),
    path("my/cases/<uuid:pk>/accept/", AcceptView.as_view(), name="my_case_accept"),
    path("my/cases/<uuid:pk>/decline/", DeclineView.as_view(), name="my_case_decline"),
    path("my/cases/<uuid:pk>/end/", EndView.as_view(), name="my_case_end"),
    path("my/cases/<uuid:pk>/circle/", CircleView.as_view(), name="my_circle"),
    path("my/cases/<uuid:pk>/circle/add/", AddParticipantView.as_view(), name="my_participant_add"),
    path("my/cases/<uuid:pk>/circle/<uuid:participant>/", ParticipantView.as_view(), name="my_participant"),
    path(
        "my/cases/<uuid:pk>/circle/<uuid:participant>/out/",
        RemoveParticipantView.as_view(),
        name="my_participant_remove",
    ),
    path("my/cases/<uuid:pk>/conference/", ConferenceView.as_view(), name="my_conference"),
    path("my/cases/<uuid:pk>/held/", HeldView.as_view(), name="my_held"),
    path("my/cases/<uuid:pk>/held/correct/", CorrectHeldView.as_view(), name="my_held_correct"),
    path("my/cases/<uuid:pk>/preparation/", SheetView.as_view(), name="my_preparation_sheet"),
    path("my/cases/<uuid:pk>/invitations/", InvitationsView.as_view(), name="my_invitations"),
    path("my/cases/<uuid:pk>/invitations/letters/", LettersView.as_view(), name="my_invitation_letters"),
    path(
        "my/cases/<uuid:pk>/invitations/<uuid:participant>/letter/",
        LetterView.as_view(),
        name="my_invitation_letter",
    ),
    path(
        "my/cases/<uuid:pk>/invitations/<uuid:participant>/calendar/",
        DayFileView.as_view(),
        name="my_invitation_calendar",
    ),
    path("my/cases/<uuid:pk>/follow-up/", FollowUpView.as_view(), name="my_follow_up"),
    path("my/cases/<uuid:pk>/claim/", ClaimView.as_view(), name="my_claim"),
    path("my/cases/<uuid:pk>/claim/remove/", RemoveLineView.as_view(), name="my_claim_remove"),
    path("my/cases/<uuid:pk>/claim/hand-in/", HandInView.as_view(), name="my_claim_hand_in"),
    path("my/cases/<uuid:pk>/plan/", PlanView.as_view(), name="my_plan"),
    path("my/cases/<uuid:pk>/plan/agreement/", AgreementView.as_view(), name="my_plan_agreement"),
    path("my/cases/<uuid:pk>/plan/agreement/<uuid:agreement>/", ChangeView.as_view(), name="my_plan_change"),
    path("my/cases/<uuid:pk>/plan/agreement/<uuid:agreement>/out/", RemoveView.as_view(), name="my_plan_remove"),
    path("my/cases/<uuid:pk>/plan/order/", OrderView.as_view(), name="my_plan_order"),
    path("my/cases/<uuid:pk>/plan/list/", ImportView.as_view(), name="my_plan_import"),
    path("my/cases/<uuid:pk>/plan/around/", AroundView.as_view(), name="my_plan_around"),
    path("my/cases/<uuid:pk>/plan/present/", PresentView.as_view(), name="my_plan_present"),
    path("my/cases/<uuid:pk>/plan/answer/<slug:about>/", JudgeView.as_view(), name="my_plan_judge"),
    path("my/cases/<uuid:pk>/plan/accept/", AcceptPlanView.as_view(), name="my_plan_accept"),
    path("my/cases/<uuid:pk>/plan/back/", ReturnPlanView.as_view(), name="my_plan_return"),
    path("my/cases/<uuid:pk>/plan/give/", GivePlanView.as_view(), name="my_plan_give"),
    path("my/cases/<uuid:pk>/plan/code/<uuid:participant>/", NewCodeView.as_view(), name="my_plan_code"),
    path("my/cases/<uuid:pk>/plan/pdf/", PdfView.as_view(), name="my_plan_pdf"),
    path("my/cases/<uuid:pk>/plan/calendar/", CalendarView.as_view(), name="my_plan_calendar"),
    path("my/cases/<uuid:pk>/plan/revision/<int:number>/", RevisionView.as_view(), name="my_plan_revision"),
    path("my/coaching/", CoachingView.as_view(), name="my_coaching"),
    path("my/coaching/<uuid:pk>/", CoachedCaseView.as_view(), name="my_coached_case"),
    path("leave/", LeaveView.as_view(), name="leave"),
]
