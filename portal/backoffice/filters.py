"""The filter of a list apart from its page: as a plain query string to keep, and as rows again later."""

from typing import NamedTuple

from django import forms
from django.http import HttpRequest, QueryDict
from django_filters.fields import RangeField
from django_filters.widgets import SuffixedMultiWidget

# Fields whose values come from a list or are dates and numbers. What takes any text may hold a name, and is not kept.
_PLAIN_FIELDS = (
    forms.ChoiceField,
    forms.ModelChoiceField,
    forms.NullBooleanField,
    forms.DateField,
    forms.DateTimeField,
    forms.IntegerField,  # DecimalField and FloatField are its kind
    RangeField,
)


class Condition(NamedTuple):
    """One filter in words: "Region", "Overijssel"."""

    label: str
    value: str


def list_of(viewset, *, user, query: str):
    """The list of `viewset` as `user` would see it now under `?query`, without a page."""
    request = HttpRequest()
    request.method, request.user, request.GET = "GET", user, QueryDict(query)
    view = viewset.index_view.view_class(**viewset.index_view.view_initkwargs)
    view.setup(request)
    return view


def may_list(viewset, user) -> bool:
    """Whether the user may open the list at all; which rows it shows them is another question."""
    asked = viewset.index_view_class.any_permission_required
    return user.is_active and viewset.permission_policy.user_has_any_permission(user, asked)


def rows_of(view):
    """The rows of a list under its filter, in no order."""
    return view.filter_queryset(view.get_base_queryset())


def kept_query(view, *, with_order: bool = False) -> str:
    """What may be kept of the filter (and the order) that a list shows, always written the same way.

    Nothing at all of a filter that does not fit: the list shows every row then, too.
    """
    kept = QueryDict(mutable=True)
    for name in sorted(_used_fields(view)):
        form = view.filters.form
        if isinstance(form.fields[name], _PLAIN_FIELDS):
            for key in _keys(form, name):
                kept.setlist(key, _values(form, name, key))
    if with_order and view.is_explicitly_ordered and isinstance(view.ordering, str):
        kept["ordering"] = view.ordering
    return kept.urlencode()


def conditions(view) -> list[Condition]:
    """The filter of a list in words."""
    if not _used_fields(view):
        return []
    return [Condition(str(each.field_label), str(each.value)) for each in view.active_filters]


def not_kept(view) -> list[str]:
    """The labels of the filters in use that hold text that somebody typed."""
    return [
        str(view.filters.form[name].label)
        for name in _used_fields(view)
        if not isinstance(view.filters.form.fields[name], _PLAIN_FIELDS)
    ]


def _used_fields(view) -> list[str]:
    if view.filters is None or not view.filters.is_valid():
        return []
    return list(view.filters.form.changed_data)


def _values(form, name, key):
    """As the form reads them: of what can be given once, the last one counts."""
    takes_many = isinstance(form.fields[name], forms.MultipleChoiceField | forms.ModelMultipleChoiceField)
    values = form.data.getlist(key) if takes_many else [form.data.get(key)]
    return sorted({value for value in values if value})


def _keys(form, name):
    """The names under which a field's values stand in the query: a range has two."""
    widget, name = form.fields[name].widget, form.add_prefix(name)
    if isinstance(widget, SuffixedMultiWidget):
        return [widget.suffixed(name, suffix) for suffix in widget.suffixes]
    if isinstance(widget, forms.MultiWidget):
        return [f"{name}{suffix}" for suffix in widget.widgets_names]
    return [name]
