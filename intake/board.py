"""The cases of a manager's regions on a board, a column for each state: plain facts, nothing is opened."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, F, OuterRef, Window
from django.db.models.functions import RowNumber

from intake.assignment_states import AT_HAND
from intake.case_states import LOOKING, CaseState
from intake.models import Assignment, Case, SafetyConcern
from portal.workflow.tracks import Text

MOST = 25  # cards in a column


@dataclass(frozen=True)
class Column:
    """The cases in one state, the longest there first; `count` may be more than its cards."""

    state: str
    label: Text
    cards: list[Case]
    count: int

    @property
    def has_more(self) -> bool:
        return self.count > len(self.cards)


def board_for(user) -> list[Column]:
    """A column for every state, in the order of the route, in a number of queries that does not grow."""
    visible = Case.objects.visible_to(user).order_by()
    counts = dict(visible.values_list("state").annotate(Count("pk")))
    place = Window(RowNumber(), partition_by=F("state"), order_by=[F("clock_from").asc(), F("pk").asc()])
    first = visible.annotate(place=place).filter(place__lte=MOST).values("pk")
    return _columns(Case.objects.filter(pk__in=list(first.values_list("pk", flat=True))), counts)


def cases_of_coordinator(coordinator, *, user) -> list[Case]:
    """All cases of one coordinator that the user may see, newest first, each with the `assignment` they have in it."""
    rows = Assignment.objects.visible_to(user).filter(coordinator=coordinator, accepted_at__isnull=False)
    assignments = {row.case_id: row for row in rows.order_by("accepted_at").only(
        "case", "state", "accepted_at", "ended_at", "vault"
    )}  # fmt: skip
    cases = list(_with_facts(Case.objects.filter(pk__in=list(assignments)).order_by("-opened_at")))
    for case in cases:
        case.assignment = assignments[case.pk]
    return cases


def _columns(cases, counts):
    found: dict[str, list[Case]] = {state: [] for state in CaseState.values}
    for case in _with_facts(cases.order_by("clock_from", "pk")):
        found[case.state].append(case)
    return [Column(state.value, state.label, found[state.value], counts.get(state.value, 0)) for state in CaseState]


def _with_facts(cases):
    """With what a card says besides: whether there is a coordinator, and whether somebody is worried."""
    doing = Assignment.objects.filter(case=OuterRef("pk"), state__in=AT_HAND).order_by()
    worries = SafetyConcern.objects.filter(case=OuterRef("pk"), settled_at__isnull=True).order_by()
    facts = {"has_coordinator": Exists(doing), "is_unsafe": Exists(worries)}
    return cases.select_related("region", "organisation", "manager").annotate(**facts)


def runs_late(case: Case, *, now: datetime) -> bool:
    """Whether nobody accepted in the time that was promised."""
    return case.state in LOOKING and case.paused_at is None and bool(case.promise_due) and case.promise_due < now
