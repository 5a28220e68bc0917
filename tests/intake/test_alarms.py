"""Who may not know of a request is said before everything else, unless somebody said that they do."""

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.intake.factories import agree, make_referral

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("at_a_desk")]
ALARM = "Speak only with the referrer"


def page_of(referral, as_user):
    return as_user(referral.region.manager).get(reverse("referrals:inspect", args=[referral.pk])).content.decode()


@pytest.mark.parametrize(
    ("awareness", "words"),
    [
        ("not_yet", "Younes does not know of this request yet."),
        ("", "It was not said whether Younes knows of this request."),
        ("knows", None),
        ("agrees", None),
    ],
)
def test_unsaid_is_not_a_yes(as_user, awareness, words):
    referral = make_referral(state="in_talk", awareness=awareness)
    page = page_of(referral, as_user)
    assert (ALARM in page) is (words is not None)
    assert words is None or words in page
    agree(referral, by=referral.region.manager)
    assert ALARM not in page_of(referral, as_user)


def test_a_call_back_says_it_too(as_user):
    page = page_of(make_referral(for_whom="", people=[], story="", awareness=""), as_user)
    assert ALARM in page
    assert "It was not said yet whom it is about." in page


def test_who_asks_for_themselves_knows(as_user):
    assert ALARM not in page_of(make_referral(for_whom="self", awareness=""), as_user)


@pytest.mark.parametrize("at", ["0001-01-01T00:00", "1999-01-01T00:00"])
def test_a_call_of_long_ago_is_refused(as_user, at):
    referral = make_referral(state="in_talk")
    address = reverse("referrals:entry", args=[referral.pk, "call"])
    page = as_user(referral.region.manager).post(address, {"outcome": "reached", "at": at})
    assert "too long ago" in page.context["form"].errors["at"][0]
    assert not referral.callattempts.filter(at__lt=timezone.now()).exists()
