"""Cases in the admin: the list of a manager's regions and the workbench."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop
from wagtail.admin.ui.tables import Column, DateColumn

from intake.actions.cases import stop_case
from intake.models import Case
from intake.queries import matches_search
from intake.states import CaseState
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
    list_display = [
        "__str__",
        Column("state_label", label=_("State"), sort_key="state"),
        Column("get_model_display", label=_("Model"), sort_key="model"),
        Column("region", label=_("Region"), sort_key="region__name"),
        Column("manager", label=_("Manager")),
        DateColumn("opened_at", label=_("Opened"), sort_key="opened_at"),
    ]
    list_filter = ["state", "region", "model"]
    list_select_related = ("region", "organisation", "manager", "referral")
    ordering = ["-opened_at"]
    steps = {"stop": StepAction(stop_case)}

    def search(self, text, user):
        return matches_search(Case, text, user=user)

    def get_workbench(self, obj, user):
        people = list(obj.referral.core_persons.prefetch_related("consents__spoken_by"))
        context = {
            "case": obj,
            "referral": obj.referral,
            "people": people,
            "manager_word": word_of(obj.organisation, "regional manager"),
            "core_person_word": word_of(obj.organisation, "core person"),
        }
        return {
            "clock": _clock(obj),
            "panels": [
                Panel("case", _("The case"), "intake/workbench/case.html", context),
                Panel("contact", _("Safe contact"), "intake/workbench/contact.html", context),
                Panel("story", _("What is going on"), "intake/workbench/story.html", context),
                Panel("agreement", _("Who agrees"), "intake/workbench/agreement.html", context),
            ],
        }


def _clock(case):
    if case.promise_due is None or case.state == CaseState.STOPPED:
        return None
    return Clock(_("A coordinator has accepted by"), case.promise_due)
