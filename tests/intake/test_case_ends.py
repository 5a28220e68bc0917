"""Closing, stopping and opening a case again, with the anonymous row that stays of it; and who leads it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from intake.actions.cases import change_manager, close_case, reopen_case, stop_case
from intake.models import AgreementOutcome, Case, CaseFigures, Claim, FollowUpReply, SafetyConcern
from intake.registration import registration_of
from portal.workflow.models import MoveLogEntry
from portal.workflow.moves import NotAllowed, NotPossible
from tests.accounts.factories import UserFactory
from tests.intake.ended import add_participant, fresh, hold, make_at_work, make_followed_up, make_running
from tests.intake.factories import make_case, make_manager

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_a_desk")]


def test_an_agreement_that_was_left_out_later_still_counts():
    case = make_followed_up(agreements=2)
    three_months = case.followups.get(moment="three_months")
    for agreement in case.plan.agreements.all():
        AgreementOutcome.objects.create(
            vault=case.vault, case=case, follow_up=three_months, agreement=agreement, outcome="kept"
        )
    case.plan.agreements.first().delete()
    close_case(case, by=case.manager)
    row = CaseFigures.objects.get()
    assert (row.agreements, row.agreements_kept) == (2, 2)


def test_closing_keeps_counts_of_it_that_lead_nowhere():
    case = make_followed_up(agreements=3)
    add_participant(case, is_child=True)
    add_participant(case, tie="professional", capacity="informant")
    add_participant(case, was_there=False)
    three_months = case.followups.get(moment="three_months")
    kept, *others = case.plan.agreements.all()
    for agreement, outcome in [(kept, "kept"), *((other, "dropped") for other in others)]:
        AgreementOutcome.objects.create(
            vault=case.vault, case=case, follow_up=three_months, agreement=agreement, outcome=outcome
        )
    for improved, mark in (("better", 8), ("better", 9), ("worse", 5)):
        FollowUpReply.objects.create(
            vault=case.vault, case=case, follow_up=three_months, giver="adult", improved=improved, mark_plan=mark
        )
    closed = close_case(case, by=case.manager)
    assert (closed.state, closed.ended_at is None) == ("closed", False)
    row = CaseFigures.objects.get()
    assert (row.organisation, row.ended_in, row.model, row.language) == (
        case.organisation, "closed", "family_group", "nl",
    )  # fmt: skip
    assert (row.participants, row.children, row.professionals) == (3, 1, 1)
    assert (row.agreements, row.agreements_of_circle, row.agreements_kept) == (3, 3, 1)
    assert (row.improved, float(row.mark_plan), row.mark_conference) == (True, 7.3, None)
    assert (row.days_to_coordinator, row.days_to_conference) == (0, 0)
    today = timezone.localdate()
    assert (row.year, row.quarter) == (today.year, (today.month - 1) // 3 + 1)


def test_stopping_early_keeps_where_it_stopped_and_no_plan():
    case = stop_case(make_case(), by=Case.objects.get().manager, reason="They found another way")
    row = CaseFigures.objects.get()
    assert case.ended_at is not None
    assert (row.ended_in, row.participants, row.agreements, row.improved) == ("question", None, None, None)


def test_figures_cost_the_same_for_many_people():
    few = make_running()
    many = make_running()
    for _number in range(8):
        add_participant(many)

    def queries(case):
        with CaptureQueriesContext(connection) as found:
            stop_case(case, by=case.manager, reason="Moved")
        return len(found)

    assert queries(few) == queries(many)


@pytest.mark.parametrize(
    ("made", "back_in"),
    [
        (make_case, "question"),
        (lambda: hold(make_at_work()), "matching"),
        (make_running, "plan_running"),
    ],
)
def test_a_stopped_case_goes_on_where_it_had_come_to_and_is_counted_once(made, back_in):
    case = stop_case(made(), by=Case.objects.get().manager, reason="They stopped")
    opened = reopen_case(fresh(case), by=case.manager, reason="They want to go on")
    assert (opened.state, opened.ended_at) == (back_in, None)
    assert CaseFigures.objects.count() == 0
    stop_case(opened, by=case.manager, reason="After all not")
    assert CaseFigures.objects.get().ended_in == back_in


def test_opening_one_again_takes_the_row_of_no_other():
    elsewhere, case = make_case(), make_running()
    stop_case(elsewhere, by=elsewhere.manager, reason="Moved")
    stop_case(case, by=case.manager, reason="Moved")
    reopen_case(case, by=case.manager, reason="Came back")
    assert CaseFigures.objects.get().organisation == elsewhere.organisation


def test_a_closed_case_is_opened_with_its_plan():
    case = close_case(make_followed_up(), by=Case.objects.get().manager)
    assert reopen_case(case, by=case.manager, reason="The plan must change").state == "plan_running"


def test_opening_asks_a_reason_and_one_who_may():
    case = stop_case(make_case(), by=Case.objects.get().manager, reason="Moved")
    with pytest.raises(NotPossible) as refused:
        reopen_case(case, by=case.manager, reason=" ")
    assert refused.value.field == "reason"
    assert CaseFigures.objects.count() == 1
    for somebody in (make_manager(), UserFactory(organisation=case.organisation)):
        with pytest.raises(NotAllowed):
            reopen_case(case, by=somebody, reason="Why not")


def test_what_runs_is_not_opened_again():
    case = make_case()
    with pytest.raises(NotPossible):
        reopen_case(case, by=case.manager, reason="Again")


@pytest.mark.parametrize("hindrance", ["worry", "absence"])
def test_it_does_not_close_while_something_is_missing(hindrance):
    case = make_followed_up()
    if hindrance == "worry":
        SafetyConcern.objects.create(vault=case.vault, case=case, raised_as="staff", text="Something")
    else:
        add_participant(case, was_there=None)
    with pytest.raises(NotPossible):
        close_case(case, by=case.manager)
    assert CaseFigures.objects.count() == 0


def test_what_is_missing_stands_there_piece_by_piece():
    before = {piece.heading: piece.sign for piece in registration_of(make_case())}
    assert set(before.values()) == {"todo", "none"}
    running = make_running()
    assert [piece.heading for piece in registration_of(running) if piece.sign == "todo"] == [
        "How it goes after four weeks", "How it goes after three months",
    ]  # fmt: skip
    assert not running.registration_is_complete()
    done = make_followed_up()
    assert "todo" not in {piece.sign for piece in registration_of(done)}
    assert done.registration_is_complete()
    Claim.objects.create(
        vault=done.vault, case=done, assignment=done.assignments.get(), state="handed_in", handed_in_at=timezone.now()
    )
    assert [piece.said for piece in registration_of(done) if piece.sign == "todo"] == ["1 to look at"]
    assert not done.registration_is_complete()


def test_the_deputy_takes_a_case_over():
    case = make_case()
    deputy = UserFactory(role="manager", is_staff=True, organisation=case.organisation)
    case.region.deputy = deputy
    case.region.save(update_fields=["deputy"])
    change_manager(case, by=deputy, manager=deputy)
    assert fresh(case).manager == deputy
    assert MoveLogEntry.objects.for_instance(case).filter(action="intake.case.change_manager").count() == 1


def test_only_who_answers_for_the_region_leads_a_case():
    case = make_case()
    with pytest.raises(NotPossible) as refused:
        change_manager(case, by=case.manager, manager=make_manager())
    assert refused.value.field == "manager"
    with pytest.raises(NotAllowed):
        change_manager(case, by=make_manager(), manager=case.manager)


def test_days_are_counted_from_the_clock():
    case = hold(make_at_work())
    Case.objects.update(clock_from=timezone.now() - timedelta(days=20))
    stop_case(case, by=case.manager, reason="Moved")
    row = CaseFigures.objects.get()
    assert (row.days_to_coordinator, row.days_to_conference) == (20, 20)
