"""Candidates in the admin: the list of a manager's regions or a trainer's trainings, and the workbench."""

from django.urls import path
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from portal.backoffice.viewsets import ScopedViewSet
from portal.backoffice.workbench import WorkbenchView
from portal.workflow.queries import timeline
from portal.workflow.tracks import Transition
from training.models import Candidate
from training.searching import matches_search
from training.viewsets.asking import CandidateEntryView
from training.viewsets.files import CandidateFileView, CertificateFileView
from training.viewsets.inviting import InviteView
from training.viewsets.lists import CANDIDATE_COLUMNS, CANDIDATE_EXPORT, CandidateIndexView, CandidateSearchView
from training.viewsets.panels import Opened, notices_of, panels_of
from training.viewsets.steps import ENTRIES, STEPS


class CandidateWorkbenchView(WorkbenchView):
    """What leads on stands as a button; every other step stands one click further, with what is missing for it."""

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return context | {"others": [step for step in context["steps"] if is_aside(step["transition"])]}


class CandidateViewSet(ScopedViewSet):
    model = Candidate
    name = "candidates"
    url_prefix = "candidates"
    icon = "group"
    menu_label = _("Candidates")
    menu_order = 130
    add_to_admin_menu = True
    screen = gettext_noop("candidate: workbench")
    index_view_class = CandidateIndexView
    search_view_class = CandidateSearchView
    index_results_template_name = "training/candidates/results.html"
    list_display = CANDIDATE_COLUMNS
    export_columns = CANDIDATE_EXPORT
    list_select_related = ("region", "organisation")
    ordering = ["-applied_at"]
    steps = STEPS
    entries = ENTRIES
    inspect_view_class = CandidateWorkbenchView
    entry_view_class = CandidateEntryView
    inspect_template_name = "training/workbench/candidate.html"

    def search(self, text, user):
        return matches_search(text, user=user)

    def get_workbench(self, obj, user):
        opened = Opened(obj, user)
        moved = (line for line in timeline(obj) if line.from_state != line.to_state)
        last = next(moved, None)
        return {
            "candidate": obj,
            "languages": opened.languages,
            "in_state_since": last and last.timestamp,
            "notices": notices_of(opened),
            "panels": panels_of(opened),
        }

    @property
    def file_view(self):
        return self.construct_view(CandidateFileView)

    @property
    def certificate_view(self):
        return self.construct_view(CertificateFileView)

    @property
    def invite_view(self):
        return self.construct_view(InviteView)

    def get_urlpatterns(self):
        own = [
            path("invite/", self.invite_view, name="invite"),
            path(f"certificates/<{self.pk_path_converter}:pk>/", self.certificate_view, name="certificate"),
            path(f"files/<{self.pk_path_converter}:pk>/<slug:kind>/", self.file_view, name="file"),
        ]
        return super().get_urlpatterns() + own


def is_aside(transition: Transition) -> bool:
    """Whether it ends the way, or leaves the candidate where they are."""
    return transition.tone == "serious" or transition.target is None
