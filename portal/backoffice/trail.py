"""Where a page of the admin stands: under the list of its viewset, and under the workbench of a row."""

from django.db.models import Model
from django.urls import reverse


class Trail:
    """Goes before a view with a `viewset`: the list, the row that it is about if there is one, and the page itself."""

    viewset = None

    def get_trail_row(self) -> Model | None:
        """The row whose workbench stands in between; None for a page of the whole list."""
        return getattr(self, "object", None)

    @property
    def index_url(self) -> str:
        return reverse(self.viewset.get_url_name("index"))

    @property
    def workbench_url(self) -> str:
        return reverse(self.viewset.get_url_name("inspect"), args=[self.get_trail_row().pk])

    def get_breadcrumbs_items(self):
        row = self.get_trail_row()
        between = [] if row is None else [{"url": self.workbench_url, "label": str(row)}]
        return [
            *self.breadcrumbs_items,
            {"url": self.index_url, "label": self.viewset.menu_label},
            *between,
            {"url": "", "label": self.get_page_title()},
        ]
