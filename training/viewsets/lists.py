"""The list of candidates: where each is, how long they wait there, what stands out, and choosing whom to invite."""

from django.template.defaultfilters import date
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.timesince import timesince
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column

from portal.backoffice.listing import ScopedIndexView
from portal.backoffice.searching import SearchView
from training.filters import CandidateFilterSet
from training.languages import language_name
from training.models import Candidate
from training.searching import conduct_warned_until, in_this_state_since
from training.states import GUIDE, CandidateState

CHOOSING = "choose-candidates"  # the form to which the boxes of the list belong
LANGUAGES_SHOWN = 4


class CandidateRows:
    """What a line of the list shows besides the row's own fields, in a fixed number of queries."""

    def get_base_queryset(self):
        rows = super().get_base_queryset().annotate(in_state_since=in_this_state_since())
        return rows.prefetch_related("spoken_languages")


class ChoiceColumn(Column):
    """A box for who can be invited; nothing for everybody else."""

    cell_template_name = "training/candidates/choose_cell.html"

    def get_value(self, instance):
        return can_be_invited(instance)

    def get_cell_context_data(self, instance, parent_context):
        return super().get_cell_context_data(instance, parent_context) | {"candidate": instance, "form_id": CHOOSING}


class CandidateIndexView(CandidateRows, ScopedIndexView):
    filterset_class = CandidateFilterSet

    @property
    def may_guide(self):
        return self.request.user.holds(GUIDE)

    @property
    def invite_url(self):
        return reverse(self.viewset.get_url_name("invite"))

    @cached_property
    def columns(self):
        columns = super().columns
        if not self.may_guide:
            return columns
        number, *others = columns
        return [number, ChoiceColumn("choose", label=_("Choose")), *others]

    def get_context_data(self, *args, **kwargs):
        context = super().get_context_data(*args, **kwargs)
        choosable = self.may_guide and any(can_be_invited(row) for row in context["object_list"])
        return context | {"choosable": choosable, "choosing": CHOOSING}


class CandidateSearchView(CandidateRows, SearchView):
    """Found by number, name, address or telephone number."""


def can_be_invited(candidate: Candidate) -> bool:
    return candidate.state == CandidateState.APPLIED and candidate.is_not_paused


def applied_on(candidate):
    return date(timezone.localtime(candidate.applied_at), "DATE_FORMAT")


def waits_of(candidate):
    """How long they are in this state, in words, and a mark while they pause."""
    since = candidate.in_state_since
    waited = timesince(since, depth=1) if since else ""
    if candidate.is_paused:
        return format_html('{}<br><span class="bo-mark">{}</span>', waited, gettext("Paused"))
    return waited


def languages_of(candidate):
    """The first few languages, and how many more there are."""
    names = sorted((language_name(one.code) for one in candidate.spoken_languages.all()), key=str.casefold)
    more = len(names) - LANGUAGES_SHOWN
    shown = ", ".join(names[:LANGUAGES_SHOWN])
    return gettext("%(languages)s and %(count)d more") % {"languages": shown, "count": more} if more > 0 else shown


def all_languages_of(candidate):
    return ", ".join(language_name(one.code) for one in candidate.spoken_languages.all())


def conduct_of(candidate):
    """Until when the good-conduct document counts; strong when it soon does not."""
    until = candidate.conduct_valid_until
    if until is None:
        return ""
    day = date(until, "DATE_FORMAT")
    if until < timezone.localdate():
        return format_html('{}<br><strong class="bo-overdue">{}</strong>', day, gettext("Does not count any more"))
    if until <= conduct_warned_until():
        return format_html('{}<br><span class="bo-mark bo-mark-strong">{}</span>', day, gettext("Ends soon"))
    return day


CANDIDATE_COLUMNS = [
    "__str__",
    Column("state_label", label=_("State"), sort_key="state"),
    Column("region", label=_("Region"), sort_key="region__name"),
    Column(
        "applied", label=_("Applied"), accessor=lambda row: date(row.applied_at, "DATE_FORMAT"), sort_key="applied_at"
    ),
    Column("waits", label=_("In this state for"), accessor=waits_of, sort_key="in_state_since"),
    Column("languages", label=_("Speaks"), accessor=languages_of),
    Column("conduct", label=_("Good-conduct document until"), accessor=conduct_of, sort_key="conduct_valid_until"),
]
# What a list is taken along with: plain facts, to count and to plan with.
CANDIDATE_EXPORT = [
    (pgettext_lazy("of a candidate", "Number"), str),
    (_("State"), "state_label"),
    (_("In this state since"), "in_state_since"),
    (_("Applied"), "applied_at"),
    (_("Organisation"), "organisation"),
    (_("Region"), "region"),
    (_("Speaks"), all_languages_of),
    (_("Paused since"), "paused_at"),
    (_("Information meeting"), "met_on"),
    (_("First training (EK1)"), "trained_on"),
    (_("Conferences held"), "conferences_held"),
    (_("Good-conduct document until"), "conduct_valid_until"),
]
