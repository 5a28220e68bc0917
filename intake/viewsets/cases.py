"""Cases in the admin: the list of a manager's regions and the workbench."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from intake.actions.cases import stop_case
from intake.case_states import CaseState
from intake.models import Case
from intake.queries import matches_search
from intake.viewsets.alarms import unread_alarm
from intake.viewsets.lists import CASE_COLUMNS, CASE_EXPORT, CaseIndexView, CaseSearchView
from intake.viewsets.panels import Opened, shared_panels
from portal.backoffice.steps import StepAction
from portal.backoffice.viewsets import ScopedViewSet
from portal.backoffice.workbench import Clock, Panel
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
    steps = {"stop": StepAction(stop_case)}
    inspect_template_name = "intake/workbench/referral.html"

    def search(self, text, user):
        return matches_search(Case, text, user=user)

    def get_workbench(self, obj, user):
        opened = Opened(obj.referral, user)
        context = opened.context() | {"case": obj, "manager_word": word_of(obj.organisation, "regional manager")}
        return context | {
            "clock": _clock(obj),
            "alarms": list(unread_alarm(obj.referral, opened.unread, is_over=obj.state == CaseState.STOPPED)),
            "panels": [
                Panel("case", _("The case"), "intake/workbench/case.html", context),
                Panel("people", _("The people in the middle"), "intake/workbench/people.html", context),
                *shared_panels(context),
            ],
        }


def _clock(case):
    if case.state == CaseState.STOPPED:
        return None
    return Clock(_("A coordinator has accepted by"), case.promise_due, since=case.clock_from)
