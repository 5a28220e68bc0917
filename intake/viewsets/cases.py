"""Cases in the admin: the list of a manager's regions and the workbench."""

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop, pgettext_lazy

from intake.case_states import LOOKING, OPEN_CASES, CaseState
from intake.coordinating import coordinators_called
from intake.models import Case
from intake.queries import matches_search
from intake.viewsets.alarms import unread_alarm
from intake.viewsets.board import BoardView, CoordinatorCasesView
from intake.viewsets.circle import circle_panel
from intake.viewsets.closing import CLOSING_ENTRIES, CLOSING_STEPS, leader_notices, registration_panel
from intake.viewsets.conference import CONFERENCE_ENTRIES, conference_panel
from intake.viewsets.coordinating import (
    COORDINATOR_ENTRIES,
    CoordinatorEntryView,
    CoordinatorOpened,
    coordinator_panel,
)
from intake.viewsets.follow_ups import FOLLOW_UP_ENTRIES, follow_up_panel
from intake.viewsets.judging import JUDGING_ENTRIES, claims_panel
from intake.viewsets.lists import CASE_COLUMNS, CASE_EXPORT, CaseIndexView, CaseSearchView
from intake.viewsets.matching import MatchingView
from intake.viewsets.panels import Opened, shared_panels
from intake.viewsets.plans import PLAN_ENTRIES, PlanPdfView, plan_panel
from intake.viewsets.questions import QUESTION_ENTRIES, QUESTION_STEPS, question_panel
from intake.viewsets.sharing import SHARING_ENTRIES, may_record_permission
from intake.viewsets.taking_up import TAKE_UP_ENTRIES
from intake.viewsets.voices import VOICE_ENTRIES, VoicesOpened
from portal.backoffice.viewsets import ScopedViewSet
from portal.backoffice.workbench import Clock, Panel, Tab
from portal.organisations.words import word_of


class CaseViewSet(ScopedViewSet):
    model = Case
    name = "cases"
    url_prefix = "cases"
    icon = "folder-open-inverse"
    menu_label = _("Cases")
    menu_order = 120
    add_to_admin_menu = True
    screen = gettext_noop("case: workbench")
    index_view_class = CaseIndexView
    search_view_class = CaseSearchView
    index_results_template_name = "intake/cases/results.html"
    list_display = CASE_COLUMNS
    export_columns = CASE_EXPORT
    export_order = "opened_at"
    list_select_related = ("region", "organisation", "manager", "referral")
    ordering = ["-opened_at"]
    steps = QUESTION_STEPS | CLOSING_STEPS
    entries = (
        QUESTION_ENTRIES
        | COORDINATOR_ENTRIES
        | CONFERENCE_ENTRIES
        | VOICE_ENTRIES
        | PLAN_ENTRIES
        | TAKE_UP_ENTRIES
        | FOLLOW_UP_ENTRIES
        | JUDGING_ENTRIES
        | CLOSING_ENTRIES
        | SHARING_ENTRIES
    )
    entry_view_class = CoordinatorEntryView
    inspect_template_name = "intake/workbench/referral.html"

    def search(self, text, user):
        return matches_search(Case, text, user=user)

    def called(self, obj):
        return coordinators_called(obj)

    @property
    def matching_view(self):
        return self.construct_view(MatchingView)

    def matching_url(self, case) -> str:
        return reverse(self.get_url_name("matching"), args=[case.pk])

    def get_urlpatterns(self):
        own = [
            path("board/", self.construct_view(BoardView), name="board"),
            path("coordinator/<uuid:pk>/", self.construct_view(CoordinatorCasesView), name="of_coordinator"),
            path(f"<{self.pk_path_converter}:pk>/plan/", self.construct_view(PlanPdfView), name="plan_pdf"),
            path(f"<{self.pk_path_converter}:pk>/matching/", self.matching_view, name="matching"),
        ]
        return super().get_urlpatterns() + own

    def get_workbench(self, obj, user):
        opened = Opened(obj.referral, user)
        context = opened.context() | {"case": obj, "manager_word": word_of(obj.organisation, "regional manager")}
        context["may_record_permission"] = may_record_permission(obj, user)
        coordinating = CoordinatorOpened(obj, user)
        voices = VoicesOpened(obj, user)
        return context | {
            "clock": _clock(obj, coordinating.assignments),
            "now": coordinating.next_act(self.matching_url(obj)),
            "alarms": [
                *voices.alarms(),
                *unread_alarm(obj.referral, opened.unread, is_over=obj.state == CaseState.STOPPED),
            ],
            "tabs": self._tabs(obj, user, context=context, coordinating=coordinating, voices=voices),
            "notices": leader_notices(obj),
        }

    def _tabs(self, case, user, *, context, coordinating, voices):
        """In the order in which a case goes. Made while looking."""
        safety, decided, messages = voices.panels()
        intake = [
            Panel("case", _("The case"), "intake/workbench/case.html", context),
            safety,
            Panel("people", _("The people in the middle"), "intake/workbench/people.html", context),
            decided,
            *shared_panels(context),
        ]
        match = [coordinator_panel(coordinating, matching_url=self.matching_url(case)), messages]
        return [
            Tab("intake", _("Intake"), intake),
            Tab("question", _("Question"), [question_panel(case, user)]),
            Tab("match", pgettext_lazy("tab of a case", "Match"), match),
            Tab("circle", _("Circle"), [circle_panel(case)]),
            Tab("conference", _("Conference"), [conference_panel(case, user)]),
            Tab("plan", _("Plan"), [plan_panel(case, user)]),
            Tab("follow-up", _("How it goes"), [follow_up_panel(case, user)]),
            Tab("claims", _("Hours and costs"), [claims_panel(case, user), registration_panel(case, user)]),
        ]


def _clock(case, assignments):
    """Stands still once a coordinator accepted, and while it is on hold."""
    if case.state not in OPEN_CASES:
        return None
    # Nobody does it any more once its plan runs: what stopped the clock is that somebody accepted.
    accepted = [] if case.state in LOOKING else [each.accepted_at for each in assignments if each.accepted_at]
    return Clock(
        _("A coordinator has accepted by"),
        case.promise_due,
        stopped=max(accepted, default=None),
        since=case.clock_from,
        on_hold=case.paused_at,
    )
