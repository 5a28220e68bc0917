"""What lies before somebody whom it is about, to say yes to or to have otherwise; nothing of another side is in it."""

import zlib
from typing import Any, NamedTuple

from intake.case_states import OPEN_CASES, WITH_A_PLAN, CaseState
from intake.models import About, Case, CaseQuestion, Conference, CorePerson, Plan
from intake.plan_states import PlanState
from intake.sides import circle_seen_from

# From here on those whom it is about read the question.
QUESTION_STANDS = (CaseState.MATCHING, CaseState.PREPARATION, CaseState.HELD, *WITH_A_PLAN)


class Laid(NamedTuple):
    """What lies before a core person: the row or rows, as they are now. `is_open`: they can still say yes or no."""

    about: str
    edition: int
    rows: Any
    is_open: bool


def laid_before(person: CorePerson, *, case: Case) -> dict[str, Laid]:
    """What there is to decide, in the order in which a conference comes about. Nothing of another side is in it.

    Of what stopped, the plan alone, if everybody was given one: it stays theirs.
    """
    if case.state == CaseState.STOPPED:
        found = [_plan(case) if case.has_given_plan() else None]
    else:
        found = [_question(case), _circle(case, person), _date(case), _plan(case)]
    return {each.about: each for each in found if each is not None}


def _question(case):
    if case.state not in QUESTION_STANDS:
        return None
    row = CaseQuestion.objects.filter(case=case).first()
    is_open = case.state in (CaseState.MATCHING, CaseState.PREPARATION) and case.held_on is None
    return row and Laid(About.QUESTION, row.edition, row, is_open)


def _circle(case, person):
    if case.state != CaseState.PREPARATION:
        return None
    shown = list(circle_seen_from(case, person.pk))
    if all(row.is_core for row in shown):
        return None
    said = "\n".join(sorted(f"{row.pk} {row.tie} {row.capacity}" for row in shown))
    # A checksum of who stands there, and as what: names are not in it, so that nothing of them lies in plain.
    others = [row for row in shown if not (row.is_core and row.side_id == person.pk)]
    return Laid(About.CIRCLE, zlib.crc32(said.encode()) & 0x7FFFFFFF, others, True)


def _date(case):
    row = Conference.objects.filter(case=case, starts_at__isnull=False).first()
    return row and Laid(About.DATE, row.day_edition, row, case.state == CaseState.PREPARATION)


def _plan(case):
    row = Plan.objects.filter(case=case).exclude(state=PlanState.WRITING, given_at__isnull=True).first()
    return row and Laid(About.PLAN, row.revision, row, row.state == PlanState.PRESENTED and case.state in OPEN_CASES)
