"""Sites with pages. `dutch` and `belgian` are clients on the two hosts."""

import pytest
from django.test import Client

from tests.cms_pages.factories import HomePageFactory
from tests.organisations.factories import OrganisationFactory


@pytest.fixture
def dutch():
    return Client(SERVER_NAME="localhost")


@pytest.fixture
def belgian():
    return Client(SERVER_NAME="be.localhost")


@pytest.fixture
def organisation(db):
    return OrganisationFactory()


@pytest.fixture
def home(organisation):
    return HomePageFactory(organisation=organisation)
