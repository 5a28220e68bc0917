"""Training events in the admin: the list, the form, the workbench, who is placed, and what follows for the route."""

import re
import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from portal.privacy.models import AccessLogEntry
from tests.accounts.factories import UserFactory
from tests.intake.factories import make_manager
from tests.organisations.factories import OrganisationFactory, RegionFactory
from tests.training.events import day, fresh, make_event, person
from tests.training.factories import make_candidate, make_trainer
from training.actions.attending import take_attendance
from training.actions.planning import cancel_event, hold_event
from training.actions.seating import take_seat
from training.models import EventDay, Seat, TrainingEvent

pytestmark = pytest.mark.django_db
LIST, NEW = "/admin/training-events/", "/admin/training-events/new/"


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


def bench(event):
    return reverse("training_events:inspect", args=[event.pk])


def entry(event, name):
    return reverse("training_events:entry", args=[event.pk, name])


def text_of(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode().split("<main", 1)[1]).split())


def listed(client, **query):
    return [str(row.pk) for row in client.get(LIST, query).context["object_list"]]


def begin(event, *, days=1):
    """As if it began so many days ago."""
    first = starts = timezone.now() - timedelta(days=days)
    for number, one in enumerate(EventDay.objects.filter(event=event).order_by("starts")):
        starts = first + timedelta(days=number)
        EventDay.objects.filter(pk=one.pk).update(starts=starts, ends=starts + timedelta(hours=2))
    TrainingEvent.objects.filter(pk=event.pk).update(starts=first, ends=starts + timedelta(hours=2))
    return fresh(event)


def of_region(event, region):
    TrainingEvent.objects.filter(pk=event.pk).update(region=region)
    return fresh(event)


# -- the list ---------------------------------------------------------------------------------------


def test_list_says_how_full_it_is(client, region):
    event = make_event(region, capacity=1, title="Dag over rouw")
    for _number in range(2):
        take_seat(event, person(region), by=region.manager)
    page = text_of(client.get(LIST))
    assert "Dag over rouw" in page
    assert "1 of 1" in page
    assert "Full" in page
    row = client.get(LIST).context["object_list"][0]
    assert (row.held, row.waiting) == (1, 1)


def test_what_comes_stands_first_and_what_is_over_below(client, region):
    over = begin(make_event(region))
    later, sooner = make_event(region, in_days=30), make_event(region, in_days=10)
    unplanned = make_event(region, opened=False, days=[])
    assert listed(client) == [str(one.pk) for one in (sooner, later, unplanned, over)]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"kind": "ek1"}, {"ek1"}),
        ({"state": "planned"}, {"planned"}),
        ({"language": "tr"}, {"turkish"}),
        ({"when": "past"}, {"past"}),
        ({"when": "coming"}, {"ek1", "planned", "turkish"}),
    ],
)
def test_filters(client, region, query, found):
    events = {
        "ek1": make_event(region, kind="ek1"),
        "planned": make_event(region, opened=False),
        "turkish": make_event(region, language="tr"),
        "past": begin(make_event(region)),
    }
    assert set(listed(client, **query)) == {str(events[name].pk) for name in found}


def test_filter_by_region_offers_those_of_the_organisation(client, region):
    neighbour = RegionFactory(organisation=region.organisation)
    theirs = of_region(make_event(region), neighbour)
    of_region(make_event(region), region)
    assert listed(client, region=neighbour.pk) == [str(theirs.pk)]


@pytest.mark.parametrize("key", ["kind", "starts", "place", "held", "waiting", "state", "region__name"])
def test_list_is_ordered_by_what_it_offers(client, region, key):
    make_event(region), of_region(make_event(region, place="Almelo"), region)
    for ordering in (key, f"-{key}"):
        assert len(listed(client, ordering=ordering)) == 2


@pytest.mark.parametrize("words", ["rouw", "ALMELO", "study"])
def test_found_by_title_place_or_kind(client, region, words):
    event = make_event(region, title="Over rouw", place="Almelo")
    make_event(region, kind="ek1", place="Zwolle")
    found = client.post(f"{LIST}search/", {"q": words}).context["object_list"]
    assert list(found) == [event]


def test_list_costs_the_same_with_one_and_with_thirty(client, region, count_queries):
    event = make_event(region)
    take_seat(event, person(region), by=region.manager)
    one = count_queries(lambda: client.get(LIST))
    for _number in range(29):
        of_region(make_event(region), region)
    assert count_queries(lambda: client.get(LIST)) == one


def test_list_of_another_organisation_is_not_there(client, region, as_user):
    sister = RegionFactory(organisation=OrganisationFactory(belgian=True))
    make_manager(sister)
    foreign = make_event(sister, place="Brussel")
    assert listed(client) == []
    for name in ("inspect", "edit", "people"):
        assert client.get(reverse(f"training_events:{name}", args=[foreign.pk])).status_code == 404
    sheet = reverse("training_events:attendance", args=[foreign.pk, foreign.days.get().pk])
    assert client.get(sheet).status_code == 404


@pytest.mark.parametrize(("role", "status"), [("trainer", 200), ("administrator", 302), ("editor", 302)])
def test_only_managers_and_trainers_come_in(region, as_user, role, status):
    user = UserFactory(role=role, is_staff=True, organisation=region.organisation)
    for path in (LIST, NEW):
        assert as_user(user).get(path).status_code == status


# -- the form ---------------------------------------------------------------------------------------


def answers(days=((5, "10:00", "16:00"),), **fields):
    data = {
        "kind": "study_day", "title": "", "language": "nl", "region": "", "place": "Zwolle", "for_whom": "",
        "about": "", "capacity": "12", "offer_days": "3", "enrol_until": "", "is_public": "on", "link": "",
        "to_bring": "", "drawn": str(uuid.uuid4()),
        "days-TOTAL_FORMS": str(len(days) + 2), "days-INITIAL_FORMS": "0",
    }  # fmt: skip
    for number, (in_days, begins, stops) in enumerate(days):
        on = timezone.localdate() + timedelta(days=in_days)
        data |= {f"days-{number}-on": on.isoformat(), f"days-{number}-begins": begins, f"days-{number}-stops": stops}
    return data | fields


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
    data = _as_drawn(page) | {"place": "Almelo", "days-1-on": "", "days-1-begins": "", "days-1-stops": ""}
    assert client.post(address, data).status_code == 302
    event = fresh(event)
    assert event.place == "Almelo"
    assert list(event.days.all()) == [kept]


def test_who_comes_second_is_told_and_loses_nothing(client, region):
    event = make_event(region)
    address = reverse("training_events:edit", args=[event.pk])
    drawn = _as_drawn(client.get(address))
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
    page = client.post(address, _as_drawn(client.get(address)) | {"capacity": "1"})
    assert "capacity" in page.context["form"].errors


def _as_drawn(page):
    """What a browser would send back untouched."""
    html = page.content.decode().split("tr-event-form", 1)[1].split("</form>")[0]
    form, days = page.context["form"], page.context["days"]
    data = {field.html_name: field.value() for field in form if field.name != "trainers"}
    data["trainers"] = form["trainers"].value() or []
    for one in (days.management_form, *days):
        for field in one:
            shown = re.search(rf'name="{field.html_name}"[^>]*value="([^"]*)"', html)
            data[field.html_name] = shown.group(1) if shown else ""
    return {name: "" if value is None else value for name, value in data.items() if value is not False}


# -- the workbench ----------------------------------------------------------------------------------


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


# -- people -----------------------------------------------------------------------------------------


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


# -- from who was there to the route ----------------------------------------------------------------


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
