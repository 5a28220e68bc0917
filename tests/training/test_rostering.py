"""Coming on the roster, leaving it and coming back, and what somebody says there about themselves."""

import pytest

from portal.workflow.models import MoveLogEntry
from portal.workflow.moves import NotAllowed, NotPossible, move
from tests.intake.factories import make_manager
from tests.organisations.factories import RegionFactory
from tests.training.factories import make_candidate
from training.actions.ending import begin_again, record_withdrawal, turn_down, withdraw_candidacy
from training.actions.erasing import erase_candidate
from training.actions.guiding import correct_region
from training.actions.offering import Outdated, change_own_data
from training.actions.rostering import join_roster, leave_roster, return_to_roster
from training.coordinator_states import CoordinatorState
from training.models import Coordinator
from training.states import CandidateState

pytestmark = pytest.mark.django_db
S = CandidateState


@pytest.fixture
def region():
    region = RegionFactory()
    make_manager(region)
    region.refresh_from_db()
    return region


@pytest.fixture
def practising(region):
    candidate = make_candidate(region, state=S.PRACTISING)
    return join_roster(candidate, by=region.manager)


def test_a_yes_from_both_sides_puts_them_on_the_roster_for_families_once(region):
    candidate = make_candidate(region, state=S.PRACTISING)
    first, again = join_roster(candidate, by=region.manager), join_roster(candidate, by=region.manager)
    assert first == again == Coordinator.objects.get()
    assert (first.state, first.region, first.vault_id) == ("practising", region, candidate.vault_id)
    assert [each.scope for each in first.scopes.all()] == ["family"]
    assert MoveLogEntry.objects.for_instance(first).count() == 1


def test_nobody_stands_on_the_roster_before_both_said_yes(region):
    with pytest.raises(NotPossible):
        join_roster(make_candidate(region, state=S.REPORTED), by=region.manager)
    assert not Coordinator.objects.exists()


def test_who_practises_leaves_by_pausing_or_stopping_and_not_here(practising):
    with pytest.raises(NotPossible):
        leave_roster(practising, by=practising.candidate.user)
    practising.refresh_from_db()
    assert practising.state == CoordinatorState.PRACTISING


@pytest.mark.parametrize("ends", ["withdraw", "record", "not_now"])
def test_the_end_of_the_way_is_the_end_of_the_roster(practising, region, ends):
    candidate = practising.candidate
    act = {
        "withdraw": lambda: withdraw_candidacy(candidate, by=candidate.user),
        "record": lambda: record_withdrawal(candidate, by=region.manager, reason="They rang."),
        "not_now": lambda: turn_down(candidate, by=region.manager, reason="Not now."),
    }
    act[ends]()
    practising.refresh_from_db()
    assert practising.state == CoordinatorState.LEFT


def test_who_hears_yes_once_more_practises_again(practising, region):
    candidate = practising.candidate
    withdraw_candidacy(candidate, by=candidate.user)
    begin_again(candidate, by=candidate.user)
    type(candidate).objects.filter(pk=candidate.pk).update(state=S.PRACTISING)
    join_roster(candidate, by=region.manager)
    practising.refresh_from_db()
    assert practising.state == CoordinatorState.PRACTISING


def test_the_roster_follows_to_another_region(practising, region):
    other = RegionFactory(organisation=region.organisation)
    make_manager(other)
    correct_region(practising.candidate, by=region.manager, region=other)
    practising.refresh_from_db()
    assert practising.region == other


def test_erasing_leaves_nothing_of_the_coordinator(practising):
    candidate = practising.candidate
    withdraw_candidacy(candidate, by=candidate.user)
    erase_candidate(candidate)
    assert not Coordinator.objects.exists()
    assert not MoveLogEntry.objects.for_instance(practising).exists()


def test_without_a_certificate_nobody_comes_back_by_hand(practising, region):
    withdraw_candidacy(practising.candidate, by=practising.candidate.user)
    practising.refresh_from_db()
    with pytest.raises(NotPossible):
        return_to_roster(practising, by=region.manager)
    with pytest.raises(NotAllowed):
        move(practising, "practise_again", by=region.manager)


OFFER = {
    "languages": ["nl", "nl", "ar"], "travel_minutes": 60, "evenings": True, "weekends": False, "weekdays": False,
    "away_from": None, "away_until": None, "regions": [],
}  # fmt: skip


def test_regions_are_others_of_the_own_organisation(practising, region):
    near, sister = RegionFactory(organisation=region.organisation), RegionFactory(organisation__belgian=True)
    change_own_data(practising, by=practising.candidate.user, **OFFER | {"regions": [near, sister, region]})
    assert [each.region for each in practising.also_in.all()] == [near]
    make_manager(near)
    correct_region(practising.candidate, by=region.manager, region=near)
    assert not practising.also_in.exists()  # now it is their own


def test_own_words_are_the_coordinators_alone(practising, region):
    change_own_data(practising, by=region.manager, **OFFER)
    stranger = make_manager(RegionFactory(organisation=region.organisation))
    for by, said in [(stranger, {}), (region.manager, {"background": "Tall.", "background_agreed": True})]:
        with pytest.raises(NotAllowed):
            change_own_data(practising, by=by, **OFFER | said)
    practising.refresh_from_db()
    assert practising.edition == 2


def test_who_left_says_nothing_any_more(practising):
    withdraw_candidacy(practising.candidate, by=practising.candidate.user)
    with pytest.raises(NotPossible):
        change_own_data(practising, by=practising.candidate.user, **OFFER)


def test_what_was_kept_meanwhile_is_not_overwritten(practising):
    change_own_data(practising, by=practising.candidate.user, **OFFER, edition=1)
    with pytest.raises(Outdated):
        change_own_data(practising, by=practising.candidate.user, **OFFER | {"travel_minutes": 5}, edition=1)
    practising.refresh_from_db()
    assert practising.travel_minutes == 60
