"""The attendance sheet of a day: names are a look, ticks are kept once, and sending them again changes nothing."""

import uuid

import pytest
from django.urls import reverse
from django.utils import translation

from portal.backoffice.worklist import lines_for
from portal.privacy.models import AccessLogEntry
from portal.workflow.models import MoveLogEntry
from tests.intake.factories import make_manager
from tests.organisations.factories import RegionFactory
from tests.training.event_desk import begin, bench, text_of
from tests.training.events import day, fresh, make_event, person
from tests.training.factories import make_trainer
from training.actions.planning import hold_event
from training.actions.seating import give_up_seat, take_seat
from training.models import Attendance

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_a_desk(settings):
    settings.SECOND_FACTOR_REQUIRED = False
    with translation.override("en"):
        yield


@pytest.fixture
def region():
    region = RegionFactory(name="Overijssel")
    make_manager(region, first_name="Marijke")
    return region


@pytest.fixture
def client(region, as_user):
    return as_user(region.manager)


@pytest.fixture
def event(region):
    return make_event(region, days=[day(0, hour=0), day(1)])


@pytest.fixture
def seats(event, region):
    return [take_seat(event, person(region), by=region.manager) for _number in range(2)]


def sheet(event, number=0):
    return reverse("training_events:attendance", args=[event.pk, list(event.days.all())[number].pk])


def was(seat, answer):
    return {f"was-{seat.pk}": answer}


def written(day=None):
    rows = Attendance.objects.all() if day is None else Attendance.objects.filter(day=day)
    return {row.seat_id: row.was_there for row in rows}


def test_sheet_shows_names_and_each_is_a_look(client, event, seats, region):
    page = client.get(sheet(event))
    assert text_of(page).count("Nadia Demo") == 2
    looked = AccessLogEntry.objects.filter(actor_id=region.manager.pk, screen__contains="attendance")
    assert {line.object_id for line in looked} == {seat.candidate_id for seat in seats}
    assert "no-store" in page["Cache-Control"]


def test_what_was_ticked_is_kept_and_nothing_about_the_others(client, event, seats):
    first, second = seats
    response = client.post(sheet(event), was(first, "yes"))
    assert response.url == f"{bench(event)}#days"
    assert written() == {first.pk: True}
    client.post(sheet(event), was(first, "no") | was(second, "yes"))
    assert written() == {first.pk: False, second.pk: True}
    page = client.get(sheet(event)).content.decode()
    assert f'name="was-{first.pk}" value="no" checked' in page
    assert "1 of 2 were there" in text_of(client.get(bench(event)))


def test_sending_it_again_changes_nothing(client, event, seats):
    data = was(seats[0], "yes") | was(seats[1], "no")
    for _again in range(3):
        answer = client.post(sheet(event), data, headers={"accept": "application/json"})
        assert answer.json() == {"saved": 2, "left": 0}
    assert len(written()) == 2
    assert MoveLogEntry.objects.filter(action="training.event.attendance").count() == 1


def test_who_gave_up_meanwhile_is_left_out_and_the_others_are_kept(client, event, seats, region):
    gone, stays = seats
    give_up_seat(gone, by=region.manager)
    data = was(gone, "yes") | was(stays, "yes")
    assert client.post(sheet(event), data, headers={"accept": "application/json"}).json() == {"saved": 1, "left": 1}
    assert written() == {stays.pk: True}


@pytest.mark.parametrize(
    "data",
    [{}, {"was-": "yes"}, {"was-x": "yes"}, {f"was-{uuid.UUID(int=3)}": "no"}, {"was-1": "maybe"}, {"x" * 300: "yes"}],
)
@pytest.mark.parametrize("accept", ["application/json", "text/html"])
def test_nonsense_keeps_nothing(client, event, seats, data, accept):
    response = client.post(sheet(event), data, headers={"accept": accept})
    assert response.status_code in (200, 302)
    assert written() == {}


def test_an_answer_that_is_none_is_left_out(client, event, seats):
    client.post(sheet(event), was(seats[0], "perhaps") | was(seats[1], "yes"))
    assert written() == {seats[1].pk: True}


def test_not_before_the_day_and_what_was_ticked_stands_there_still(client, event, seats):
    page = client.post(sheet(event, 1), was(seats[0], "yes"))
    assert page.status_code == 200
    assert "still to come" in text_of(page)
    assert f'name="was-{seats[0].pk}" value="yes" checked' in page.content.decode()
    answer = client.post(sheet(event, 1), was(seats[0], "yes"), headers={"accept": "application/json"})
    assert answer.status_code == 409
    assert "still to come" in answer.json()["refused"]
    assert written() == {}


def test_json_tells_no_names(client, event, seats):
    answer = client.post(sheet(event), was(seats[0], "yes"), headers={"accept": "application/json"})
    assert "Nadia" not in answer.content.decode()
    assert str(seats[0].candidate) not in answer.content.decode()


def test_a_trainer_takes_it_by_number_and_who_gives_it_by_name(event, seats, region, as_user):
    trainer = make_trainer(region.organisation)
    browser = as_user(trainer)
    page = text_of(browser.get(sheet(event)))
    assert str(seats[0].candidate) in page
    assert "Nadia Demo" not in page
    assert not AccessLogEntry.objects.filter(actor_id=trainer.pk).exists()
    browser.post(sheet(event), was(seats[0], "yes"))
    assert written() == {seats[0].pk: True}
    event.given_by.create(trainer=trainer)
    assert "Nadia Demo" in text_of(browser.get(sheet(event)))


def test_nobody_ticks_themselves(event, region, as_user):
    own = take_seat(event, person(region), by=region.manager)
    trainer = own.candidate.user
    trainer.groups.set(make_trainer(region.organisation).groups.all())
    trainer.is_staff = True
    trainer.save()
    browser = as_user(trainer)
    assert str(own.candidate) not in text_of(browser.get(sheet(event)))
    browser.post(sheet(event), was(own, "yes"))
    assert written() == {}


def test_a_day_of_another_event_is_not_there(client, event, region):
    other = make_event(region)
    wrong = reverse("training_events:attendance", args=[event.pk, other.days.get().pk])
    assert client.get(wrong).status_code == 404
    assert client.post(wrong, {}).status_code == 404


def test_queries_do_not_grow_with_the_people_and_each_has_a_line(client, event, region, count_queries):
    take_seat(event, person(region), by=region.manager)
    one = count_queries(lambda: client.get(sheet(event)))
    for _number in range(4):
        take_seat(event, person(region), by=region.manager)
    assert count_queries(lambda: client.get(sheet(event))) == one
    looked = AccessLogEntry.objects.filter(actor_id=region.manager.pk, screen__contains="attendance")
    assert looked.order_by().values("object_id").distinct().count() == 5


def test_what_is_over_and_still_open_waits_for_its_attendance(event, region):
    assert bench(event) not in [line.url for line in lines_for(region.manager, most=20)]
    event = begin(event, days=3)
    line = next(line for line in lines_for(region.manager, most=20) if line.url == bench(event))
    assert "who was there" in str(line.detail)
    assert line.since == event.ends
    hold_event(fresh(event), by=region.manager)
    assert bench(event) not in [line.url for line in lines_for(region.manager, most=20)]


def test_the_worklist_leaves_an_event_of_a_region_to_that_region(region):
    neighbour = RegionFactory(organisation=region.organisation)
    make_manager(neighbour)
    event = begin(make_event(region))
    type(event).objects.filter(pk=event.pk).update(region=region)
    assert bench(event) in [line.url for line in lines_for(region.manager, most=20)]
    assert bench(event) not in [line.url for line in lines_for(neighbour.manager, most=20)]


def test_the_worklist_costs_the_same_with_one_and_with_many(region, count_queries):
    begin(make_event(region))
    one = count_queries(lambda: lines_for(region.manager, most=20))
    for _number in range(10):
        begin(make_event(region))
    assert count_queries(lambda: lines_for(region.manager, most=20)) == one


def test_the_candidates_workbench_shows_their_days(client, event, seats, region):
    client.post(sheet(event), was(seats[0], "yes"))
    page = client.get(reverse("candidates:inspect", args=[seats[0].candidate_id]))
    panel = page.content.decode().split('id="training"')[1].split("</section>")[0]
    assert bench(event) in panel
    assert "Was there" in panel


def test_the_candidates_workbench_leads_to_placing_them(client, region):
    first = make_event(region, kind="ek1")
    make_event(region, kind="refresher")
    candidate = person(region, "decided")
    panel = client.get(reverse("candidates:inspect", args=[candidate.pk])).content.decode().split('id="training"')[1]
    address = reverse("training_events:entry", args=[first.pk, "place"])
    assert f"{address}?reference={candidate.reference}" in panel
    assert panel.count("?reference=") == 1
