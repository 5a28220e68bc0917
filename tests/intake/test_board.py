"""The board of cases, all cases of one coordinator, and the end of a case on its workbench."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from intake.actions.claiming import add_line, approve_claim, hand_in_claim, remove_line, send_claim_back
from intake.board import MOST
from intake.models import Agreement, Case, CaseFigures, Claim, FollowUp, SafetyConcern
from portal.workflow.moves import NotAllowed
from tests.accounts.factories import UserFactory
from tests.intake.ended import fresh, make_at_work, make_followed_up, make_running
from tests.intake.factories import make_case, make_manager
from tests.intake.matched import coordinator_in, make_region, make_waiting, offer, take, user_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_a_desk")]


@pytest.fixture
def region():
    return make_region()


@pytest.fixture
def client(region, as_user):
    return as_user(region.manager)


def board(client):
    return client.get(reverse("cases:board"))


def text_of(response):
    return " ".join(response.content.decode().split())


def column(page, state):
    return page.split(f'id="column-{state}"')[1].split("</section>")[0]


def test_each_case_stands_in_the_column_of_its_state_with_what_matters(client, region):
    waiting, at_work = make_waiting(region), make_at_work(region).case
    SafetyConcern.objects.create(vault=waiting.vault, case=waiting, raised_as="staff", text="Threats")
    Case.objects.filter(pk=at_work.pk).update(paused_at=timezone.now())
    page = text_of(board(client))
    assert str(waiting) in column(page, "matching")
    assert "Safety" in column(page, "matching")
    assert "Threats" not in page
    assert str(at_work) in column(page, "preparation")
    assert "On hold" in column(page, "preparation")
    assert "Coordinator" in column(page, "preparation")
    assert str(at_work) not in column(page, "matching")


def test_a_case_over_the_promise_says_so(client, region):
    case = make_waiting(region)
    type(region.organisation).objects.update(start_within_days=5)
    Case.objects.filter(pk=case.pk).update(clock_from=timezone.now() - timedelta(days=9))
    assert "Too late by" in column(text_of(board(client)), "matching")


def test_nothing_of_another_region_stands_on_it(client):
    foreign = make_case()
    assert str(foreign) not in text_of(board(client))


@pytest.mark.parametrize("role", ["trainer", "editor", "administrator"])
def test_others_get_no_board(as_user, region, role):
    user = UserFactory(role=role, is_staff=True, organisation=region.organisation)
    assert board(as_user(user)).status_code in (302, 403)


def test_a_long_column_leads_to_the_list(client, region):
    case = make_case(region)
    make_many(case, MOST + 2)
    page = text_of(board(client))
    assert column(page, "question").count('class="in-case"') == MOST
    assert f"All {MOST + 3} of them" in column(page, "question")
    assert "?state=question" in column(page, "question")


def make_many(case, count):
    for _number in range(count):
        make_case(case.region)


def test_the_board_costs_the_same_with_many_cases(client, region, count_queries):
    make_case(region)
    few = count_queries(lambda: board(client))
    make_waiting(region)
    for _number in range(4):
        make_case(region)
    assert count_queries(lambda: board(client)) == few


def test_all_cases_of_a_coordinator(client, region, as_user, count_queries):
    coordinator = coordinator_in(region)
    case = take(offer(make_waiting(region), coordinator)).case
    address = reverse("cases:of_coordinator", args=[coordinator.pk])
    page = text_of(client.get(address))
    assert str(case) in page
    few = count_queries(lambda: client.get(address))
    for _number in range(2):
        take(offer(make_waiting(region), coordinator))
    assert count_queries(lambda: client.get(address)) == few
    assert as_user(make_manager()).get(address).status_code == 404


# -- the end, on the workbench -----------------------------------------------------------------------


def step(case, name):
    return reverse("cases:step", args=[case.pk, name])


def entry(case, name):
    return reverse("cases:entry", args=[case.pk, name])


def bench(client, case):
    return text_of(client.get(reverse("cases:inspect", args=[case.pk])))


def test_a_case_is_closed_and_opened_again_on_its_workbench(client, region):
    case = make_followed_up(region)
    assert "Nothing is missing." in bench(client, case)
    client.post(step(case, "close"))
    assert (fresh(case).state, CaseFigures.objects.count()) == ("closed", 1)
    page = bench(client, case)
    assert "reopen_plan" in page
    assert "/reopen/" not in page
    client.post(step(case, "reopen_plan"), {"reason": "The plan must change"})
    assert (fresh(case).state, CaseFigures.objects.count()) == ("plan_running", 0)
    assert "It was followed up before" in bench(client, case)
    client.post(entry(case, "finish_again"))
    assert fresh(case).state == "followed_up"


def test_staff_write_down_how_it_goes_and_keep_what_they_typed(client, region):
    case = make_running(region)
    FollowUp.objects.filter(moment="three_months").update(due_on=timezone.localdate())
    page = text_of(client.get(entry(case, "three_months")))
    assert "1. Agreement 0" in page
    form = client.get(entry(case, "three_months")).context["form"]
    assert page.count('<fieldset class="bo-group">') == len(form.agreements) + len(form.people)
    assert page.count("What became of it?") == len(form.agreements)
    assert page.count('name="remarks"') == 1
    assert "Mark for the coordinator" in page
    wrong = text_of(client.post(entry(case, "three_months"), {"remarks": "Calmer at home"}))
    assert "Choose what became of this agreement." in wrong
    assert "Calmer at home" in wrong
    told = {f"outcome_{one.pk}": "changed" for one in Agreement.objects.filter(case=case)}
    client.post(entry(case, "three_months"), told | {"remarks": "Calmer at home"})
    assert FollowUp.objects.get(moment="three_months").state == "answered"
    page = bench(client, case)
    answered = page.split("After three months: Answered")[1].split("Calmer at home")[0]
    assert " ".join(date_format(timezone.localdate(), "DATE_FORMAT").split()) in answered
    assert "To be asked on" not in answered
    again = client.post(entry(case, "three_months"), told)
    assert "not to be asked any more" in text_of(again)


@pytest.mark.parametrize("name", ["three_months", "four_weeks", "approve_claim", "send_claim_back", "change_manager"])
def test_of_another_region_nothing_can_be_written(as_user, region, name):
    case = make_running(region)
    stranger = as_user(make_manager())
    assert stranger.get(entry(case, name)).status_code == 404
    assert stranger.post(entry(case, name), {}).status_code == 404


def drawn(client, case, name):
    """What the form of an entry brings along unseen."""
    form = client.get(entry(case, name)).context["form"]
    return {field.html_name: str(field.value()) for field in form.hidden_fields()}


def handed_in(case):
    assignment = case.assignments.select_related("vault", "case__organisation", "coordinator__candidate").get()
    user = user_of(assignment.coordinator)
    add_line(assignment, by=user, kind="expense", on_day=timezone.localdate(), number=12, what="Cake")
    return hand_in_claim(assignment, by=user)


def test_a_claim_is_sent_back_with_a_reason_handed_in_again_and_approved(client, region, as_user):
    case = make_running(region)
    claim = handed_in(case)
    page = bench(client, case)
    assert "€ 12.00" in page
    assert "Cake" in page
    client.post(entry(case, "send_claim_back"), drawn(client, case, "send_claim_back") | {"reason": ""})
    assert Claim.objects.get().state == "handed_in"
    client.post(entry(case, "send_claim_back"), drawn(client, case, "send_claim_back") | {"reason": "No receipt"})
    assignment = case.assignments.select_related("coordinator").get()
    user = user_of(assignment.coordinator)
    own = as_user(user)
    assert "No receipt" in text_of(own.get(f"/en/my/cases/{assignment.pk}/claim/"))
    own.post(f"/en/my/cases/{assignment.pk}/claim/hand-in/")
    typed = drawn(client, case, "approve_claim")
    read = text_of(client.get(entry(case, "approve_claim")))
    for words in ("Cake", "€ 12.00"):
        assert words in read
    client.post(entry(case, "approve_claim"), typed)
    assert Claim.objects.get().state == "approved"
    again = client.post(entry(case, "approve_claim"), {"claim": claim.pk, "edition": typed["edition"]})
    assert "looked at already" in text_of(again)
    assert "Cake" not in text_of(again)


@pytest.mark.parametrize("name", ["approve_claim", "send_claim_back"])
def test_nobody_judges_another_claim_than_the_one_they_read(client, region, name):
    case = make_running(region)
    claim = handed_in(case)
    read = drawn(client, case, name) | {"reason": "Too much"}
    send_claim_back(claim, by=region.manager, reason="No receipt")
    assignment, user = claim.assignment, user_of(claim.assignment.coordinator)
    add_line(assignment, by=user, kind="expense", on_day=timezone.localdate(), number=3, what="Tea")
    hand_in_claim(assignment, by=user)
    refused = client.post(entry(case, name), read)
    assert "Somebody changed this" in text_of(refused)
    assert Claim.objects.get().state == "handed_in"
    for words in ("Cake", "Tea", "€ 15.00"):
        assert words in text_of(refused)
    kept = refused.context["form"]
    assert kept["edition"].value() == str(Claim.objects.get().edition)
    assert name == "approve_claim" or kept["reason"].value() == "Too much"
    assert "looked at already" in text_of(client.post(entry(case, name), read | {"edition": ""}))
    assert Claim.objects.get().state == "handed_in"
    client.post(entry(case, name), drawn(client, case, name) | {"reason": "Too much"})
    assert Claim.objects.get().state != "handed_in"


def test_each_change_of_a_claim_makes_it_another_edition(region):
    claim = handed_in(make_running(region))
    editions, by = [claim.edition], user_of(claim.assignment.coordinator)
    send_claim_back(claim, by=region.manager, reason="No receipt")
    told = {"kind": "expense", "on_day": timezone.localdate(), "number": 3, "what": "Tea"}
    line = add_line(claim.assignment, by=by, **told)
    editions.append(Claim.objects.get().edition)
    remove_line(claim.assignment, by=by, key=line.pk)
    editions.append(Claim.objects.get().edition)
    editions.append(hand_in_claim(claim.assignment, by=by).edition)
    assert editions == sorted(set(editions))


def test_who_claims_holds_the_case_before_the_assignment(region):
    """One order for all, so that two never wait for each other."""
    case = make_running(region)
    assignment = case.assignments.select_related("vault", "case__organisation", "coordinator__candidate").get()
    told = {"kind": "expense", "on_day": timezone.localdate(), "number": 3, "what": "Tea"}
    with CaptureQueriesContext(connection) as asked:
        add_line(assignment, by=user_of(assignment.coordinator), **told)
    read = [table for each in asked for table in re.findall(r'^SELECT .* FROM "(intake_\w+)"', each["sql"])]
    assert read.index("intake_case") < read.index("intake_assignment")


def test_why_a_button_of_a_claim_did_nothing_is_said(region, as_user):
    case = make_running(region)
    assignment = case.assignments.select_related("coordinator").get()
    own, user = as_user(user_of(assignment.coordinator)), user_of(assignment.coordinator)
    add_line(assignment, by=user, kind="expense", on_day=timezone.localdate(), number=12, what="Cake")
    answer = own.post(f"/en/my/cases/{assignment.pk}/claim/remove/", {"line": "nonsense"}, follow=True)
    assert "This is no longer here." in text_of(answer)


def test_nobody_approves_what_they_claimed(region):
    case = make_running(region)
    claim = handed_in(case)
    with pytest.raises(NotAllowed):
        approve_claim(claim, by=user_of(claim.assignment.coordinator))


def test_a_case_changes_hands_also_when_the_account_is_off(client, region, as_user):
    case = make_case(region)
    deputy = UserFactory(role="manager", is_staff=True, organisation=region.organisation)
    region.deputy = deputy
    region.save(update_fields=["deputy"])
    manager = type(deputy).objects.filter(pk=case.manager_id)
    manager.update(is_active=False)
    own = as_user(deputy)
    assert "does not work here any more" in bench(own, case)
    own.post(entry(case, "change_manager"), {"manager": deputy.pk})
    assert fresh(case).manager == deputy
    assert "does not work here any more" not in bench(own, case)


def test_a_case_changes_hands_only_where_somebody_else_answers(client, region):
    case = make_case(region)
    assert entry(case, "change_manager") not in bench(client, case)
    region.deputy = UserFactory(role="manager", is_staff=True, organisation=region.organisation)
    region.save(update_fields=["deputy"])
    assert entry(case, "change_manager") in bench(client, case)


def test_the_workbench_costs_the_same_for_many_agreements(client, region, count_queries):
    case = make_running(region)
    address = reverse("cases:inspect", args=[case.pk])
    few = count_queries(lambda: client.get(address))
    for number in range(6):
        Agreement.objects.create(vault=case.vault, case=case, plan=case.plan, text=f"More {number}")
    assert count_queries(lambda: client.get(address)) == few
