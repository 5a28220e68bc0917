"""The list of coordinators: where they work, for what, in which languages, and whether they can be asked now."""

from django.template.defaultfilters import date
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column

from portal.backoffice.listing import ScopedIndexView
from portal.backoffice.searching import SearchView
from training.coordinator_states import CoordinatorState
from training.filters import CoordinatorFilterSet
from training.languages import language_name
from training.roster import with_facts
from training.searching import conduct_warned_until
from training.states import CandidateState


class CoordinatorRows:
    """With the facts of the roster, in a fixed number of queries, and nothing that is sealed."""

    def get_base_queryset(self):
        return with_facts(super().get_base_queryset())


class CoordinatorIndexView(CoordinatorRows, ScopedIndexView):
    filterset_class = CoordinatorFilterSet

    @property
    def gaps_url(self):
        return reverse(self.viewset.get_url_name("gaps"))


class CoordinatorSearchView(CoordinatorRows, SearchView):
    """Found by a number, name, address or telephone number."""


def scopes_of(coordinator):
    return ", ".join(str(each.get_scope_display()) for each in coordinator.scopes.all())


def languages_of(coordinator):
    codes = [each.code for each in coordinator.candidate.spoken_languages.all()]
    return ", ".join(sorted((language_name(code) for code in codes), key=str.casefold))


def regions_of_roster(coordinator):
    """Their own, and where they also work."""
    also = sorted(each.region.name for each in coordinator.also_in.all())
    if not also:
        return coordinator.region.name
    return format_html(
        '{}<br><span class="bo-quiet">{}</span>',
        coordinator.region.name,
        gettext("also %(regions)s") % {"regions": ", ".join(also)},
    )


def availability_of(coordinator):
    """Whether they can be asked now, else why not, in a word."""
    if coordinator.state == CoordinatorState.LEFT:
        return ""
    if coordinator.is_paused:
        return gettext("Paused")
    if coordinator.is_away and coordinator.away_until:
        return gettext("Away until %(day)s") % {"day": _day(coordinator.away_until)}
    if coordinator.is_away:
        return gettext("Away, without a last day")
    if coordinator.candidate.state == CandidateState.LOOKING_BACK:
        return gettext("Looks back on the first conference")
    if coordinator.state == CoordinatorState.REGISTERED and not coordinator.has_certificate:
        return gettext("No valid certificate")
    if not coordinator.conduct_counts:
        return gettext("Not without the document")
    return gettext("Available") if coordinator.state == CoordinatorState.REGISTERED else gettext("Can practise")


def conduct_of(coordinator):
    """Until when the good-conduct document counts; strong when it soon does not."""
    until = coordinator.conduct_until
    if until is None:
        return format_html('<strong class="bo-overdue">{}</strong>', gettext("Not seen yet"))
    if until < timezone.localdate():
        return format_html('{}<br><strong class="bo-overdue">{}</strong>', _day(until), gettext("Ended"))
    if until <= conduct_warned_until():
        return format_html('{}<br><span class="bo-mark bo-mark-strong">{}</span>', _day(until), gettext("Ends soon"))
    return _day(until)


def _day(day):
    return date(day, "DATE_FORMAT")


COORDINATOR_COLUMNS = [
    "__str__",
    Column("state_label", label=_("State"), sort_key="state"),
    Column("region", label=_("Region"), accessor=regions_of_roster, sort_key="region__name"),
    Column("scopes", label=_("For"), accessor=scopes_of),
    Column("languages", label=_("Speaks"), accessor=languages_of),
    Column("available", label=_("Now"), accessor=availability_of),
    Column("conferences", label=_("Conferences"), accessor="conferences_held", sort_key="conferences_held"),
    Column("conduct", label=_("Good-conduct document until"), accessor=conduct_of, sort_key="conduct_until"),
]
# What the list is taken along with: plain facts, to count and to plan with.
COORDINATOR_EXPORT = [
    (pgettext_lazy("of a coordinator", "Number"), str),
    (_("State"), "state_label"),
    (_("Registered on"), "registered_on"),
    (_("Region"), "region"),
    (_("Scopes"), scopes_of),
    (_("Speaks"), languages_of),
    (_("Travels at most (minutes)"), "travel_minutes"),
    (_("Not available from"), "away_from"),
    (_("Not available until"), "away_until"),
    (_("Conferences held"), "conferences_held"),
    (_("Refreshers in three years"), "refreshed"),
    (_("Good-conduct document until"), "conduct_until"),
]
