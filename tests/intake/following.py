"""What the tests of following share: a referral with its code, the steps of staff, and the public door."""

from intake.actions.people import Issued
from intake.actions.receiving import receive_referral
from intake.actions.referrals import accept_referral, start_talk
from intake.models import Referral
from tests.intake.factories import agree, answers, make_manager
from tests.organisations.factories import RegionFactory


def make_region(**fields):
    """A region with a manager."""
    region = RegionFactory(**fields)
    make_manager(region)
    return region


def receive(region, **changes) -> tuple[Referral, str]:
    """A referral in this region, and its code."""
    return receive_referral(answers(**changes), organisation=region.organisation, language="nl", region=region)


def accept(referral) -> list[Issued]:
    """The region's manager opens a case; who gets a code of their own, in the order in which they were named."""
    manager = referral.region.manager
    start_talk(referral, by=manager)
    agree(referral, by=manager)
    return accept_referral(referral, by=manager, model="restorative", manager=manager).codes


def follow(client, referral, code, language="en", **headers):
    return client.post(f"/{language}/follow/", {"reference": str(referral), "code": code}, headers=headers)


def see(client, referral, code, language="en"):
    """The page that number and code open."""
    follow(client, referral, code, language)
    return client.get(f"/{language}/follow/request/")


def write(client, text, language="en", **fields):
    return client.post(f"/{language}/follow/request/", {"text": text} | fields)


def withdraw(client, language="en", **fields):
    return client.post(f"/{language}/follow/withdraw/", fields)
