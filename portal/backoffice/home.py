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
            "places": [item for item in admin_menu.menu_items_for_request(request) if item.url not in ("", "#")],
        }
