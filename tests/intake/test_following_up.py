"""How a plan goes, after four weeks and three months: told once, by who may, and silence counts too."""

from datetime import timedelta

import pytest
from django.utils import timezone
from post_office.models import Email

from intake.actions.cases import close_case, reopen_case, stop_case
from intake.actions.following_up import (
    Became,
    Said,
    finish_again,
    has_answered,
    lapse_follow_ups,
    measurement_to_answer,
    register_follow_up,
    remind_of_follow_ups,
    reply_by_code,
)
from intake.models import Agreement, Case, FollowUp, FollowUpReply, Participant, RecipientCode
from portal.privacy.looking import looking
from portal.workflow.moves import NotAllowed, NotPossible
from tests.intake.ended import add_participant, fresh, make_running
from tests.intake.factories import make_manager
from tests.intake.matched import coordinator_in, user_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_a_desk")]


@pytest.fixture
def case():
    return make_running()


def of(case, moment="four_weeks") -> FollowUp:
    return FollowUp.objects.select_related("vault", "case__vault").get(case=case, moment=moment)


def coordinator_of(case):
    return user_of(case.assignments.select_related("coordinator").get().coordinator)


def kept(case):
    return {agreement: Became("kept", "grandmother") for agreement in Agreement.objects.filter(case=case)}


def register(case, moment="four_weeks", **changes):
    told = {"by": case.manager, "outcomes": kept(case), "replies": {}, "remarks": "It goes well"}
    return register_follow_up(of(case, moment), **(told | changes))


def make_due(case, moment="four_weeks", *, late=False, reminded=True):
    day = timezone.localdate() - timedelta(days=30)
    lapses = timezone.localdate() - timedelta(days=1) if late else timezone.localdate() + timedelta(days=5)
    at = timezone.now() - timedelta(days=20) if reminded else None
    FollowUp.objects.filter(case=case, moment=moment).update(due_on=day, lapses_on=lapses, reminded_at=at)


def code_of(case, participant=None):
    return RecipientCode.objects.create(
        vault=case.vault, case=case, participant=participant, code_hash="x",
        expires_at=timezone.now() + timedelta(days=90),
    )  # fmt: skip


def test_the_coordinators_call_closes_the_case_to_them(case):
    participant = Participant.objects.get(case=case)
    register(case, by=coordinator_of(case), replies={participant: Said("better", 8, 9, words="Calmer")})
    done, assignment = of(case), case.assignments.get()
    assert (done.state, assignment.state, fresh(case).state) == ("answered", "done", "plan_running")
    assert not fresh(case).is_at_hand_of(coordinator_of(case))
    with looking(case, by=None, screen="test"):
        row = done.outcomes.first()
        assert (row.outcome, row.helped_by) == ("kept", "grandmother")
        assert FollowUp.objects.get(pk=done.pk).remarks == "It goes well"
        reply = FollowUpReply.objects.get()
        assert (reply.giver, reply.improved, reply.mark_plan, reply.words) == ("adult", "better", 9, "Calmer")


def test_after_three_months_it_is_staffs_and_then_the_case_is_followed_up(case):
    make_due(case, "three_months")
    with pytest.raises(NotAllowed):
        register(case, "three_months", by=coordinator_of(case))
    register(case, "three_months")
    assert fresh(case).state == "followed_up"


def test_nobody_else_writes_it_down(case):
    for somebody in (make_manager(), user_of(coordinator_in(case.region))):
        with pytest.raises(NotAllowed):
            register(case, by=somebody)
    assert of(case).state == "waiting"


def test_it_is_written_down_once(case):
    register(case)
    with pytest.raises(NotPossible):
        register(case)


def test_of_every_agreement_something_is_said(case):
    first, second = Agreement.objects.filter(case=case)
    with pytest.raises(NotPossible) as refused:
        register(case, outcomes={first: Became("kept")})
    assert refused.value.field == f"outcome_{second.pk}"
    with pytest.raises(NotPossible):
        register(case, outcomes={first: Became("kept"), second: Became("forgotten")})


@pytest.mark.parametrize("said", [Said(mark_plan=11), Said(mark_plan=0), Said(improved="perhaps")])
def test_odd_marks_are_refused(case, said):
    with pytest.raises(NotPossible):
        register(case, replies={Participant.objects.get(case=case): said})
    assert not FollowUpReply.objects.exists()


def test_who_said_nothing_leaves_no_reply(case):
    register(case, replies={Participant.objects.get(case=case): Said()})
    assert not FollowUpReply.objects.exists()


def test_a_person_of_another_case_is_refused(case):
    other = make_running()
    with pytest.raises(NotPossible):
        register(case, replies={Participant.objects.get(case=other): Said("better")})


def test_a_child_tells_by_code_once(case):
    make_due(case, "three_months")
    code = code_of(case, add_participant(case, is_child=True))
    reply = reply_by_code(code, said=Said("better", 9))
    assert (reply.giver, reply.by_code, reply.follow_up.state) == ("child", True, "waiting")
    assert has_answered(code)
    with pytest.raises(NotPossible):
        reply_by_code(code, said=Said("worse"))


def test_who_must_accept_tells_once_too(case):
    make_due(case, "three_months")
    code = code_of(case)
    assert reply_by_code(code, said=Said("same")).giver == "professional"
    assert has_answered(code)
    assert not has_answered(code_of(case, add_participant(case)))


def test_saying_nothing_by_code_is_asked_again(case):
    make_due(case, "three_months")
    with pytest.raises(NotPossible) as refused:
        reply_by_code(code_of(case, add_participant(case)), said=Said())
    assert refused.value.field == "improved"


def test_it_is_answered_by_code_only_when_it_is_asked(case):
    code = code_of(case, add_participant(case))
    assert measurement_to_answer(code) is None
    make_due(case, "three_months")
    assert measurement_to_answer(code) == of(case, "three_months")
    RecipientCode.objects.update(revoked_at=timezone.now())
    code.refresh_from_db()
    assert measurement_to_answer(code) is None
    stop_case(case, by=case.manager, reason="Moved")
    with pytest.raises(NotPossible):
        reply_by_code(code, said=Said("better"))


def test_who_answered_by_code_is_not_written_down_by_staff(case):
    make_due(case, "three_months")
    participant = add_participant(case)
    reply_by_code(code_of(case, participant), said=Said("better"))
    with pytest.raises(NotPossible) as refused:
        register(case, "three_months", replies={participant: Said("worse")})
    assert refused.value.field == f"words_{participant.pk}"
    register(case, "three_months")
    assert fresh(case).state == "followed_up"


def test_whose_turn_it_is_hears_it_once(case):
    make_due(case, reminded=False)
    make_due(case, "three_months", reminded=False)
    Email.objects.all().delete()
    assert (remind_of_follow_ups(), remind_of_follow_ups()) == (2, 0)
    addresses = []
    for mail in Email.objects.order_by("pk"):
        with looking(mail.outgoing_address, by=None, screen="test"):
            addresses.append(mail.outgoing_address.address)
    assert sorted(addresses) == sorted([coordinator_of(case).email, case.manager.email])


def test_nobody_is_reminded_of_what_is_not_due_or_on_hold(case):
    assert remind_of_follow_ups() == 0
    make_due(case, reminded=False)
    Case.objects.update(paused_at=timezone.now())
    assert remind_of_follow_ups() == 0


def test_not_answering_is_an_answer(case):
    make_due(case, late=True)
    make_due(case, "three_months", late=True)
    assert (lapse_follow_ups(), lapse_follow_ups()) == (2, 0)
    assert (of(case).state, of(case, "three_months").state) == ("lapsed", "lapsed")
    assert (case.assignments.get().state, fresh(case).state) == ("done", "followed_up")


def test_when_somebody_answered_by_code_it_was_answered(case):
    make_due(case, "three_months")
    reply_by_code(code_of(case, add_participant(case)), said=Said("better"))
    make_due(case, "three_months", late=True)
    lapse_follow_ups()
    assert (of(case, "three_months").state, fresh(case).state) == ("answered", "followed_up")


@pytest.mark.parametrize("why", ["in time", "on hold", "just reminded", "stopped"])
def test_what_may_still_be_answered_does_not_lapse(case, why):
    make_due(case, late=why != "in time")
    if why == "on hold":
        Case.objects.update(paused_at=timezone.now())
    if why == "just reminded":
        FollowUp.objects.update(reminded_at=timezone.now())
    if why == "stopped":
        stop_case(case, by=case.manager, reason="Moved")
    assert lapse_follow_ups() == 0
    assert of(case).state == "waiting"


def test_a_case_that_was_opened_again_can_end_again(case):
    with pytest.raises(NotPossible):
        finish_again(case, by=case.manager)
    make_due(case, late=True)
    make_due(case, "three_months", late=True)
    lapse_follow_ups()
    case = close_case(fresh(case), by=case.manager)
    reopen_case(case, by=case.manager, reason="The plan must change")
    with pytest.raises(NotAllowed):
        finish_again(case, by=make_manager())
    assert finish_again(case, by=case.manager).state == "followed_up"
