"""Every state × every transition of a plan, a measurement and a claim, and who may, against the tables."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from intake.assignment_states import AssignmentState
from intake.claim_states import CLAIM_TRACK
from intake.follow_up_states import FOLLOW_UP_TRACK
from intake.models import (
    Assignment,
    Capacity,
    Case,
    Claim,
    ClaimLine,
    FollowUp,
    Moment,
    Participant,
    PartTime,
    Plan,
    Verdict,
)
from intake.plan_states import PLAN_TRACK, PlanState
from portal.accounts.roles import roles
from portal.privacy import VISITOR
from portal.workflow.moves import NotAllowed, NotPossible, may, move
from tests.accounts.factories import UserFactory
from tests.intake.factories import make_manager
from tests.intake.matched import coordinator_in, make_region, make_waiting, offer, take, user_of
from tests.intake.on_the_way import add_participant, add_plan, find_good
from tests.organisations.factories import RegionFactory

pytestmark = pytest.mark.django_db
TRACKS = {"plan": PLAN_TRACK, "follow_up": FOLLOW_UP_TRACK, "claim": CLAIM_TRACK}
EACH = [(kind, step) for kind, track in TRACKS.items() for step in track.transitions]
EACH_STATE = [(kind, step, state) for kind, step in EACH for state in TRACKS[kind].states.values]


@pytest.fixture
def assignment():
    region = make_region()
    return take(offer(make_waiting(region), coordinator_in(region)))


def made(kind, assignment, state):
    """A row of this kind in this state, with nothing in the way of what follows."""
    case = Case.objects.get(pk=assignment.case_id)
    if kind == "plan":
        plan = add_plan(case, state=PlanState(state))
        Plan.objects.filter(pk=plan.pk).update(given_at=timezone.now())
        if state == PlanState.WRITING:
            find_good(plan)
        return Plan.objects.get(pk=plan.pk)
    if kind == "claim":
        row = Claim(vault=case.vault, case=case, assignment=assignment, state=state)
        row.save(force_insert=True)
        ClaimLine.objects.create(
            vault=case.vault, case=case, claim=row, kind="hours", on_day=timezone.localdate(), number=2, what="A visit"
        )
        return row
    today = timezone.localdate()
    row = FollowUp(
        vault=case.vault, case=case, moment=Moment.FOUR_WEEKS, due_on=today, lapses_on=today + timedelta(days=28)
    )
    row.state = state
    row.save(force_insert=True)
    return row


def mover(step, row, assignment):
    """Somebody who makes this step, in this order: the one whose row it is, staff, the system."""
    if step.by_owner:
        return user_of(assignment.coordinator)
    return row.case.region.manager if step.permission else None


def go(row, step, *, by):
    changes = (
        {"accepted_on": timezone.localdate(), "accepted_how": "circle"} if step.target in ("accepted", "given") else {}
    )
    return move(row, step.name, by=by, reason="They asked for it" if step.asks_reason else "", **changes)


@pytest.mark.parametrize(("kind", "step", "state"), EACH_STATE, ids=lambda each: getattr(each, "name", str(each)))
def test_it_moves_only_as_the_table_says(assignment, kind, step, state):
    row = made(kind, assignment, state)
    if state in step.sources:
        go(row, step, by=mover(step, row, assignment))
        assert type(row).objects.get(pk=row.pk).state == step.target
        return
    with pytest.raises(NotPossible):
        go(row, step, by=mover(step, row, assignment))
    assert type(row).objects.get(pk=row.pk).state == state


@pytest.mark.parametrize(("kind", "step"), EACH, ids=lambda each: getattr(each, "name", str(each)))
def test_only_those_of_the_table_may(assignment, kind, step):
    row, region = made(kind, assignment, step.sources[0]), assignment.case.region
    manager, own = region.manager, user_of(assignment.coordinator)
    assert may(own, row, step.name) is step.by_owner
    assert may(manager, row, step.name) is bool(step.permission)
    elsewhere = make_manager(RegionFactory(organisation=region.organisation))
    others = [UserFactory(role=role, organisation=region.organisation) for role in roles() if role != "manager"]
    superuser = UserFactory(superuser=True, organisation=region.organisation)
    for somebody in (elsewhere, user_of(coordinator_in(region)), superuser, *others):
        region.deputy = None if somebody is elsewhere else somebody
        region.save(update_fields=["deputy"])
        with pytest.raises(NotAllowed):
            go(row, step, by=somebody)
    if step.by_owner or step.permission:
        with pytest.raises(NotAllowed):
            go(row, step, by=VISITOR)


def test_staff_type_and_present_nothing(assignment):
    plan = made("plan", assignment, PlanState.WRITING)
    assert not may(assignment.case.region.manager, plan, "present")


def test_a_plan_is_not_accepted_before_three_times_yes(assignment):
    plan = made("plan", assignment, PlanState.PRESENTED)
    Verdict.objects.filter(plan=plan, about="legal").update(holds=False, ground="law")
    with pytest.raises(NotPossible):
        go(plan, PLAN_TRACK.transition("accept"), by=user_of(assignment.coordinator))


def test_who_left_the_case_moves_nothing_of_it(assignment):
    plan, own = made("plan", assignment, PlanState.WRITING), user_of(assignment.coordinator)
    Assignment.objects.filter(pk=assignment.pk).update(state=AssignmentState.ENDED, place=None)
    assert not may(own, plan, "present")


@pytest.mark.parametrize("capacity", Capacity.values)
def test_private_time_is_for_the_circle_alone_says_the_database(assignment, capacity):
    may_be = capacity in ("member", "supporter", "interpreter")
    case = Case.objects.get(pk=assignment.case_id)
    try:
        with transaction.atomic():
            add_participant(case, capacity=capacity, in_private_time=True)
    except IntegrityError:
        assert not may_be
    else:
        assert may_be
    person = Participant.objects.filter(case=case).first()
    if person is not None:
        with pytest.raises(IntegrityError), transaction.atomic():
            Participant.objects.filter(pk=person.pk).update(capacity="informant")


def test_private_time_has_nowhere_to_note_anything():
    plain = {"id", "vault", "case", "part", "starts_at", "ends_at"}
    assert {field.name for field in PartTime._meta.get_fields()} == plain
