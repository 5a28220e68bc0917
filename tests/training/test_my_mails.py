"""Mails to a candidate lead to their own page, on the site and in the language that are theirs."""

import pytest
from post_office.models import Email

from tests.organisations.factories import OrganisationFactory, RegionFactory
from tests.training.factories import make_candidate
from training.actions.evaluating import write_evaluation

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
