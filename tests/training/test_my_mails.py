"""Mails to a candidate lead to their own page, on the site and in the language that are theirs."""

import pytest
from post_office.models import Email

from portal.outbound.models import OutgoingAddress
from portal.privacy.looking import looking
from tests.organisations.factories import OrganisationFactory, RegionFactory
from tests.training.factories import make_candidate
from tests.training.further import make_coordinator
from training.actions.evaluating import write_evaluation
from training.actions.reporting import choose_scopes, keep_report

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("belgian", "language", "link"),
    [(False, "nl", "http://localhost/nl/my/"), (True, "fr", "http://be.localhost/fr/my/")],
)
def test_mails_carry_the_address_of_the_own_page(belgian, language, link):
    region = RegionFactory(organisation=OrganisationFactory(belgian=belgian))
    make_candidate(region, state="invited", language=language)
    applied, step = Email.objects.order_by("pk")
    for mail in (applied, step):
        assert f"\n{link}\n" in mail.message
        assert "Nadia" not in mail.message


def test_the_region_hears_once_that_they_looked_back():
    region = RegionFactory()
    candidate = make_candidate(region, state="looking_back")
    before = Email.objects.count()
    for text in ("I talked too much.", "I talked much too much."):
        write_evaluation(candidate, by=candidate.user, by_whom="self", text=text)
    assert Email.objects.count() == before + 1


def test_the_region_and_they_themselves_hear_what_the_second_report_brought():
    region = RegionFactory()
    candidate = make_coordinator(region, state="deepened")
    with looking(candidate, by=None, screen="tests"):
        keep_report(candidate, by=candidate.user, scopes=["family", "group"], conclusion="Groups fit me.")
        OutgoingAddress.objects.all().delete()
        choose_scopes(candidate, by=candidate.user)
        mailed = {one.address: one.mail.message for one in OutgoingAddress.objects.select_related("mail")}
    assert set(mailed) == {candidate.user.email, candidate.region.manager.email}
    assert not any("Groups fit me." in text or "Nadia" in text for text in mailed.values())
