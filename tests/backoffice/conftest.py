"""Staff who are signed in, past the second factor (that door has its own tests in tests/accounts)."""

import pytest
from django.utils import translation

from tests.accounts.factories import UserFactory
from tests.organisations.factories import RegionFactory


@pytest.fixture(autouse=True)
def no_second_factor(settings):
    settings.SECOND_FACTOR_REQUIRED = False


@pytest.fixture
def region():
    return RegionFactory(name="Overijssel", postcodes=["8011"])


@pytest.fixture
def administrator(region):
    return UserFactory(role="administrator", is_staff=True, organisation=region.organisation)


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield
