"""Coaches, and volunteers whom they coach, with a conference that is prepared."""

import pytest

from intake.actions.case_messages import write_to_coordinator, write_to_region
from intake.actions.coaching import open_to_coach
from intake.models import Assignment
from tests.accounts.factories import UserFactory
from tests.intake.factories import make_manager
from tests.intake.matched import coordinator_in, user_of
from tests.intake.prepared import member, prepared_case
from tests.organisations.factories import OrganisationFactory, RegionFactory
from training.actions.coaching import choose_coach
from training.models import Coordinator

FROM_REGION, FROM_COORDINATOR = "Shall I think along about the train?", "The hall is arranged."


@pytest.fixture
def region():
    return belgian_region()


@pytest.fixture
def coach(region):
    return make_coach(region)


@pytest.fixture
def assignment(region, coach):
    return coached_case(region, coach)


def belgian_region():
    """Its coordinators are volunteers."""
    region = RegionFactory(organisation=OrganisationFactory(belgian=True))
    make_manager(region)
    region.refresh_from_db()
    return region


def make_coach(region, **fields):
    return UserFactory(role="coach", organisation=region.organisation, **{"first_name": "Karel"} | fields)


def coached_case(region, coach) -> Assignment:
    """A conference that is prepared by a volunteer with this coach."""
    coordinator = coordinator_in(region)
    choose_coach(coordinator, by=region.manager, coach=coach)
    assignment = prepared_case(region, coordinator=Coordinator.objects.get(pk=coordinator.pk))
    member(assignment.case)
    return assignment


def write_to_each_other(assignment) -> None:
    write_to_region(assignment, by=user_of(assignment.coordinator), text=FROM_COORDINATOR)
    write_to_coordinator(assignment.case, by=assignment.case.region.manager, text=FROM_REGION)


def opened(assignment) -> Assignment:
    return open_to_coach(assignment, by=user_of(assignment.coordinator))
