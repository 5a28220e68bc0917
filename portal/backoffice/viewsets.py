"""The base of every list and workbench of rows that belong to a region."""

from collections.abc import Callable

from django.core.exceptions import ImproperlyConfigured
from django.urls import get_resolver, path
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop
from wagtail.admin.admin_url_finder import ModelAdminURLFinder
from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets import viewsets
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permissions import policy_registry

from portal.backoffice.entries import EntryAction, EntryView
from portal.backoffice.list_tools import AskForExportView
from portal.backoffice.listing import ScopedIndexView
from portal.backoffice.policies import register_scoped
from portal.backoffice.saved_filters import RemoveFilterView, SaveFilterView
from portal.backoffice.scope import ScopedObject
from portal.backoffice.searching import SearchView
from portal.backoffice.steps import StepAction, StepView
from portal.backoffice.workbench import WorkbenchView

# What a subclass may ask for besides the list, the workbench and the steps.
_EXTRA_ROUTES = {
    "add": "new/",
    "edit": "edit/{key}/",
    "delete": "delete/{key}/",
    "history": "history/{key}/",
    "history_results": "history-results/{key}/",
}


class ScopedViewSet(ModelViewSet):
    """A list and a workbench of `model`, whose manager says what is `visible_to(user)`; all else has no address.

    Without `inspect_view_enabled` there is no workbench: for rows that are only kept in order (`views = ("edit",)`).

    A subclass says in `views` which of Wagtail's other views it wants as well ("add", "edit", …): these are scoped too.
    `steps` maps names of transitions to what carries them out, `entries` names (as they stand in the address) to what
    can be written without a transition. `search(text, user)` gives a Q, if there is a search. It is asked by POST, so
    that nothing of it stands in an address.
    """

    views: tuple[str, ...] = ()
    steps: dict[str, StepAction] = {}
    entries: dict[str, EntryAction] = {}
    search: Callable | None = None
    search_label = _("Number, name, e-mail address or telephone number")
    nothing_found = _("Nothing found. Type whole names, not parts of them, or try the number.")
    list_select_related: tuple[str, ...] = ()
    # (heading, attribute or function of the row) of what the list may be taken along with; nothing sealed opens for it,
    # unless `export_opens`: then each row is opened by who asked, with a line, and list_select_related names the vault.
    export_columns: list[tuple] = []
    export_opens = False
    export_order = "pk"  # or a plain, indexed field that is never empty: lines come by it and by key
    screen = gettext_noop("workbench")  # how the access log calls it

    index_view_class = ScopedIndexView
    search_view_class = SearchView
    inspect_view_class = WorkbenchView
    step_view_class = StepView
    entry_view_class = EntryView
    inspect_view_enabled = True
    copy_view_enabled = False
    add_to_reference_index = False
    sort_order_field = None

    def get_workbench(self, obj, user) -> dict:
        """More context for the workbench, made while looking at `obj`. The template knows:

        `panels` a list of `Panel`, or `tabs` a list of `Tab` of which the first lies open; `clock` a `Clock` or None,
        `notices` sentences to read before anything else.
        A subclass with more in mind sets `inspect_template_name` to a template that extends backoffice/workbench.html.
        """
        return {}

    @property
    def search_view(self):
        kwargs = self.get_index_view_kwargs() | {"template_name": self.search_view_class.template_name}
        return self.construct_view(self.search_view_class, **kwargs)

    @property
    def step_view(self):
        return self.construct_view(self.step_view_class)

    @property
    def entry_view(self):
        return self.construct_view(self.entry_view_class)

    @property
    def ask_for_export_view(self):
        return self.construct_view(AskForExportView)

    @property
    def save_filter_view(self):
        return self.construct_view(SaveFilterView)

    def called(self, obj) -> dict[int, str]:
        """What accounts without a name in plain are called on the workbench of `obj`, by their key."""
        return {}

    @property
    def remove_filter_view(self):
        return self.construct_view(RemoveFilterView)

    def construct_view(self, view_class, **kwargs):
        if hasattr(view_class, "get_object") and not issubclass(view_class, ScopedObject):
            view_class = type(f"Scoped{view_class.__name__}", (ScopedObject, view_class), {})
        if issubclass(view_class, IndexView) and not issubclass(view_class, ScopedIndexView):
            raise ImproperlyConfigured(f"{view_class.__name__} lists rows of every region.")
        return super().construct_view(view_class, **kwargs)

    def get_common_view_kwargs(self, **kwargs):
        kwargs = super().get_common_view_kwargs(viewset=self, **kwargs)
        for name in ("add", "edit", "delete", "history", "usage"):
            if name not in self.views:
                kwargs[f"{name}_url_name"] = None
        return kwargs

    def get_urlpatterns(self):
        key = f"<{self.pk_path_converter}:pk>"
        routes = {"index": "", "index_results": "results/"}
        if self.search:
            routes["search"] = "search/"
        routes |= {"save_filter": "filters/save/", "remove_filter": "filters/<int:pk>/remove/"}
        if self.export_columns:
            routes["ask_for_export"] = "take-along/"
        if self.inspect_view_enabled:
            routes["inspect"] = f"inspect/{key}/"
        routes |= {name: _EXTRA_ROUTES[name].format(key=key) for name in self.views}
        if self.steps:
            routes["step"] = f"step/{key}/<slug:step>/"
        if self.entries:
            routes["entry"] = f"write/{key}/<slug:entry>/"
        return [path(route, getattr(self, f"{name}_view"), name=name) for name, route in routes.items()]

    @property
    def url_finder_class(self):
        leads_to = "inspect" if self.inspect_view_enabled else "edit"
        return type("_WorkbenchFinder", (WorkbenchFinder,), {"edit_url_name": self.get_url_name(leads_to)})

    def register_permissions(self):
        """What a role may do is written in code (`portal.accounts.roles`): nothing to tick in the admin."""

    def on_register(self):
        register_scoped(self.model)
        for name in self.steps:
            self.model.track.transition(name)  # a step that the table does not know is refused at the start
        super().on_register()


class WorkbenchFinder(ModelAdminURLFinder):
    """Leads from a line of Wagtail's site history to the workbench, for who may see it."""

    def get_edit_url(self, instance):
        policy = policy_registry.get(instance)
        if self.user and not policy.user_has_permission_for_instance(self.user, "view", instance):
            return None
        return self.construct_edit_url(instance)


def registered_viewsets() -> list[ScopedViewSet]:
    """Every scoped viewset that the admin knows."""
    get_resolver().url_patterns  # noqa: B018  (the admin reads its viewsets when its addresses are asked for)
    return [viewset for viewset in viewsets.viewsets if isinstance(viewset, ScopedViewSet)]
