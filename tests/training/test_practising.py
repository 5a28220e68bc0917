"""Conferences that were held reach the track of whoever held them, each once."""

from datetime import timedelta

import pytest
from django.utils import timezone

from portal.outbound.models import OutgoingAddress
from portal.workflow.models import MoveLogEntry
from portal.workflow.moves import NotAllowed, NotPossible
from tests.intake.factories import make_manager
from tests.organisations.factories import RegionFactory
from tests.training.factories import make_candidate
from tests.training.further import make_coordinator
from training.actions.guiding import see_conduct
from training.actions.practising import count_conference, hold_first_conference, record_conference
from training.actions.rostering import join_roster
from training.models import Candidate, HeldConference
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
def today():
    return timezone.localdate()


def fresh(candidate):
    return Candidate.objects.get(pk=candidate.pk)


def test_a_held_conference_under_guidance_leads_on_to_looking_back(region, today):
    candidate = make_candidate(region, state=S.PRACTISING)
    see_conduct(candidate, by=region.manager, on=today)
    count_conference(candidate, by=region.manager, on=today, key="case:1")
    assert (fresh(candidate).state, fresh(candidate).conferences_held) == (S.LOOKING_BACK, 1)
    assert HeldConference.objects.get().on == today
    line = MoveLogEntry.objects.for_instance(candidate).get(action="training.candidate.hold_first_conference")
    assert line.user == region.manager


def test_the_same_conference_counts_once_however_often_it_is_told(region, today):
    candidate = make_candidate(region, state=S.PRACTISING)
    for _time in range(3):
        count_conference(candidate, by=None, on=today, key="case:1")
    assert (fresh(candidate).state, fresh(candidate).conferences_held) == (S.LOOKING_BACK, 1)
    assert HeldConference.objects.count() == 1


def test_what_a_coordinator_tells_counts_also_when_the_document_ended_meanwhile(region, today, client):
    candidate = make_candidate(region, state=S.PRACTISING)
    mails = OutgoingAddress.objects.filter(vault=candidate.vault).count()
    count_conference(candidate, by=candidate.user, on=today, key="case:1")
    assert fresh(candidate).state == S.LOOKING_BACK
    told = OutgoingAddress.objects.filter(vault=candidate.vault).count() - mails
    assert told == 2  # the region looks back, and so does the candidate
    client.force_login(candidate.user)
    assert "Held on" in client.get("/en/my/").content.decode()


def test_another_conference_raises_the_count_and_unlocks_the_second_training(region, today):
    coordinator = make_coordinator(region)
    assert not fresh(coordinator).held_enough_for_ek2
    count_conference(coordinator, by=region.manager, on=today, key="case:2")
    held = fresh(coordinator)
    assert (held.state, held.conferences_held, held.held_enough_for_ek2) == (S.CERTIFIED, 2, True)


def test_one_conference_is_not_counted_for_two_people(region, today):
    first, second = (make_candidate(region, state=S.PRACTISING) for _number in range(2))
    count_conference(first, by=None, on=today, key="case:1")
    with pytest.raises(NotPossible):
        count_conference(second, by=None, on=today, key="case:1")
    assert fresh(second).conferences_held == 0


def test_a_conference_to_come_does_not_count(region, today):
    candidate = make_candidate(region, state=S.PRACTISING)
    with pytest.raises(NotPossible) as refusal:
        count_conference(candidate, by=None, on=today + timedelta(days=1), key="case:1")
    assert refusal.value.field == "on"
    assert not HeldConference.objects.exists()


def test_who_was_never_on_the_roster_held_none(region, today):
    with pytest.raises(NotPossible):
        count_conference(make_candidate(region, state=S.IN_TRAINING), by=None, on=today, key="case:1")


def test_the_managers_own_step_counts_too(region, today):
    candidate = make_candidate(region, state=S.PRACTISING)
    with pytest.raises(NotPossible):  # no document of good conduct yet
        hold_first_conference(candidate, by=region.manager, on=today)
    assert not HeldConference.objects.exists()
    see_conduct(candidate, by=region.manager, on=today)
    hold_first_conference(candidate, by=region.manager, on=today)
    assert (fresh(candidate).state, HeldConference.objects.get().candidate) == (S.LOOKING_BACK, candidate)


def test_a_manager_writes_down_another_conference_of_who_is_registered(region, today):
    candidate = make_coordinator(region)
    coordinator = join_roster(candidate, by=region.manager)
    record_conference(coordinator, by=region.manager, on=today)
    assert fresh(candidate).conferences_held == 2
    stranger = make_manager(RegionFactory(organisation=region.organisation))
    for nobody in (candidate.user, stranger):
        with pytest.raises(NotAllowed):
            record_conference(coordinator, by=nobody, on=today)
    assert fresh(candidate).conferences_held == 2


def test_a_first_conference_is_written_down_at_the_candidate(region, today):
    coordinator = join_roster(make_candidate(region, state=S.PRACTISING), by=region.manager)
    with pytest.raises(NotPossible):
        record_conference(coordinator, by=region.manager, on=today)
