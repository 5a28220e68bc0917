"""Orders of leaflets in the admin: for the people of the region, with the address only on the order's own page."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from cms_pages.models import FolderOrder
from cms_pages.orders import send_folders
from cms_pages.states import ORDER_TRACK
from portal.backoffice.steps import StepAction
from portal.backoffice.viewsets import ScopedViewSet
from portal.backoffice.workbench import Panel
from portal.backoffice.worklist import Line

PERMISSIONS = ["cms_pages.view_folderorder", "cms_pages.send_folderorder"]


class FolderOrderViewSet(ScopedViewSet):
    model = FolderOrder
    name = "leaflet_orders"
    url_prefix = "leaflet-orders"
    icon = "doc-full"
    menu_label = gettext_lazy("Leaflet orders")
    menu_order = 190
    add_to_admin_menu = True
    screen = gettext_noop("order of leaflets")
    list_display = ["__str__", "ordered_at", "region", "get_language_display", "amount", "state_label"]
    list_filter = ["region", "language"]
    list_select_related = ("region",)
    ordering = ["-ordered_at"]
    steps = {"send": StepAction(send_folders)}

    def get_workbench(self, obj, user):
        notices = [_("This may have been sent by a machine: look before you stamp it.")] if obj.needs_look else []
        panels = [
            Panel("leaflets", _("Leaflets"), "backoffice/leaflet_order_lines.html", {"order": obj}),
            Panel("to", _("Send them to"), "backoffice/leaflet_order_address.html", {"order": obj}),
        ]
        return {"panels": panels, "notices": notices}


def order_lines(user, most: int):
    """The first orders that wait for this user, the oldest first."""
    waiting = FolderOrder.objects.visible_to(user).filter(state=ORDER_TRACK.initial)
    for order in waiting.only("pk", "ordered_at").order_by("ordered_at")[:most]:
        yield Line(
            title=str(order),
            detail=_("Send the leaflets"),
            url=reverse("leaflet_orders:inspect", args=[order.pk]),
            since=order.ordered_at,
            kind=_("Leaflets"),
        )
