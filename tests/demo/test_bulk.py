"""Referrals in bulk: as whole as real ones, found like real ones, and lists cost no more for them."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from intake.models import Case, Referral
from intake.queries import lapsed_referrals, lapsing_referrals
from portal.privacy import blind
from portal.privacy.looking import looking
from portal.privacy.models import SearchToken, Vault
from portal.workflow.queries import timeline
from tests.intake.factories import make_case, make_manager, make_referral
from tests.organisations.factories import OrganisationFactory, RegionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def region(settings):
    """The only one, front desk and all, so that every row is in one list."""
    settings.SECOND_FACTOR_REQUIRED = False
    region = OrganisationFactory().regions.get()
    make_manager(region)
    return region


def add(cases):
    call_command("seed_demo", cases=cases, verbosity=0)


def test_each_is_whole(region):
    add(60)
    assert Referral.objects.count() == Vault.objects.filter(kind="referral").count() == 60
    assert len({referral.state for referral in Referral.objects.all()}) > 3
    for referral in Referral.objects.all():
        assert timeline(referral).filter(action="intake.referral.receive").count() == 1
        with looking(referral, by=None, screen="test"):
            assert referral.story
            assert referral.core_persons.get().name
        assert hasattr(referral, "case") == (referral.state == "accepted")
        if referral.state == "accepted":
            assert referral.everyone_agreed()
            assert referral.case.clock_from == referral.received_at
    assert Case.objects.exists()


def test_none_is_of_another_organisation_than_its_region(region):
    for _ in range(2):
        make_manager(RegionFactory(organisation=OrganisationFactory(belgian=True)))
    add(60)
    assert {referral.region.organisation_id == referral.organisation_id for referral in Referral.objects.all()} == {
        True
    }
    assert len({referral.organisation_id for referral in Referral.objects.all()}) == 2


def test_none_erases_itself_or_is_warned_of_at_once(region):
    add(200)
    assert not lapsed_referrals().exists()
    assert not lapsing_referrals().exists()
    oldest = Referral.objects.earliest("received_at")
    assert oldest.received_at < timezone.now() - timedelta(days=100)


def test_what_they_are_found_by_is_what_a_rebuild_makes(region):
    add(30)
    before = set(SearchToken.objects.values_list("kind", "digest", "object_id"))
    blind.rebuild()
    assert set(SearchToken.objects.values_list("kind", "digest", "object_id")) == before


def test_a_second_time_adds_more(region):
    add(10)
    add(10)
    assert Referral.objects.count() == 20


def test_without_a_number_a_filled_database_is_left_alone(region):
    with pytest.raises(CommandError):
        call_command("seed_demo", verbosity=0)
    with pytest.raises(CommandError):
        add(-1)


def test_lists_search_and_workbench_cost_the_same_before_and_after(region, as_user, count_queries):
    referral, case = make_referral(region, person="Zilvermeeuw"), make_case(region)
    client = as_user(region.manager)
    asks = {
        "home": lambda: client.get("/admin/"),
        "referrals": lambda: client.get("/admin/referrals/"),
        "over the promise": lambda: client.get("/admin/referrals/", {"clock": "over"}),
        "cases": lambda: client.get("/admin/cases/"),
        "search": lambda: client.post("/admin/referrals/search/", {"q": "zilvermeeuw"}),
        "workbench of a referral": lambda: client.get(reverse("referrals:inspect", args=[referral.pk])),
        "workbench of a case": lambda: client.get(reverse("cases:inspect", args=[case.pk])),
    }
    before = {name: count_queries(ask) for name, ask in asks.items()}
    add(30)
    assert {name: count_queries(ask) for name, ask in asks.items()} == before
    assert [row.pk for row in asks["search"]().context["object_list"]] == [referral.pk]
