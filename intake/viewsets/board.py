"""Pages that show many cases at once: the board, and all of one coordinator."""

from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop
from django.views.generic import TemplateView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from intake.board import board_for, cases_of_coordinator, runs_late
from intake.viewsets.coordinating import called
from intake.viewsets.lists import clock_of
from portal.backoffice.scope import row_for
from training.models import Coordinator

VIEW = "intake.view_case"
SCREEN = gettext_noop("coordinator: cases")


class _ManyCasesView(WagtailAdminTemplateMixin, TemplateView):
    """For who may see cases; which ones is asked of `visible_to`."""

    viewset = None
    model = None
    header_icon = "folder-open-inverse"

    def dispatch(self, request, *args, **kwargs):
        if not request.user.holds(VIEW):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self):
        cases = {"url": reverse(self.viewset.get_url_name("index")), "label": self.viewset.menu_label}
        return [*self.breadcrumbs_items, cases, {"url": "", "label": self.page_title}]


class BoardView(_ManyCasesView):
    template_name = "intake/cases/board.html"
    page_title = _("Board of cases")

    def get_context_data(self, **kwargs):
        columns = board_for(self.request.user)
        for column in columns:
            _say(column.cards)
        index = reverse(self.viewset.get_url_name("index"))
        return super().get_context_data(**kwargs) | {"columns": columns, "index_url": index}


class CoordinatorCasesView(_ManyCasesView):
    """`pk` is the coordinator's; one of another region is not there."""

    template_name = "intake/cases/of_coordinator.html"
    page_title = _("Cases of one coordinator")

    def get_context_data(self, **kwargs):
        user = self.request.user
        coordinator = row_for(user, Coordinator, pk=self.kwargs["pk"], screen=SCREEN)
        cases = cases_of_coordinator(coordinator, user=user)
        _say(cases)
        return super().get_context_data(**kwargs) | {
            "called": called(coordinator),
            "cases": cases,
            "back_url": reverse("coordinators:inspect", args=[coordinator.pk]),
        }


def _say(cases):
    now = timezone.now()
    for case in cases:
        case.is_late, case.clock = runs_late(case, now=now), "" if case.paused_at else clock_of(case)
