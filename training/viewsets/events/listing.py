"""The list of training events: what comes first, how full it is, and by what it can be narrowed."""

from datetime import UTC, datetime

from django import forms
from django.db.models import Case, Q, Value, When
from django.db.models.functions import Coalesce
from django.template.defaultfilters import date
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column

from portal.backoffice.listing import ScopedFilterSet, ScopedIndexView
from portal.backoffice.searching import SearchView
from portal.organisations.models import Region
from training.event_states import EventState
from training.filters import OneOfFilter
from training.models import EventKind, TrainingEvent
from training.queries import with_places

COMING, PAST = "coming", "past"
ORDER = ["has_been", "comes", "-starts", "pk"]
_NOT_PLANNED_YET = datetime(2200, 1, 1, tzinfo=UTC)  # below what has its days


class EventRows:
    """What comes stands first, the soonest on top; below it what is over, the newest on top."""

    def get_base_queryset(self):
        is_over = Q(ends__lt=timezone.now())
        return with_places(super().get_base_queryset()).annotate(
            has_been=Case(When(is_over, then=Value(1)), default=Value(0)),
            comes=Case(When(is_over, then=Value(None)), default=Coalesce("starts", Value(_NOT_PLANNED_YET))),
        )


class EventFilterSet(ScopedFilterSet):
    kind = OneOfFilter(label=_("Kind"), choices=EventKind.choices, widget=forms.Select)
    state = OneOfFilter(label=_("State"), choices=EventState.choices)
    when = OneOfFilter(label=_("When"), choices=[(COMING, _("Coming")), (PAST, _("Over"))], method="filter_when")

    class Meta:
        model = TrainingEvent
        fields = ["kind", "when", "state", "region", "language"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # Events are for everybody of the organisation: so are the regions to find them by.
        self.filters["region"].queryset = Region.objects.visible_to(self.request.user)

    def filter_when(self, queryset, name, value):
        over = Q(ends__lt=timezone.now())
        return queryset.filter(over) if value == PAST else queryset.exclude(over)


class EventIndexView(EventRows, ScopedIndexView):
    filterset_class = EventFilterSet

    def get_edit_url(self, instance):
        return None  # the title leads to the workbench


class EventSearchView(EventRows, SearchView):
    """Found by title, kind or place."""


def matches_event(text: str) -> Q:
    """Title or place holds the text, or it is the name of the kind as the reader sees it."""
    text = text.strip()
    kinds = [kind.value for kind in EventKind if text.casefold() in str(kind.label).casefold()]
    return Q(title__icontains=text) | Q(place__icontains=text) | Q(kind__in=kinds)


def day_of(event):
    """Its first day, with the time; and how it goes on, when it takes several."""
    if event.starts is None:
        return gettext("No days yet")
    starts, ends = timezone.localtime(event.starts), timezone.localtime(event.ends)
    first = f"{date(starts, 'DATE_FORMAT')}, {date(starts, 'TIME_FORMAT')}"
    if starts.date() == ends.date():
        return first
    last = gettext("until %(day)s") % {"day": date(ends, "DATE_FORMAT")}
    return format_html('<span>{}<br><span class="bo-quiet">{}</span></span>', first, last)


def kind_of(event):
    """Nothing where the title is the kind's name already."""
    return event.get_kind_display() if event.title else ""


def places_of(event):
    taken = gettext("%(held)d of %(all)d") % {"held": event.held, "all": event.capacity}
    if not event.is_full:
        return taken
    return format_html('<span>{}<br><span class="bo-mark">{}</span></span>', taken, gettext("Full"))


EVENT_COLUMNS = [
    "__str__",
    Column("kind", label=_("Kind"), accessor=kind_of, sort_key="kind"),
    Column("day", label=_("Day"), accessor=day_of, sort_key="starts"),
    Column("place", label=_("Place"), sort_key="place"),
    Column(
        "region", label=_("Region"), accessor=lambda event: event.region or _("All regions"), sort_key="region__name"
    ),
    Column("held", label=_("Places"), accessor=places_of, sort_key="held"),
    Column("waiting", label=_("Wait"), accessor=lambda event: event.waiting or "", sort_key="waiting"),
    Column("state_label", label=_("State"), sort_key="state"),
]
EVENT_EXPORT = [
    (_("Training event"), str),
    (_("Kind"), "get_kind_display"),
    (_("Starts"), "starts"),
    (_("Ends"), "ends"),
    (_("Place"), "place"),
    (_("Region"), "region"),
    (_("Language"), "get_language_display"),
    (_("Places"), "capacity"),
    (_("Places held"), "held"),
    (_("Wait"), "waiting"),
    (_("State"), "state_label"),
]
