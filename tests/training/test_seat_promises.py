"""What was promised about a seat holds: an offer stays its owner's, a swap loses nothing, who begins again begins."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone, translation

from portal.workflow.moves import NotPossible
from tests.intake.factories import make_manager
from tests.organisations.factories import RegionFactory
from tests.training.events import day, fresh, make_event, person, states_of
from tests.training.factories import make_candidate
from tests.training.test_my import address, read
from training.actions.ending import begin_again, withdraw_candidacy
from training.actions.seating import accept_offer, give_up_seat, swap_seat, take_seat
from training.models import Candidate, Coordinator, Seat, TrainingEvent
from training.queries import kinds_chosen
from training.viewsets.events.choosing import MOST_SHOWN, eligible_for, others_like

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_a_desk(settings):
    settings.SECOND_FACTOR_REQUIRED = False
    with translation.override("en"):
        yield


@pytest.fixture
def region():
    region = RegionFactory()
    make_manager(region)
    return region


def begun(region, **fields):
    """A training of three days that began yesterday, planned and opened before."""
    with time_machine.travel(timezone.now() - timedelta(days=30)):
        return make_event(region, kind="ek1", days=[day(29), day(30), day(40)], **fields)


# -- who begins again ------------------------------------------------------------------------------


def test_who_stopped_while_practising_and_begins_again_takes_a_seat(region):
    candidate = make_candidate(region, state="practising")
    withdraw_candidacy(candidate, by=candidate.user)
    assert Coordinator.objects.get().state == "left"
    begin_again(candidate, by=candidate.user)
    assert candidate.state == "applied"
    event = make_event(region, kind="information")
    assert fresh(candidate) in eligible_for(event, region.manager).shown
    assert take_seat(event, fresh(candidate), by=candidate.user).state == "taken"


# -- an offer is its owner's -----------------------------------------------------------------------


def test_an_offer_is_accepted_also_by_who_comes_from_another_region(region):
    elsewhere = RegionFactory(organisation=region.organisation)
    event = make_event(region, only=elsewhere, capacity=1)
    first, second, third = (person(region) for _number in range(3))
    seat = take_seat(event, first, by=region.manager)
    waiting = [take_seat(event, one, by=region.manager) for one in (second, third)]
    give_up_seat(seat, by=first.user)
    assert accept_offer(fresh(waiting[0]), by=second.user).state == "taken"
    give_up_seat(fresh(waiting[0]), by=second.user)
    assert take_seat(event, fresh(third), by=third.user).state == "taken"  # the same, from the page of the event
    with pytest.raises(NotPossible, match="another region"):  # who gave it up is not in the list any more
        take_seat(event, fresh(second), by=second.user)


def test_who_moved_to_another_region_keeps_the_offer(region):
    event = make_event(region, only=region, capacity=1)
    first, second = person(region), person(region)
    seat = take_seat(event, first, by=first.user)
    waiting = take_seat(event, second, by=second.user)
    give_up_seat(seat, by=first.user)
    Candidate.objects.filter(pk=second.pk).update(region=RegionFactory(organisation=region.organisation))
    assert accept_offer(fresh(waiting), by=second.user).state == "taken"


# -- a swap loses nothing --------------------------------------------------------------------------


def test_a_swap_to_an_offer_that_ended_keeps_the_place(region):
    """As when staff placed them twice: an offer there, which ended, and a place here."""
    old, new = make_event(region, kind="study_day"), make_event(region, kind="study_day", capacity=1, offer_days=1)
    candidate, holder, third = (person(region) for _number in range(3))
    kept = take_seat(old, candidate, by=candidate.user)
    held = take_seat(new, holder, by=holder.user)
    late, next_one = (take_seat(new, one, by=one.user) for one in (candidate, third))
    give_up_seat(held, by=holder.user)
    assert fresh(late).state == "offered"
    with time_machine.travel(timezone.now() + timedelta(days=2)):
        with pytest.raises(NotPossible, match="You keep what you have"):
            swap_seat(fresh(kept), to=new, by=candidate.user)
        assert fresh(kept).state == "taken"
        assert fresh(next_one).state == "waiting"  # nothing happened at all


def test_a_swap_to_an_offer_that_stands_takes_it(region):
    old, new = make_event(region, kind="study_day"), make_event(region, kind="study_day", capacity=1)
    candidate, holder = person(region), person(region)
    kept = take_seat(old, candidate, by=candidate.user)
    held = take_seat(new, holder, by=holder.user)
    take_seat(new, candidate, by=candidate.user)
    give_up_seat(held, by=holder.user)
    assert swap_seat(fresh(kept), to=new, by=candidate.user).state == "taken"
    assert fresh(kept).state == "given_up"


def test_a_swap_passes_nobody_who_waits(region):
    old, new = make_event(region, kind="ek1"), make_event(region, kind="ek1", capacity=1)
    candidate, holder, waiter = (person(region, "decided") for _number in range(3))
    kept = take_seat(old, candidate, by=candidate.user)
    held, waiting = (take_seat(new, one, by=one.user) for one in (holder, waiter))
    Seat.objects.filter(pk=held.pk).update(state="given_up", number=None)  # free, and nobody moved up
    with pytest.raises(NotPossible, match="You keep what you have"):
        swap_seat(fresh(kept), to=new, by=candidate.user)
    assert (fresh(kept).state, fresh(waiting).state) == ("taken", "waiting")


# -- who has a date already ------------------------------------------------------------------------


@pytest.mark.parametrize("how", ["begun", "closed"])
def test_who_has_a_date_is_offered_no_other_also_when_it_began_or_closed(region, as_user, how):
    candidate = person(region, "decided")
    if how == "begun":
        first = begun(region)
    else:
        first = make_event(region, kind="ek1", in_days=10)
        TrainingEvent.objects.filter(pk=first.pk).update(enrol_until=timezone.now() - timedelta(hours=1))
    take_seat(fresh(first), candidate, by=region.manager)
    other = make_event(region, kind="ek1", in_days=40)
    assert kinds_chosen(fresh(candidate)) == {"ek1"}
    assert address("my_training_take", other.pk) not in read(as_user, candidate, "my_training")
    asked = as_user(candidate.user).get(address("my_training_take", other.pk), follow=True)
    assert "You chose another date already." in asked.content.decode()
    bench = as_user(region.manager).get(reverse("candidates:inspect", args=[candidate.pk])).content.decode()
    assert reverse("training_events:entry", args=[other.pk, "place"]) not in bench
    assert eligible_for(other, region.manager).shown == []


def test_what_is_over_is_no_date_any_more(region):
    candidate = person(region, "decided")
    with time_machine.travel(timezone.now() - timedelta(days=30)):
        take_seat(make_event(region, kind="ek1", days=[day(1)]), candidate, by=candidate.user)
    assert kinds_chosen(fresh(candidate)) == frozenset()


# -- what staff choose from ------------------------------------------------------------------------


def test_a_list_of_candidates_says_when_there_are_more(region, as_user, monkeypatch):
    event = make_event(region)
    monkeypatch.setattr("training.viewsets.events.choosing.MOST_SHOWN", 2)
    people = [person(region) for _number in range(2)]
    place = reverse("training_events:entry", args=[event.pk, "place"])
    assert eligible_for(event, region.manager).are_more is False
    assert "There are more" not in as_user(region.manager).get(place).content.decode()
    person(region)
    found = eligible_for(event, region.manager)
    assert (found.shown, found.are_more) == (people, True)
    assert "There are more" in as_user(region.manager).get(place).content.decode()
    assert MOST_SHOWN == 50


def test_staff_swap_to_dates_with_room_where_they_are_not_yet(region, as_user):
    event, full, has, room = (make_event(region, capacity=1, in_days=days) for days in (10, 20, 30, 40))
    candidate, other = person(region), person(region)
    seat = take_seat(event, candidate, by=candidate.user)
    take_seat(full, other, by=other.user)
    take_seat(has, candidate, by=candidate.user)
    assert list(others_like(event, candidate, region.manager)) == [room]
    asked = f"{reverse('training_events:entry', args=[event.pk, 'swap'])}?seat={seat.pk}"
    browser = as_user(region.manager)
    form = browser.get(asked).content.decode().split("<main", 1)[1]
    assert 'type="submit"' in form
    take_seat(room, other, by=other.user)
    form = browser.get(asked).content.decode().split("<main", 1)[1]
    assert "There is no other date with a free place now." in form
    assert 'type="submit"' not in form
    assert states_of(event) == ["taken"]
