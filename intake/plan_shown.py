"""A plan as it is read: in pages, on paper and in a calendar, from its rows or from what was kept of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from intake.case_states import OPEN_CASES
from intake.models import Agreement, Case, DoneBy, Often, Plan, PlanRevision
from intake.plan_states import PlanState

# What belongs to the whole plan.
WORDS_AROUND = ("language", "large_type", "watcher", "adjusting")
_KEPT = ("text", "who", "often", "condition", "done_by")


@dataclass(frozen=True)
class ShownAgreement:
    """One agreement. `number` counts from 1; `key` is that of its row, empty when it is read from what was kept."""

    number: int
    key: str
    text: str
    who: str
    on_day: date | None
    often: str
    condition: str
    done_by: str

    @property
    def when(self) -> str:
        """The day and how often, in the reader's language; empty when neither was said."""
        often = str(Often(self.often).label) if self.often and self.often != Often.IF_THEN else ""
        if self.on_day is None:
            return often
        day = date_format(self.on_day, "l j F Y")
        if self.often in (Often.DAILY, Often.WEEKLY, Often.MONTHLY, Often.ALWAYS):
            return _("%(often)s, from %(day)s") % {"often": often, "day": day}
        return day

    @property
    def is_by_professional(self) -> bool:
        return self.done_by == DoneBy.PROFESSIONAL


@dataclass(frozen=True)
class ShownPlan:
    """To be made, and read, while looking at the case. `number` is that of the revision."""

    key: str
    number: int
    language: str
    large_type: bool
    agreements: list[ShownAgreement]
    watcher: str
    adjusting: str
    accepted_on: date | None
    given_on: date | None


def shown_plan(plan: Plan) -> ShownPlan:
    """As its words are now."""
    return _shown(plan, plan.revision, [_of_row(*pair) for pair in _numbered(plan.agreements.all())], _words_of(plan))


def shown_revision(plan: Plan, revision: PlanRevision) -> ShownPlan:
    """As it was presented."""
    content: dict[str, Any] = revision.content
    agreements = [_of_kept(number, kept) for number, kept in _numbered(content["agreements"])]
    return _shown(plan, revision.number, agreements, content)


def given_plan(case: Case) -> ShownPlan | None:
    """What everybody was given, also while the circle changes it; None when nothing was given yet."""
    plan = Plan.objects.filter(case=case).first()
    if plan is None or plan.given_at is None:
        return None
    kept = given_revision(plan)
    return shown_plan(plan) if kept is None else shown_revision(plan, kept)


def given_revision(plan: Plan) -> PlanRevision | None:
    """What was kept of a plan when it was presented and then given; None when nothing was given."""
    return plan.revisions.filter(made_at__lte=plan.given_at).last() if plan.given_at is not None else None


def plan_for_core_person(case: Case) -> ShownPlan | None:
    """What somebody whom it is about may read: what lies before the circle, or else what was given.

    After the end nothing lies before anybody: then it is what was given alone.
    """
    if case.state not in OPEN_CASES:
        return given_plan(case)
    plan = Plan.objects.filter(case=case, state__in=(PlanState.PRESENTED, PlanState.ACCEPTED)).first()
    return given_plan(case) if plan is None else shown_plan(plan)


def content_of(plan: Plan) -> dict[str, Any]:
    """What is kept of a plan when it is presented: its words, and nothing about who typed them."""
    agreements = [
        {name: getattr(row, name) for name in _KEPT} | {"on_day": row.on_day.isoformat() if row.on_day else None}
        for row in plan.agreements.all()
    ]
    return _words_of(plan) | {"agreements": agreements}


def fields_of_kept(kept: dict[str, Any]) -> dict[str, Any]:
    """The fields of an agreement, of what `content_of` kept of it."""
    on_day = parse_date(kept["on_day"]) if kept["on_day"] else None
    return {name: kept[name] for name in _KEPT} | {"on_day": on_day}


def _words_of(plan: Plan) -> dict[str, Any]:
    return {name: getattr(plan, name) for name in WORDS_AROUND}


def _shown(plan, number, agreements, words):
    given = plan.given_at.date() if plan.given_at else None
    named = {name: words[name] for name in WORDS_AROUND}
    return ShownPlan(
        key=plan.pk.hex, number=number, agreements=agreements, accepted_on=plan.accepted_on, given_on=given, **named
    )


def _numbered(rows: Iterable) -> Iterable[tuple[int, Any]]:
    return enumerate(rows, start=1)


def _of_row(number: int, row: Agreement) -> ShownAgreement:
    return ShownAgreement(
        number=number, key=str(row.pk), on_day=row.on_day, **{name: getattr(row, name) for name in _KEPT}
    )


def _of_kept(number: int, kept: dict[str, Any]) -> ShownAgreement:
    return ShownAgreement(number=number, key="", **fields_of_kept(kept))
