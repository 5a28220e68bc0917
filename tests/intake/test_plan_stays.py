"""The plan stays theirs: whose it is reads it with their own code, after all else has ended."""

import pytest
from django.utils import timezone, translation

from intake.case_states import CaseState
from intake.models import Case, Plan
from intake.plan_states import PlanState
from tests.intake.following import follow
from tests.intake.matched import coordinator_in, make_region
from tests.intake.on_the_way import add_plan
from tests.intake.voiced import make_prepared

pytestmark = pytest.mark.django_db(transaction=True)
WORDS = "Agreement 1"
ADDRESS = "/en/follow/decide/plan/"


@pytest.fixture
def prepared():
    with translation.override("en"):
        region = make_region()
        yield make_prepared(region, coordinator=coordinator_in(region))


def ended(case, state, *, plan):
    add_plan(case, state=plan)
    Case.objects.filter(pk=case.pk).update(state=state, held_on=timezone.localdate(), ended_at=timezone.now())


@pytest.mark.parametrize("state", [CaseState.CLOSED, CaseState.STOPPED])
def test_a_given_plan_is_read_after_the_end(client, prepared, state):
    case, [code] = prepared
    ended(case, state, plan=PlanState.GIVEN)
    follow(client, case.referral, code)
    assert f'href="{ADDRESS}"' in client.get("/en/follow/request/").content.decode()
    page = client.get(ADDRESS)
    assert page.status_code == 200
    assert WORDS in page.content.decode()
    assert "<textarea" not in page.content.decode()


def test_nothing_is_decided_about_it_any_more(client, prepared):
    case, [code] = prepared
    ended(case, CaseState.CLOSED, plan=PlanState.GIVEN)
    follow(client, case.referral, code)
    assert client.post(ADDRESS, {"answer": "no", "words": "Toch anders", "edition": "1"}).status_code == 409
    assert not case.coredecisions.exists()


def test_a_plan_that_nobody_was_given_is_not_read_after_a_stop(client, prepared):
    case, [code] = prepared
    ended(case, CaseState.STOPPED, plan=PlanState.PRESENTED)
    assert Plan.objects.get().given_at is None
    follow(client, case.referral, code)
    assert ADDRESS not in client.get("/en/follow/request/").content.decode()
    assert client.get(ADDRESS).status_code == 302
