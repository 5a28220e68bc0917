"""The home of the admin: what waits for whoever signed in, and where else they can go."""

from collections.abc import Callable

from wagtail.admin.menu import admin_menu
from wagtail.admin.ui.components import Component

from portal.backoffice import worklist
from portal.workflow.tracks import Text

LINES_SHOWN = 100
Start = Callable[..., tuple[Text, str] | None]
_starts: list[Start] = []


def register_start(start: Start) -> Start:
    """`start(user)` gives label and address of something new to begin from the home; None for who may not."""
    if start not in _starts:
        _starts.append(start)
    return start


class WorklistPanel(Component):
    name = "worklist"
    template_name = "backoffice/worklist.html"
    order = 1

    def get_context_data(self, parent_context):
        request = parent_context["request"]
        lines = worklist.lines_for(request.user, most=LINES_SHOWN + 1)
        shown = lines[:LINES_SHOWN]
        return {
            "user": request.user,
            "starts": [begun for start in _starts if (begun := start(request.user))],
            "lines": shown,
            "overdue": sum(line.is_overdue for line in shown),
            "has_more": len(lines) > LINES_SHOWN,
            "places": _places(request),
        }


def _places(request):
    """The lists that the menu offers, in its order; submenus stay in the menu."""
    items = sorted(admin_menu.menu_items_for_request(request), key=lambda item: item.order)
    return [item for item in items if item.url not in ("", "#")]
