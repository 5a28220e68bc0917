"""What the worklist says of a case that waits for a coordinator, and that it falls silent once one accepted."""

from datetime import timedelta

import pytest
from django.utils import timezone

from intake.actions.assigning import end_assignment, expire_offers
from intake.demand import waiting_demand
from intake.models import Assignment
from portal.backoffice import worklist
from tests.intake.matched import coordinator_in, make_region, make_waiting, offer, take

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_a_desk")]


@pytest.fixture
def region():
    return make_region(start_within_days=21)


def lines(region):
    return [(str(line.detail), "/matching/" in line.url) for line in worklist.lines_for(region.manager, most=10)]


def test_a_case_says_whom_it_waits_for(region):
    case, one = make_waiting(region), coordinator_in(region)
    assert lines(region) == [("Ask a coordinator", True)]
    [line] = worklist.lines_for(region.manager, most=10)
    assert line.due == case.clock_from + timedelta(days=21)
    assignment = offer(case, one)
    assert lines(region) == [("A coordinator is asked: wait for the answer", False)]
    Assignment.objects.filter(pk=assignment.pk).update(answer_by=timezone.now())
    expire_offers()
    assert lines(region) == [("Ask somebody else", True)]
    assert [demand.count for demand in waiting_demand(region.manager)] == [1]
    taken = take(offer(case, one))
    assert lines(region) == []
    assert waiting_demand(region.manager) == []
    end_assignment(taken, by=region.manager, reason="Ill")
    assert lines(region) == [("Ask somebody else", True)]
    assert [demand.count for demand in waiting_demand(region.manager)] == [1]
