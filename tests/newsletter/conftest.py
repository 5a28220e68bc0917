"""The site of an organisation with a newsletter, and the mails that leave."""

import re

import pytest
from django.core import mail
from django.test import Client

from portal.outbound.mail.sending import send_queued
from tests.organisations.factories import OrganisationFactory


@pytest.fixture
def organisation(db):
    return OrganisationFactory()


@pytest.fixture
def sister(db):
    return OrganisationFactory(belgian=True)


@pytest.fixture
def belgian():
    return Client(SERVER_NAME="be.localhost")


@pytest.fixture
def mailbox(organisation):
    """A function that sends what waits and gives the mails that were not looked at before."""

    def look():
        send_queued()
        came = list(mail.outbox)
        mail.outbox.clear()
        return came

    return look


@pytest.fixture
def link_in():
    """A function that gives the path of the only link in a mail."""

    def path(message):
        (link,) = re.findall(r"https?://\S+", message.body)
        return re.sub(r"^https?://[^/]+", "", link)

    return path
