"""Coordinators in the admin: the roster of a manager's regions, the workbench, and what the roster lacks."""

from django.urls import path
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from portal.backoffice.entries import EntryAction
from portal.backoffice.steps import StepAction
from portal.backoffice.viewsets import ScopedViewSet
from training.actions.coaching import choose_coach
from training.actions.offering import change_own_data
from training.actions.practising import record_conference
from training.actions.rostering import change_scopes, leave_roster, return_to_roster
from training.models import Coordinator
from training.roster import matches_search
from training.states import GUIDE
from training.viewsets.forms import OptionalReasonForm
from training.viewsets.roster.asking import CoordinatorEntryView
from training.viewsets.roster.background import BackgroundView
from training.viewsets.roster.forms import CoachForm, ConferenceForm, OfferedForm, ScopesForm
from training.viewsets.roster.gaps import GapsView
from training.viewsets.roster.listing import (
    COORDINATOR_COLUMNS,
    COORDINATOR_EXPORT,
    CoordinatorIndexView,
    CoordinatorSearchView,
)
from training.viewsets.roster.panels import Opened, notices_of, panels_of


class CoordinatorViewSet(ScopedViewSet):
    model = Coordinator
    name = "coordinators"
    url_prefix = "coordinators"
    icon = "user"
    menu_label = _("Coordinators")
    menu_order = 140
    add_to_admin_menu = True
    screen = gettext_noop("coordinator: workbench")
    index_view_class = CoordinatorIndexView
    search_view_class = CoordinatorSearchView
    entry_view_class = CoordinatorEntryView
    index_results_template_name = "training/roster/results.html"
    list_display = COORDINATOR_COLUMNS
    export_columns = COORDINATOR_EXPORT
    list_select_related = ("region", "candidate")
    ordering = ["region__name", "pk"]
    inspect_template_name = "training/roster/coordinator.html"
    steps = {
        "leave": StepAction(
            leave_roster,
            form=OptionalReasonForm,
            consequences=(
                _("Nobody is matched with them any more, and their places in training days come free."),
                _("For when they told you. On their own page they can do it themselves."),
            ),
        ),
        "return": StepAction(return_to_roster, consequences=(_("From now on they can be asked again."),)),
    }
    entries = {
        "offered": EntryAction(
            change_own_data,
            GUIDE,
            OfferedForm,
            _("Change it for them"),
            panel="offered",
            consequences=(_("For when they told you. On their own page they see it, and can change it themselves."),),
        ),
        "scopes": EntryAction(change_scopes, GUIDE, ScopesForm, _("Change the scopes"), panel="scopes"),
        "coach": EntryAction(
            choose_coach,
            GUIDE,
            CoachForm,
            _("Choose the coach"),
            panel="coach",
            consequences=(
                _("The coordinator reads on their own page who it is. The coach gets a mail that there is news."),
                _("What the coordinator had opened to another coach closes."),
            ),
        ),
        "conference": EntryAction(
            record_conference,
            GUIDE,
            ConferenceForm,
            _("A conference was held"),
            panel="conferences",
            consequences=(_("It counts for the second training. Write down each conference once."),),
        ),
    }

    def search(self, text, user):
        return matches_search(text, user=user)

    def get_workbench(self, obj, user):
        opened = Opened(obj, user)
        return {"candidate": obj.candidate, "notices": notices_of(opened), "panels": panels_of(opened)}

    @property
    def gaps_view(self):
        return self.construct_view(GapsView)

    @property
    def background_view(self):
        return self.construct_view(BackgroundView)

    def get_urlpatterns(self):
        own = [
            path("gaps/", self.gaps_view, name="gaps"),
            path(f"background/<{self.pk_path_converter}:pk>/", self.background_view, name="background"),
        ]
        return super().get_urlpatterns() + own
