"""What the roster lacks, as a page of the admin."""

from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from portal.organisations.queries import regions_of
from training.coordinator_states import SEE_COORDINATOR
from training.gaps import gaps_of


class GapsView(WagtailAdminTemplateMixin, TemplateView):
    """The regions of the user, what is lacking most first; bare counts."""

    template_name = "training/roster/gaps.html"
    page_title = _("What the roster lacks")
    header_icon = "user"
    viewset = None

    def dispatch(self, request, *args, **kwargs):
        if not request.user.holds(SEE_COORDINATOR):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {
            "regions": gaps_of(list(regions_of(self.request.user)), self.request.user),
            "index_url": reverse(self.viewset.get_url_name("index")),
        }

    def get_breadcrumbs_items(self):
        index = {"url": reverse(self.viewset.get_url_name("index")), "label": self.viewset.menu_label}
        return [*self.breadcrumbs_items, index, {"url": "", "label": self.page_title}]
