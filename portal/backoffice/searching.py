"""Finding a row of a list by what people remember: by POST, so that no name stands in an address or a log."""

from copy import copy

from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters

from portal.backoffice.listing import FindForm, ScopedIndexView
from portal.backoffice.scope import drawn_now

ROWS_SHOWN = 50


@method_decorator(sensitive_post_parameters(), name="dispatch")
class SearchView(ScopedIndexView):
    """GET shows an empty box; POST draws what was found, at most ROWS_SHOWN, without filters and in the usual order."""

    template_name = "backoffice/search.html"
    page_title = _("Search")
    filters = None

    def post(self, request, *args, **kwargs):
        return self.get(request, *args, **kwargs)

    def get(self, request, *args, **kwargs):
        return drawn_now(super().get(request, *args, **kwargs))

    def get_find_form(self):
        data = self.request.POST if self.request.method == "POST" else None
        return FindForm(data, label=self.viewset.search_label)

    def get_paginate_by(self, queryset):
        return None

    def get_ordering(self):
        return self.default_ordering

    def get_queryset(self):
        if not self.find_form.is_bound or not self.find_form.is_valid():
            return []
        rows = self.order_queryset(self.get_base_queryset())
        found = rows.filter(self.viewset.search(self.find_form.cleaned_data["q"], self.request.user))
        return list(found[: ROWS_SHOWN + 1])

    def get_breadcrumbs_items(self):
        index = {"url": self.index_url, "label": self.viewset.menu_label}
        return [*self.breadcrumbs_items, index, {"url": "", "label": self.get_page_title()}]

    def get_table(self, object_list):
        return self.table_class([_unsorted(column) for column in self.columns], object_list)

    def get_context_data(self, *args, **kwargs):
        rows = self.object_list
        return super().get_context_data(*args, object_list=rows[:ROWS_SHOWN], **kwargs) | {
            "has_searched": self.find_form.is_bound and self.find_form.is_valid(),
            "has_more": len(rows) > ROWS_SHOWN,
            "rows_shown": ROWS_SHOWN,
            "nothing_found": self.viewset.nothing_found,
        }


def _unsorted(column):
    """The column without its links: they would ask again by GET."""
    column = copy(column)
    column.sort_key = None
    column.header = column.Header(column)
    return column
