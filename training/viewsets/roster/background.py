"""What a coordinator wrote about who they are: opened only when a family asks for it, with a line of its own."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop
from django.views.generic import TemplateView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from portal.backoffice.scope import drawn_now, looking_at, row_for
from portal.backoffice.trail import Trail
from training.models import Coordinator
from training.states import GUIDE

SCREEN = gettext_noop("coordinator: background, because a family asks for it")


class BackgroundView(Trail, WagtailAdminTemplateMixin, TemplateView):
    """GET asks whether a family asked for it; POST shows it. Without their agreement there is nothing here."""

    template_name = "training/roster/background_page.html"
    page_title = _("Background")
    header_icon = "user"
    viewset = None

    def dispatch(self, request, *args, pk, **kwargs):
        if not request.user.holds(GUIDE):
            raise PermissionDenied
        self.coordinator = row_for(request.user, Coordinator, pk=pk, screen=SCREEN)
        if self.coordinator.background_agreed_at is None:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get(self, request, *args, **kwargs):
        return drawn_now(self.render_to_response(self.get_context_data(asks=True)))

    def post(self, request, *args, **kwargs):
        with looking_at(self.coordinator, by=request.user, screen=SCREEN):
            context = self.get_context_data(background=self.coordinator.background)
            return drawn_now(self.render_to_response(context))

    def get_trail_row(self):
        return self.coordinator

    def get_context_data(self, **kwargs):
        own = {"coordinator": self.coordinator, "bench_url": self.workbench_url}
        return super().get_context_data(**kwargs) | own
