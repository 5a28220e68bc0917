"""A plan that everybody has and that its coordinator, who was done, writes once more; made by the real actions."""

import pytest
from django.utils import timezone

from intake.actions.following_up import Became, register_follow_up
from intake.actions.planning import present_plan, remove_agreement, write_agreement, write_around
from intake.actions.taking_up import take_up_again
from intake.models import Assignment, Case, FollowUp, Plan
from portal.privacy.looking import looking
from tests.intake.ended import fresh
from tests.intake.matched import coordinator_in, make_region, user_of
from tests.intake.planned import given, somebody
from tests.intake.voiced import make_prepared

DRAFT = "Opa haalt Sem op"


@pytest.fixture
def changed(settings):
    settings.SECOND_FACTOR_REQUIRED = False
    return make_changed()


def make_changed():
    """One agreement went and one came, and that lies before the circle since the last call was made.

    The case, the code of who is in the middle, and somebody of the circle with the code that they got.
    """
    region = make_region()
    case, [code] = make_prepared(region, coordinator=coordinator_in(region))
    Case.objects.filter(pk=case.pk).update(state="held", held_on=timezone.localdate())
    own = user_of(doing().coordinator)
    hafida = somebody(case)
    (issued,) = given(doing(), hafida)
    call = FollowUp.objects.select_related("vault", "case__vault").get(moment="four_weeks")
    became = {each: Became("kept") for each in fresh(case).plan.agreements.all()}
    register_follow_up(call, by=own, outcomes=became, replies={})
    take_up_again(doing(), by=region.manager, reason="Oma kan niet meer")
    remove_agreement(fresh(case), by=own, agreement=Plan.objects.get().agreements.defer("text").first())
    write_agreement(fresh(case), by=own, text=DRAFT)
    write_around(fresh(case), by=own, language="fr", watcher="Oom Youssef", adjusting="Wie kan")
    with looking(case, by=None, screen="tests"):
        present_plan(fresh(case), by=own)
    return fresh(case), code, hafida, issued.code


def doing() -> Assignment:
    return Assignment.objects.select_related("coordinator", "case__region__manager", "case__vault").get()
