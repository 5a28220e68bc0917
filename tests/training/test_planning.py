"""Training events: planning, opening, changing, moving, holding and cancelling them, and who was there."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone, translation
from django.utils.translation import gettext
from post_office.models import Email

from portal.privacy import VISITOR
from portal.workflow.models import MoveLogEntry
from portal.workflow.moves import NotAllowed, NotPossible
from tests.accounts.factories import UserFactory
from tests.intake.factories import make_manager
from tests.organisations.factories import OrganisationFactory, RegionFactory
from tests.training.events import day, fresh, make_event, person, states_of
from tests.training.factories import make_trainer
from training.actions.attending import take_attendance
from training.actions.planning import cancel_event, change_event, hold_event, open_event, plan_event
from training.actions.seating import give_up_seat, take_seat
from training.days import DayTimes
from training.models import Attendance, EventDay, EventTrainer, TrainingEvent

pytestmark = pytest.mark.django_db
NEEDED = {"kind": "ek1", "place": "Zwolle", "capacity": 12}


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def region():
    region = RegionFactory()
    make_manager(region)
    return region


def elsewhere(region):
    """Staff who plan, but not here; and people who plan nowhere."""
    sister = RegionFactory(organisation=OrganisationFactory(belgian=region.organisation.country != "BE"))
    return [make_manager(sister), make_trainer(sister.organisation), UserFactory(role="editor"), None, VISITOR]


def seated(event, region, count=1, *, state="certified"):
    people = [person(region, state) for _number in range(count)]
    return [take_seat(event, one, by=one.user) for one in people]


def mails_about_changes():
    with translation.override("nl"):  # the language of the candidates
        subject = gettext("Something changed about your training day (%(reference)s)").partition("(")[0]
    return list(Email.objects.filter(subject__startswith=subject).values_list("pk", flat=True))


def actions_on(row):
    lines = MoveLogEntry.objects.for_instance(row).order_by("pk")
    return [line.action.rpartition(".")[2] for line in lines]


# -- planning and opening --------------------------------------------------------------------------


@pytest.mark.parametrize("role", ["manager", "trainer"])
def test_an_event_is_planned_with_its_days_and_trainers_and_opened(region, role):
    by = region.manager if role == "manager" else make_trainer(region.organisation)
    trainers = [make_trainer(region.organisation) for _count in range(2)]
    days = [day(30), day(23), day(24, place="Deventer")]
    event = plan_event(region.organisation, by=by, days=days, trainers=trainers, for_whom="Arabic", **NEEDED)
    assert (event.state, event.starts, event.ends) == ("planned", days[1].starts, days[0].ends)
    assert [one.place for one in event.days.all()] == ["", "Deventer", ""]
    assert set(EventTrainer.objects.values_list("trainer", flat=True)) == {one.pk for one in trainers}
    assert open_event(event, by=by).state == "open"
    assert actions_on(event) == ["change", "open"]


def test_nobody_plans_for_others(region):
    event = make_event(region)
    for by in elsewhere(region):
        with pytest.raises(NotAllowed):
            plan_event(region.organisation, by=by, days=[day(20)], **NEEDED)
        with pytest.raises(NotAllowed):
            change_event(event, by=by, capacity=99)
        for act in (open_event, hold_event):
            with pytest.raises(NotAllowed):
                act(event, by=by)
        with pytest.raises(NotAllowed):
            cancel_event(event, by=by, because="Snow")
        with pytest.raises(NotAllowed):
            take_attendance(event.days.get(), by=by, was_there={})
    assert (fresh(event).capacity, fresh(event).state) == (10, "open")


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"capacity": 0}, "capacity"),
        ({"capacity": 501}, "capacity"),
        ({"capacity": None}, "capacity"),
        ({"offer_days": 31}, "offer_days"),
        ({"kind": "party"}, "kind"),
        ({"place": ""}, "place"),
        ({"title": "x" * 121}, "title"),
        ({"language": "xx"}, "language"),
        ({"link": "javascript:alert(1)"}, "link"),
        ({"enrol_until": timezone.now() + timedelta(days=21)}, "enrol_until"),
        ({"days": [DayTimes(day(20).ends, day(20).starts)]}, "days"),
        ({"days": [day(20), day(20, hour=12)]}, "days"),
        ({"days": [day(20), day(20)]}, "days"),
        ({"days": [day(20, place="x" * 161)]}, "days"),
    ],
)
def test_what_cannot_be_is_refused_at_its_question(region, wrong, field):
    given = {"days": [day(20)]} | NEEDED | wrong
    with pytest.raises(NotPossible) as refused:
        plan_event(region.organisation, by=region.manager, **given)
    assert refused.value.field == field
    assert not TrainingEvent.objects.exists()
    event = make_event(region)
    with pytest.raises(NotPossible) as refused:
        change_event(event, by=region.manager, **wrong)
    assert refused.value.field == field
    assert fresh(event).edition == 1


def test_region_and_trainers_are_of_the_own_organisation(region):
    sister = RegionFactory(organisation=OrganisationFactory(belgian=True))
    for wrong, field in [
        ({"region": sister}, "region"),
        ({"trainers": [make_trainer(sister.organisation)]}, "trainers"),
    ]:
        with pytest.raises(NotPossible) as refused:
            plan_event(region.organisation, by=region.manager, days=[day(9)], **NEEDED | wrong)
        assert refused.value.field == field


def test_it_opens_with_days_that_are_still_to_come(region):
    event = make_event(region, days=[], opened=False)
    with pytest.raises(NotPossible, match="fill in the days"):
        open_event(event, by=region.manager)
    change_event(event, by=region.manager, days=[day(-2)])
    with pytest.raises(NotPossible, match="still to come"):
        open_event(event, by=region.manager)
    change_event(event, by=region.manager, days=[day(2)])
    assert open_event(event, by=region.manager).state == "open"
    assert EventDay.objects.count() == 1


# -- changing --------------------------------------------------------------------------------------


def test_other_words_are_no_reason_for_a_mail(region):
    event = make_event(region)
    seated(event, region)
    change_event(event, by=region.manager, about="Bring what you like.", capacity=11)
    assert not mails_about_changes()
    assert (fresh(event).edition, fresh(event).about) == (2, "Bring what you like.")


@pytest.mark.parametrize("change", [{"days": [day(27)]}, {"place": "Deventer"}, {"days": [day(20, place="Deventer")]}])
def test_everybody_with_a_seat_hears_that_it_moved(region, change):
    event = make_event(region, capacity=1)
    first, _waiting = seated(event, region, 2)
    (gone,) = seated(event, region)
    give_up_seat(gone, by=gone.candidate.user)
    change_event(event, by=region.manager, **change)
    assert len(mails_about_changes()) == 2
    assert actions_on(event)[-1] == "move_days"
    assert fresh(first).state == "taken"
    change_event(event, by=region.manager, **change)  # the same again moves nothing
    assert len(mails_about_changes()) == 2


def test_moving_what_is_still_planned_tells_nobody(region):
    change_event(make_event(region, opened=False), by=region.manager, days=[day(27)])
    assert not Email.objects.exists()


def test_fewer_places_than_are_held_are_refused_and_fewer_than_that_are_renumbered(region):
    event = make_event(region, capacity=4)
    seats = seated(event, region, 4)
    for seat in seats[:2]:
        give_up_seat(seat, by=seat.candidate.user)
    with pytest.raises(NotPossible, match="2 places") as refused:
        change_event(event, by=region.manager, capacity=1)
    assert refused.value.field == "capacity"
    assert fresh(event).capacity == 4
    change_event(event, by=region.manager, capacity=2)
    assert sorted(fresh(seat).number for seat in seats[2:]) == [1, 2]
    assert [seat.state for seat in seated(event, region)] == ["waiting"]


def test_more_places_move_the_waiting_list_up(region):
    event = make_event(region, capacity=1)
    seated(event, region, 4)
    change_event(event, by=region.manager, capacity=3)
    assert states_of(event) == ["taken", "offered", "offered", "waiting"]


def test_an_earlier_day_brings_offers_to_an_earlier_end(region):
    event = make_event(region, capacity=1, offer_days=10)
    first, second = seated(event, region, 2)
    give_up_seat(first, by=first.candidate.user)
    change_event(event, by=region.manager, days=[day(3)])
    assert fresh(second).offered_until == fresh(event).starts


def test_the_kind_stays_while_somebody_has_a_seat(region):
    event = make_event(region)
    (seat,) = seated(event, region)
    with pytest.raises(NotPossible) as refused:
        change_event(event, by=region.manager, kind="workshop")
    assert refused.value.field == "kind"
    give_up_seat(seat, by=seat.candidate.user)
    assert change_event(event, by=region.manager, kind="workshop").kind == "workshop"


def test_an_open_event_does_not_move_into_the_past_and_what_is_done_with_does_not_change(region):
    event = make_event(region)
    with pytest.raises(NotPossible) as refused:
        change_event(event, by=region.manager, days=[day(-1)])
    assert refused.value.field == "days"
    cancel_event(event, by=region.manager, because="Snow")
    with pytest.raises(NotPossible, match="Cancelled"):
        change_event(event, by=region.manager, place="Deventer")


# -- holding, cancelling ---------------------------------------------------------------------------


def test_it_was_held_once_it_began(region):
    event = make_event(region)
    with pytest.raises(NotPossible, match="not begun"):
        hold_event(event, by=region.manager)
    with time_machine.travel(event.starts + timedelta(hours=1)):
        assert hold_event(event, by=region.manager).state == "held"


@pytest.mark.parametrize(("kind", "before"), [("ek1", "decided"), ("ek2", "certified")])
def test_cancelling_ends_all_seats_and_people_choose_again(region, kind, before):
    event = make_event(region, kind=kind, capacity=2)
    people = [person(region, before, conferences_held=2) for _number in range(4)]
    seats = [take_seat(event, one, by=one.user) for one in people]
    give_up_seat(seats[0], by=people[0].user)
    with pytest.raises(NotPossible) as refused:
        cancel_event(event, by=region.manager, because="  ")
    assert refused.value.field == "because"
    cancel_event(event, by=region.manager, because="The trainer is ill")
    assert states_of(event) == ["given_up", "cancelled", "cancelled", "cancelled"]
    assert {fresh(one).state for one in people} == {before}
    assert len(mails_about_changes()) == 3
    assert (fresh(event).cancelled_because, fresh(event).edition) == ("The trainer is ill", 2)
    with pytest.raises(NotPossible):
        cancel_event(event, by=region.manager, because="Again")
    assert len(mails_about_changes()) == 3
    other = make_event(region, kind=kind)
    assert take_seat(other, fresh(people[1]), by=people[1].user).state == "taken"


# -- attendance ------------------------------------------------------------------------------------


def test_attendance_is_taken_by_day_as_often_as_one_likes(region):
    trainer = make_trainer(region.organisation)
    event = make_event(region, capacity=2, days=[day(2), day(3)])
    came, stayed_away, waits = seated(event, region, 3)
    other = seated(make_event(region), region)[0]
    first, second = event.days.all()
    sheet = {came.pk: True, stayed_away.pk: False, waits.pk: True, other.pk: True}
    with pytest.raises(NotPossible, match="still to come"):
        take_attendance(first, by=trainer, was_there=sheet)
    with time_machine.travel(first.starts.replace(hour=6)):  # whoever is early is ticked early
        assert take_attendance(first, by=trainer, was_there=sheet) == 2
        assert take_attendance(first, by=region.manager, was_there=sheet) == 0
        assert take_attendance(first, by=region.manager, was_there={str(stayed_away.pk): True}) == 1
        with pytest.raises(NotPossible, match="still to come"):
            take_attendance(second, by=trainer, was_there=sheet)
    written = {one.seat_id: (one.was_there, one.by) for one in Attendance.objects.all()}
    assert written == {came.pk: (True, trainer), stayed_away.pk: (True, region.manager)}
    assert actions_on(event).count("attendance") == 2
    with time_machine.travel(second.starts):
        with pytest.raises(NotPossible) as refused:  # what is written down is not taken away with its day
            change_event(event, by=region.manager, days=[day(1)])
        assert refused.value.field == "days"
        change_event(event, by=region.manager, days=[DayTimes(first.starts, first.ends), day(5)])
    assert Attendance.objects.count() == 2


def test_of_what_does_not_take_place_nobody_was_there(region):
    event = make_event(region)
    cancel_event(event, by=region.manager, because="Snow")
    with time_machine.travel(event.starts), pytest.raises(NotPossible, match="Cancelled"):
        take_attendance(event.days.get(), by=region.manager, was_there={})
