"""Asking a coordinator for a case, and every answer: who may, when, what follows, and what nobody may read."""

from datetime import timedelta

import pytest
from django.utils import timezone, translation
from post_office.models import Email

from intake.actions.assigning import (
    accept_case,
    decline_case,
    end_assignment,
    end_of_those_who_left,
    expire_offers,
    offer_case,
    remind_asked,
    show_interest,
    withdraw_offer,
)
from intake.actions.cases import stop_case
from intake.actions.pausing import pause_case, resume_case
from intake.actions.wishing import write_wishes
from intake.matching import matches_for, wishes_of
from intake.models import Assignment, Referral
from intake.queries import assignments_of, last_handover, running_assignment
from portal.privacy.looking import looking
from portal.workflow.models import MoveLogEntry
from portal.workflow.moves import NotAllowed, NotPossible
from tests.accounts.factories import UserFactory
from tests.intake.factories import make_case, make_manager
from tests.intake.matched import coordinator_in, make_region, make_waiting, offer, take, user_of
from tests.organisations.factories import RegionFactory
from tests.training.factories import make_candidate
from training.actions.guiding import see_conduct
from training.actions.rostering import leave_roster
from training.models import Candidate, Coordinator

pytestmark = pytest.mark.django_db


@pytest.fixture
def region():
    return make_region(active_cases_per_coordinator=1)


@pytest.fixture
def case(region):
    return make_waiting(region)


@pytest.fixture
def one(region):
    return coordinator_in(region)


def stored(row):
    return type(row).objects.get(pk=row.pk)


def refused(act, *args, **kwargs):
    with translation.override("en"), pytest.raises(NotPossible) as refusal:
        act(*args, **kwargs)
    return refusal.value.field, str(refusal.value)


def test_from_the_question_to_the_preparation(region, case, one):
    assignment = offer(case, one, message="They live near the station.")
    assert (assignment.state, running_assignment(case)) == ("offered", assignment)
    assert timedelta(days=6) < assignment.answer_by - timezone.now() <= timedelta(days=7)
    assert list(assignments_of(user_of(one))) == [assignment]
    taken = take(assignment, employer="A bakery")
    assert (taken.state, taken.place) == ("accepted", 1)
    assert taken.accepted_at
    assert taken.independent_at
    assert stored(case).state == "preparation"
    with looking(taken.case, by=None, screen="tests"):
        assert (taken.employer, taken.message) == ("A bakery", "They live near the station.")
    actions = list(MoveLogEntry.objects.for_instance(case).values_list("action", flat=True)[:2])
    assert actions == ["intake.case.assign", "intake.case.offer"]


def test_only_staff_of_the_region_who_may_ask_do(region, case, one):
    stranger = make_manager(RegionFactory(organisation=region.organisation))
    trainer = UserFactory(role="trainer", is_staff=True, organisation=region.organisation)
    for somebody in (stranger, trainer, user_of(one)):
        with pytest.raises(NotAllowed):
            offer_case(case, by=somebody, coordinator=one, days=7)
    assignment = offer(case, one)
    for somebody in (stranger, trainer):
        for act in (show_interest, lambda row, by: decline_case(row, by=by, ground="busy")):
            with pytest.raises(NotAllowed):
                act(stored(assignment), by=somebody)
        with pytest.raises(NotAllowed):
            withdraw_offer(stored(assignment), by=somebody, reason="No")
    with pytest.raises(NotAllowed):
        accept_case(stored(assignment), by=region.manager, employer="", is_independent=True)
    assert stored(assignment).state == "offered"


@pytest.mark.parametrize("days", [0, 15, -1])
def test_an_answer_is_asked_within_one_to_fourteen_days(case, one, days):
    field, words = refused(offer, case, one, days=days)
    assert (field, words) == ("days", "Between 1 and 14 days.")


def test_who_cannot_be_matched_cannot_be_asked_and_it_says_why(region, case, one):
    Candidate.objects.filter(pk=one.candidate_id).update(paused_at=timezone.now())
    assert refused(offer, case, one) == ("coordinator", "Paused.")


def test_one_is_asked_at_a_time_and_only_while_one_is_looked_for(region, case, one):
    another = coordinator_in(region)
    offer(case, one)
    assert refused(offer, case, another)[1] == "Somebody is asked for this case already."
    assert "Question" in refused(offer, make_case(region), another)[1]


def test_nothing_opens_before_the_coordinator_accepted(case, one):
    assignment = offer(case, one)
    with looking(case, by=None, screen="tests"), pytest.raises(NotPossible):
        accept_case(assignment, by=user_of(one), employer="", is_independent=True)
    assert stored(case).state == "matching"


def test_who_is_tied_to_a_body_that_is_involved_cannot_accept(region, case, one):
    referral = Referral.objects.get(pk=case.referral_id)
    referral.bodies_involved = "school De Regenboog; Wijkteam Zuid"
    referral.referrer_work = "maatschappelijk werker, Vitrée Jeugdzorg"
    referral.save()
    assignment = offer(case, one)
    for employer in ("wijkteam ZUID", "Vitree jeugdzorg, Zwolle", "Vitree", "De Regenboog"):
        field, words = refused(take, assignment, employer=employer)
        assert field == "employer"
        assert "you are not independent" in words
    assert refused(take, assignment, is_independent=False)[0] == "is_independent"
    assert stored(case).state == "matching"
    assert take(assignment, employer="Bakkerij Zuid").state == "accepted"


def test_who_has_a_case_cannot_accept_another(region, case, one):
    other = make_waiting(region)
    first, second = offer(case, one), offer(other, one)
    take(first)
    assert "You have a case already" in refused(take, second)[1]
    assert stored(other).state == "matching"


def test_what_ended_since_the_question_was_asked_counts(region, case, one):
    assignment = offer(case, one)
    yesterday = timezone.localdate() - timedelta(days=1)
    Candidate.objects.filter(pk=one.candidate_id).update(
        conduct_seen_on=yesterday - timedelta(days=400), conduct_valid_until=yesterday
    )
    assert "good-conduct" in refused(take, assignment)[1]


def test_an_answer_after_the_deadline_is_too_late(case, one):
    assignment = offer(case, one)
    Assignment.objects.filter(pk=assignment.pk).update(answer_by=timezone.now())
    assert "time to answer is over" in refused(show_interest, stored(assignment), by=user_of(one))[1]


def test_while_it_is_on_hold_nobody_reads_the_names_or_takes_it(region, case, one):
    assignment = offer(case, one)
    pause_case(case, by=region.manager, reason="The family asks for time")
    assert "on hold" in refused(show_interest, stored(assignment), by=user_of(one))[1]
    resume_case(case, by=region.manager)
    show_interest(stored(assignment), by=user_of(one))
    pause_case(case, by=region.manager, reason="The family asks for time")
    assert "on hold" in refused(take, assignment)[1]
    assert (stored(assignment).state, stored(case).state) == ("interested", "matching")
    resume_case(case, by=region.manager)
    assert take(assignment).state == "accepted"


def test_no_needs_a_ground_and_frees_the_case(region, case, one):
    assignment = offer(case, one)
    assert refused(decline_case, assignment, by=user_of(one), ground="")[0] == "ground"
    decline_case(assignment, by=user_of(one), ground="far", reason="Two hours by train")
    assert decline_case(assignment, by=user_of(one), ground="far").state == "declined"
    assert running_assignment(case) is None
    assert offer(case, coordinator_in(region)).state == "offered"


def test_staff_write_down_what_was_said_on_the_telephone(region, case, one):
    assert decline_case(offer(case, one), by=region.manager, ground="busy").state == "declined"


def test_who_stops_hands_over_and_another_is_looked_for(region, case, one):
    assignment = take(offer(case, one))
    assert refused(end_assignment, stored(assignment), by=user_of(one), reason="")[0] == "reason"
    ended = end_assignment(stored(assignment), by=user_of(one), reason="I am ill", handover="Call the aunt first.")
    assert (ended.state, ended.place, stored(case).state) == ("ended", None, "matching")
    case = stored(case)
    assert one not in matches_for(case, wishes=wishes_of(case))
    with looking(case, by=None, screen="tests"):
        assert last_handover(case).handover == "Call the aunt first."
    next_one = coordinator_in(region)
    assert take(offer(case, next_one)).place == 1
    assert stored(case).state == "preparation"


@pytest.mark.parametrize("how", ["asked", "taken"])
def test_when_the_case_stops_nobody_is_asked_or_does_it(region, case, one, how):
    assignment = offer(case, one)
    if how == "taken":
        take(assignment)
    stop_case(stored(case), by=region.manager, reason="They found another way")
    assert stored(assignment).state == ("ended" if how == "taken" else "withdrawn")
    assert stored(assignment).place is None
    assert offer(make_waiting(region), one).state == "offered"


def test_who_practises_is_guided_and_only_where_the_family_agreed(region, case):
    candidate = make_candidate(region, state="practising")
    see_conduct(candidate, by=region.manager, on=timezone.localdate())
    practising = Coordinator.objects.get(candidate=candidate)
    assert refused(offer, case, practising)[0] == "coordinator"
    write_wishes(case, by=region.manager, practising_agreed_on=timezone.localdate())
    assignment = offer(case, practising)
    assert assignment.is_guided
    write_wishes(case, by=region.manager)
    assert "manager places and mentors" in refused(take, assignment)[1]


def test_questions_without_an_answer_end_once(region, case, one):
    assignment, mails = offer(case, one), Email.objects.count()
    assert expire_offers() == 0
    Assignment.objects.filter(pk=assignment.pk).update(answer_by=timezone.now())
    assert (expire_offers(), expire_offers()) == (1, 0)
    assert stored(assignment).state == "expired"
    assert Email.objects.count() == mails + 2  # the coordinator and the manager
    assert offer(case, one).state == "offered"


@pytest.mark.parametrize("change", [{"paused_at": timezone.now()}, "left"])
def test_questions_to_who_is_gone_end_too(case, one, change):
    assignment = offer(case, one)
    if change == "left":
        Coordinator.objects.filter(pk=one.pk).update(state="left")
    else:
        Candidate.objects.filter(pk=one.candidate_id).update(**change)
    assert (expire_offers(), stored(assignment).state) == (1, "expired")


@pytest.mark.parametrize("change", [lambda one: one.delete(), lambda one: leave_roster(one, by=user_of(one))])
def test_what_somebody_had_at_hand_who_left_goes_to_another(region, case, one, change):
    assignment = take(offer(case, one))
    assert end_of_those_who_left() == 0
    change(stored(one))
    assert end_of_those_who_left() == 1
    assert (stored(assignment).state, stored(assignment).place, stored(case).state) == ("ended", None, "matching")
    assert end_of_those_who_left() == 0


def test_a_reminder_goes_out_once_when_half_of_the_time_is_gone(region, case, one):
    assignment, now = offer(case, one, days=4), timezone.now()
    assert remind_asked() == 0
    rows = Assignment.objects.filter(pk=assignment.pk)
    rows.update(offered_at=now - timedelta(days=2, hours=1), answer_by=now + timedelta(days=1, hours=23))
    assert (remind_asked(), remind_asked()) == (1, 0)
    rows.update(reminded_at=None, offered_at=now - timedelta(days=3), answer_by=now + timedelta(hours=23))
    assert remind_asked() == 0  # too late to be of use


def test_nobody_reads_in_a_mail_what_it_is_about(region, case, one):
    Email.objects.all().delete()
    first = offer(case, one, message="They live near the station.")
    withdraw_offer(first, by=region.manager, reason="Another day")
    second = take(offer(case, one))
    end_assignment(second, by=region.manager, reason="They asked for it")
    mails = list(Email.objects.order_by("pk"))
    assert len(mails) == 5
    for mail in mails:
        text = f"{mail.subject} {mail.message}".casefold()
        assert str(case).casefold() in text
        for word in ("younes", "samira", "station", "another day", "asked for it", "family"):
            assert word not in text
