"""Cases with the facts of a place on their way, as rows: what brings them there is tested where it is done."""

from datetime import timedelta

from django.utils import timezone

from intake.case_states import WITH_A_PLAN, CaseState
from intake.models import (
    Agreement,
    Case,
    FollowUp,
    Moment,
    Participant,
    PartTime,
    Plan,
    Verdict,
    VerdictAbout,
    parts_of,
)
from intake.plan_states import PlanState
from tests.intake.factories import ask, make_case

C = CaseState
GIVEN_DAYS_AGO = 10


def case_at(state, *, region=None, held=None, given=None) -> Case:
    """A case in this state, with what must be there; `held` and `given` say whether it had a conference and a plan."""
    case = make_case(region)
    ask(case)
    given = state in WITH_A_PLAN if given is None else given
    held = given or (state == C.HELD if held is None else held)
    if held or state == C.PREPARATION:
        add_times(case)
    if held:
        Case.objects.filter(pk=case.pk).update(held_on=timezone.localdate() - timedelta(days=GIVEN_DAYS_AGO))
        add_participant(case, was_there=True)
        plan = add_plan(case, state=PlanState.GIVEN if given else PlanState.WRITING)
        if given:
            for moment, days in ((Moment.FOUR_WEEKS, 28), (Moment.THREE_MONTHS, 91)):
                due = plan.given_at.date() + timedelta(days=days)
                FollowUp.objects.create(
                    vault=case.vault, case=case, moment=moment, due_on=due, lapses_on=due + timedelta(days=28)
                )
    Case.objects.filter(pk=case.pk).update(state=state)
    return Case.objects.get(pk=case.pk)


def add_times(case) -> None:
    """Each part of the meeting took an hour, one after another, and the last ended now."""
    parts = parts_of(case.model)
    begin = timezone.now() - timedelta(hours=len(parts))
    for place, part in enumerate(parts):
        at = begin + timedelta(hours=place)
        PartTime.objects.create(
            vault=case.vault, case=case, part=part.key, starts_at=at, ends_at=at + timedelta(hours=1)
        )


def add_participant(case, **fields) -> Participant:
    said = {"name": "Hafida", "tie": "family", "language": "nl", "contact": "spoken", "coming": "comes"} | fields
    return Participant.objects.create(vault=case.vault, case=case, **said)


def add_plan(case, *, state=PlanState.WRITING, agreements=2) -> Plan:
    """A plan of so many agreements, found good as soon as it was presented."""
    plan = Plan(vault=case.vault, case=case, language="nl")
    plan.state = state
    if state in (PlanState.ACCEPTED, PlanState.GIVEN):
        plan.accepted_on, plan.accepted_how = timezone.localdate(), "circle"
    if state == PlanState.GIVEN:
        plan.given_at = timezone.now() - timedelta(days=GIVEN_DAYS_AGO)
    plan.save(force_insert=True)
    for place in range(agreements):
        Agreement.objects.create(vault=case.vault, case=case, plan=plan, position=place, text=f"Agreement {place}")
    if state != PlanState.WRITING:
        find_good(plan)
    return plan


def find_good(plan) -> None:
    """The circle says that this revision is safe, legal and workable."""
    for about in VerdictAbout:
        Verdict.objects.create(
            vault=plan.vault, case=plan.case, plan=plan, revision=plan.revision, about=about, holds=True,
            said_by="The circle", how="circle",
        )  # fmt: skip
