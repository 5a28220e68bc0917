"""The head of the workbench: what to do now, the clock, one heavy alarm, and where a closed one stands."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from intake.actions.cases import close_case, stop_case
from intake.actions.following import Follower, answer_message
from intake.actions.referrals import decline_referral
from intake.actions.writing import record_call
from intake.models import Assignment, Case, Referral
from tests.intake.bench import BODY
from tests.intake.ended import make_followed_up, make_running
from tests.intake.factories import make_case, make_manager, make_referral
from tests.organisations.factories import OrganisationFactory, RegionFactory

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("at_a_desk")]


@pytest.fixture
def region():
    return RegionFactory(organisation=OrganisationFactory(start_within_days=None))


def page_of(as_user, obj, name="referrals"):
    return as_user(obj.region.manager).get(reverse(f"{name}:inspect", args=[obj.pk])).content.decode()


def head(page):
    found = re.split(BODY, page.split('class="bo-head"')[1])[0]
    return " ".join(re.sub(r"<[^>]+>", " ", found).split())


@pytest.mark.parametrize(
    ("answers", "act"),
    [
        ({"safe_channel": "code"}, "Write by the code: do not call"),
        ({"safe_channel": "email"}, "Send an e-mail to start the talk"),
        ({"safe_channel": "call"}, "Call to start the talk"),
        ({"safe_channel": "call", "telephone": ""}, "Send an e-mail to start the talk"),
        ({"safe_channel": "", "telephone": ""}, "Send an e-mail to start the talk"),
    ],
)
def test_the_head_says_what_to_do_now(answers, act, region, as_user):
    text = head(page_of(as_user, make_referral(region, **answers)))
    assert f"Now: {act}" in text
    assert ("Call to start" in text) == (act.startswith("Call"))


def test_the_head_says_how_often_somebody_was_called_in_vain(region, as_user):
    referral = make_referral(region, safe_channel="call")
    record_call(referral, by=region.manager, outcome="no_answer")
    assert "Call to start the talk (tried 1 time, last today)" in head(page_of(as_user, referral))


@pytest.mark.parametrize(("outcome", "leads_on"), [("reached", True), ("no_answer", False)])
def test_after_a_talk_the_next_page_starts_it(outcome, leads_on, region, as_user):
    referral = make_referral(region)
    address = reverse("referrals:entry", args=[referral.pk, "call"])
    there = as_user(region.manager).post(address, {"outcome": outcome})["Location"]
    assert (there == reverse("referrals:step", args=[referral.pk, "start_talk"])) == leads_on


def test_a_talk_that_started_is_not_started_again(region, as_user):
    referral = make_referral(region, state="in_talk")
    address = reverse("referrals:entry", args=[referral.pk, "call"])
    there = as_user(region.manager).post(address, {"outcome": "reached"})["Location"]
    assert there == reverse("referrals:inspect", args=[referral.pk]) + "#calls"


def test_the_clock_runs_without_a_promise(region, as_user):
    referral = make_referral(region)
    assert "Running since today" in head(page_of(as_user, referral))
    Referral.objects.update(received_at=timezone.now() - timedelta(days=29))
    assert "Running for 29 days" in head(page_of(as_user, referral))


def test_the_clock_of_a_case_runs_until_it_stops(region, as_user):
    case = make_case(region)
    assert "Running since today" in head(page_of(as_user, case, "cases"))
    stop_case(case, by=case.manager, reason="They found another way")
    assert "Running" not in head(page_of(as_user, case, "cases"))
    assert "Running" not in head(page_of(as_user, case.referral))


def test_the_clock_of_a_case_stands_still_once_somebody_accepted(as_user):
    region = RegionFactory(organisation=OrganisationFactory(start_within_days=21))
    make_manager(region)
    region.refresh_from_db()
    case = make_running(region)
    Case.objects.update(clock_from=timezone.now() - timedelta(days=90))
    Assignment.objects.update(accepted_at=timezone.now() - timedelta(days=80))
    text = head(page_of(as_user, Case.objects.get(), "cases"))
    assert "Done in time" in text
    assert "Running for 10 days" in text
    close_case(make_followed_up(region), by=region.manager)
    text = head(page_of(as_user, Case.objects.exclude(pk=case.pk).get(), "cases"))
    assert "Running" not in text


def test_with_a_promise_the_clock_says_both(as_user):
    referral = make_referral(RegionFactory(organisation=OrganisationFactory(start_within_days=21)))
    text = head(page_of(as_user, referral))
    assert "A coordinator has accepted by" in text
    assert "Running since today" in text


def test_only_one_alarm_is_heavy(region, as_user):
    referral = make_referral(region, awareness="not_yet")
    answer_message(Follower(referral, None), text="When do you call?")
    Referral.objects.update(needs_look=True)
    page = page_of(as_user, referral)
    assert [found.split() for found in re.findall(r'class="in-alarm ([^"]+)"', page)] == [
        ["in-danger"],
        ["in-loud", "in-light"],
    ]
    small = page.split('class="in-small"')[1].split("</p>")[0]
    assert "Look whether it is real" in small
    assert "Erases itself on" in small


def test_a_closed_one_says_when_it_closed_and_when_it_goes(region, as_user):
    referral = make_referral(region)
    answer_message(Follower(referral, None), text="Thank you")
    decline_referral(referral, by=region.manager, reason="Nothing to decide")
    Referral.objects.update(needs_look=True)
    page = page_of(as_user, referral)
    text = head(page)
    today, gone = (
        " ".join(date_format(day, "DATE_FORMAT").split())  # `head` makes every space an ordinary one
        for day in (timezone.localdate(), timezone.localdate(Referral.objects.get().erases_at))
    )
    assert f"Closed on {today}. Everything here is erased on {gone}." in text
    assert "Read the message: this one is closed" in text
    for words in ("Erases itself", "Look whether", "Now:", "Running"):
        assert words not in text
    assert "Go through the referrer" not in page


def test_a_case_leads_to_where_the_question_is_written(region, as_user):
    case = make_case(region)
    assert reverse("cases:entry", args=[case.pk, "question"]) in page_of(as_user, case, "cases")


def test_a_case_has_one_name_for_a_new_code(region, as_user):
    case = make_case(region)
    page = page_of(as_user, case, "cases")
    address = reverse("referrals:entry", args=[case.referral.pk, "issue_code"])
    names = set(re.findall(rf'href="{address}[^>]*>([^<]+)<', page))
    assert names == {"Make a new code (the old one stops)"}
