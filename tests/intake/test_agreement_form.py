"""The form that records an agreement: nobody becomes an adult because a field stayed empty."""

import pytest
from django.utils import timezone

from intake.models import Consent
from tests.intake.factories import make_referral

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize(
    ("grown_up", "age", "field"),
    [("", "", "grown_up"), ("no", "", "age"), ("no", "18", "age"), ("yes", "17", "age"), ("no", "130", "age")],
)
def test_an_age_that_is_missing_or_does_not_fit_is_asked_again(client, settings, grown_up, age, field):
    settings.SECOND_FACTOR_REQUIRED = False
    referral = make_referral(state="in_talk")
    client.force_login(referral.region.manager)
    answered = client.post(
        f"/admin/referrals/step/{referral.pk}/record_agreement/",
        {
            "core_person": str(referral.core_persons.get().pk),
            "grown_up": grown_up,
            "age": age,
            "given_by": "self",
            "answer": "yes",
            "on": timezone.localdate().isoformat(),
        },
    )
    assert field in answered.context["form"].errors
    assert not Consent.objects.exists()


@pytest.mark.parametrize(("age", "grown_up"), [(14, "no"), (18, "yes"), (None, "no")])
def test_the_age_that_a_child_wrote_stands_there_already(client, settings, age, grown_up):
    settings.SECOND_FACTOR_REQUIRED = False
    referral = make_referral(state="in_talk", for_whom="child", age=age)
    client.force_login(referral.region.manager)
    form = client.get(f"/admin/referrals/step/{referral.pk}/record_agreement/").context["form"]
    assert (form["age"].value(), form["grown_up"].value()) == (age, grown_up)


def post(client, referral, **answers):
    client.force_login(referral.region.manager)
    return client.post(
        f"/admin/referrals/step/{referral.pk}/record_agreement/",
        {
            "core_person": str(referral.core_persons.get().pk),
            "given_by": "self",
            "answer": "yes",
            "on": timezone.localdate().isoformat(),
        }
        | answers,
    )


def test_a_group_is_asked_no_age(client, settings):
    settings.SECOND_FACTOR_REQUIRED = False
    referral = make_referral(state="in_talk", people=[{"kind": "group", "name": "The street"}])
    assert post(client, referral).status_code == 302
    assert Consent.objects.get().answer == Consent.Answer.YES


@pytest.mark.parametrize(("words", "stored"), [("", False), ("  ", False), ("He threatens her", True)])
def test_who_was_not_asked_because_it_is_not_safe_asks_why(client, settings, words, stored):
    settings.SECOND_FACTOR_REQUIRED = False
    referral = make_referral(state="in_talk")
    answered = post(client, referral, grown_up="no", age="13", given_by="parent", answer="unsafe", words=words)
    assert Consent.objects.exists() is stored
    assert stored or "words" in answered.context["form"].errors


def test_a_link_at_a_person_begins_the_form_with_them(client, settings):
    settings.SECOND_FACTOR_REQUIRED = False
    people = [{"kind": "person", "name": "Younes"}, {"kind": "person", "name": "Lina"}]
    referral = make_referral(state="in_talk", people=people)
    second = referral.core_persons.order_by("created").last()
    client.force_login(referral.region.manager)
    address = f"/admin/referrals/step/{referral.pk}/record_agreement/?core_person={second.pk}"
    page = client.get(address).content.decode()
    chosen = [line for line in page.splitlines() if "checked" in line and "core_person" in line]
    assert len(chosen) == 1
    assert str(second.pk) in chosen[0]
