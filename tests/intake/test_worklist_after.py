"""What waits for a manager once there is a plan: one line each, theirs only, in as many queries with more."""

import pytest
from django.utils import timezone

from intake.models import Case, Claim, FollowUp
from intake.worklist_after import claim_lines, closing_lines, left_behind_lines, measurement_lines
from tests.intake.ended import make_followed_up, make_running
from tests.intake.factories import make_case, make_manager
from tests.intake.matched import make_region

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_a_desk")]


@pytest.fixture
def region():
    return make_region()


def due_now(case, moment):
    FollowUp.objects.filter(case=case, moment=moment).update(due_on=timezone.localdate())


def test_three_months_is_staffs_and_four_weeks_while_nobody_calls(region):
    case = make_running(region)
    assert measurement_lines(region.manager, 5) == []
    due_now(case, "four_weeks")
    assert measurement_lines(region.manager, 5) == []  # the coordinator calls
    due_now(case, "three_months")
    (line,) = measurement_lines(region.manager, 5)
    assert line.title == str(case)
    assert line.url.endswith(f"{case.pk}/#follow-up")
    case.assignments.update(state="ended")
    assert len(measurement_lines(region.manager, 5)) == 2
    Case.objects.update(paused_at=timezone.now())
    assert measurement_lines(region.manager, 5) == []


def test_claims_to_look_at_and_cases_to_close(region):
    case = make_followed_up(region)
    Claim.objects.create(
        vault=case.vault, case=case, assignment=case.assignments.get(), state="handed_in", handed_in_at=timezone.now()
    )
    assert [line.title for line in claim_lines(region.manager, 5)] == [str(case)]
    assert [line.title for line in closing_lines(region.manager, 5)] == [str(case)]
    Claim.objects.update(state="approved")
    Case.objects.update(state="closed")
    assert (claim_lines(region.manager, 5), closing_lines(region.manager, 5)) == ([], [])


def test_who_left_leaves_a_line_for_who_answers_now(region):
    case = make_case(region)
    assert left_behind_lines(region.manager, 5) == []
    type(region.manager).objects.filter(pk=case.manager_id).update(is_active=False)
    assert [line.title for line in left_behind_lines(region.manager, 5)] == [str(case)]


def test_another_region_reads_none_of_it(region):
    case = make_followed_up(region)
    due_now(case, "three_months")
    stranger = make_manager()
    for source in (measurement_lines, claim_lines, closing_lines, left_behind_lines):
        assert source(stranger, 5) == []


def test_it_costs_one_query_however_much_waits(region, count_queries):
    for _number in range(3):
        due_now(make_running(region), "three_months")
    assert count_queries(lambda: measurement_lines(region.manager, 2)) <= 1
    assert len(measurement_lines(region.manager, 2)) == 2
