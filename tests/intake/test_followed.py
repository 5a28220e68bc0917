"""What number and code open: whose code sees what, and what nobody sees but those it is about."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from intake.actions.cases import stop_case
from intake.actions.following import answer_message, follow_referral
from intake.actions.referrals import (
    correct_region,
    decline_referral,
    hold_referral,
    mark_duplicate,
    record_withdrawal,
    refer_on,
    start_talk,
)
from intake.actions.writing import send_message, write_note
from intake.models import Referral
from portal.privacy.looking import looking
from portal.privacy.models import AccessLogEntry
from tests.intake.following import accept, make_region, receive, see

pytestmark = pytest.mark.django_db
TWO_PARTIES = [{"kind": "harmed", "name": "Anna"}, {"kind": "responsible", "name": "Bram"}]


@pytest.fixture
def region():
    region = make_region()
    region.manager.first_name, region.manager.last_name = "Marijke", "de Vries"
    region.manager.save()
    return region


def text_of(page):
    return page.content.decode()


def from_staff(referral, text, core_person=None):
    with looking(referral, by=referral.region.manager, screen="test"):
        return send_message(referral, by=referral.region.manager, text=text, core_person=core_person)


def thread_of(page):
    return [message.pk for message in page.context["thread"]]


# -- the referrer, while it is theirs ----------------------------------------------------------------


def test_the_referrer_sees_how_far_it_is_and_when_it_got_there(client, region):
    referral, code = receive(region)
    page = see(client, referral, code)
    assert page.context["progress"].bead == 1
    start_talk(referral, by=region.manager)
    hold_referral(referral, by=region.manager, reason="The family judge asked")
    page = see(client, referral, code)
    assert page.context["progress"].bead == 2
    assert [str(line) for _at, line in page.context["progress"].lines] == [
        "We have your request",
        "We are talking about it",
    ]
    assert "The family judge asked" not in text_of(page)


def test_the_referrer_sees_when_it_erases_itself_until_everyone_agrees(client, region):
    referral, code = receive(region)
    assert see(client, referral, code).context["erased_on"] == referral.erases_at
    Referral.objects.update(agreed_at=timezone.now())
    assert see(client, referral, code).context["erased_on"] is None


def test_a_handed_over_referral_tells_nothing_of_it(client, region):
    referral, code = receive(region)
    there = make_region(name="Limburg", organisation=region.organisation)
    correct_region(referral, by=region.manager, region=there)
    page = see(client, referral, code)
    assert len(page.context["progress"].lines) == 1
    assert "Limburg" not in text_of(page)


@pytest.mark.parametrize(
    ("end", "told"),
    [
        (decline_referral, "Closed"),
        (refer_on, "Closed"),
        (record_withdrawal, "Withdrawn"),
    ],
)
def test_how_it_ended_is_told_and_why_is_not(client, region, end, told):
    referral, code = receive(region)
    end(referral, by=region.manager, reason="Bemoeienis van de rechter")
    page = see(client, referral, code)
    assert page.context["progress"].heading == told
    assert page.context["progress"].bead == 0
    assert 'name="text"' not in text_of(page)
    assert "rechter" not in text_of(page)
    assert reverse("intake:withdraw") not in text_of(page)


def test_a_duplicate_does_not_name_the_other(client, region):
    other, _code = receive(region)
    referral, code = receive(region)
    mark_duplicate(referral, by=region.manager, reference=other.reference)
    page = see(client, referral, code)
    assert page.context["progress"].heading == "We go on under another number"
    assert other.reference not in text_of(page)
    assert str(other) not in text_of(page)


# -- the referrer who is somebody else, after acceptance ---------------------------------------------


def test_after_acceptance_somebody_else_sees_only_that_we_are_in_touch(client, region):
    referral, code = receive(region)
    accept(referral)
    page = see(client, referral, code)
    shown = text_of(page)
    progress = page.context["progress"]
    assert (progress.heading, progress.lines, progress.bead) == ("We are in touch", [], 0)
    for word in ["Restorative", "question", "coordinator", "going to work with you", "conference", "erase"]:
        assert word not in shown.split("<main")[1].split("</main>")[0]
    assert not page.context["may_pause"]
    assert region.manager.last_name not in shown
    assert page.context["erased_on"] is None
    assert reverse("intake:withdraw") not in shown
    assert client.get(reverse("intake:withdraw")).url == reverse("intake:followed")


def test_when_the_case_stopped_somebody_else_sees_only_that_it_ended(client, region):
    referral, code = receive(region)
    accept(referral)
    stop_case(referral.case, by=region.manager, reason="Zij vonden het te zwaar")
    page = see(client, referral, code)
    progress = page.context["progress"]
    assert (progress.heading, progress.lines) == ("Ended", [])
    assert 'name="text"' not in text_of(page)
    assert "zwaar" not in text_of(page)


def test_what_staff_write_to_the_referrer_after_acceptance_can_be_read(client, region):
    referral, code = receive(region)
    accept(referral)
    from_staff(referral, "Kunt u meedenken over vervoer?")
    assert "meedenken over vervoer" in text_of(see(client, referral, code))


# -- who asked for themselves ------------------------------------------------------------------------


def test_who_asked_for_themselves_keeps_it_and_reads_whom_to_call(client, region):
    referral, code = receive(region, for_whom="self", people=[])
    assert accept(referral) == []
    page = see(client, referral, code)
    progress = page.context["progress"]
    assert progress.heading == "We are looking for the question together"
    assert progress.bead == 3
    assert [str(line) for _at, line in progress.lines][-1] == "We are going to work with you"
    assert "Do it here, or call" in text_of(page)
    assert "ask for Marijke de Vries" in text_of(page)
    assert 'name="text"' in text_of(page)
    assert "pause or stop" in text_of(page)
    assert reverse("intake:withdraw") not in text_of(page)
    stop_case(referral.case, by=region.manager, reason="Het ging vanzelf beter")
    page = see(client, referral, code)
    assert page.context["progress"].heading == "Closed"
    assert "beter" not in text_of(page)
    assert "pause or stop" not in text_of(page)


def test_a_child_is_spoken_to_as_one(client, region):
    referral, code = receive(region, for_whom="child", people=[])
    family, family_code = receive(region)
    assert see(client, referral, code).context["is_child"]
    assert not see(client, family, family_code).context["is_child"]


# -- the core persons --------------------------------------------------------------------------------


def test_a_core_person_sees_the_case_and_no_dates_of_the_referrer(client, region):
    referral, _code = receive(region)
    (person,) = accept(referral)
    page = see(client, referral, person.code)
    progress = page.context["progress"]
    assert (progress.heading, progress.lines) == ("We are looking for the question together", [])
    assert "ask for Marijke de Vries" in text_of(page)
    assert reverse("intake:withdraw") not in text_of(page)
    assert 'name="text"' in text_of(page)


@pytest.mark.parametrize("gone", [{"is_active": False}, {"first_name": "", "last_name": ""}])
def test_where_the_manager_has_left_there_is_a_number_to_call(client, region, gone):
    referral, _code = receive(region)
    (person,) = accept(referral)
    type(region.manager).objects.filter(pk=region.manager.pk).update(**gone)
    page = text_of(see(client, referral, person.code))
    assert "pause or stop" in page
    assert "ask for" not in page
    assert region.manager.email not in page


def test_nobody_reads_the_thread_of_another(region):
    referral, code = receive(region, for_whom="repair", people=TWO_PARTIES)
    anna, bram = accept(referral)
    codes = {"referrer": code, "anna": anna.code, "bram": bram.code}
    of = {"referrer": None, "anna": anna.core_person, "bram": bram.core_person}
    for who, person in of.items():
        from_staff(referral, f"Van ons aan {who}", core_person=person)
        follower = follow_referral(organisation=region.organisation, reference=str(referral), code=codes[who])
        answer_message(follower, text=f"Van {who} aan u")
    for who, own_code in codes.items():
        page = text_of(see(Client(), referral, own_code))
        for other in codes:
            assert (f"Van ons aan {other}" in page) == (other == who)
            assert (f"Van {other} aan u" in page) == (other == who)


def test_a_key_cannot_be_bent_to_another_person(client, region):
    referral, _code = receive(region, for_whom="repair", people=TWO_PARTIES)
    anna, bram = accept(referral)
    see(client, referral, anna.code)
    session = client.session
    key = session["following"]["key"]
    session["following"]["key"] = key.replace(anna.core_person.pk.hex, bram.core_person.pk.hex)
    session.save()
    assert client.get(reverse("intake:followed")).status_code == 404


# -- messages ----------------------------------------------------------------------------------------


def test_messages_stand_in_order_and_are_new_once(client, region):
    referral, code = receive(region)
    first = from_staff(referral, "Schikt dinsdag?")
    second = from_staff(referral, "Of woensdag?")
    page = see(client, referral, code)
    assert thread_of(page) == [first.pk, second.pk]
    assert text_of(page).count('class="new"') == 2
    first.refresh_from_db()
    assert first.read_at is not None
    assert text_of(client.get(reverse("intake:followed"))).count('class="new"') == 0


def test_what_people_write_is_shown_as_text(client, region):
    referral, code = receive(region)
    from_staff(referral, "<script>alert(1)</script>\nمرحبا 🙂")
    page = text_of(see(client, referral, code))
    assert "&lt;script&gt;" in page
    assert "<script>alert" not in page
    assert 'dir="auto"' in page


def test_notes_of_staff_are_not_messages(client, region):
    referral, code = receive(region)
    write_note(referral, by=region.manager, text="Klinkt bang")
    assert "Klinkt bang" not in text_of(see(client, referral, code))


def test_a_look_is_written_down_only_when_something_sealed_is_shown(client, region):
    referral, code = receive(region)
    looks = AccessLogEntry.objects.filter(actor_kind="visitor")
    see(client, referral, code)
    assert looks.count() == 0
    from_staff(referral, "Schikt dinsdag?")
    see(client, referral, code)
    assert looks.count() == 1
    assert looks.get().screen == "follow"


def test_looking_again_and_again_is_one_line_an_hour_for_each_browser(client, region):
    referral, code = receive(region)
    from_staff(referral, "Schikt dinsdag?")
    looks = AccessLogEntry.objects.filter(actor_kind="visitor")
    see(client, referral, code)
    for _time in range(5):
        assert "Schikt dinsdag?" in text_of(client.get(reverse("intake:followed")))
    assert looks.count() == 1
    see(Client(), referral, code)
    assert looks.count() == 2
    start = timezone.now()
    for minutes in (25, 50, 61, 75):
        with time_machine.travel(start + timedelta(minutes=minutes)):
            assert "Schikt dinsdag?" in text_of(client.get(reverse("intake:followed")))
    assert looks.count() == 3


def test_staff_are_written_down_each_time(region, as_user, at_a_desk):
    referral, _code = receive(region)
    desk = as_user(region.manager)
    for _time in range(2):
        desk.get(reverse("referrals:inspect", args=[referral.pk]))
    assert AccessLogEntry.objects.filter(actor_id=region.manager.pk, kind="opened").count() == 2


def test_many_messages_cost_as_much_as_one(client, region):
    referral, code = receive(region)
    costs = []
    for count in (1, 15):
        for number in range(count):
            from_staff(referral, f"Bericht {number}")
            referral.messages.create(vault=referral.vault, text=f"Antwoord {number}")
        see(client, referral, code)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse("intake:followed")).status_code == 200
        costs.append(len(queries))
    assert costs[0] == costs[1]
    assert costs[0] <= 24
