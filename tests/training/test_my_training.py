"""Days for you: what somebody may choose, the seats they have, and what they do with them."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from icalendar import Calendar

from portal.privacy.models import AccessLogEntry
from tests.accounts.factories import UserFactory
from tests.organisations.factories import OrganisationFactory, RegionFactory
from tests.training.events import day, fresh, make_event, person
from tests.training.test_my import address, read
from training.actions.attending import take_attendance
from training.actions.ending import pause_track
from training.actions.planning import cancel_event, change_event, hold_event
from training.actions.seating import give_up_seat, take_seat
from training.models import Attendance, Seat, TrainingEvent
from training.states import CandidateState

pytestmark = pytest.mark.django_db
S = CandidateState
SECRETS = {"link": "https://meet.example.org/room-7", "to_bring": "Your own story."}


@pytest.fixture
def region():
    return RegionFactory(name="Overijssel")


@pytest.fixture
def anna(region):
    return person(region, S.DECIDED)


def abroad():
    return RegionFactory(organisation=OrganisationFactory(belgian=True))


def fill(event, region, *, state=S.DECIDED):
    """Takes every place that is left; gives the seats."""
    taken = []
    while len(taken) < event.capacity:
        other = person(region, state)
        taken.append(take_seat(event, other, by=other.user))
    return taken


def hidden_on(response):
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', response.content.decode()))


def do(browser, name, pk, **said):
    asked = browser.get(address(name, pk))
    assert asked.status_code == 200
    return browser.post(address(name, pk), hidden_on(asked) | said, follow=True)


def state_of(event, candidate):
    return Seat.objects.get(event=event, candidate=candidate).state


def test_what_they_may_choose_tells_when_where_for_whom_and_what_is_free(as_user, region, anna):
    event = make_event(
        region, kind="ek1", capacity=3, days=[day(20), day(21, place="Deventer")], for_whom="Who speaks Polish."
    )
    take_seat(event, other := person(region, S.DECIDED), by=other.user)
    html = read(as_user, anna, "my_training")
    for words in (
        "First training (EK1)",
        "Zwolle, De Kamer 1",
        "Deventer",
        "Who speaks Polish.",
        "2 free places",
        "Dutch",
    ):
        assert words in html
    assert html.count("10:00–16:00") == 2
    assert f'href="{address("my_training_take", event.pk)}"' in html


def test_what_is_full_offers_the_waiting_list(as_user, region, anna):
    fill(make_event(region, kind="ek1", capacity=1), region)
    html = read(as_user, anna, "my_training")
    assert "Full. You can stand on the waiting list." in html
    assert "Stand on the waiting list" in html


def test_what_is_not_for_them_does_not_stand_there(as_user, region, anna):
    make_event(region, kind="study_day", title="Study day of coordinators")
    make_event(abroad(), kind="ek1", title="Of another organisation")
    make_event(RegionFactory(organisation=region.organisation), kind="ek1", title="Of all regions")
    elsewhere = RegionFactory(organisation=region.organisation)
    of_region = make_event(elsewhere, kind="ek1", title="Of another region")
    TrainingEvent.objects.filter(pk=of_region.pk).update(region=elsewhere)
    html = read(as_user, anna, "my_training")
    assert "Study day" not in html
    assert "Of another" not in html
    assert "Of all regions" in html


def test_where_there_is_nothing_to_choose_they_read_so(as_user, region, anna):
    assert "There is nothing to choose now" in read(as_user, anna, "my_training")


def test_who_paused_reads_that_they_can_go_on(as_user, region, anna):
    make_event(region, kind="ek1")
    pause_track(anna, by=anna.user)
    html = read(as_user, anna, "my_training")
    assert "You paused." in html
    assert f'href="{address("my_go_on")}"' in html


def test_who_has_no_track_is_led_to_what_there_is(as_user, region):
    assert as_user(UserFactory()).get(address("my_training")).url == address("my")


def test_a_place_is_taken_once_and_moves_the_track(as_user, region, anna):
    event = make_event(region, kind="ek1", **SECRETS)
    browser = as_user(anna.user)
    said = hidden_on(browser.get(address("my_training_take", event.pk)))
    for _again in range(2):
        response = browser.post(address("my_training_take", event.pk), said, follow=True)
        assert "You have a place. You get a mail, and the days stand here." in response.content.decode()
    assert state_of(event, anna) == "taken"
    assert fresh(anna).state == S.IN_TRAINING
    assert Seat.objects.count() == 1


def test_only_who_has_a_place_reads_the_link_and_what_to_bring(as_user, region, anna):
    event = make_event(region, kind="ek1", capacity=1, **SECRETS)
    other = person(region, S.DECIDED)
    for candidate in (anna, other):
        take_seat(event, candidate, by=candidate.user)
    of_anna, of_other = (read(as_user, one, "my_training") for one in (anna, other))
    for secret in SECRETS.values():
        assert secret in of_anna
        assert secret not in of_other


def test_who_comes_too_late_chooses_the_waiting_list_themselves(as_user, region, anna):
    event = make_event(region, kind="ek1", capacity=1)
    browser = as_user(anna.user)
    said = hidden_on(browser.get(address("my_training_take", event.pk)))
    fill(event, region)
    response = browser.post(address("my_training_take", event.pk), said)
    assert response.status_code == 409
    assert (
        "Meanwhile somebody else took the last place. You can stand on the waiting list." in response.content.decode()
    )
    assert not Seat.objects.filter(candidate=anna).exists()
    response = browser.post(address("my_training_take", event.pk), hidden_on(response), follow=True)
    assert "You are on the waiting list" in response.content.decode()
    assert state_of(event, anna) == "waiting"
    assert fresh(anna).state == S.DECIDED


def test_the_list_says_the_number_in_it(as_user, region, anna):
    event = make_event(region, kind="ek1", capacity=1)
    fill(event, region)
    for candidate in (person(region, S.DECIDED), anna):
        take_seat(event, candidate, by=candidate.user)
    html = read(as_user, anna, "my_training")
    assert "you are number 2" in html
    assert "1 free" not in html


def test_an_offered_place_says_until_when_and_is_taken_or_let_go(as_user, region, anna):
    event = make_event(region, kind="ek1", capacity=1)
    (held,) = fill(event, region)
    seat = take_seat(event, anna, by=anna.user)
    give_up_seat(held, by=held.candidate.user)
    html = read(as_user, anna, "my_training")
    assert "We keep a place for you until" in html
    for name in ("my_training_accept", "my_training_give_up"):
        assert f'href="{address(name, seat.pk)}"' in html
    track = read(as_user, anna)
    assert "There is a place for you" in track
    assert "Say whether you take it" in track
    do(as_user(anna.user), "my_training_accept", seat.pk)
    assert state_of(event, anna) == "taken"


def test_an_offer_that_ended_is_told_kindly(as_user, region, anna, time_machine):
    event = make_event(region, kind="ek1", capacity=1, offer_days=2)
    (held,) = fill(event, region)
    seat = take_seat(event, anna, by=anna.user)
    give_up_seat(held, by=held.candidate.user)
    asked = as_user(anna.user).get(address("my_training_accept", seat.pk))
    time_machine.move_to(timezone.now() + timedelta(days=3))
    response = as_user(anna.user).post(address("my_training_accept", seat.pk), hidden_on(asked), follow=True)
    assert "not kept for you any more" in response.content.decode()


def test_giving_up_offers_the_place_to_who_waits(as_user, region, anna):
    event = make_event(region, kind="ek1", capacity=1)
    seat = take_seat(event, anna, by=anna.user)
    other = person(region, S.DECIDED)
    take_seat(event, other, by=other.user)
    response = do(as_user(anna.user), "my_training_give_up", seat.pk)
    assert "You gave it up." in response.content.decode()
    assert state_of(event, anna) == "given_up"
    assert state_of(event, other) == "offered"
    assert fresh(anna).state == S.DECIDED


def test_another_date_is_chosen_among_those_with_a_free_place(as_user, region, anna):
    event, other, full = (make_event(region, kind="ek1", capacity=1, in_days=days) for days in (20, 30, 40))
    seat = take_seat(event, anna, by=anna.user)
    fill(full, region)
    html = read(as_user, anna, "my_training")
    assert f'href="{address("my_training_swap", seat.pk)}"' in html
    assert f'href="{address("my_training_take", other.pk)}"' not in html
    page = as_user(anna.user).get(address("my_training_swap", seat.pk)).content.decode()
    assert f'value="{other.pk}"' in page
    assert f'value="{full.pk}"' not in page
    do(as_user(anna.user), "my_training_swap", seat.pk, to=str(other.pk))
    assert (state_of(event, anna), state_of(other, anna)) == ("given_up", "taken")
    assert fresh(anna).state == S.IN_TRAINING


def test_a_swap_that_came_too_late_keeps_what_they_have(as_user, region, anna):
    event, other, third = (make_event(region, kind="ek1", capacity=1, in_days=days) for days in (20, 30, 40))
    seat = take_seat(event, anna, by=anna.user)
    browser = as_user(anna.user)
    said = hidden_on(browser.get(address("my_training_swap", seat.pk))) | {"to": str(other.pk)}
    fill(other, region)
    response = browser.post(address("my_training_swap", seat.pk), said)
    assert response.status_code == 422
    assert "You keep what you have." in response.content.decode()
    assert f'value="{third.pk}"' in response.content.decode()
    assert state_of(event, anna) == "taken"


def test_a_study_day_is_not_swapped(as_user, region):
    coordinator = person(region)
    event = make_event(region)
    make_event(region, in_days=30)
    seat = take_seat(event, coordinator, by=coordinator.user)
    assert address("my_training_swap", seat.pk) not in read(as_user, coordinator, "my_training")
    response = as_user(coordinator.user).get(address("my_training_swap", seat.pk), follow=True)
    assert "There is no other date with a free place now." in response.content.decode()


def test_what_was_tells_day_by_day_whether_they_were_there(as_user, region, time_machine):
    coordinator = person(region)
    event = make_event(region, days=[day(1), day(2)])
    seat = take_seat(event, coordinator, by=coordinator.user)
    time_machine.move_to(timezone.now() + timedelta(days=5))
    first, second = event.days.all()
    for one, was_there in ((first, True), (second, False)):
        take_attendance(one, by=region.manager, was_there={seat.pk: was_there})
    hold_event(event, by=region.manager)
    html = read(as_user, coordinator, "my_training")
    assert Attendance.objects.count() == 2
    assert html.count("you were there") == 1
    assert html.count("you were not there") == 1


def test_what_was_cancelled_stands_there_with_why(as_user, region, anna):
    event = make_event(region, kind="ek1")
    take_seat(event, anna, by=anna.user)
    cancel_event(event, by=region.manager, because="The hall has water damage.")
    html = read(as_user, anna, "my_training")
    assert "It does not take place" in html
    assert "The hall has water damage." in html


def test_the_calendar_file_holds_every_day_and_the_link(as_user, region, anna):
    event = make_event(region, kind="ek1", days=[day(20), day(21, place="Deventer")], **SECRETS)
    seat = take_seat(event, anna, by=anna.user)
    response = as_user(anna.user).get(address("my_training_calendar", seat.pk))
    assert response["Content-Disposition"].startswith("attachment; filename=")
    assert "no-store" in response["Cache-Control"]
    first, second = Calendar.from_ical(response.content).walk("VEVENT")
    assert [str(one["LOCATION"]) for one in (first, second)] == ["Zwolle, De Kamer 1", "Deventer"]
    assert SECRETS["link"] in str(first["DESCRIPTION"])
    assert first["UID"] != second["UID"]
    identity = str(first["UID"])
    change_event(event, by=region.manager, days=[day(25), day(26)])
    moved = Calendar.from_ical(as_user(anna.user).get(address("my_training_calendar", seat.pk)).content)
    assert str(moved.walk("VEVENT")[0]["UID"]) == identity


def test_who_waits_has_no_calendar_file(as_user, region, anna):
    event = make_event(region, kind="ek1", capacity=1)
    fill(event, region)
    seat = take_seat(event, anna, by=anna.user)
    assert as_user(anna.user).get(address("my_training_calendar", seat.pk)).status_code == 404


@pytest.mark.parametrize(
    "name", ["my_training_accept", "my_training_give_up", "my_training_swap", "my_training_calendar"]
)
def test_a_seat_of_somebody_else_is_not_there_and_the_try_is_kept(as_user, region, anna, name):
    seat = take_seat(make_event(region, kind="ek1"), anna, by=anna.user)
    browser = as_user(person(region, S.DECIDED).user)
    before = AccessLogEntry.objects.filter(kind="refused").count()
    assert browser.get(address(name, seat.pk)).status_code == 404
    assert AccessLogEntry.objects.filter(kind="refused", object_id=anna.pk).count() == before + 1
    assert browser.post(address(name, seat.pk), {"to": "x"}).status_code in (404, 405)
    assert fresh(seat).state == "taken"


def test_an_event_of_another_organisation_or_in_preparation_cannot_be_taken(as_user, region, anna):
    elsewhere = make_event(abroad(), kind="ek1")
    planned = make_event(region, kind="ek1", opened=False)
    for event in (elsewhere, planned):
        browser = as_user(anna.user)
        assert browser.get(address("my_training_take", event.pk)).status_code == 404
        assert browser.post(address("my_training_take", event.pk), {"wants": "place"}).status_code == 404


def test_what_is_not_for_them_is_refused_with_a_reason(as_user, region, anna):
    event = make_event(region, kind="study_day")
    for response in (
        as_user(anna.user).get(address("my_training_take", event.pk), follow=True),
        as_user(anna.user).post(address("my_training_take", event.pk), {"wants": "place"}, follow=True),
    ):
        assert "This is not for you now." in response.content.decode()
    assert not Seat.objects.exists()


def test_a_form_without_its_token_or_choice_is_not_a_500(as_user, region, anna):
    event = make_event(region, kind="ek1")
    browser = as_user(anna.user)
    browser.post(address("my_training_take", event.pk), {"wants": "\x00rubbish" * 9, "drawn": "x"})
    seat = take_seat(event, anna, by=anna.user)
    make_event(region, kind="ek1", in_days=40)
    assert browser.post(address("my_training_swap", seat.pk), {"to": "rubbish"}).status_code == 422


def test_an_anonymous_visitor_is_asked_to_sign_in(client, region):
    event = make_event(region)
    for path in (address("my_training"), address("my_training_take", event.pk)):
        assert client.get(path).url.startswith("/en/accounts/login/")


@pytest.mark.parametrize(
    ("state", "kind", "heading", "fields"),
    [
        (S.INVITED, "information", "Come to the information meeting", {}),
        (S.DECIDED, "ek1", "Choose your dates for the training", {}),
        (S.CERTIFIED, "ek2", "Choose the dates that suit you", {"conferences_held": 9}),
    ],
)
def test_the_track_asks_for_dates_when_there_are_any(as_user, region, state, kind, heading, fields):
    candidate = person(region, state, **fields)
    button = f'class="btn" href="{address("my_training")}"'
    assert button not in read(as_user, candidate)
    event = make_event(region, kind=kind)
    html = read(as_user, candidate)
    assert heading in html
    assert button in html
    take_seat(event, candidate, by=candidate.user)
    html = read(as_user, candidate)
    assert "Zwolle, De Kamer 1" in html
    assert "10:00–16:00" in html


def test_the_track_of_who_waits_says_so(as_user, region, anna):
    event = make_event(region, kind="ek1", capacity=1)
    fill(event, region)
    take_seat(event, anna, by=anna.user)
    assert "You are on the waiting list" in read(as_user, anna)


def test_coordinators_see_the_days_to_go_on_learning(as_user, region):
    coordinator = person(region, S.COMPLETE)
    for kind in ("refresher", "regional", "intervision", "study_day", "workshop", "variant"):
        make_event(region, kind=kind)
    html = read(as_user, coordinator, "my_training")
    assert html.count(f'href="{address("my_training_take", "00000000-0000-0000-0000-000000000000")[:20]}') == 6
    assert f'href="{address("my_training")}"' in read(as_user, coordinator)


@pytest.mark.parametrize("name", ["my", "my_training"])
def test_queries_do_not_grow_with_events_and_seats(as_user, region, count_queries, name):
    def add(count):
        for number in range(count):
            event = make_event(region, kind="study_day", in_days=20 + number, days=[day(20 + number), day(60 + number)])
            take_seat(event, coordinator, by=coordinator.user)
            make_event(region, kind="refresher", in_days=20 + number)

    coordinator = person(region)
    add(1)
    few = count_queries(lambda: read(as_user, coordinator, name))
    add(15)
    assert count_queries(lambda: read(as_user, coordinator, name)) == few
    assert few <= 32
