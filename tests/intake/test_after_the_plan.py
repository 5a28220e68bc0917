"""What may still happen after the conference and the plan, and leads nobody into a dead end."""

from datetime import timedelta

import pytest
from django.utils import timezone

from intake.actions.cases import reopen_case, stop_case
from intake.actions.circle import add_participant
from intake.actions.following_up import Became, lapse_follow_ups, register_follow_up
from intake.actions.giving import give_plan, may_get_code
from intake.actions.pausing import pause_case, resume_case
from intake.actions.planning import present_plan, revise_plan
from intake.forms.follow_up import FourWeeksForm
from intake.models import Assignment, FollowUp, Moment, Plan
from intake.plan_states import PlanState
from portal.privacy.looking import looking
from portal.workflow.moves import NotPossible, may
from tests.intake.ended import add_participant as somebody
from tests.intake.ended import fresh, hold, make_at_work, make_followed_up, make_running
from tests.intake.matched import user_of
from tests.intake.on_the_way import find_good
from tests.intake.planned import held_case

pytestmark = pytest.mark.django_db


def make_late(case):
    """Each measurement was due long ago, and reminded of."""
    then = timezone.localdate() - timedelta(days=40)
    case.followups.update(due_on=then, lapses_on=then + timedelta(days=20), reminded_at=timezone.now() - timedelta(30))


def call(case, by):
    row = FollowUp.objects.get(case=case, moment=Moment.FOUR_WEEKS)
    with looking(case, by=None, screen="tests"):
        return register_follow_up(row, by=by, outcomes=_all_kept(case), replies={})


def _all_kept(case):
    return {each: Became("kept") for each in case.plan.agreements.all()}


def test_who_is_written_down_after_the_conference_was_there_or_not():
    assignment = held_case()
    case, own = assignment.case, user_of(assignment.coordinator)
    with looking(case, by=None, screen="tests"):
        came = add_participant(case, by=own, name="Tante", tie="family", language="nl", parts=["information"])
        away = add_participant(case, by=own, name="Oom", tie="family", language="nl")
    assert (came.was_there, away.was_there) == (True, False)


def test_a_plan_that_nobody_could_type_is_not_changed():
    case = make_followed_up()
    assert not may_revise(case)
    with pytest.raises(NotPossible):
        revise_plan(case, by=case.manager, reason="Het werkt niet")
    assert Plan.objects.get().state == PlanState.GIVEN


def may_revise(case):
    plan = Plan.objects.get(case=case)
    return may(case.manager, plan, "revise") and plan.somebody_types()


def test_the_coordinator_stays_until_everybody_has_the_changed_plan():
    case = make_running()
    own = user_of(Assignment.objects.get().coordinator)
    revise_plan(fresh(case), by=case.manager, reason="Het werkt niet")
    call(fresh(case), own)
    assert Assignment.objects.get().state == "distributed"
    with looking(case, by=None, screen="tests"):
        present_plan(fresh(case), by=own)
    plan = Plan.objects.get()
    find_good(plan)
    Plan.objects.update(state="accepted", accepted_on=timezone.localdate(), accepted_how="circle")
    give_plan(fresh(case), by=own)
    assert Assignment.objects.get().state == "done"


@pytest.mark.parametrize("what", ["pause", "stop"])
def test_what_nobody_could_answer_meanwhile_has_its_time_again(what):
    case = make_running()
    make_late(case)
    if what == "pause":
        pause_case(fresh(case), by=case.manager, reason="Vakantie")
        resume_case(fresh(case), by=case.manager)
    else:
        stop_case(fresh(case), by=case.manager, reason="Vergissing")
        reopen_case(fresh(case), by=case.manager, reason="Toch niet")
    assert lapse_follow_ups() == 0
    assert set(FollowUp.objects.values_list("state", flat=True)) == {"waiting"}


def test_who_thinks_along_gets_a_code_and_who_stayed_away_does_not():
    case = hold(make_at_work())
    along = somebody(case, "Opa", coming="otherwise", was_there=False)
    away = somebody(case, "Neef", coming="comes", was_there=False)
    found = set(may_get_code(case))
    assert along in found
    assert away not in found


def test_who_was_there_or_thought_along_is_asked_how_it_goes():
    case = make_running()
    unexpected = somebody(case, "Buurman", coming="unknown", was_there=True)
    away = somebody(case, "Neef", coming="comes", was_there=False)
    form = FourWeeksForm(obj=case, user=case.manager)
    asked = {person.pk for person in form.people}
    assert unexpected.pk in asked
    assert away.pk not in asked
