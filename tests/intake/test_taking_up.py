"""A plan that must change when its coordinator was done: they type it once more, or it is said why nobody does."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from post_office.models import Email

from intake.actions.claiming import may_begin
from intake.actions.following_up import Became, register_follow_up
from intake.actions.giving import give_plan
from intake.actions.pausing import pause_case
from intake.actions.planning import present_plan, write_agreement
from intake.actions.safety import raise_concern
from intake.actions.taking_up import let_rest, take_up_again
from intake.models import Assignment, Case, Claim, Plan
from intake.registration import registration_of
from portal.privacy.looking import looking
from portal.workflow.moves import NotAllowed, NotPossible
from tests.intake.ended import fresh, make_running
from tests.intake.factories import make_manager
from tests.intake.matched import user_of
from tests.intake.on_the_way import find_good
from training.models import Candidate, Coordinator

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_a_desk")]


@pytest.fixture
def case(settings):
    """The plan is carried out, and the coordinator made the last call."""
    settings.SECOND_FACTOR_REQUIRED = False
    case = make_running()
    row = case.followups.select_related("vault", "case__vault").get(moment="four_weeks")
    outcomes = {each: Became("kept") for each in case.plan.agreements.all()}
    register_follow_up(row, by=coordinator_of(case), outcomes=outcomes, replies={})
    return fresh(case)


def assignment_of(case) -> Assignment:
    return Assignment.objects.select_related("coordinator", "case__region", "case__vault").get(case=case)


def coordinator_of(case):
    return user_of(assignment_of(case).coordinator)


def take_up(case, **changes):
    told = {"by": case.manager, "reason": "Oma kan op woensdag niet meer"} | changes
    return take_up_again(assignment_of(case), **told)


def let_conduct_end():
    ended = timezone.localdate() - timedelta(days=1)
    Candidate.objects.update(conduct_seen_on=ended - timedelta(days=900), conduct_valid_until=ended)


def text_of(response):
    return " ".join(response.content.decode().split())


def bench_of(case):
    return reverse("cases:inspect", args=[case.pk])


def test_the_coordinator_types_it_until_everybody_has_the_changed_plan(case):
    own = coordinator_of(case)
    take_up(case)
    assert (assignment_of(case).state, Plan.objects.get().state) == ("distributed", "writing")
    assert assignment_of(case).ended_at is None
    write_agreement(fresh(case), by=own, text="Opa haalt Sem op")
    with looking(case, by=None, screen="tests"):
        present_plan(fresh(case), by=own)
    find_good(Plan.objects.get())
    Plan.objects.update(state="accepted", accepted_on=timezone.localdate(), accepted_how="circle")
    give_plan(fresh(case), by=own)
    assert assignment_of(case).state == "done"
    assert not fresh(case).is_at_hand_of(own)


@pytest.fixture
def given_anew(as_user, case):
    """Who gave the changed plan and was done with that, the form that they sent, its address and that of a letter."""
    own, assignment = as_user(coordinator_of(case)), assignment_of(case)
    take_up(case)
    Plan.objects.update(state="accepted", accepted_on=timezone.localdate(), accepted_how="circle")
    give, letter = (f"/en/my/cases/{assignment.pk}/plan/{page}/" for page in ("give", "pdf"))
    sent = {"recipients": [case.participants.get().pk], "drawn": "5b0b0c2e-4a0f-4d8c-9c6b-111111111111"}
    [code] = codes_in(own.post(give, sent))
    assert assignment_of(case).state == "done"
    return own, sent, give, letter, {"participant": case.participants.get().pk, "code": code}


def codes_in(response):
    return re.findall(r'name="code" value="(\d+)"', text_of(response))


def test_the_letters_are_theirs_to_print_for_as_long_as_the_codes_are_shown(given_anew):
    own, _sent, _give, letter, whose = given_anew
    assert own.post(letter, whose)["Content-Type"] == "application/pdf"
    Plan.objects.update(given_at=timezone.now() - timedelta(minutes=16))
    assert own.post(letter, whose).status_code == 302


def test_who_is_done_sees_the_codes_again_behind_the_second_factor_only(given_anew, settings):
    own, sent, give, letter, whose = given_anew
    assert codes_in(own.post(give, sent)) == [whose["code"]]
    settings.SECOND_FACTOR_REQUIRED = True
    for address, told in ((give, sent), (letter, whose)):
        shut = own.post(address, told)
        assert shut.status_code == 403
        assert not codes_in(shut)


def test_who_gave_the_changed_plan_can_print_the_letters_with_its_codes(as_user, case):
    own, assignment = as_user(coordinator_of(case)), assignment_of(case)
    person = case.participants.get()
    take_up(case)
    Plan.objects.update(state="accepted", accepted_on=timezone.localdate(), accepted_how="circle")
    give = f"/en/my/cases/{assignment.pk}/plan/give/"
    assert "Then this conference is finished for you again" in text_of(own.get(give))
    page = text_of(own.post(give, {"recipients": [person.pk]}))
    assert "With this the conference is finished for you again" in page
    code = re.search(r'name="code" value="(\d+)"', page)[1]
    letter = own.post(f"/en/my/cases/{assignment.pk}/plan/pdf/", {"participant": person.pk, "code": code})
    assert letter["Content-Type"] == "application/pdf"
    assert own.get(f"/en/my/cases/{assignment.pk}/plan/pdf/").status_code == 302


def test_the_coordinator_gets_a_mail_that_says_nothing(case):
    Email.objects.all().delete()
    take_up(case)
    mail = Email.objects.get()
    assert "woensdag" not in mail.message
    with looking(mail.outgoing_address, by=None, screen="tests"):
        assert mail.outgoing_address.address == coordinator_of(case).email


def test_nobody_else_asks_for_it(case):
    for somebody in (make_manager(), coordinator_of(case)):
        with pytest.raises(NotAllowed):
            take_up(case, by=somebody)
    assert assignment_of(case).state == "done"


def test_it_asks_a_reason(case):
    with pytest.raises(NotPossible) as refused:
        take_up(case, reason=" ")
    assert refused.value.field == "reason"


@pytest.mark.parametrize("why", ["on hold", "unsafe", "left", "closed", "no document", "paused"])
def test_when_it_cannot_be_the_plan_stays(case, why):
    if why == "on hold":
        pause_case(case, by=case.manager, reason="Vakantie")
    if why == "unsafe":
        raise_concern(case, by=case.manager, text="Er wordt geslagen")
    if why == "left":
        Coordinator._base_manager.update(state="left")
    if why == "no document":
        let_conduct_end()
    if why == "paused":
        Candidate.objects.update(paused_at=timezone.now())
    if why == "closed":
        Case.objects.update(state="closed")
    with pytest.raises(NotPossible):
        take_up(case)
    assert (assignment_of(case).state, Plan.objects.get().state) == ("done", "given")


def test_it_says_which_document_is_missing(as_user, case):
    let_conduct_end()
    form = {"assignment": assignment_of(case).pk, "reason": "Oma kan niet meer"}
    page = text_of(as_user(case.manager).post(reverse("cases:entry", args=[case.pk, "take_up"]), form))
    assert "There is no good-conduct document that counts." in page


def test_the_region_ends_it_when_the_plan_does_not_change_after_all(case):
    take_up(case)
    with pytest.raises(NotAllowed):
        let_rest(assignment_of(case), by=coordinator_of(case), reason="Toch niet")
    let_rest(assignment_of(case), by=case.manager, reason="Toch niet")
    assert assignment_of(case).state == "done"
    assert take_up(fresh(case)).state == "distributed"


def test_before_the_call_the_region_does_not_end_it():
    case = make_running()
    with pytest.raises(NotPossible):
        let_rest(assignment_of(case), by=case.manager, reason="Toch niet")


def test_the_case_does_not_close_while_somebody_types(case):
    take_up(case)
    piece = next(piece for piece in registration_of(fresh(case)) if piece.heading == "The plan, given to everybody")
    assert piece.sign == "todo"
    assert not fresh(case).registration_is_complete()


def test_what_is_done_once_more_is_claimed_once_more(case):
    assignment = assignment_of(case)
    claim = Claim.objects.create(vault=case.vault, case=case, assignment=assignment, state="approved")
    Claim.objects.filter(pk=claim.pk).update(judged_at=timezone.now())
    assert not may_begin(assignment_of(case))
    take_up(case)
    assert may_begin(assignment_of(case))
    let_rest(assignment_of(case), by=case.manager, reason="Toch niet")
    assert may_begin(assignment_of(case))
    Claim.objects.filter(pk=claim.pk).update(judged_at=timezone.now() + timedelta(minutes=1))
    assert not may_begin(assignment_of(case))


def test_staff_ask_it_on_the_workbench_and_take_it_back(as_user, case):
    client = as_user(case.manager)
    address = reverse("cases:entry", args=[case.pk, "take_up"])
    assert address in text_of(client.get(bench_of(case)))
    form = {"assignment": assignment_of(case).pk, "reason": "Oma kan niet meer"}
    assert client.post(address, form).status_code == 302
    assert assignment_of(case).state == "distributed"
    page = text_of(client.get(bench_of(case)))
    assert address not in page
    rest = reverse("cases:entry", args=[case.pk, "let_rest"])
    assert rest in page
    client.post(rest, form | {"reason": "Toch niet"})
    assert assignment_of(case).state == "done"


def test_while_a_coordinator_has_it_at_hand_the_plan_is_changed_at_once(as_user):
    case = make_running()
    page = text_of(as_user(case.manager).get(bench_of(case)))
    assert reverse("cases:entry", args=[case.pk, "revise_plan"]) in page
    assert reverse("cases:entry", args=[case.pk, "take_up"]) not in page


def test_another_region_does_not_find_it(as_user, case):
    assert as_user(make_manager()).get(reverse("cases:entry", args=[case.pk, "take_up"])).status_code == 404


def test_when_the_coordinator_left_it_says_why_and_what_the_circle_can_do(as_user, case):
    Coordinator._base_manager.update(state="left")
    page = text_of(as_user(case.manager).get(bench_of(case)))
    assert "Nobody can type a changed plan here any more" in page
    assert reverse("cases:entry", args=[case.pk, "take_up"]) not in page


def test_the_coordinator_reads_why_and_not_that_they_still_call(as_user, case):
    take_up(case)
    own, assignment = as_user(coordinator_of(case)), assignment_of(case)
    page = text_of(own.get(f"/en/my/cases/{assignment.pk}/"))
    assert "Oma kan op woensdag niet meer" in page
    assert "The plan must change: you write it" in page
    assert "still call once" not in page
    assert "The plan must change. You write it" in text_of(own.get("/en/my/cases/"))
    assert own.get(f"/en/my/cases/{assignment.pk}/plan/").status_code == 200
    assert "nothing to ask any more" in text_of(own.get(f"/en/my/cases/{assignment.pk}/follow-up/"))
