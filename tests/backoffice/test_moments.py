"""Days and moments out of all reach are an error at the field, on every form of staff."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from intake.models import CallAttempt, Consent
from tests.intake.factories import make_referral

pytestmark = pytest.mark.django_db


@pytest.fixture
def referral():
    return make_referral(state="in_talk")


@pytest.fixture
def client(referral, as_user):
    client = as_user(referral.region.manager)
    client.raise_request_exception = False
    return client


@pytest.mark.parametrize("at", ["0001-01-01T00:00", "1899-12-31T23:59", "9999-12-31T23:59", "2200-01-02T00:00"])
def test_a_moment_out_of_reach_is_an_error_at_its_field(client, referral, at):
    page = client.post(reverse("referrals:entry", args=[referral.pk, "call"]), {"outcome": "reached", "at": at})
    assert page.status_code == 200
    assert list(page.context["form"].errors) == ["at"]
    assert not CallAttempt.objects.exists()


@pytest.mark.parametrize("on", ["0001-01-01", "9999-12-31"])
def test_a_day_out_of_reach_is_an_error_at_its_field(client, referral, on):
    answers = {
        "core_person": referral.core_persons.get().pk, "on": on, "grown_up": "yes", "given_by": "self", "answer": "yes",
    }  # fmt: skip
    page = client.post(reverse("referrals:step", args=[referral.pk, "record_agreement"]), answers)
    assert page.status_code == 200
    assert list(page.context["form"].errors) == ["on"]
    assert not Consent.objects.exists()


def test_an_hour_ago_is_near_enough(client, referral):
    at = timezone.localtime() - timedelta(hours=1)
    typed = at.strftime("%Y-%m-%dT%H:%M")
    assert (
        client.post(
            reverse("referrals:entry", args=[referral.pk, "call"]), {"outcome": "reached", "at": typed}
        ).status_code
        == 302
    )
    assert timezone.localtime(CallAttempt.objects.get().at).strftime("%Y-%m-%dT%H:%M") == typed
