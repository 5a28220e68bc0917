"""When somebody hears from us first: within working days of the organisation, in a safe way, until it is late."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.utils import translation

from intake.actions.writing import send_message
from intake.models import Channel, Referral
from intake.views.first_answer import first_answer, is_late
from portal.privacy.looking import looking
from tests.intake.following import make_region, receive, see

pytestmark = pytest.mark.django_db
FRIDAY = datetime(2026, 11, 20, 9, tzinfo=UTC)


@pytest.fixture
def region():
    return make_region()


def answers_within(region, days):
    region.organisation.answers_within_days = days
    region.organisation.save()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        (
            {"safe_channel": "code"},
            "We write to you here. We do not call, and we send nothing. Look again after 2 working",
        ),
        ({"safe_channel": "code", "for_whom": "child"}, "there is always a message then"),
        (
            {"safe_channel": "call"},
            "We call you within 2 working days. Only at the times that you said are safe, not at",
        ),
        ({"safe_channel": "text"}, "We write to you within 2 working days. Only in the way"),
        ({"safe_channel": "email"}, "We write to you within 2 working days. Only in the way"),
        ({"safe_channel": "any"}, "We contact you within 2 working days."),
        ({"safe_channel": ""}, "We contact you within 2 working days."),
        ({"safe_channel": "call", "for_whom": "child"}, "We contact you within 2 working days. Only in the way"),
        ({"safe_channel": "", "for_whom": ""}, "not at night and not at weekends"),
    ],
)
def test_it_is_told_how_and_when(region, changes, said):
    answers_within(region, 2)
    referral, _code = receive(region, **changes)
    with translation.override("en"):
        assert said in str(first_answer(referral))


def test_who_asked_to_be_called_back_is_called(region):
    answers_within(region, 1)
    referral, _code = receive(region)
    Referral.objects.update(channel=Channel.CALLBACK)
    with translation.override("en"):
        assert str(first_answer(Referral.objects.get())).startswith("We call you within 1 working day. ")


@pytest.mark.parametrize(
    ("days", "at", "late"),
    [
        (1, datetime(2026, 11, 23, 22, tzinfo=UTC), False),  # Monday
        (1, datetime(2026, 11, 24, 0, tzinfo=UTC), True),
        (3, datetime(2026, 11, 25, 12, tzinfo=UTC), False),
        (3, datetime(2026, 11, 26, 1, tzinfo=UTC), True),
        (6, datetime(2026, 11, 30, 12, tzinfo=UTC), False),
        (6, datetime(2026, 12, 1, 12, tzinfo=UTC), True),
    ],
)
def test_weekends_do_not_count(region, days, at, late):
    answers_within(region, days)
    with time_machine.travel(FRIDAY):
        referral, _code = receive(region)
    with time_machine.travel(at):
        assert is_late(referral) == late


def test_what_was_promised_is_not_told_for_ever(client, region):
    with time_machine.travel(FRIDAY):
        referral, code = receive(region)
        assert "We contact you within 3 working days" in see(client, referral, code).content.decode()
    with time_machine.travel(datetime(2026, 11, 27, 9, tzinfo=UTC)):
        page = see(client, referral, code).content.decode()
        assert "within 3 working days" not in page
        assert "Have you not heard from us yet? Write it below, or call us." in page
        with looking(referral, by=region.manager, screen="test"):
            send_message(referral, by=region.manager, text="Schikt dinsdag?")
        page = see(client, referral, code).content.decode()
        assert "not heard from us" not in page
        assert "We contact you, only in the way" in page
