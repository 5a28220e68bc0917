"""What waits for a regional manager, and what does not: each line plain, with what to do and by when."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from intake.actions.following import Follower, answer_message
from intake.actions.referrals import decline_referral
from intake.actions.writing import read_answers, record_call
from intake.models import Referral
from portal.backoffice import worklist
from portal.privacy.models import AccessLogEntry
from tests.accounts.factories import UserFactory
from tests.intake.bench import bench
from tests.intake.factories import agree, ask, make_case, make_manager, make_referral
from tests.organisations.factories import OrganisationFactory, RegionFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_a_desk")]


@pytest.fixture
def region():
    region = RegionFactory(organisation=OrganisationFactory(start_within_days=21))
    make_manager(region)
    return region


def lines_for(user, most=100):
    return worklist.lines_for(user, most=most)


def lines(region):
    return [(line.title, str(line.kind), str(line.detail)) for line in lines_for(region.manager)]


def aged(referral, days):
    day = timezone.now() - timedelta(days=days)
    Referral.objects.filter(pk=referral.pk).update(received_at=day, term_from=day)
    return Referral.objects.get(pk=referral.pk)


def test_a_new_referral_waits_for_a_call_since_it_came(region):
    referral = aged(make_referral(region, safe_channel="call"), 2)
    [line] = lines_for(region.manager)
    assert (line.title, line.detail) == (str(referral), "Call to start the talk")
    assert (line.since, line.due) == (referral.received_at, referral.received_at + timedelta(days=21))
    assert str(referral.pk) in line.url


def test_who_asked_to_be_called_is_called_back(region):
    referral = make_referral(region, for_whom="", people=[])
    Referral.objects.update(channel="callback")
    assert lines(region) == [(str(referral), "Referral", "Call back")]
    Referral.objects.update(for_whom="self")
    assert lines(region) == [(str(referral), "Referral", "Call to start the talk")]


def test_the_talk_goes_on_until_everyone_agrees(region):
    referral = make_referral(region, state="in_talk")
    assert lines(region) == [(str(referral), "Referral", "Find out who agrees, then accept or decline")]
    agree(referral, by=region.manager, answer="no")
    assert "said no" in lines(region)[0][2]
    agree(referral, by=region.manager)
    assert lines(region) == [(str(referral), "Referral", "Everyone agrees: accept it")]


def test_a_message_waits_until_it_is_read(region):
    referral = make_referral(region)
    message = answer_message(Follower(referral, None), text="When do you call?")
    answer_message(Follower(referral, None), text="Hello?")
    [line] = [line for line in lines_for(region.manager) if line.kind == "Message"]
    assert (line.title, line.since) == (str(referral), message.at)
    read_answers(referral, shown=list(referral.messages.all()))
    assert "Message" not in {kind for _title, kind, _detail in lines(region)}


def test_a_message_of_a_case_leads_to_the_case(region):
    case = make_case(region)
    answer_message(Follower(case.referral, None), text="When do you call?")
    [line] = [line for line in lines_for(region.manager) if line.kind == "Message"]
    assert str(case.pk) in line.url


def test_what_erases_itself_within_a_week_waits_for_an_answer(region):
    referral = aged(make_referral(region), 22)
    [line] = [line for line in lines_for(region.manager) if line.kind == "Nobody agreed"]
    assert line.due > timezone.now() + timedelta(days=6.9)  # nobody was warned yet
    Referral.objects.update(warned_at=timezone.now() - timedelta(days=2))
    [line] = [line for line in lines_for(region.manager) if line.kind == "Nobody agreed"]
    assert line.due == referral.received_at + timedelta(days=28)
    Referral.objects.update(is_held=True)
    assert "Nobody agreed" not in {kind for _title, kind, _detail in lines(region)}


@pytest.mark.parametrize("state", ["declined"])
def test_what_is_closed_does_not_wait(state, region):
    make_referral(region, state=state)
    make_case(region, state="stopped")
    assert lines(region) == []


def test_a_case_waits_with_the_clock_of_its_referral(region):
    case = make_case(region)
    [line] = lines_for(region.manager)
    assert (line.title, line.kind, line.due) == (str(case), "Case", case.clock_from + timedelta(days=21))


def test_a_case_says_whether_its_question_is_still_to_be_found(region):
    case = make_case(region)
    assert lines(region) == [(str(case), "Case", "Find the question together")]
    ask(case, missing=["is_open"])
    assert lines(region) == [(str(case), "Case", "Find the question together")]
    ask(case)
    assert lines(region) == [(str(case), "Case", "Look for a coordinator")]


def test_without_a_promise_nothing_is_due(region):
    region.organisation.start_within_days = None
    region.organisation.save()
    make_referral(region)
    make_case(region)
    assert {line.due for line in lines_for(region.manager)} == {None}


def test_nothing_waits_for_a_neighbour(region):
    referral = make_referral(region)
    answer_message(Follower(referral, None), text="When do you call?")
    aged(make_referral(region), 22)
    make_case(region)
    assert lines_for(make_manager(RegionFactory())) == []
    assert lines_for(UserFactory(superuser=True)) == []


def test_lines_are_plain_and_open_nothing(region, as_user):
    referral = make_referral(region)
    answer_message(Follower(referral, None), text="When do you call?")
    before = AccessLogEntry.objects.count()
    text = as_user(region.manager).get("/admin/").content.decode()
    assert str(referral) in text
    assert AccessLogEntry.objects.count() == before
    for secret in ("Samira", "Younes", "When do you call"):
        assert secret not in text


@pytest.mark.parametrize(
    ("channel", "act"),
    [
        ("call", "Call to start the talk"),
        ("text", "Send a text message to start the talk"),
        ("email", "Send an e-mail to start the talk"),
        ("code", "Write by the code: do not call"),
        ("", "Get in touch to start the talk"),
    ],
)
def test_what_to_do_follows_the_channel_that_is_safe(channel, act, region):
    make_referral(region, safe_channel=channel)
    assert [detail for _title, _kind, detail in lines(region)] == [act]


@pytest.mark.parametrize(
    ("channel", "act"), [("call", "Call back"), ("code", "Write by the code: do not call"), ("", "Call back")]
)
def test_nobody_is_called_back_who_chose_another_way_since(channel, act, region):
    referral = make_referral(region, for_whom="", people=[], safe_channel=channel)
    Referral.objects.filter(pk=referral.pk).update(channel="callback")
    assert [detail for _title, _kind, detail in lines(region)] == [act]


@pytest.mark.parametrize(
    ("left", "act"),
    [
        ({"telephone": "", "email": "s@example.org"}, "Send an e-mail to start the talk"),
        ({"telephone": "", "email": ""}, "Write by the code: do not call"),
        ({"telephone": "06 12345678", "email": ""}, "Call to start the talk"),
    ],
)
def test_the_workbench_never_says_call_without_a_number(left, act, region, as_user):
    referral = make_referral(region, safe_channel="call", **left)
    page = as_user(region.manager).get(bench(referral)).content.decode()
    assert act in page
    assert ("Call to start the talk" in page) == bool(left["telephone"])


def call(referral, outcome, days=0):
    record_call(referral, by=referral.region.manager, outcome=outcome, at=timezone.now() - timedelta(days=days))


def test_who_was_called_in_vain_says_how_often_and_when(region):
    referral = make_referral(region, safe_channel="call")
    call(referral, "no_answer", days=40)
    assert re.fullmatch(r"Call to start the talk \(tried 1 time, last .*20\d\d.*\)", lines(region)[0][2])
    call(referral, "voicemail", days=1)
    assert lines(region)[0][2] == "Call to start the talk (tried 2 times, last yesterday)"
    call(referral, "later")
    assert lines(region)[0][2] == "Call to start the talk (tried 3 times, last today)"


def test_after_a_talk_the_line_leads_to_starting_it(region):
    referral = make_referral(region, safe_channel="call")
    call(referral, "no_answer")
    call(referral, "reached")
    [line] = lines_for(region.manager)
    assert line.detail == "You spoke: start the talk"
    assert line.url == reverse("referrals:step", args=[referral.pk, "start_talk"])


def test_callers_come_first_then_children_and_messages_then_the_oldest(region):
    oldest = aged(make_referral(region), 20)
    writer = aged(make_referral(region), 3)
    answer_message(Follower(writer, None), text="When do you call?")
    child = make_referral(region, for_whom="child", people=[])
    caller = make_referral(region, for_whom="", people=[])
    Referral.objects.filter(pk=caller.pk).update(channel="callback")
    titles = [(line.title, line.kind) for line in lines_for(region.manager)]
    assert titles == [
        (str(caller), "Referral"),
        (str(child), "Referral"),
        (str(writer), "Message"),
        (str(oldest), "Referral"),
        (str(writer), "Referral"),
    ]


def test_a_message_at_what_is_closed_asks_no_answer(region):
    referral = make_referral(region)
    answer_message(Follower(referral, None), text="Thank you")
    decline_referral(referral, by=region.manager, reason="Nothing to decide")
    assert lines(region) == [(str(referral), "Message", "Read the message: this one is closed")]


def test_no_more_is_read_than_is_shown(region):
    for days in (9, 7, 8):
        oldest_first = aged(make_referral(region), days)
    user = type(region.manager).objects.get(pk=region.manager.pk)
    with CaptureQueriesContext(connection) as queries:
        shown = lines_for(user, most=2)
    assert [line.since for line in shown] == sorted(line.since for line in shown)
    assert str(oldest_first) in [line.title for line in shown]
    rows = [query["sql"] for query in queries if " FROM " in query["sql"] and "received_at" in query["sql"]]
    assert rows
    assert all("LIMIT 2" in sql for sql in rows)


def test_the_worklist_costs_the_same_with_few_and_with_many(region, django_assert_num_queries):
    def fill():
        answer_message(Follower(make_referral(region), None), text="Hello?")
        aged(make_referral(region), 22)
        agree(make_referral(region, state="in_talk"), by=region.manager, answer="no")
        make_case(region)
        ask(make_case(region))

    fill()
    lines_for(region.manager)  # what is asked once in the life of a process
    for _ in range(3):
        with django_assert_num_queries(29):
            assert lines_for(type(region.manager).objects.get(pk=region.manager.pk))
        fill()
