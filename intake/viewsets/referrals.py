"""Referrals in the admin: the list of a manager's regions, the workbench, and the steps to an accepted referral."""

from dataclasses import replace

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from intake.actions.writing import read_answers
from intake.case_states import CaseState
from intake.coordinating import coordinators_called
from intake.models import Referral
from intake.next_acts import is_to_call_back, next_acts, ways_left
from intake.queries import matches_search
from intake.viewsets.alarms import alarms_of
from intake.viewsets.asking import ReferralEntryView, ReferralStepView
from intake.viewsets.happened import happened
from intake.viewsets.lists import REFERRAL_COLUMNS, REFERRAL_EXPORT, ReferralIndexView, ReferralSearchView
from intake.viewsets.panels import Opened, referral_panels
from intake.viewsets.steps import ENTRIES, STEPS
from intake.viewsets.telephone import TelephoneRoutes
from portal.backoffice.viewsets import ScopedViewSet
from portal.backoffice.workbench import Clock, WorkbenchView


class ReferralWorkbenchView(WorkbenchView):
    """What people answered by code counts as read once it has been drawn for somebody who may answer."""

    def get(self, request, *args, **kwargs):
        response = super().get(request, *args, **kwargs)
        read_answers(self.object, shown=response.context_data["answers_read"])
        return response


class ReferralViewSet(TelephoneRoutes, ScopedViewSet):
    model = Referral
    name = "referrals"
    url_prefix = "referrals"
    icon = "mail"
    menu_label = _("Referrals")
    menu_order = 110
    add_to_admin_menu = True
    screen = gettext_noop("referral: workbench")
    index_view_class = ReferralIndexView
    search_view_class = ReferralSearchView
    index_results_template_name = "intake/referrals/results.html"
    list_display = REFERRAL_COLUMNS
    export_columns = REFERRAL_EXPORT
    export_order = "received_at"
    list_select_related = ("region", "organisation")
    ordering = ["-received_at"]
    steps = STEPS
    entries = ENTRIES
    inspect_view_class = ReferralWorkbenchView
    inspect_template_name = "intake/workbench/referral.html"
    step_view_class = ReferralStepView
    entry_view_class = ReferralEntryView

    def search(self, text, user):
        return matches_search(Referral, text, user=user)

    def called(self, obj):
        return coordinators_called(obj.case) if hasattr(obj, "case") else {}

    def get_workbench(self, obj, user):
        opened = Opened(obj, user)
        return opened.context() | {
            "clock": _clock(obj),
            "now": _now(obj),
            "alarms": alarms_of(obj, people=opened.standings, unread=opened.unread, user=user),
            "panels": referral_panels(opened),
            "timeline": happened(obj, opened.people),
            "answers_read": opened.messages if opened.may_write else [],
        }


def _clock(referral):
    """It runs on in the case, until that stops; while that is on hold it stands still."""
    case = getattr(referral, "case", None)
    if not referral.is_open and (case is None or case.state == CaseState.STOPPED):
        return None
    on_hold = case.paused_at if case else None
    return Clock(_("A coordinator has accepted by"), referral.promise_due, since=referral.received_at, on_hold=on_hold)


def _now(referral):
    """What to do now; a call-back says it in its alarm. Made while looking."""
    if not referral.is_open:
        return None
    act = next_acts([referral], possible=ways_left(referral))[referral.pk]
    if act.address == reverse("referrals:inspect", args=[referral.pk]):
        act = replace(act, address="#contact")
    return None if is_to_call_back(referral) and not act.tried else act
