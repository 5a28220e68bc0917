"""From who was there to the route: what the region records in one step."""

import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.intake.factories import make_manager
from tests.organisations.factories import RegionFactory
from tests.training.event_desk import at_a_desk as at_a_desk
from tests.training.event_desk import begin, bench, entry, text_of
from tests.training.event_desk import client as client
from tests.training.event_desk import region as region
from tests.training.events import day, fresh, make_event, person
from tests.training.factories import make_candidate, make_trainer
from training.actions.attending import take_attendance
from training.actions.planning import cancel_event, hold_event
from training.actions.seating import take_seat

pytestmark = pytest.mark.django_db


def held(region, *people, was_there, kind="information", days=1):
    """A held event: `was_there` says of each person on which days they were there."""
    event = make_event(region, kind=kind, days=[day(5 + number) for number in range(days)])
    seats = [take_seat(event, one, by=region.manager) for one in people]
    begin(event, days=days)
    for number, one in enumerate(event.days.all()):
        take_attendance(
            one,
            by=region.manager,
            was_there={seat.pk: there[number] for seat, there in zip(seats, was_there, strict=True)},
        )
    return hold_event(fresh(event), by=region.manager)


def test_who_was_at_the_meeting_decides_and_who_was_not_is_invited_again(client, region):
    came, stayed_away, uninvited = (make_candidate(region, state=state) for state in ("invited", "invited", "applied"))
    event = held(region, came, stayed_away, uninvited, was_there=[[True], [False], [False]])
    page = client.get(bench(event))
    assert entry(event, "record") in page.content.decode()
    asked = client.get(entry(event, "record"))
    assert str(came) in text_of(asked)
    assert fresh(came).state == "invited"
    client.post(entry(event, "record"), {"drawn": uuid.uuid4()})
    assert [fresh(one).state for one in (came, stayed_away, uninvited)] == ["informed", "applied", "applied"]
    assert fresh(came).met_on == timezone.localdate(event.ends)
    assert entry(event, "record") not in client.get(bench(event)).content.decode()
    again = client.post(entry(event, "record"), {"drawn": uuid.uuid4()})
    assert again.context["form"].non_field_errors()


def test_a_training_counts_for_who_was_there_on_every_day(client, region):
    whole, half = (make_candidate(region, state="decided") for _number in range(2))
    event = held(region, whole, half, kind="ek1", days=3, was_there=[[True] * 3, [True, True, False]])
    assert str(half) in text_of(client.get(bench(event)))
    client.post(entry(event, "record"), {"drawn": uuid.uuid4()})
    assert [fresh(one).state for one in (whole, half)] == ["trained", "in_training"]
    assert fresh(whole).trained_on == timezone.localdate(event.ends)


def test_the_second_training_too(client, region):
    candidate = person(region, "certified", conferences_held=5)
    event = held(region, candidate, kind="ek2", was_there=[[True]])
    client.post(entry(event, "record"), {"drawn": uuid.uuid4()})
    assert fresh(candidate).state == "deepened"


def test_each_region_records_its_own(client, region, as_user):
    neighbour = RegionFactory(organisation=region.organisation)
    make_manager(neighbour)
    own, theirs = make_candidate(region, state="invited"), make_candidate(neighbour, state="invited")
    event = make_event(region, kind="information")
    seats = [take_seat(event, one, by=one.region.manager) for one in (own, theirs)]
    begin(event)
    take_attendance(event.days.get(), by=region.manager, was_there={seat.pk: True for seat in seats})
    hold_event(fresh(event), by=region.manager)
    client.post(entry(event, "record"), {"drawn": uuid.uuid4()})
    assert [fresh(one).state for one in (own, theirs)] == ["informed", "invited"]
    as_user(neighbour.manager).post(entry(event, "record"), {"drawn": uuid.uuid4()})
    assert fresh(theirs).state == "informed"


def test_a_trainer_records_nothing(region, as_user):
    event = held(region, make_candidate(region, state="invited"), was_there=[[True]])
    browser = as_user(make_trainer(region.organisation))
    assert entry(event, "record") not in browser.get(bench(event)).content.decode()
    assert browser.post(entry(event, "record"), {}).status_code in (302, 403)


def test_what_was_not_written_down_is_not_guessed(client, region):
    candidate = make_candidate(region, state="invited")
    event = make_event(region, kind="information")
    take_seat(event, candidate, by=region.manager)
    begin(event)
    hold_event(fresh(event), by=region.manager)
    assert "Not every day is written down" in text_of(client.get(bench(event)))
    client.post(entry(event, "record"), {"drawn": uuid.uuid4()})
    assert fresh(candidate).state == "invited"


def test_a_cancelled_event_says_why_and_has_no_sheet(client, region):
    event = make_event(region)
    cancel_event(event, by=region.manager, because="De zaal is dicht.")
    sheet = reverse("training_events:attendance", args=[event.pk, event.days.get().pk])
    assert client.get(sheet).url == bench(event)
    assert sheet not in client.get(bench(event)).content.decode()
