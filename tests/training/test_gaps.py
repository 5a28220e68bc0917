"""What the roster lacks: asked for next to who can do it, per region, the gaps first, and no background in it."""

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from portal.privacy.looking import looking
from tests.intake.factories import make_manager, make_referral
from tests.organisations.factories import OrganisationFactory, RegionFactory
from tests.training.factories import make_candidate, make_trainer
from tests.training.further import make_coordinator
from training.actions.offering import change_own_data
from training.demand import demand_for
from training.models import Coordinator, CoordinatorRegion

pytestmark = pytest.mark.django_db
ADDRESS = "/admin/coordinators/gaps/"


@pytest.fixture(autouse=True)
def at_a_desk(settings):
    settings.SECOND_FACTOR_REQUIRED = False
    with translation.override("en"):
        yield


@pytest.fixture
def region():
    region = RegionFactory(name="Overijssel")
    make_manager(region)
    region.refresh_from_db()
    return region


@pytest.fixture
def client(region, as_user):
    return as_user(region.manager)


@pytest.fixture
def registered(region):
    return Coordinator.objects.get(candidate=make_coordinator(region))


def speaks(coordinator, *codes, **said):
    own = {
        "languages": codes, "travel_minutes": 60, "evenings": True, "weekends": True, "weekdays": True,
        "away_from": None, "away_until": None, "regions": [],
    }  # fmt: skip
    with looking(coordinator, by=None, screen="tests"):
        change_own_data(coordinator, by=coordinator.candidate.user, **(own | said))


def ask(region, *, language="nl", wished_model="family_group", times=1):
    for _number in range(times):
        make_referral(region, language=language, wished_model=wished_model)


def gaps_of(client, region):
    return next(one for one in client.get(ADDRESS).context["regions"] if one.region == region)


def counted(gaps):
    return {gap.name: (gap.asked, gap.there) for gap in gaps}


def test_what_is_asked_for_stands_next_to_who_can_do_it(client, region, registered):
    speaks(registered, "nl", "ar")
    ask(region, language="tr", times=2)
    ask(region, language="nl", wished_model="learning")
    found = gaps_of(client, region)
    assert found.available == 1
    assert counted(found.languages) == {"Turkish": (2, 0), "Dutch": (1, 1), "Arabic": (0, 1)}
    assert [gap.name for gap in found.languages][0] == "Turkish"
    assert counted(found.scopes)["Learning"] == (1, 0)
    assert counted(found.scopes)["Families and individuals"] == (2, 1)
    assert found.sought == ["somebody who speaks Turkish", "somebody for: Learning"]
    page = client.get(ADDRESS).content.decode()
    assert page.index("Turkish") < page.index("Dutch")


def test_who_is_away_or_works_elsewhere_counts_where_they_can_be_asked(client, region, registered):
    other = RegionFactory(organisation=region.organisation, manager=region.manager)
    CoordinatorRegion.objects.create(coordinator=registered, region=other)
    assert (gaps_of(client, region).available, gaps_of(client, other).available) == (1, 1)
    assert counted(gaps_of(client, other).languages)["Arabic"] == (0, 1)
    speaks(registered, "nl", away_from=timezone.localdate(), regions=[other])
    assert (gaps_of(client, region).available, gaps_of(client, other).available) == (0, 0)


def test_who_is_on_the_way_is_told_beside_it(client, region):
    make_candidate(region, state="in_training", languages=["nl", "tr"])
    ask(region, language="tr")
    (turkish,) = [gap for gap in gaps_of(client, region).languages if gap.name == "Turkish"]
    assert (turkish.asked, turkish.there, turkish.coming) == (1, 0, 1)
    assert turkish.is_gap


def test_only_own_regions_stand_there(client, region):
    foreign = RegionFactory(organisation=region.organisation)
    make_manager(foreign)
    ask(foreign, language="pl")
    assert [one.region for one in client.get(ADDRESS).context["regions"]] == [region]
    assert demand_for(region.manager) == []


def test_a_background_is_no_count(client, region, registered):
    speaks(registered, "nl", background="Gelovig opgevoed", background_agreed=True)
    page = client.get(ADDRESS).content.decode()
    assert "Gelovig" not in page
    assert "Backgrounds of coordinators are not counted" in page


def test_nobody_but_who_sees_coordinators_sees_their_gaps(region, as_user):
    assert as_user(make_trainer(region.organisation)).get(ADDRESS).status_code in (302, 403)


def test_many_cost_as_many_queries_as_few(as_user):
    region = OrganisationFactory().regions.get()
    client = as_user(make_manager(region))
    make_trainer(region.organisation)
    make_trainer(region.organisation)

    def cost():
        with CaptureQueriesContext(connection) as queries:
            client.get(ADDRESS)
        return len(queries)

    call_command("seed_demo", coordinators=5, verbosity=0)
    ask(region, language="tr")
    cost()
    few = cost()
    call_command("seed_demo", coordinators=200, verbosity=0)
    ask(region, language="pl", times=3)
    assert cost() == few
    assert gaps_of(client, region).available > 50
