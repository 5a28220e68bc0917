"""The home of the admin: what waits for whoever signed in, and where else they can go."""

from wagtail.admin.menu import admin_menu
from wagtail.admin.ui.components import Component

from portal.backoffice import worklist

LINES_SHOWN = 100


class WorklistPanel(Component):
    name = "worklist"
    template_name = "backoffice/worklist.html"
    order = 1

    def get_context_data(self, parent_context):
        request = parent_context["request"]
        lines = worklist.lines_for(request.user)
        return {
            "user": request.user,
            "lines": lines[:LINES_SHOWN],
            "overdue": sum(line.is_overdue for line in lines),
            "more": max(0, len(lines) - LINES_SHOWN),
            "places": _places(request),
        }


def _places(request):
    """The lists that the menu offers, in its order; submenus stay in the menu."""
    items = sorted(admin_menu.menu_items_for_request(request), key=lambda item: item.order)
    return [item for item in items if item.url not in ("", "#")]
