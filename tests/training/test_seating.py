"""Seats: who may have one in what, the waiting list, answering an offer, swapping and giving up."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone, translation
from post_office.models import Email

from portal.privacy import VISITOR
from portal.workflow.models import MoveLogEntry
from portal.workflow.moves import NotAllowed, NotPossible
from tests.intake.factories import make_manager
from tests.organisations.factories import OrganisationFactory, RegionFactory
from tests.training.events import day, fresh, make_event, person, states_of
from tests.training.factories import make_trainer
from training.actions.planning import cancel_event, hold_event
from training.actions.rostering import join_roster
from training.actions.seating import accept_offer, give_up_seat, swap_seat, take_seat
from training.models import Candidate, Coordinator, EventKind, Seat, TrainingEvent
from training.states import CandidateState

pytestmark = pytest.mark.django_db

# Written out here once more, as DOMAIN §4 has it: who may have a seat in what.
REGISTERED = {"certified", "deepening", "deepened", "complete"}
PRACTISING = {"practising", "looking_back"}
MAY = {
    "information": {"applied", "invited"},
    "ek1": {"decided", "in_training"},
    "ek2": {"certified", "deepening"},
    "variant": REGISTERED,
    "refresher": REGISTERED,
    "regional": PRACTISING | REGISTERED,
    "intervision": PRACTISING | REGISTERED,
    "study_day": REGISTERED,
    "workshop": PRACTISING | REGISTERED,
}


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def region():
    region = RegionFactory()
    make_manager(region)
    return region


def taken_by(count, *, event, region, state="certified"):
    """So many people who sit or wait, in this order."""
    people = [person(region, state) for _number in range(count)]
    return [take_seat(event, one, by=one.user) for one in people]


def mails_to(candidate):
    return [mail.subject for mail in Email.objects.filter(subject__contains=str(candidate)).order_by("pk")]


# -- who, in what ----------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", EventKind.values)
def test_who_may_have_a_seat_in_what(region, kind):
    candidate = person(region, conferences_held=2)
    event = make_event(region, kind=kind)
    let_in = []
    for state in CandidateState.values:
        Candidate.objects.filter(pk=candidate.pk).update(state=state)
        try:
            with transaction.atomic():
                seat = take_seat(event, fresh(candidate), by=candidate.user)
                assert (seat.state, seat.number) == ("taken", 1)
                let_in.append(state)
                raise InterruptedError
        except (NotPossible, InterruptedError):
            continue
    assert set(let_in) == MAY[kind]


@pytest.mark.parametrize("kind", EventKind.values)
def test_who_pauses_takes_no_seat(region, kind):
    candidate = person(region, sorted(MAY[kind])[0], paused_at=timezone.now(), conferences_held=2)
    with pytest.raises(NotPossible, match="You paused"):
        take_seat(make_event(region, kind=kind), candidate, by=candidate.user)
    assert not Seat.objects.exists()


def test_who_left_the_roster_takes_no_seat(region):
    candidate = person(region)
    join_roster(candidate, by=region.manager)
    Coordinator.objects.update(state="left")
    with pytest.raises(NotPossible, match="not for you now"):
        take_seat(make_event(region), fresh(candidate), by=candidate.user)


def test_the_second_training_wants_conferences_enough(region):
    candidate = person(region, conferences_held=1)
    with pytest.raises(NotPossible, match="Not enough conferences"):
        take_seat(make_event(region, kind="ek2"), candidate, by=candidate.user)


def test_a_seat_is_the_candidates_or_their_managers_to_take(region):
    candidate, event = person(region), make_event(region)
    sister = RegionFactory(organisation=OrganisationFactory(belgian=True))
    others = [
        person(region).user,
        make_manager(RegionFactory(organisation=region.organisation)),
        make_manager(sister),
        make_trainer(region.organisation),  # sees only who is in training
    ]
    for by in (*others, None, VISITOR):
        with pytest.raises(NotAllowed):
            take_seat(event, candidate, by=by)
    with pytest.raises(PermissionDenied):  # another organisation's, also by its own manager
        take_seat(make_event(sister), candidate, by=candidate.user)
    seat = take_seat(event, candidate, by=region.manager)
    for by in (*others, None, VISITOR):
        with pytest.raises(NotAllowed):
            give_up_seat(seat, by=by)
    assert fresh(seat).state == "taken"


def test_an_event_of_one_region_is_for_its_people_and_whom_staff_place_there(region):
    elsewhere = RegionFactory(organisation=region.organisation)
    event = make_event(region, only=elsewhere)
    candidate = person(region)
    with pytest.raises(NotPossible, match="another region"):
        take_seat(event, candidate, by=candidate.user)
    assert take_seat(event, candidate, by=region.manager).state == "taken"


def test_nobody_sits_down_before_it_is_open_nor_when_it_is_cancelled_or_was_held(region):
    candidate = person(region)
    planned = make_event(region, opened=False)
    cancelled = make_event(region)
    cancel_event(cancelled, by=region.manager, because="Snow")
    with time_machine.travel(timezone.now() - timedelta(days=30)):
        held = make_event(region, days=[day(1)])
    hold_event(held, by=region.manager)
    for event, words in [
        (planned, "not take a place here yet"),
        (cancelled, "does not take place"),
        (held, "has been"),
    ]:
        for by in (candidate.user, region.manager):
            with pytest.raises(NotPossible, match=words):
                take_seat(event, candidate, by=by)
    assert not Seat.objects.exists()


def test_after_enrolment_closed_only_staff_place_somebody_until_it_is_over(region):
    event = make_event(region, in_days=10, enrol_until=timezone.now() + timedelta(days=5))
    candidate, other = person(region), person(region)
    with time_machine.travel(timezone.now() + timedelta(days=6)):
        with pytest.raises(NotPossible, match="no longer take a place"):
            take_seat(event, candidate, by=candidate.user)
        assert take_seat(event, candidate, by=region.manager).state == "taken"
    with time_machine.travel(event.starts + timedelta(minutes=5)):
        with pytest.raises(NotPossible, match="no longer take a place"):
            take_seat(event, other, by=other.user)
        assert take_seat(event, other, by=region.manager).state == "taken"
    with time_machine.travel(event.ends), pytest.raises(NotPossible, match="has been"):
        take_seat(event, person(region), by=region.manager)


# -- the track moves with the seat -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "before", "after"), [("ek1", "decided", "in_training"), ("ek2", "certified", "deepening")]
)
@pytest.mark.parametrize("by_staff", [False, True])
def test_a_place_in_a_training_moves_the_track_along_and_giving_it_up_moves_it_back(
    region, kind, before, after, by_staff
):
    candidate = person(region, before, conferences_held=2)
    by = region.manager if by_staff else candidate.user
    seat = take_seat(make_event(region, kind=kind), candidate, by=by)
    assert fresh(candidate).state == after
    give_up_seat(fresh(seat), by=by)
    assert fresh(candidate).state == before
    lines = MoveLogEntry.objects.for_instance(candidate).order_by("-pk")
    said = [(line.action.rpartition(".")[2], line.user) for line in lines[:4]]
    steps = {"ek1": ("take_place", "lose_place"), "ek2": ("take_second_place", "lose_second_place")}[kind]
    assert said == [(steps[1], None), ("leave_seat", by), (steps[0], None), ("enrol_in", by)]


def test_waiting_for_a_training_moves_nothing_until_the_offer_is_accepted(region):
    event = make_event(region, kind="ek1", capacity=1)
    first, second = taken_by(2, event=event, region=region, state="decided")
    assert [fresh(one.candidate).state for one in (first, second)] == ["in_training", "decided"]
    give_up_seat(first, by=first.candidate.user)
    assert [fresh(one.candidate).state for one in (first, second)] == ["decided", "decided"]
    assert fresh(second).state == "offered"
    accept_offer(fresh(second), by=second.candidate.user)
    assert fresh(second.candidate).state == "in_training"


@pytest.mark.parametrize(("kind", "state"), [("information", "invited"), ("ek1", "decided"), ("ek2", "certified")])
def test_one_date_at_a_time(region, kind, state):
    full, free = make_event(region, kind=kind, capacity=1), make_event(region, kind=kind)
    first, candidate = (person(region, state, conferences_held=2) for _number in range(2))
    take_seat(full, first, by=first.user)
    assert take_seat(full, candidate, by=candidate.user).state == "waiting"
    for one in (first, candidate):  # also who only waits
        with pytest.raises(NotPossible, match="another date"):
            take_seat(free, fresh(one), by=one.user)


def test_of_days_to_learn_more_somebody_has_as_many_as_they_like(region):
    candidate = person(region)
    for kind in ("study_day", "study_day", "workshop"):
        assert take_seat(make_event(region, kind=kind), candidate, by=candidate.user).state == "taken"


def test_a_date_that_was_held_does_not_stand_in_the_way_of_a_new_one(region):
    candidate = person(region, "decided")
    with time_machine.travel(timezone.now() - timedelta(days=30)):
        missed = make_event(region, kind="ek1", days=[day(1)])
        take_seat(missed, candidate, by=candidate.user)
    assert take_seat(make_event(region, kind="ek1"), candidate, by=candidate.user).state == "taken"


# -- the waiting list ------------------------------------------------------------------------------


def test_the_waiting_list_moves_up_in_the_order_in_which_people_came(region):
    event = make_event(region, capacity=2)
    seats = taken_by(5, event=event, region=region)
    assert states_of(event) == ["taken", "taken", "waiting", "waiting", "waiting"]
    assert [seat.number for seat in seats] == [1, 2, None, None, None]
    give_up_seat(seats[0], by=seats[0].candidate.user)
    give_up_seat(seats[1], by=region.manager)
    assert states_of(event) == ["given_up", "given_up", "offered", "offered", "waiting"]
    assert [fresh(seat).number for seat in seats] == [None, None, 1, 2, None]
    give_up_seat(fresh(seats[2]), by=seats[2].candidate.user)  # no, thank you
    assert states_of(event) == ["given_up", "given_up", "given_up", "offered", "offered"]
    give_up_seat(fresh(seats[4]), by=seats[4].candidate.user)
    newcomer = person(region)
    assert take_seat(event, newcomer, by=newcomer.user).state == "taken"


def test_who_gave_up_and_comes_back_stands_at_the_end(region):
    event = make_event(region, capacity=1)
    first, second, third = taken_by(3, event=event, region=region)
    give_up_seat(second, by=second.candidate.user)
    again = take_seat(event, fresh(second.candidate), by=second.candidate.user)
    assert (again.pk, again.state) == (second.pk, "waiting")
    give_up_seat(first, by=first.candidate.user)
    assert (fresh(third).state, fresh(second).state) == ("offered", "waiting")


def test_a_new_one_does_not_pass_those_who_wait(region):
    event = make_event(region, capacity=1)
    seats = taken_by(2, event=event, region=region)
    Seat.objects.filter(pk=seats[0].pk).update(state="given_up", number=None)  # free, and nobody moved up
    newcomer = person(region)
    assert take_seat(event, newcomer, by=newcomer.user).state == "waiting"
    assert fresh(seats[1]).state == "offered"


def test_who_may_not_have_it_now_is_passed_over_and_keeps_their_place_in_the_list(region):
    event = make_event(region, capacity=1)
    first, paused, third = taken_by(3, event=event, region=region)
    Candidate.objects.filter(pk=paused.candidate_id).update(paused_at=timezone.now())
    give_up_seat(first, by=first.candidate.user)
    assert (fresh(paused).state, fresh(third).state) == ("waiting", "offered")
    Candidate.objects.filter(pk=paused.candidate_id).update(paused_at=None)
    give_up_seat(fresh(third), by=third.candidate.user)
    assert fresh(paused).state == "offered"


@pytest.mark.parametrize(
    ("in_days", "enrol_in", "kept_days"), [(20, None, 3), (20, 10, 3), (20, 2, 2), (2, None, None)]
)
def test_an_offer_ends_before_enrolment_closes_and_the_event_begins(region, in_days, enrol_in, kept_days):
    now = timezone.now().replace(hour=9, minute=0)
    with time_machine.travel(now, tick=False):
        closes = now + timedelta(days=enrol_in) if enrol_in else None
        event = make_event(region, capacity=1, in_days=in_days, enrol_until=closes, offer_days=3)
        first, second = taken_by(2, event=event, region=region)
        give_up_seat(first, by=first.candidate.user)
        until = timezone.now() + timedelta(days=kept_days) if kept_days else event.starts
        assert fresh(second).offered_until == until
        assert until <= event.starts


def test_nothing_is_offered_once_enrolment_closed(region):
    event = make_event(region, capacity=1, enrol_until=timezone.now() + timedelta(days=5))
    first, second = taken_by(2, event=event, region=region)
    with time_machine.travel(timezone.now() + timedelta(days=6)):
        give_up_seat(first, by=first.candidate.user)
        assert fresh(second).state == "waiting"
        assert take_seat(event, fresh(second.candidate), by=region.manager).state == "taken"  # staff call them


def test_an_offer_is_accepted_in_time_and_not_later(region):
    event = make_event(region, capacity=1, offer_days=2)
    first, second = taken_by(2, event=event, region=region)
    with pytest.raises(NotPossible, match="not kept for you"):
        accept_offer(second, by=second.candidate.user)
    give_up_seat(first, by=first.candidate.user)
    offered = fresh(second)
    with time_machine.travel(offered.offered_until), pytest.raises(NotPossible, match="not kept for you"):
        accept_offer(offered, by=second.candidate.user)
    with time_machine.travel(offered.offered_until - timedelta(minutes=1)):
        seat = accept_offer(offered, by=second.candidate.user)
    assert (fresh(seat).state, fresh(seat).offered_until) == ("taken", None)


def test_an_offer_that_ended_goes_to_the_next_also_when_its_owner_asks_first(region):
    event = make_event(region, capacity=1, offer_days=2)
    first, late, third = taken_by(3, event=event, region=region)
    give_up_seat(first, by=first.candidate.user)
    with time_machine.travel(timezone.now() + timedelta(days=3)):
        assert take_seat(event, fresh(late.candidate), by=late.candidate.user).state == "waiting"
    assert (fresh(third).state, fresh(late).state) == ("offered", "waiting")


def test_who_paused_meanwhile_accepts_nothing(region):
    event = make_event(region, capacity=1)
    first, second = taken_by(2, event=event, region=region)
    give_up_seat(first, by=first.candidate.user)
    Candidate.objects.filter(pk=second.candidate_id).update(paused_at=timezone.now())
    with pytest.raises(NotPossible, match="You paused"):
        accept_offer(fresh(second), by=second.candidate.user)
    give_up_seat(fresh(second), by=second.candidate.user)
    assert fresh(second).state == "given_up"


# -- twice -----------------------------------------------------------------------------------------


def test_a_double_click_counts_once(region):
    event = make_event(region, capacity=1)
    candidate, other = person(region), person(region)
    first = take_seat(event, candidate, by=candidate.user)
    waiting = take_seat(event, other, by=other.user)
    for _again in range(2):
        assert take_seat(event, fresh(candidate), by=candidate.user) == first
        assert take_seat(event, fresh(other), by=other.user) == waiting
    assert len(mails_to(candidate)) - 1 == 1  # the first is about the letter
    assert MoveLogEntry.objects.for_instance(first).count() == MoveLogEntry.objects.for_instance(waiting).count() == 1
    for _twice in range(2):
        give_up_seat(fresh(first), by=candidate.user)
    assert fresh(waiting).state == "offered"
    for _twice in range(2):
        accept_offer(fresh(waiting), by=other.user)
    assert states_of(event) == ["given_up", "taken"]
    assert len(mails_to(other)) - 1 == 2  # offered, taken


def test_the_database_gives_no_place_twice(region):
    event = make_event(region)
    first, second = taken_by(2, event=event, region=region)
    with pytest.raises(IntegrityError), transaction.atomic():
        Seat.objects.filter(pk=second.pk).update(number=first.number)
    for wrong in ({"number": None}, {"state": "waiting"}, {"state": "offered"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Seat.objects.filter(pk=second.pk).update(**wrong)


# -- swapping and giving up ------------------------------------------------------------------------


def test_a_date_is_swapped_for_one_with_a_place_and_the_track_stays(region):
    old, new = make_event(region, kind="ek1", capacity=1), make_event(region, kind="ek1", capacity=1, in_days=40)
    candidate, waiter = person(region, "decided"), person(region, "decided")
    seat = take_seat(old, candidate, by=candidate.user)
    waiting = take_seat(old, waiter, by=waiter.user)
    lines = MoveLogEntry.objects.for_instance(candidate).count()
    taken = swap_seat(seat, to=new, by=candidate.user)
    assert (taken.event, taken.state, fresh(seat).state) == (new, "taken", "given_up")
    assert fresh(candidate).state == "in_training"
    assert fresh(waiting).state == "offered"
    noted = MoveLogEntry.objects.for_instance(candidate).order_by("-pk")[:2]
    assert [line.action.rpartition(".")[2] for line in noted] == ["leave_seat", "enrol_in"]  # the newest first
    assert MoveLogEntry.objects.for_instance(candidate).count() == lines + 2
    assert swap_seat(fresh(seat), to=new, by=candidate.user) == taken  # a double click


def test_who_waits_swaps_for_a_free_date_and_is_in_training(region):
    old, new = make_event(region, kind="ek1", capacity=1), make_event(region, kind="ek1")
    _first, waiting = taken_by(2, event=old, region=region, state="decided")
    assert swap_seat(waiting, to=new, by=waiting.candidate.user).state == "taken"
    assert (fresh(waiting).state, fresh(waiting.candidate).state) == ("given_up", "in_training")


def test_nobody_loses_a_place_by_swapping_for_one_that_is_full(region):
    old, new = make_event(region, kind="ek1"), make_event(region, kind="ek1", capacity=1)
    taken_by(1, event=new, region=region, state="decided")
    candidate = person(region, "decided")
    seat = take_seat(old, candidate, by=candidate.user)
    with pytest.raises(NotPossible, match="no place free"):
        swap_seat(seat, to=new, by=candidate.user)
    assert (fresh(seat).state, fresh(candidate).state) == ("taken", "in_training")
    assert not Seat.objects.filter(event=new, candidate=candidate).exists()


def test_what_cannot_be_swapped(region):
    candidate = person(region, "decided")
    seat = take_seat(make_event(region, kind="ek1"), candidate, by=candidate.user)
    study_day = make_event(region)
    planned = make_event(region, kind="ek1", opened=False)
    for to in (study_day, planned):
        with pytest.raises(NotPossible):
            swap_seat(fresh(seat), to=to, by=candidate.user)
    assert swap_seat(fresh(seat), to=seat.event, by=candidate.user) == seat
    sister = make_event(RegionFactory(organisation=OrganisationFactory(belgian=True)), kind="ek1")
    with pytest.raises(NotAllowed):
        swap_seat(fresh(seat), to=sister, by=candidate.user)
    with pytest.raises(NotAllowed):
        swap_seat(fresh(seat), to=make_event(region, kind="ek1"), by=person(region).user)
    with time_machine.travel(seat.event.starts + timedelta(minutes=1)), pytest.raises(NotPossible, match="has begun"):
        swap_seat(fresh(seat), to=make_event(region, kind="ek1", in_days=60), by=candidate.user)
    assert (fresh(seat).state, Seat.objects.count()) == ("taken", 1)


def test_a_seat_in_what_is_over_is_not_given_up(region):
    event = make_event(region)
    (seat,) = taken_by(1, event=event, region=region)
    with time_machine.travel(event.ends), pytest.raises(NotPossible, match="has been"):
        give_up_seat(seat, by=seat.candidate.user)
    TrainingEvent.objects.filter(pk=event.pk).update(state="held")
    with pytest.raises(NotPossible, match="has been"):
        give_up_seat(seat, by=seat.candidate.user)


# -- mails -----------------------------------------------------------------------------------------


def test_mails_say_that_there_is_news_and_not_what(region):
    event = make_event(region, capacity=1, title="Samen sterker", place="Zwolle, De Kamer 1")
    first, second = taken_by(2, event=event, region=region)
    assert len(mails_to(second.candidate)) == 1  # that they wait they see at once
    placed = person(region)
    take_seat(event, placed, by=region.manager)
    assert len(mails_to(placed)) == 2  # that others put them there they do not
    give_up_seat(first, by=first.candidate.user)
    offered = Email.objects.filter(subject__contains=str(second.candidate)).order_by("-pk")[0]
    until = timezone.localtime(fresh(second).offered_until)
    assert f"{until.day}\xa0" in offered.message or f"{until.day} " in offered.message
    for mail in Email.objects.all():
        for word in ("Samen", "Zwolle", "study", "studie", "Study", "Nadia"):
            assert word not in mail.subject + mail.message
    assert "http://localhost/nl/my/" in offered.message
