"""Every state × every transition and every role × every transition of an assignment, against the table."""

from datetime import timedelta

import pytest
from django.utils import timezone

from intake.actions.assigning import accept_case, decline_case, end_assignment, show_interest, withdraw_offer
from intake.actions.taking_up import let_rest, take_up_again
from intake.assignment_states import ASSIGNMENT_TRACK, AssignmentState
from intake.models import Assignment, Case, Plan
from portal.accounts.roles import roles
from portal.privacy.looking import looking
from portal.workflow.moves import NotAllowed, NotPossible, may, move
from tests.accounts.factories import UserFactory
from tests.intake.factories import make_manager
from tests.intake.matched import coordinator_in, make_region, make_waiting, offer, take, user_of
from tests.organisations.factories import RegionFactory

pytestmark = pytest.mark.django_db
A = AssignmentState


def _accept(assignment, *, by):
    with looking(assignment.case, by=None, screen="tests"):
        return accept_case(assignment, by=by, employer="", is_independent=True)


ACTIONS = {
    "show_interest": show_interest,
    "accept": _accept,
    "decline": lambda assignment, *, by: decline_case(assignment, by=by, ground="busy"),
    "withdraw": lambda assignment, *, by: withdraw_offer(assignment, by=by, reason="Too early"),
    "expire": lambda assignment, *, by: move(assignment, "expire", by=None),
    "cancel": lambda assignment, *, by: move(assignment, "cancel", by=None),
    "end": lambda assignment, *, by: end_assignment(assignment, by=by, reason="Ill"),
    "end_with_coordinator": lambda assignment, *, by: move(assignment, "end_with_coordinator", by=None, place=None),
    "end_with_case": lambda assignment, *, by: move(assignment, "end_with_case", by=None, place=None),
    "end_by_family": lambda assignment, *, by: move(assignment, "end_by_family", by=None, place=None),
    "give_plan": lambda assignment, *, by: move(assignment, "give_plan", by=None, place=None),
    "finish": lambda assignment, *, by: move(assignment, "finish", by=None),
    "take_up": lambda assignment, *, by: take_up_again(assignment, by=by, reason="It does not work"),
    "let_rest": lambda assignment, *, by: let_rest(assignment, by=by, reason="They leave it so"),
}
# Sent twice by the one who may, these answer what is there already.
TWICE = {("show_interest", A.INTERESTED), ("accept", A.ACCEPTED), ("decline", A.DECLINED)}
OF_PEOPLE = [each for each in ASSIGNMENT_TRACK.transitions if each.permission or each.by_owner]


@pytest.fixture
def region():
    return make_region(active_cases_per_coordinator=1)


@pytest.fixture
def one(region):
    return coordinator_in(region)


def in_state(region, coordinator, state):
    assignment = offer(make_waiting(region), coordinator)
    user = user_of(coordinator)
    if state == A.INTERESTED:
        show_interest(assignment, by=user)
    if state in (A.ACCEPTED, A.ENDED, A.DISTRIBUTED, A.DONE):
        take(assignment)
    ends = {A.DECLINED: "decline", A.EXPIRED: "expire", A.WITHDRAWN: "withdraw", A.ENDED: "end"}
    if state in ends:
        ACTIONS[ends[state]](Assignment.objects.get(pk=assignment.pk), by=region.manager)
    for name in {A.DISTRIBUTED: ("give_plan",), A.DONE: ("give_plan", "finish")}.get(state, ()):
        ACTIONS[name](Assignment.objects.get(pk=assignment.pk), by=None)
    if state in (A.DISTRIBUTED, A.DONE):
        _carry_out_plan(assignment.case)
    found = Assignment.objects.get(pk=assignment.pk)
    assert found.state == state
    return found


def _carry_out_plan(case):
    day = timezone.localdate()
    Case.objects.filter(pk=case.pk).update(state="plan_running", held_on=day)
    Plan.objects.create(
        vault=case.vault, case=case, language="nl", state="given", accepted_on=day, accepted_how="circle",
        given_at=timezone.now(), presented_at=timezone.now(),
    )  # fmt: skip


def test_every_transition_has_its_action():
    assert set(ACTIONS) == {transition.name for transition in ASSIGNMENT_TRACK.transitions}


@pytest.mark.parametrize("state", A.values)
def test_an_assignment_moves_only_as_the_table_says(region, one, state):
    assignment = in_state(region, one, state)
    for transition in ASSIGNMENT_TRACK.transitions:
        if state in transition.sources or (transition.name, state) in TWICE:
            continue
        by = user_of(one) if transition.by_owner else region.manager
        with pytest.raises(NotPossible):
            ACTIONS[transition.name](Assignment.objects.get(pk=assignment.pk), by=by)
        assert Assignment.objects.get(pk=assignment.pk).state == state


@pytest.mark.parametrize("transition", ASSIGNMENT_TRACK.transitions, ids=lambda transition: transition.name)
def test_each_transition_leads_where_the_table_says(region, one, transition):
    for state in transition.sources:
        assignment = in_state(region, one, state)
        by = user_of(one) if transition.by_owner else region.manager
        ACTIONS[transition.name](assignment, by=by)
        assert Assignment.objects.get(pk=assignment.pk).state == transition.target
        Assignment.objects.filter(pk=assignment.pk).delete()


@pytest.mark.parametrize("transition", OF_PEOPLE, ids=lambda transition: transition.name)
def test_only_the_coordinator_and_the_roles_of_the_table_move_it(region, one, transition):
    assignment = in_state(region, one, transition.sources[0])
    assert may(user_of(one), assignment, transition.name) is transition.by_owner
    elsewhere = make_manager(RegionFactory(organisation=region.organisation))
    another = user_of(coordinator_in(region))
    others = [UserFactory(role=role, organisation=region.organisation) for role in roles() if role != "manager"]
    superuser = UserFactory(superuser=True, organisation=region.organisation)
    for somebody in (elsewhere, another, superuser, *others):
        region.deputy = None if somebody is elsewhere else somebody
        region.save(update_fields=["deputy"])
        assert not may(somebody, assignment, transition.name)
        with pytest.raises(NotAllowed):
            ACTIONS[transition.name](Assignment.objects.get(pk=assignment.pk), by=somebody)
    assert may(region.manager, assignment, transition.name) is bool(transition.permission)
    assert Assignment.objects.get(pk=assignment.pk).state == assignment.state


def test_the_time_to_answer_closes_both_ways_of_saying_yes(region, one):
    for state, name in ((A.OFFERED, "show_interest"), (A.INTERESTED, "accept")):
        assignment = in_state(region, one, state)
        Assignment.objects.filter(pk=assignment.pk).update(answer_by=timezone.now() - timedelta(seconds=1))
        with pytest.raises(NotPossible):
            ACTIONS[name](Assignment.objects.get(pk=assignment.pk), by=user_of(one))
