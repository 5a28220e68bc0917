"""An event of a region is that region's: who plans it, who gives it, whose seats somebody sees and gives up."""

import pytest
from django.urls import reverse
from django.utils import translation

from portal.workflow.moves import NotAllowed, NotPossible
from tests.accounts.factories import UserFactory
from tests.intake.factories import make_manager
from tests.organisations.factories import RegionFactory
from tests.training.event_desk import answers, begin, bench, text_of
from tests.training.events import day, fresh, make_event, person
from tests.training.factories import make_trainer
from training.actions.attending import take_attendance
from training.actions.planning import cancel_event, change_event, hold_event, open_event, plan_event
from training.actions.seating import accept_offer, give_up_seat, swap_seat, take_seat
from training.models import Attendance, EventTrainer, Seat, TrainingEvent

pytestmark = pytest.mark.django_db
NEEDED = {"kind": "ek1", "place": "Zwolle", "capacity": 12}


@pytest.fixture(autouse=True)
def at_a_desk(settings):
    settings.SECOND_FACTOR_REQUIRED = False
    with translation.override("en"):
        yield


@pytest.fixture
def region():
    region = RegionFactory(name="Overijssel")
    make_manager(region)
    return region


@pytest.fixture
def neighbour(region):
    neighbour = RegionFactory(organisation=region.organisation)
    make_manager(neighbour)
    return neighbour


def test_an_event_of_a_region_is_planned_by_who_answers_for_it_or_a_trainer(region, neighbour):
    with pytest.raises(NotPossible) as refused:
        plan_event(region.organisation, by=neighbour.manager, days=[day(9)], region=region, **NEEDED)
    assert refused.value.field == "region"
    for by in (region.manager, make_trainer(region.organisation)):
        assert plan_event(region.organisation, by=by, days=[day(9)], region=region, **NEEDED).region == region
    assert plan_event(region.organisation, by=neighbour.manager, days=[day(9)], **NEEDED).region is None


def test_who_answers_for_another_region_changes_opens_holds_and_cancels_nothing(region, neighbour):
    planned, opened = make_event(region, only=region, opened=False), make_event(region, only=region)
    acts = [
        lambda by: change_event(opened, by=by, capacity=99),
        lambda by: change_event(opened, by=by, trainers=[by]),
        lambda by: change_event(opened, by=by, region=None),
        lambda by: open_event(planned, by=by),
        lambda by: hold_event(begin(opened), by=by),
        lambda by: cancel_event(opened, by=by, because="Snow"),
    ]
    for act in acts:
        with pytest.raises(NotAllowed):
            act(neighbour.manager)
    with pytest.raises(NotPossible) as refused:  # nor does somebody give theirs away
        change_event(planned, by=region.manager, region=neighbour)
    assert refused.value.field == "region"
    assert (fresh(planned).state, fresh(opened).state, fresh(opened).capacity) == ("planned", "open", 10)
    assert not EventTrainer.objects.exists()
    assert open_event(planned, by=make_trainer(region.organisation)).state == "open"


def test_the_admin_offers_another_regions_event_to_be_seen_only(region, neighbour, as_user):
    event = make_event(region, only=region)
    edit = reverse("training_events:edit", args=[event.pk])
    cancel = reverse("training_events:step", args=[event.pk, "cancel"])
    theirs, ours = as_user(neighbour.manager), as_user(region.manager)
    for address in (edit, cancel):
        assert address in ours.get(bench(event)).content.decode()
        assert address not in theirs.get(bench(event)).content.decode()
    assert ours.get(edit).status_code == 200
    for post in (lambda: theirs.post(edit, answers()), lambda: theirs.post(cancel, {"because": "Snow"})):
        assert post().status_code in (302, 403)
    assert (fresh(event).state, fresh(event).edition) == ("open", 1)
    page = theirs.post("/admin/training-events/new/", answers(region=region.pk))
    assert "region" in page.context["form"].errors


def test_only_trainers_and_managers_of_the_organisation_give_an_event(region):
    event = make_event(region)
    nobody = UserFactory(organisation=region.organisation)
    editor = UserFactory(role="editor", is_staff=True, organisation=region.organisation)
    gone = make_trainer(region.organisation, is_active=False)
    for one in (nobody, editor, gone):
        with pytest.raises(NotPossible) as refused:
            change_event(event, by=region.manager, trainers=[one])
        assert refused.value.field == "trainers"
    change_event(event, by=region.manager, trainers=[make_trainer(region.organisation), region.manager])
    assert event.given_by.count() == 2


def test_who_names_themselves_as_trainer_and_is_none_reads_no_name_of_another_region(region, neighbour, as_user):
    event = make_event(region)
    take_seat(event, person(region), by=region.manager)
    change_event(event, by=neighbour.manager, trainers=[neighbour.manager])
    page = text_of(as_user(neighbour.manager).get(reverse("training_events:people", args=[event.pk])))
    assert "Nadia Demo" not in page
    trainer = make_trainer(region.organisation)
    change_event(event, by=trainer, trainers=[trainer])
    page = text_of(as_user(trainer).get(reverse("training_events:people", args=[event.pk])))
    assert "Nadia Demo" in page


def test_seats_are_seen_by_who_answers_for_the_candidate_and_by_trainers(region, neighbour):
    event = make_event(region)
    own = take_seat(event, person(region), by=region.manager)
    theirs = take_seat(event, person(neighbour), by=neighbour.manager)
    assert set(Seat.objects.visible_to(region.manager)) == {own}
    assert set(Seat.objects.visible_to(neighbour.manager)) == {theirs}
    assert set(Seat.objects.visible_to(make_trainer(region.organisation))) == {own, theirs}


def test_nobody_answers_gives_up_or_swaps_for_another_regions_candidate(region, neighbour):
    event, other = make_event(region, only=region, capacity=1), make_event(region)
    first = take_seat(event, person(region), by=region.manager)
    guest = take_seat(event, person(neighbour), by=neighbour.manager)
    trainer = make_trainer(region.organisation)  # sees the seat, and does not guide a coordinator
    for by in (region.manager, trainer):
        with pytest.raises(NotAllowed):
            give_up_seat(guest, by=by)
    give_up_seat(first, by=region.manager)
    for by in (region.manager, trainer):
        for act in (lambda by: accept_offer(fresh(guest), by=by), lambda by: swap_seat(fresh(guest), to=other, by=by)):
            with pytest.raises(NotAllowed):
                act(by)
    assert fresh(guest).state == "offered"
    assert accept_offer(fresh(guest), by=neighbour.manager).state == "taken"


def test_who_holds_an_event_writes_down_who_was_there_also_of_guests(region, neighbour):
    event = make_event(region, only=region, days=[day(0, hour=0), day(1)])
    guest = take_seat(event, person(neighbour), by=neighbour.manager)
    assert take_attendance(event.days.first(), by=region.manager, was_there={guest.pk: True}) == 1


def test_who_works_here_and_comes_too_does_not_write_it_down_of_themselves(region):
    event = make_event(region, days=[day(0, hour=0), day(1)])
    own, other = (take_seat(event, person(region), by=region.manager) for _number in range(2))
    trainer = own.candidate.user
    trainer.groups.set(make_trainer(region.organisation).groups.all())
    assert take_attendance(event.days.first(), by=trainer, was_there={own.pk: True, other.pk: True}) == 1
    assert Attendance.objects.get().seat == other


def test_events_that_anybody_plans_stay_everybodys(region, neighbour):
    event = make_event(region)
    assert change_event(event, by=neighbour.manager, capacity=11).capacity == 11
    assert TrainingEvent.objects.get().region is None
