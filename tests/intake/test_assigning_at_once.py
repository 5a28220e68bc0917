"""Many managers ask and many coordinators accept at one moment: no coordinator gets two cases, no case two."""

import pytest
from django.db import connection

from intake.actions.assigning import accept_case, offer_case, show_interest
from intake.assignment_states import ACTIVE, RUNNING
from intake.models import Assignment, Case
from portal.accounts.models import User
from portal.privacy.looking import looking
from portal.workflow.moves import NotPossible
from tests.intake.matched import coordinator_in, make_region, make_waiting, offer, user_of
from tests.training.test_seats_at_once import TOGETHER, all_at_once
from training.models import Coordinator

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def region():
    return make_region(active_cases_per_coordinator=1)


def ask(case, coordinator, manager):
    """As a page would do it: its own rows, read now."""

    def act():
        try:
            row = offer_case(
                Case.objects.get(pk=case.pk),
                by=User.objects.get(pk=manager.pk),
                coordinator=Coordinator.objects.get(pk=coordinator.pk),
                days=3,
            )
        except NotPossible as refusal:
            return str(refusal)
        return row.state

    return act


def accept(assignment, user):
    def act():
        mine = Assignment.objects.get(pk=assignment.pk)
        try:
            with looking(mine.case, by=None, screen="tests"):
                return accept_case(mine, by=User.objects.get(pk=user.pk), employer="", is_independent=True).state
        except NotPossible as refusal:
            return str(refusal)

    return act


def test_of_sixteen_questions_for_one_case_one_is_put(region):
    case, people = make_waiting(region), [coordinator_in(region) for _number in range(2)]
    answers = all_at_once([ask(case, people[number % 2], region.manager) for number in range(TOGETHER)])
    assert answers.count("offered") == 1, answers
    assert case.assignments.filter(state__in=RUNNING).count() == 1


def test_who_accepts_sixteen_cases_at_once_gets_one(region):
    one = coordinator_in(region)
    asked = [offer(make_waiting(region), one) for _number in range(TOGETHER // 2)]
    for assignment in asked:
        show_interest(assignment, by=user_of(one))
    answers = all_at_once([accept(assignment, user_of(one)) for assignment in asked * 2])
    assert 1 <= answers.count("accepted") <= 2, answers  # one case; the second click on it finds it done
    assert one.assignments.filter(state__in=ACTIVE).count() == 1
    assert Case.objects.filter(state="preparation").count() == 1


def test_asking_and_accepting_at_once_ends_without_a_deadlock(region):
    people = [coordinator_in(region) for _number in range(4)]
    cases = [make_waiting(region) for _number in range(4)]
    asked = [offer(case, one) for case, one in zip(cases, people, strict=True)]
    for assignment, one in zip(asked, people, strict=True):
        show_interest(assignment, by=user_of(one))
    acts = [accept(assignment, user_of(one)) for assignment, one in zip(asked, people, strict=True)] * 2
    acts += [ask(case, one, region.manager) for case, one in zip(cases, people[1:] + people[:1], strict=True)] * 2
    answers = all_at_once(acts)
    assert answers.count("accepted") >= 4, answers
    for one in people:
        assert one.assignments.filter(state__in=ACTIVE).count() == 1
    for case in cases:
        assert case.assignments.filter(state__in=RUNNING).count() == 1
    assert connection.vendor in ("sqlite", "postgresql")
