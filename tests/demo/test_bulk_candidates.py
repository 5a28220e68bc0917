"""Candidates in bulk: as whole as real ones, found like real ones, none erased at once."""

import pytest
from django.core.management import CommandError, call_command

from portal.accounts.models import User
from portal.privacy import blind
from portal.privacy.looking import looking
from portal.privacy.models import SearchToken, Vault
from portal.workflow.queries import timeline
from tests.intake.factories import make_manager
from tests.organisations.factories import OrganisationFactory, RegionFactory
from tests.training.factories import make_trainer
from training.actions.erasing import lapsed_candidates
from training.models import Candidate, Signature
from training.states import FOR_STAFF, REGISTERED

pytestmark = pytest.mark.django_db


@pytest.fixture
def region():
    """The only one, front desk and all, with two trainers."""
    region = OrganisationFactory().regions.get()
    make_manager(region)
    make_trainer(region.organisation)
    make_trainer(region.organisation)
    return region


def add(candidates):
    call_command("seed_demo", candidates=candidates, verbosity=0)


def test_each_is_whole(region):
    add(50)
    assert Candidate.objects.count() == Vault.objects.filter(kind="candidate").count() == 50
    assert len({candidate.state for candidate in Candidate.objects.all()}) > 6
    for candidate in Candidate.objects.select_related("rule_book"):
        assert timeline(candidate).filter(action="training.candidate.apply").count() == 1
        assert timeline(candidate).first().to_state == candidate.state
        assert candidate.spoken_languages.exists()
        assert candidate.user.emailaddress_set.get().verified
        assert not candidate.user.has_usable_password()
        with looking(candidate, by=None, screen="test"):
            assert candidate.name
            assert candidate.motivation
        if candidate.state in ("practising", "looking_back"):
            assert candidate.both_say_yes()
            assert candidate.conduct_seen_on
    assert not lapsed_candidates().exists()


def test_every_state_on_the_way_and_off_it_is_there(region):
    add(400)
    assert set(Candidate.objects.values_list("state", flat=True)) == set(FOR_STAFF) - set(REGISTERED)


def test_none_is_of_another_organisation_than_its_region_and_its_account(region):
    for _ in range(2):
        make_manager(RegionFactory(organisation=OrganisationFactory(belgian=True)))
    add(50)
    places = Candidate.objects.values_list("organisation", "region__organisation", "user__organisation")
    assert all(len(set(place)) == 1 for place in places)
    assert len(set(places)) == 2
    # Belgium has no trainers here: nobody answered a report.
    assert not Signature.objects.filter(answer__report__candidate__organisation__country="BE").exists()


def test_what_they_are_found_by_is_what_a_rebuild_makes(region):
    add(30)
    before = set(SearchToken.objects.values_list("kind", "digest", "object_id"))
    blind.rebuild()
    assert set(SearchToken.objects.values_list("kind", "digest", "object_id")) == before


def test_a_second_time_adds_more_and_less_than_none_is_refused(region):
    add(10)
    add(10)
    assert Candidate.objects.count() == 20
    assert User.objects.filter(candidate__isnull=False).count() == 20
    with pytest.raises(CommandError):
        add(-1)


def test_where_nobody_answers_they_only_applied():
    OrganisationFactory()
    add(10)
    assert set(Candidate.objects.values_list("state", flat=True)) == {"applied"}
