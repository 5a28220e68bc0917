"""The list of a scoped model: only the user's rows, with filters and order. It is searched elsewhere, by POST."""

from django import forms
from django.urls import reverse
from django.utils.functional import cached_property
from django_filters import ModelChoiceFilter
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.views.generic import IndexView

from portal.backoffice.break_glass import glasses_for
from portal.backoffice.list_tools import list_tools
from portal.backoffice.tables import CardTable
from portal.organisations.models import Region
from portal.organisations.queries import regions_of
from portal.privacy.models import SealedModel


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


class FindForm(forms.Form):
    q = forms.CharField(max_length=200, widget=forms.TextInput(attrs={"autocomplete": "off", "type": "search"}))

    def __init__(self, *args, label, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["q"].label = label


class ScopedIndexView(IndexView):
    """Its `viewset` may offer a `search(text, user)` that gives a Q; without one there is no search box.

    Wagtail's own search writes what is typed into the address: it is off, and `?q=` says nothing here.
    """

    viewset = None
    template_name = "backoffice/list.html"
    is_searchable = False
    base_filterset_class = ScopedFilterSet
    table_class = CardTable
    results_template_name = "backoffice/index_results.html"

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.is_export = False  # exports are sealed files made in the background, never a download of the list

    @cached_property
    def find_form(self):
        return self.get_find_form() if self.viewset.search else None

    @cached_property
    def list_tools(self):
        return list_tools(self)

    def get_find_form(self):
        return FindForm(label=self.viewset.search_label)

    def get_context_data(self, *args, **kwargs):
        return super().get_context_data(*args, **kwargs) | {
            "find_form": self.find_form,
            "find_url": self.viewset.search and reverse(self.viewset.get_url_name("search")),
            "break_glass_url": self._break_glass_url(),
        }

    def get_base_queryset(self):
        return self.model.objects.visible_to(self.request.user).select_related(*self.viewset.list_select_related)

    def _break_glass_url(self):
        is_sealed = issubclass(self.model, SealedModel)
        return reverse("break_glass") if is_sealed and glasses_for(self.request.user) else None

    def get_list_more_buttons(self, instance):
        return []  # the title leads to the workbench, and everything is done from there
