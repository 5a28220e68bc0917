"""Was it asked before? Hints by number, address or full name, and never across organisations."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from intake.actions.referrals import mark_duplicate
from intake.duplicates import duplicate_hints
from intake.models import Referral
from portal.privacy.looking import looking
from portal.workflow.moves import NotPossible
from tests.intake.factories import make_manager, make_referral
from tests.organisations.factories import OrganisationFactory, RegionFactory

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("at_a_desk")]
NOTHING_SHARED = {
    "referrer_name": "Piet Anders",
    "telephone": "038 4222526",
    "email": "piet@example.org",
    "people": [{"kind": "person", "name": "Kees"}],
}


@pytest.fixture
def referral():
    return make_referral(person="Younes")


def hints(referral, *, user=None):
    manager = user or referral.region.manager
    with looking(referral, by=manager, screen="test"):
        return duplicate_hints(referral, people=list(referral.core_persons.all()), user=manager)


@pytest.mark.parametrize(
    ("shared", "is_hint"),
    [
        ({}, False),
        ({"telephone": "+31 6 1234 56 78"}, True),
        ({"telephone": "0031612345678"}, True),
        ({"email": "SAMIRA@example.org"}, True),
        ({"referrer_name": "samira  DEMO"}, True),
        ({"referrer_name": "Demo, Samira"}, True),
        ({"people": [{"kind": "person", "name": "Samira Demo"}]}, True),
        ({"referrer_name": "Samira"}, False),
        ({"people": [{"kind": "person", "name": "Younes"}]}, False),  # a first name alone tells nobody apart
        ({"people": [{"kind": "person", "name": "Kees", "telephone": "06 12345678"}]}, True),
        ({"people": [{"kind": "person", "name": "Kees", "email": "samira@example.org"}]}, True),
        ({"people": [{"kind": "group", "name": "Street", "spokesperson": "Samira Demo"}]}, True),
    ],
)
def test_a_number_an_address_or_a_full_name_is_a_hint(referral, shared, is_hint):
    other = make_referral(referral.region, **(NOTHING_SHARED | shared))
    assert hints(referral).seen == ([other] if is_hint else [])
    assert hints(other).seen == ([referral] if is_hint else [])


def test_what_belongs_to_a_person_in_the_middle_counts_too(referral):
    number = "06 99999999"
    theirs = [{"kind": "person", "name": "Kees", "telephone": number}]
    with_number = make_referral(referral.region, **(NOTHING_SHARED | {"people": theirs}))
    other = make_referral(referral.region, referrer_name="Ria Kok", email="ria@example.org", telephone=number)
    assert hints(other).seen == [with_number]


def test_elsewhere_only_the_region_is_named(referral, as_user):
    elsewhere = RegionFactory(organisation=referral.organisation, name="Drenthe")
    others = [make_referral(elsewhere) for _ in range(3)]
    found = hints(referral)
    assert (found.seen, found.elsewhere) == ([], ["Drenthe"])
    address = reverse("referrals:inspect", args=[referral.pk])
    page = as_user(referral.region.manager).get(address).content.decode()
    assert "In region Drenthe. Ask whoever answers there." in page
    for other in others:
        assert str(other) not in page
        assert other.reference not in page
        assert str(other.pk) not in page


def test_nothing_crosses_organisations(referral):
    belgian = make_referral(RegionFactory(organisation=OrganisationFactory(belgian=True), name="Brussels"))
    assert not hints(referral)
    assert not hints(belgian)
    # Not even for somebody who answers in both: each organisation is its own controller.
    both = make_manager(referral.region)
    belgian.region.deputy = both
    belgian.region.save(update_fields=["deputy"])
    assert not hints(Referral.objects.get(pk=referral.pk), user=both)


def test_an_own_one_leads_to_its_workbench(referral, as_user):
    other = make_referral(referral.region, state="declined")
    page = as_user(referral.region.manager).get(reverse("referrals:inspect", args=[referral.pk])).content.decode()
    text = page.split('id="duplicates"')[1]
    assert reverse("referrals:inspect", args=[other.pk]) in text
    assert "Declined" in text


def test_without_hints_it_says_so(referral, as_user):
    page = as_user(referral.region.manager).get(reverse("referrals:inspect", args=[referral.pk])).content.decode()
    assert "We find no other referral" in page


def test_somebody_who_only_gave_a_first_name_has_no_hints():
    referral = make_referral(referrer_name="Samira", telephone="", email="", person="Younes")
    make_referral(referral.region)
    assert not hints(referral)


def test_it_takes_as_many_queries_with_many(referral):
    def cost():
        fresh = Referral.objects.select_related("vault", "region__manager").get(pk=referral.pk)
        people = list(fresh.core_persons.all())
        with looking(fresh, by=fresh.region.manager, screen="test"), CaptureQueriesContext(connection) as queries:
            found = duplicate_hints(fresh, people=people, user=fresh.region.manager)
        return len(queries), len(found.seen)

    make_referral(referral.region)
    cost()
    few, seen = cost()
    assert seen == 1
    for _ in range(15):
        make_referral(referral.region)
        make_referral(RegionFactory(organisation=referral.organisation))
    many, seen = cost()
    assert many == few
    assert seen == 10  # the newest ones


# -- where it goes on ---------------------------------------------------------------------------------


@pytest.mark.parametrize("state", ["declined", "withdrawn", "referred_on", "duplicate"])
def test_what_is_closed_is_nothing_to_go_on_with(referral, state):
    other = make_referral(referral.region, state=state)
    with pytest.raises(NotPossible) as refusal:
        mark_duplicate(referral, by=referral.region.manager, reference=other.reference)
    assert refusal.value.field == "reference"
    assert Referral.objects.get(pk=referral.pk).state == "received"


@pytest.mark.parametrize("state", ["received", "in_talk", "accepted"])
def test_it_goes_on_under_one_that_runs(referral, state):
    other = make_referral(referral.region, state=state)
    assert mark_duplicate(referral, by=referral.region.manager, reference=other.reference).duplicate_of == other
