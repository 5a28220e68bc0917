"""What following says in words: how we reach whom, how long it is kept; nothing contradicts what they asked."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from intake.actions.referrals import decline_referral
from intake.actions.writing import send_message
from portal.privacy.looking import looking
from tests.intake.following import make_region, receive, see

pytestmark = pytest.mark.django_db


@pytest.fixture
def region():
    return make_region()


def text_of(page):
    return page.content.decode()


def test_erasure_is_told_kindly_and_only_in_the_last_week_as_it_will_be(client, region):
    referral, code = receive(region)
    page = text_of(see(client, referral, code))
    assert "First we ask everyone whether they agree. We keep your request until" in page
    assert "On" not in page.split("We keep your request until")[1].split("</p>")[0]
    with time_machine.travel(referral.term_ends - timedelta(days=6)):
        page = text_of(see(client, referral, code))
    assert "We keep your request until" not in page
    assert "we erase your request. Write or call us if you need more time." in page


def test_once_it_has_ended_it_is_told_when_it_is_erased(client, region):
    referral, code = receive(region)
    decline_referral(referral, by=region.manager, reason="Niets te beslissen")
    assert "we erase everything that was written here" in text_of(see(client, referral, code))


@pytest.mark.parametrize("for_whom", ["self", "child", "family", ""])
def test_who_is_reached_by_the_code_alone_reads_of_no_calls(client, region, for_whom):
    referral, code = receive(region, for_whom=for_whom, safe_channel="code")
    pages = [text_of(see(client, referral, code))]
    with time_machine.travel(timezone.now() + timedelta(days=10)):
        pages.append(text_of(see(client, referral, code)))
    with looking(referral, by=region.manager, screen="test"):
        send_message(referral, by=region.manager, text="Schikt dinsdag?")
    pages.append(text_of(see(client, referral, code)))
    for page in pages:
        assert "We write to you here. We do not call" in page
        for contradiction in ["We contact you", "We call you", "safe time", "not to call any more"]:
            assert contradiction not in page


def test_others_may_change_when_we_call(client, region):
    referral, code = receive(region, safe_channel="call")
    assert "another safe time, or do you want us not to call any more" in text_of(see(client, referral, code))


def test_where_it_stands_and_that_it_ended_can_be_told_apart(client, region):
    referral, code = receive(region)
    page = text_of(see(client, referral, code))
    assert page.count('aria-current="step"') == 1
    assert 'class="end"' not in page
    decline_referral(referral, by=region.manager, reason="Niets te beslissen")
    page = text_of(see(client, referral, code))
    assert 'aria-current="step"' not in page
    assert page.count('class="end"') == 1
