"""Planning a training event in the admin, and changing it: what is wrong stands at its field, nothing typed is lost."""

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.organisations.factories import OrganisationFactory, RegionFactory
from tests.training.event_desk import NEW, answers, as_drawn, bench, text_of
from tests.training.event_desk import at_a_desk as at_a_desk
from tests.training.event_desk import client as client
from tests.training.event_desk import region as region
from tests.training.events import day, fresh, make_event, person
from tests.training.factories import make_trainer
from training.actions.seating import take_seat
from training.models import TrainingEvent

pytestmark = pytest.mark.django_db


def test_an_event_is_planned_with_its_days_and_trainers(client, region):
    trainer = make_trainer(region.organisation)
    form = answers([(9, "10:00", "16:00"), (5, "09:30", "12:00")], trainers=[trainer.pk], link="teams.example.org/1")
    response = client.post(NEW, form)
    event = TrainingEvent.objects.get()
    assert response.url == bench(event)
    assert event.organisation == region.organisation
    assert event.state == "planned"
    assert event.link == "https://teams.example.org/1"
    assert [timezone.localtime(one.starts).strftime("%H:%M") for one in event.days.all()] == ["09:30", "10:00"]
    assert [one.trainer for one in event.given_by.all()] == [trainer]
    client.post(NEW, form)
    assert TrainingEvent.objects.count() == 1, "the same form sent twice planned two"


def test_more_days_can_be_asked_for_without_script(client, region):
    page = client.post(NEW, answers(place="", more="1"))
    assert page.status_code == 200
    assert page.context["days"].total_form_count() == 5
    assert "10:00" in page.content.decode()
    assert not page.context["form"].errors, "asking for rows is no mistake yet"
    assert not TrainingEvent.objects.exists()


@pytest.mark.parametrize(
    ("form", "where"),
    [
        (answers(place=""), "form.place"),
        (answers(capacity="0"), "form.capacity"),
        (answers(capacity="99999999999999999999"), "form.capacity"),
        (answers(kind="party"), "form.kind"),
        (answers(region="999999"), "form.region"),
        (answers(trainers=["999999"]), "form.trainers"),
        (answers(enrol_until="9999-99-99"), "form.enrol_until"),
        (answers(enrol_until="2199-01-01T10:00"), "form.enrol_until"),
        (answers([(5, "16:00", "10:00")]), "days.0.stops"),
        (answers([(5, "", "10:00")]), "days.0.begins"),
        (answers([(5, "25:00", "10:00")]), "days.0.begins"),
        (answers([(5, "10:00", "12:00"), (5, "11:00", "13:00")]), "days.1.on"),
        (answers(**{"days-0-on": "99999-12-31"}), "days.0.on"),
        (answers(**{"days-0-on": "", "days-0-begins": "", "days-0-stops": "", "days-0-place": "Almelo"}), "days.0.on"),
    ],
)
def test_what_is_wrong_stands_next_to_its_field(client, region, form, where):
    page = client.post(NEW, form)
    assert page.status_code == 200
    assert not TrainingEvent.objects.exists()
    kind, *path = where.split(".")
    errors = page.context["form"].errors if kind == "form" else page.context["days"].errors[int(path[0])]
    assert path[-1] in errors
    assert form["to_bring"] == ""
    assert page.context["form"]["title"].value() == form["title"]


@pytest.mark.parametrize("total", ["", "x", "-3", "100000"])
def test_a_form_that_was_tampered_with_is_no_crash(client, region, total):
    for more in ({}, {"more": "1"}):
        assert client.post(NEW, answers(**{"days-TOTAL_FORMS": total}) | more).status_code in (200, 302)
    assert client.post(NEW, {}).status_code == 200


def test_an_event_of_another_organisations_trainer_or_region_cannot_be(client, region):
    sister = RegionFactory(organisation=OrganisationFactory(belgian=True))
    page = client.post(NEW, answers(region=sister.pk, trainers=[make_trainer(sister.organisation).pk]))
    assert set(page.context["form"].errors) == {"region", "trainers"}


def test_changing_keeps_the_days_that_stay(client, region):
    event = make_event(region, days=[day(5), day(6)])
    kept = event.days.first()
    address = reverse("training_events:edit", args=[event.pk])
    page = client.get(address)
    assert page.context["days"].initial_form_count() == 2
    data = as_drawn(page) | {"place": "Almelo", "days-1-on": "", "days-1-begins": "", "days-1-stops": ""}
    assert client.post(address, data).status_code == 302
    event = fresh(event)
    assert event.place == "Almelo"
    assert list(event.days.all()) == [kept]


def test_who_comes_second_is_told_and_loses_nothing(client, region):
    event = make_event(region)
    address = reverse("training_events:edit", args=[event.pk])
    drawn = as_drawn(client.get(address))
    assert client.post(address, drawn | {"place": "Almelo"}).status_code == 302
    page = client.post(address, drawn | {"place": "Borne"})
    assert page.status_code == 200
    assert "Somebody else changed this event" in text_of(page)
    assert page.context["form"]["place"].value() == "Borne"
    assert fresh(event).place == "Almelo"


def test_fewer_places_than_are_taken_is_said_at_the_field(client, region):
    event = make_event(region, capacity=2)
    for _number in range(2):
        take_seat(event, person(region), by=region.manager)
    address = reverse("training_events:edit", args=[event.pk])
    page = client.post(address, as_drawn(client.get(address)) | {"capacity": "1"})
    assert "capacity" in page.context["form"].errors
