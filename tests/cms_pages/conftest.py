"""Sites with pages. `dutch` and `belgian` are clients on the two hosts."""

import pytest
from django.test import Client
from wagtail.users.models import UserProfile

from portal.accounts.roles import EDITOR, open_site_to_editors, sync_roles
from tests.accounts.factories import UserFactory
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


@pytest.fixture
def editor(client, home, settings):
    """`client` is an editor, signed in, who reads English."""
    settings.SECOND_FACTOR_REQUIRED = False
    sync_roles()
    open_site_to_editors()
    user = UserFactory(role=EDITOR)
    UserProfile.objects.create(user=user, preferred_language="en")
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    client.force_login(user, "allauth.account.auth_backends.AuthenticationBackend")
    return user
