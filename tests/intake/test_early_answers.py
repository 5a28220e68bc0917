"""How it goes after three months is not told long before: from which day on is said wherever it is asked."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from intake.actions.following_up import (
    Became,
    Said,
    answers_from,
    measurement_to_answer,
    register_follow_up,
    reply_by_code,
)
from intake.models import FollowUp
from intake.models.follow_up import EARLY
from portal.privacy.looking import looking
from portal.workflow.moves import NotPossible
from tests.intake.ended import add_participant, make_running
from tests.intake.test_following_up import code_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_a_desk")]


@pytest.fixture
def case():
    return make_running()


def of(case, moment="three_months"):
    return FollowUp.objects.select_related("vault", "case__vault").get(case=case, moment=moment)


def due_in(case, days):
    FollowUp.objects.filter(case=case, moment="three_months").update(due_on=timezone.localdate() + timedelta(days=days))


def register(case, moment="three_months"):
    outcomes = {each: Became("kept") for each in case.plan.agreements.all()}
    return register_follow_up(of(case, moment), by=case.manager, outcomes=outcomes, replies={})


def test_staff_write_it_down_from_two_weeks_before_and_are_told_the_day(case):
    due_in(case, EARLY.days + 1)
    with pytest.raises(NotPossible) as refused:
        register(case)
    tomorrow = timezone.localdate() + timedelta(days=1)
    assert date_format(tomorrow, "DATE_FORMAT") in str(refused.value)
    due_in(case, EARLY.days)
    assert register(case).state == "answered"


def test_the_call_after_four_weeks_may_be_early(case):
    assert register(case, "four_weeks").state == "answered"


def test_who_has_a_code_is_told_the_day(case):
    due_in(case, EARLY.days + 1)
    code = code_of(case, add_participant(case))
    assert measurement_to_answer(code) is None
    assert answers_from(code) == timezone.localdate() + timedelta(days=1)
    with looking(case, by=None, screen="tests"), pytest.raises(NotPossible):
        reply_by_code(code, said=Said("better"))
    due_in(case, EARLY.days)
    assert measurement_to_answer(code) == of(case)


def test_the_workbench_offers_it_from_that_day_on(as_user, case):
    client, entry = as_user(case.manager), reverse("cases:entry", args=[case.pk, "three_months"])
    bench = reverse("cases:inspect", args=[case.pk])
    page = client.get(bench).content.decode()
    assert entry not in page
    day = date_format(of(case).opens_on, "DATE_FORMAT")
    assert f"from {day} on" in page
    early = client.get(entry).content.decode()
    assert day in early
    assert "id_outcome" not in early
    assert day in client.post(entry, {"remarks": ""}).content.decode()
    due_in(case, 3)
    assert entry in client.get(bench).content.decode()


def test_what_became_of_an_agreement_that_was_left_out_still_counts(as_user, case):
    register(case, "four_weeks")
    case.plan.agreements.first().delete()
    page = as_user(case.manager).get(reverse("cases:inspect", args=[case.pk])).content.decode()
    assert "an agreement that is no longer in the plan" in page
    assert "Agreement 1" in page
