"""What the portal counts by itself: this year's, rounded down, nothing of few, each organisation its own."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from cms_pages.live_figures import live_figures
from intake.models import Case
from tests.cms_pages.factories import TextPageFactory
from tests.intake.factories import make_case
from tests.organisations.factories import OrganisationFactory, RegionFactory


@pytest.fixture(autouse=True)
def nothing_counted_yet():
    cache.clear()


@pytest.fixture
def region(organisation):
    return RegionFactory(organisation=organisation)


def open_cases(region, number):
    for _case in range(number):
        make_case(region)


def test_nine_cases_are_too_few_to_be_told(organisation, region):
    open_cases(region, 9)
    assert live_figures(organisation) == []


def test_twelve_cases_are_told_as_ten_to_their_own_organisation_only(organisation, region):
    open_cases(region, 12)
    assert [number for number, _words in live_figures(organisation)] == [10]
    assert live_figures(OrganisationFactory(belgian=True)) == []


def test_last_years_cases_are_not_counted(organisation, region):
    open_cases(region, 10)
    Case.objects.update(opened_at=timezone.now() - timedelta(days=366))
    assert live_figures(organisation) == []


def test_the_page_shows_them_and_asks_the_database_once_an_hour(
    dutch, home, organisation, region, django_assert_max_num_queries
):
    TextPageFactory(parent=home, slug="cijfers", body=[{"type": "live_figures", "value": None}])
    open_cases(region, 10)
    assert "<bdi>10</bdi>" in dutch.get("/nl/cijfers/").content.decode()
    open_cases(region, 10)
    with django_assert_max_num_queries(12):
        assert "<bdi>10</bdi>" in dutch.get("/nl/cijfers/").content.decode()
