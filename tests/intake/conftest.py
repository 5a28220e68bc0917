"""Staff at their desk: past the second factor (that door has its own tests), reading English; and a coordinator."""

import pytest
from django.utils import translation

from tests.intake.factories import make_manager
from tests.intake.matched import coordinator_in
from tests.organisations.factories import RegionFactory


@pytest.fixture
def region():
    """A region with somebody who answers."""
    region = RegionFactory(name="Overijssel", postcodes=["8011"])
    make_manager(region, email="manager@example.org")
    return region


@pytest.fixture
def coordinator(region):
    return coordinator_in(region)


@pytest.fixture
def at_a_desk(settings):
    settings.SECOND_FACTOR_REQUIRED = False
    with translation.override("en"):
        yield
