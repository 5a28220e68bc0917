"""Whose site this is, with its numbers to call: one question for all of it."""

import pytest
from django.test import RequestFactory

from portal.organisations.models import HelpLine
from portal.organisations.queries import help_lines_of, organisation_for, sister_for
from tests.organisations.factories import OrganisationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def request_in_zwolle():
    return RequestFactory(SERVER_NAME="localhost").get("/")


@pytest.fixture
def both():
    return OrganisationFactory(), OrganisationFactory(belgian=True)


def test_numbers_and_sister_come_along_with_the_organisation(both, request_in_zwolle, django_assert_num_queries):
    own, sister = both
    HelpLine.objects.filter(organisation=sister).update(number="1712")
    with django_assert_num_queries(2):  # the site; both organisations
        found = organisation_for(request_in_zwolle)
        lines = help_lines_of(found)
        assert sister_for(request_in_zwolle) == sister
    assert found == own
    assert {line.kind: line.number for line in lines.values()} == {"emergency": "112", "violence": "0800 2000"}
    assert list(lines) == ["emergency", "violence"]  # as staff wrote them down
    assert lines["violence"] == HelpLine.objects.get(organisation=own, kind="violence")
    assert lines["violence"].organisation == own
    assert {line.number for line in help_lines_of(sister_for(request_in_zwolle)).values()} == {"1712"}


def test_an_organisation_without_numbers_is_there_too(both, request_in_zwolle):
    own, sister = both
    HelpLine.objects.all().delete()
    assert organisation_for(request_in_zwolle) == own
    assert sister_for(request_in_zwolle) == sister
    assert help_lines_of(organisation_for(request_in_zwolle)) == {}
