"""The page on which a regional manager finds a coordinator: ranked, with the reasons, and whom to look for instead."""

from contextlib import ExitStack
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from intake.case_states import CaseState
from intake.matching import Reason, left_out, matches_for, recruitment_needed, why, wishes_of
from intake.models import Case
from intake.queries import running_assignment
from intake.viewsets.coordinating import OFFER, SCREEN
from portal.backoffice.scope import ScopedObject, drawn_now, looking_at
from portal.privacy.looking import looking
from training.languages import language_name
from training.models import Coordinator
from training.roster import number_of

AT_ONCE = 20


@dataclass
class Line:
    """One who can be asked. `name` and `background` are empty unless they were opened."""

    coordinator: Coordinator
    reasons: list[Reason]
    may_open: bool
    name: str = ""
    background: str = ""

    @property
    def number(self) -> str:
        return number_of(self.coordinator) or str(self.coordinator.candidate)


class MatchingView(ScopedObject, WagtailAdminTemplateMixin, TemplateView):
    """GET shows numbers and reasons; POST the names too, each a look. Backgrounds only where the family asks."""

    template_name = "intake/workbench/matching.html"
    page_title = _("Who could do it")
    header_icon = "group"
    viewset = None
    model = None
    pk_url_kwarg = "pk"
    http_method_names = ("get", "head", "post")

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.object: Case = self.get_object()

    def dispatch(self, request, *args, **kwargs):
        if not request.user.holds(OFFER):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get(self, request, *args, **kwargs):
        return self._page(with_names=False)

    def post(self, request, *args, **kwargs):
        return self._page(with_names=True)

    def get_page_subtitle(self):
        return str(self.object)

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": reverse(self.viewset.get_url_name("index")), "label": self.viewset.menu_label},
            {"url": self._bench_url(), "label": str(self.object)},
            {"url": "", "label": self.page_title},
        ]

    def _page(self, *, with_names):
        case, user = self.object, self.request.user
        with ExitStack() as stack:
            stack.enter_context(looking_at(case, by=user, screen=SCREEN))
            wishes = wishes_of(case)
            page = Paginator(matches_for(case, wishes=wishes), AT_ONCE).get_page(self.request.GET.get("p"))
            lines = [
                Line(one, why(one, wishes=wishes), may_open=one.region_id in user.region_ids) for one in page
            ]  # fmt: skip
            self._open(lines, stack, with_names=with_names, asks_background=bool(wishes.background))
            running = running_assignment(case)
            context = self.get_context_data(
                case=case,
                page=page,
                lines=lines,
                wishes=wishes,
                language=language_name(wishes.language) if wishes.language else "",
                running=running,
                may_ask=case.state == CaseState.MATCHING and running is None,
                left_out=left_out(case, wishes=wishes),
                recruitment=recruitment_needed(case, wishes=wishes),
                with_names=with_names,
                back_url=f"{self._bench_url()}#coordinator",
                gaps_url=reverse("coordinators:gaps") if user.holds("training.view_coordinator") else "",
            )
            return drawn_now(self.render_to_response(context))

    def _open(self, lines, stack, *, with_names, asks_background):
        """Opens, of the lines on this page only, what is shown of them."""
        keys = [
            line.coordinator.pk
            for line in lines
            if with_names or (asks_background and line.coordinator.background_agreed_at is not None)
        ]
        rows = Coordinator._base_manager.filter(pk__in=keys).select_related("candidate__vault", "vault")
        whole = {row.pk: row for row in rows}
        for line in lines:
            row = whole.get(line.coordinator.pk)
            if row is None:
                continue
            stack.enter_context(looking(row, by=self.request.user, screen=SCREEN))
            line.name = row.candidate.name if with_names else ""
            if asks_background and row.background_agreed_at is not None:
                line.background = row.background

    def _bench_url(self):
        return reverse(self.viewset.get_url_name("inspect"), args=[self.object.pk])
