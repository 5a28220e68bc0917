"""Who is placed in a training event by staff, gives up, swaps, and whose number is nobody's."""

import uuid

import pytest

from portal.privacy.models import AccessLogEntry
from tests.intake.factories import make_manager
from tests.organisations.factories import RegionFactory
from tests.training.event_desk import at_a_desk as at_a_desk
from tests.training.event_desk import bench, entry, text_of
from tests.training.event_desk import client as client
from tests.training.event_desk import region as region
from tests.training.events import fresh, make_event, person
from training.actions.seating import take_seat
from training.models import Seat

pytestmark = pytest.mark.django_db


def test_placing_by_number(client, region):
    event = make_event(region)
    candidate = person(region)
    page = client.get(entry(event, "place"))
    assert str(candidate) in text_of(page)
    assert "Nadia Demo" not in text_of(page)
    prefilled = client.get(entry(event, "place"), {"reference": candidate.reference})
    assert prefilled.context["form"]["reference"].value() == candidate.reference
    response = client.post(entry(event, "place"), {"reference": str(candidate).lower(), "drawn": uuid.uuid4()})
    assert response.url == f"{bench(event)}#people"
    assert Seat.objects.get().state == "taken"


@pytest.mark.parametrize("reference", ["", "x", "222 222", "7" * 40, "عمر"])
def test_a_number_that_is_nobodys_is_said_at_the_field(client, region, reference):
    event = make_event(region)
    page = client.post(entry(event, "place"), {"reference": reference})
    assert "reference" in page.context["form"].errors


def test_a_foreign_number_is_nobodys_and_is_written_down(client, region):
    neighbour = RegionFactory(organisation=region.organisation)
    theirs = person(neighbour)
    event = make_event(region)
    page = client.post(entry(event, "place"), {"reference": theirs.reference})
    assert "reference" in page.context["form"].errors
    assert not Seat.objects.exists()
    line = AccessLogEntry.objects.get(kind="refused")
    assert (line.object_id, line.actor_id) == (theirs.pk, region.manager.pk)


def test_who_does_not_fit_is_told_why(client, region):
    event = make_event(region, kind="ek1")
    candidate = person(region, "applied")
    page = client.post(entry(event, "place"), {"reference": candidate.reference})
    assert page.context["form"].errors["reference"]
    assert not Seat.objects.exists()


def test_giving_up_moves_the_waiting_list(client, region):
    event = make_event(region, capacity=1)
    first, second = [take_seat(event, person(region), by=region.manager) for _number in range(2)]
    page = client.get(entry(event, "give_up"), {"seat": first.pk})
    assert str(first.candidate) in text_of(page)
    client.post(entry(event, "give_up"), {"seat": first.pk, "drawn": uuid.uuid4()})
    assert [fresh(one).state for one in (first, second)] == ["given_up", "offered"]
    page = client.get(bench(event)).content.decode()
    assert f"{entry(event, 'accept')}?seat={second.pk}" in page
    client.post(entry(event, "accept"), {"seat": second.pk, "drawn": uuid.uuid4()})
    assert fresh(second).state == "taken"


def test_swapping_offers_open_events_of_the_same_kind(client, region):
    event, other = make_event(region, kind="ek1"), make_event(region, kind="ek1", in_days=30)
    make_event(region, kind="refresher")
    make_event(region, kind="ek1", opened=False)
    seat = take_seat(event, person(region, "decided"), by=region.manager)
    page = client.get(entry(event, "swap"), {"seat": seat.pk})
    assert list(page.context["form"].fields["to"].queryset) == [other]
    assert "to" in client.post(entry(event, "swap"), {"seat": seat.pk, "to": "x"}).context["form"].errors
    client.post(entry(event, "swap"), {"seat": seat.pk, "to": other.pk, "drawn": uuid.uuid4()})
    assert fresh(seat).state == "given_up"
    assert other.seats.get().state == "taken"


@pytest.mark.parametrize("name", ["give_up", "accept", "swap"])
def test_a_seat_that_is_not_there_is_not_there(client, region, name):
    event, other = make_event(region), make_event(region)
    seat = take_seat(other, person(region), by=region.manager)
    for key in ("", "x", uuid.uuid4(), seat.pk):
        assert client.get(entry(event, name), {"seat": key}).status_code == 404
        assert client.post(entry(event, name), {"seat": key}).status_code == 404
    assert fresh(seat).state == "taken"


def test_a_seat_of_another_region_is_not_given_up(client, region):
    neighbour = RegionFactory(organisation=region.organisation)
    make_manager(neighbour)
    event = make_event(region)
    seat = take_seat(event, person(neighbour), by=neighbour.manager)
    page = client.get(bench(event)).content.decode()
    assert f"seat={seat.pk}" not in page
    assert str(seat.candidate) in page
    assert client.post(entry(event, "give_up"), {"seat": seat.pk}).status_code == 404
    assert AccessLogEntry.objects.get(kind="refused").object_id == seat.candidate_id
    assert fresh(seat).state == "taken"
