"""The workbench of a training event: people by number until somebody looks, and its steps."""

import uuid

import pytest
from django.urls import reverse

from portal.privacy.models import AccessLogEntry
from tests.intake.factories import make_manager
from tests.organisations.factories import RegionFactory
from tests.training.event_desk import at_a_desk as at_a_desk
from tests.training.event_desk import begin, bench, text_of
from tests.training.event_desk import client as client
from tests.training.event_desk import region as region
from tests.training.events import fresh, make_event, person
from tests.training.factories import make_trainer
from training.actions.seating import take_seat

pytestmark = pytest.mark.django_db


def test_people_stand_there_by_number_until_somebody_looks(client, region):
    event = make_event(region, capacity=1)
    first, second = [person(region) for _number in range(2)]
    for candidate in (first, second):
        take_seat(event, candidate, by=region.manager)
    before = AccessLogEntry.objects.count()
    page = text_of(client.get(bench(event)))
    assert str(first) in page
    assert page.index(str(first)) < page.index(str(second))
    assert "Nadia Demo" not in page
    assert AccessLogEntry.objects.count() == before

    names = client.get(reverse("training_events:people", args=[event.pk]))
    assert text_of(names).count("Nadia Demo") == 2
    looked = AccessLogEntry.objects.filter(actor_id=region.manager.pk, kind="opened", screen__contains="who comes")
    assert {line.object_id for line in looked} == {first.pk, second.pk}
    assert "no-store" in names["Cache-Control"]


def test_names_of_another_region_open_only_for_who_gives_it(region, as_user):
    neighbour = RegionFactory(organisation=region.organisation)
    make_manager(neighbour)
    event = make_event(region)
    theirs = person(neighbour)
    take_seat(event, theirs, by=neighbour.manager)
    address = reverse("training_events:people", args=[event.pk])
    trainer = make_trainer(region.organisation)
    for user in (region.manager, trainer):
        page = text_of(as_user(user).get(address))
        assert str(theirs) in page
        assert "Nadia Demo" not in page
    event.given_by.create(trainer=trainer)
    assert "Nadia Demo" in text_of(as_user(trainer).get(address))


def test_workbench_costs_the_same_with_one_and_with_thirty(client, region, count_queries):
    event = make_event(region, capacity=20)
    take_seat(event, person(region), by=region.manager)
    one = count_queries(lambda: client.get(bench(event)))
    rows = [person(region) for _number in range(3)]
    for candidate in rows:
        take_seat(event, candidate, by=region.manager)
    assert count_queries(lambda: client.get(bench(event))) == one


@pytest.mark.parametrize(("step", "state"), [("open", "open"), ("cancel", "cancelled")])
def test_steps_ask_first(client, region, step, state):
    event = make_event(region, opened=False)
    address = reverse("training_events:step", args=[event.pk, step])
    assert address in client.get(bench(event)).content.decode()
    assert client.get(address).status_code == 200
    assert fresh(event).state == "planned"
    client.post(address, {"because": "De zaal is dicht.", "drawn": uuid.uuid4()})
    assert fresh(event).state == state


def test_cancelling_asks_why_and_people_read_it(client, region):
    event = make_event(region)
    address = reverse("training_events:step", args=[event.pk, "cancel"])
    assert "because" in client.post(address, {"because": " "}).context["form"].errors
    client.post(address, {"because": "De zaal is dicht."})
    assert fresh(event).cancelled_because == "De zaal is dicht."
    assert "De zaal is dicht." in text_of(client.get(bench(event)))


def test_it_cannot_be_held_before_it_began(client, region):
    event = make_event(region)
    address = reverse("training_events:step", args=[event.pk, "hold"])
    client.post(address, {"drawn": uuid.uuid4()})
    assert fresh(event).state == "open"
    begin(event)
    client.post(address, {"drawn": uuid.uuid4()})
    assert fresh(event).state == "held"
