"""The list of a scoped model: only the user's rows, with filters, search and order; nothing to download yet."""

from django_filters import ModelChoiceFilter
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.views.generic import IndexView

from portal.organisations.models import Region
from portal.organisations.queries import regions_of


class ScopedFilterSet(WagtailFilterSet):
    """Offers only regions of the user's own to filter by; who answers for none, those of the own organisation."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for each in self.filters.values():
            if isinstance(each, ModelChoiceFilter) and each.queryset.model is Region:
                each.queryset = _regions_offered_to(self.request.user)


def _regions_offered_to(user):
    own = regions_of(user)
    return own if own.exists() else Region.objects.visible_to(user)


class ScopedIndexView(IndexView):
    """Its `viewset` may offer a `search(text, user)` that gives a Q; without one there is no search box."""

    viewset = None
    base_filterset_class = ScopedFilterSet

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.is_export = False  # exports are sealed files made in the background, never a download of the list

    @property
    def is_searchable(self):
        return self.viewset.search is not None

    def get_base_queryset(self):
        return self.model.objects.visible_to(self.request.user).select_related(*self.viewset.list_select_related)

    def search_queryset(self, queryset):
        if not self.is_searching:
            return queryset
        return queryset.filter(self.viewset.search(self.search_query, self.request.user))

    def get_list_more_buttons(self, instance):
        return []  # the title leads to the workbench, and everything is done from there
