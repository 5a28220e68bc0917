"""Claims of a manager's regions: the list, and the statement of a month for each coordinator."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from intake.models import Claim, ClaimLine
from tests.accounts.factories import UserFactory
from tests.intake.ended import make_at_work
from tests.intake.factories import make_manager
from tests.intake.matched import make_region

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_a_desk")]


@pytest.fixture
def region():
    return make_region(hour_fee="28.50", kilometre_fee="0.230")


@pytest.fixture
def client(region, as_user):
    return as_user(region.manager)


def claimed(region, *, state="approved", judged=None, hours=2, expense=5):
    assignment = make_at_work(region)
    claim = Claim.objects.create(
        vault=assignment.vault, case=assignment.case, assignment=assignment, state=state, hour_fee="28.50",
        kilometre_fee="0.230", handed_in_at=timezone.now(), judged_at=judged or timezone.now(),
    )  # fmt: skip
    for kind, number in (("hours", hours), ("expense", expense), ("kilometres", 10)):
        ClaimLine.objects.create(
            vault=claim.vault, case=claim.case, claim=claim, kind=kind, number=number, what="Work",
            on_day=timezone.localdate(),
        )  # fmt: skip
    return claim


def text_of(response):
    return " ".join(response.content.decode().split())


def test_the_list_says_what_each_comes_to(client, region):
    claim, waiting = claimed(region), claimed(region, state="handed_in", hours=1)
    page = text_of(client.get(reverse("claims:index")))
    assert "€ 64.30" in page
    assert "€ 35.80" in page
    only = text_of(client.get(reverse("claims:index"), {"state": "handed_in"}))
    assert str(waiting) in only
    assert str(claim) not in only


def test_by_the_month_of_approving(client, region):
    today = timezone.now()
    claim, older = claimed(region), claimed(region, judged=today - timedelta(days=70))
    page = text_of(client.get(reverse("claims:index"), {"month": today.strftime("%Y-%m")}))
    assert str(claim) in page
    assert str(older) not in page
    statement = text_of(client.get(reverse("claims:statement")))
    assert str(claim) in statement
    assert str(older) not in statement
    month = (today - timedelta(days=70)).strftime("%Y-%m")
    assert str(older) in text_of(client.get(reverse("claims:statement"), {"month": month}))


def test_a_statement_adds_up_and_leaves_out_what_is_not_approved(client, region):
    claimed(region), claimed(region, hours=4, expense=0.5), claimed(region, state="handed_in")
    page = text_of(client.get(reverse("claims:statement")))
    assert "2.00 × € 28.50 = € 57.00" in page
    assert "€ 64.30" in page
    assert "€ 116.80" in page
    assert "€ 181.10" in page


def test_a_statement_says_whose_it_is_and_sums_each_column(client, region):
    claimed(region)
    page = text_of(client.get(reverse("claims:statement")))
    assert str(region.organisation) in page.split('class="in-statement-head"')[1].split("</p>")[0]
    [sums] = [part.split("</tfoot>")[0] for part in page.split("<tfoot>")[1:]]
    [one] = client.get(reverse("claims:statement")).context["statements"]
    for number in (one.hours, one.kilometres, one.expense, one.euro):
        assert str(number) in sums


@pytest.mark.parametrize("month", ["", "2026-13", "x", "0000-00", "1900-01"])
def test_a_month_that_is_none_shows_this_one(client, month):
    page = text_of(client.get(reverse("claims:statement"), {"month": month}))
    assert "Nothing was approved in this month." in page


@pytest.mark.parametrize("name", ["claims:index", "claims:statement"])
def test_others_see_nothing_of_it(as_user, region, name):
    claim = claimed(region)
    assert str(claim) not in text_of(as_user(make_manager()).get(reverse(name)))
    editor = UserFactory(role="editor", is_staff=True, organisation=region.organisation)
    assert as_user(editor).get(reverse(name)).status_code in (302, 403)


@pytest.mark.parametrize("name", ["claims:index", "claims:statement"])
def test_they_cost_the_same_with_many(client, region, name, count_queries):
    claimed(region)
    few = count_queries(lambda: client.get(reverse(name)))
    for _number in range(3):
        claimed(region)
    assert count_queries(lambda: client.get(reverse(name))) == few
