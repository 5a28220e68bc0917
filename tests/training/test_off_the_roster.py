"""Who left the roster, or was erased while somebody still wrote about them: nothing goes on as if they were there."""

from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone, translation

from portal.privacy.looking import looking
from portal.workflow.moves import NotPossible
from tests.intake.factories import make_manager
from tests.organisations.factories import RegionFactory
from tests.training.events import day, fresh, make_event, states_of
from tests.training.factories import make_candidate, make_trainer
from tests.training.further import make_coordinator
from tests.training.test_my import address
from training.actions.badging import give_badge
from training.actions.certifying import give_new_certificate, hide_name, show_name
from training.actions.erasing import erase_candidate
from training.actions.evaluating import write_evaluation
from training.actions.guiding import finish_deepening
from training.actions.practising import count_conference, hold_first_conference, record_conference
from training.actions.reporting import choose_scopes, keep_report, sign_answer
from training.actions.rostering import change_scopes, join_roster, leave_roster, return_to_roster
from training.actions.seating import take_seat
from training.actions.talking import reconsider, record_talk
from training.models import Candidate, Certificate, Coordinator, HeldConference, Seat
from training.states import CandidateState

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


@pytest.fixture(autouse=True)
def in_english(settings):
    settings.SECOND_FACTOR_REQUIRED = False
    with translation.override("en"):
        yield


@pytest.fixture
def region():
    region = RegionFactory()
    make_manager(region)
    return region


def leave(candidate):
    return leave_roster(Coordinator.objects.get(candidate=candidate), by=candidate.user)


# Who left


def test_no_conference_is_written_down_for_who_left(region):
    candidate = make_coordinator(region)
    coordinator = Coordinator.objects.get(candidate=candidate)  # as it stands on a page that was drawn before
    leave(candidate)
    with pytest.raises(NotPossible, match="not on the roster"):
        record_conference(coordinator, by=region.manager, on=TODAY())
    assert HeldConference.objects.filter(candidate=candidate).count() == fresh(candidate).conferences_held == 1


def test_a_conference_of_a_case_counts_also_after_they_left(region):
    candidate = make_coordinator(region)
    leave(candidate)
    count_conference(fresh(candidate), by=None, on=TODAY(), key="case:1")
    assert fresh(candidate).conferences_held == 2


def test_who_left_chooses_no_scopes_and_keeps_what_they_wrote(region, as_user):
    candidate = make_coordinator(region, state=CandidateState.DEEPENED)
    with looking(candidate, by=None, screen="tests"):
        keep_report(candidate, by=candidate.user, scopes=["family", "group"])
    leave(candidate)
    with pytest.raises(NotPossible, match="not on the roster"):
        choose_scopes(fresh(candidate), by=candidate.user)
    assert fresh(candidate).state == "deepened"
    assert candidate.reports.get(part=2).sent_at is None
    assert [one.scope for one in candidate.coordinator.scopes.all()] == ["family"]
    assert as_user(candidate.user).get(address("my")).context["now"].turn == "You left the roster"


@pytest.mark.parametrize("begun", [False, True])
def test_who_leaves_during_the_second_training_chooses_again(region, begun):
    candidate = make_coordinator(region)
    Candidate.objects.filter(pk=candidate.pk).update(conferences_held=2)
    event = make_event(region, kind="ek2", days=[day(5), day(12)])
    take_seat(event, fresh(candidate), by=candidate.user)
    assert fresh(candidate).state == "deepening"
    with time_machine.travel(timezone.now() + timedelta(days=6 if begun else 0)):
        leave(fresh(candidate))
        assert fresh(candidate).state == "certified"
        assert states_of(event) == ["given_up"]
        return_to_roster(Coordinator.objects.get(), by=region.manager)
    again = make_event(region, kind="ek2", days=[day(30)])
    take_seat(again, fresh(candidate), by=candidate.user)
    assert fresh(candidate).state == "deepening"


def test_a_place_without_an_event_comes_free_too(region):
    candidate = make_coordinator(region, state=CandidateState.DEEPENING)
    leave(candidate)
    assert fresh(candidate).state == "certified"


def test_who_leaves_after_the_last_day_keeps_the_training(region):
    candidate = make_coordinator(region)
    Candidate.objects.filter(pk=candidate.pk).update(conferences_held=2)
    with time_machine.travel(timezone.now() - timedelta(days=30)):
        take_seat(make_event(region, kind="ek2", days=[day(2)]), fresh(candidate), by=candidate.user)
    leave(fresh(candidate))
    assert (fresh(candidate).state, Seat.objects.get().state) == ("deepening", "taken")
    finish_deepening(fresh(candidate), by=region.manager, on=TODAY())


# Who was erased while somebody wrote


def test_who_was_erased_meanwhile_is_said_and_nothing_breaks(region):
    certified, talking = make_coordinator(region), make_candidate(region, state="in_talk")
    certificate = Certificate.objects.select_related("vault", "coordinator__candidate__user").get()
    coordinator, trainer = certificate.coordinator, make_trainer(region.organisation)
    stale = {one.pk: fresh(one) for one in (certified, talking)}
    erase_candidate(certified)
    erase_candidate(talking)
    gone, manager, owner = stale[certified.pk], region.manager, certificate.coordinator.candidate.user
    talk, writer = stale[talking.pk], talking.user
    for act in (
        lambda: give_new_certificate(gone, by=manager),
        lambda: show_name(certificate, by=owner),
        lambda: hide_name(certificate, by=owner),
        lambda: give_badge(certificate, by=owner),
        lambda: join_roster(gone, by=manager),
        lambda: leave_roster(coordinator, by=owner),
        lambda: choose_scopes(gone, by=owner),
        lambda: hold_first_conference(gone, by=manager, on=TODAY()),
        lambda: count_conference(gone, by=None, on=TODAY(), key="case:1"),
        lambda: write_evaluation(gone, by=owner, by_whom="self", text="Well."),
        lambda: sign_answer(talk, by=trainer),
        lambda: record_talk(talk, by=trainer, on=TODAY(), text="We talked."),
        lambda: reconsider(talk, by=writer, verdict="yes"),
        lambda: keep_report(talk, by=writer, verdict="yes"),
    ):
        with pytest.raises(NotPossible, match="no longer here"):
            act()


def test_who_is_erased_while_staff_have_the_page_open_leaves_a_clear_answer(region, as_user):
    candidate = make_coordinator(region)
    coordinator, manager = candidate.coordinator, as_user(region.manager)
    erase_candidate(candidate)
    for name in ("scopes", "conference", "offered"):
        assert manager.post(reverse("coordinators:entry", args=[coordinator.pk, name]), {}).status_code == 404


# What the database keeps


def test_a_revoked_certificate_shows_no_name_whoever_writes_it(region):
    make_coordinator(region)
    rows = Certificate.objects.all()
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(state="revoked", revoked_on=TODAY(), public_name="Nadia Demo")
    rows.update(state="revoked", revoked_on=TODAY(), public_name="")


def test_nobody_is_asked_to_change_scopes_of_who_left(region):
    candidate = make_coordinator(region)
    coordinator = Coordinator.objects.get()
    leave(candidate)
    with pytest.raises(NotPossible, match="not on the roster"):
        change_scopes(coordinator, by=region.manager, scopes=["family"], reason="So.")
