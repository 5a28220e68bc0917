"""Mails to people with a request: they say a number and how to reach us, and never from whom they are."""

from email.utils import parseaddr

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from post_office.models import Email

from intake.actions.writing import send_message
from intake.models import Referral
from portal.organisations.models import Organisation
from portal.privacy.looking import looking
from tests.intake.following import accept, make_region, receive
from tests.organisations.factories import OrganisationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(params=[False, True], ids=["nl", "be"])
def region(request):
    region = make_region(organisation=OrganisationFactory(belgian=request.param))
    settings_of(region, referral_telephone="0489 45 54 13")
    return region


def settings_of(region, **changes):
    Organisation.objects.filter(pk=region.organisation.pk).update(**changes)
    region.organisation.refresh_from_db()


def mails_to_people(region):
    """The mails that have reached nobody of the staff: what somebody with a request finds in their mailbox."""
    staff = {region.manager.email, region.organisation.email}
    for mail in Email.objects.order_by("pk"):
        with looking(mail.outgoing_address, by=None, screen="test"):
            if mail.outgoing_address.address not in staff:
                yield mail


def mailed_twice(region):
    """One mail that the request came in, one that a message waits; a core person gets one of the latter too."""
    referral, _code = receive(
        region, wants_mail=True, people=[{"kind": "person", "name": "Younes", "email": "younes@example.org"}]
    )
    accept(referral)
    referral = Referral.objects.get()
    with looking(referral, by=region.manager, screen="test"):
        send_message(referral, by=region.manager, text="Schikt dinsdag?")
    return referral


def test_no_mail_to_somebody_with_a_request_says_from_whom_it_is(region):
    referral = mailed_twice(region)
    mails = list(mails_to_people(region))
    assert len(mails) >= 2
    for mail in mails:
        name, address = parseaddr(mail.from_email)
        assert name == "Het team"
        assert address == parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
        assert str(referral) in mail.subject
        assert mail.message.rstrip().endswith("Het team\n0489 45 54 13")
        said = f"{mail.subject} {name} {mail.message}".lower()
        for telling in [region.organisation.name, "eigen kracht", "ekc", "conferen", "referral", "aanmelding"]:
            assert telling.lower() not in said


def test_the_organisation_chooses_that_name(region):
    settings_of(region, mail_name="Zoë en Noor")
    mailed_twice(region)
    for mail in mails_to_people(region):
        assert mail.message.rstrip().endswith("Zoë en Noor\n0489 45 54 13")
        assert mail.email_message().message()["From"].startswith("=?utf-8?")


def test_staff_read_from_whom_a_mail_is(region):
    receive(region)
    mail = Email.objects.last()
    assert mail.from_email == settings.DEFAULT_FROM_EMAIL
    assert region.organisation.name in mail.message


def test_the_name_cannot_tell_which_organisation_it_is(region):
    organisation = region.organisation
    organisation.mail_name = f"Het team van {organisation.name}"
    with pytest.raises(ValidationError):
        organisation.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        organisation.save()


@pytest.mark.parametrize("name", ["Team <team@example.org>", "Team\nBcc: x", "", "a, b"])
def test_a_name_that_is_more_than_a_name_is_refused(region, name):
    region.organisation.mail_name = name
    with pytest.raises(ValidationError):
        region.organisation.full_clean()
