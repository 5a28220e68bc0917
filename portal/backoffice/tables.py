"""The table of our lists: every cell knows the heading of its column, so that a narrow screen shows a row as a card."""

from django.utils.html import conditional_escape, strip_tags
from django.utils.safestring import mark_safe
from wagtail.admin.ui.tables import Table


class CardTable(Table):
    """Wagtail's table, with `data-label` on its cells for tables.css."""

    classname = "listing bo-cards"

    @property
    def rows(self):
        for index, instance in enumerate(self.data):
            yield _Row(self, instance, index)


class _Row(Table.Row):
    def __getitem__(self, key):
        return _LabelledCell(super().__getitem__(key), self.columns[key].label)


class _LabelledCell:
    def __init__(self, cell, label):
        self.cell, self.label = cell, label

    def render_html(self, parent_context):
        html = self.cell.render_html(parent_context)
        attributes = f'data-label="{conditional_escape(self.label)}"'
        if not strip_tags(html).strip() and "<svg" not in html:
            attributes += " data-empty"  # a card leaves it out
        # Both parts are safe: what Wagtail drew, and an escaped heading.
        return mark_safe(html.replace("<td", f"<td {attributes}", 1))  # noqa: S308
