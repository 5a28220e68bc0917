"""Who left the roster is kept for the term of their rule book; then nothing of them is left, in no table."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from portal.accounts.models import User
from portal.privacy.looking import looking
from portal.privacy.models import AccessLogEntry
from portal.workflow.models import MoveLogEntry
from portal.workflow.moves import NotAllowed
from tests.intake.factories import make_manager
from tests.organisations.factories import RegionFactory
from tests.training.events import fresh, make_event
from tests.training.further import make_coordinator
from training.actions.badging import give_badge
from training.actions.certifying import revoke_certificate, show_name
from training.actions.erasing import erase_candidate, erase_lapsed, lapsed_candidates
from training.actions.offering import change_own_data
from training.actions.rostering import leave_roster, return_to_roster
from training.actions.seating import take_seat
from training.actions.writing import write_note
from training.models import Candidate, Certificate, Coordinator, GivenBadge, HeldConference
from training.states import REGISTERED
from training.tasks import erase_lapsed_candidates

pytestmark = pytest.mark.django_db


@pytest.fixture
def region():
    region = RegionFactory()
    make_manager(region)
    return region


def left(region, days, *, state="certified"):
    """A coordinator who left the roster so many days ago."""
    candidate = make_coordinator(region)
    leave_roster(Coordinator.objects.get(candidate=candidate), by=candidate.user)
    moved_to(candidate, days)
    Candidate.objects.filter(pk=candidate.pk).update(state=state)
    return fresh(candidate)


def moved_to(candidate, days):
    lines = MoveLogEntry.objects.for_instance(Coordinator.objects.get(candidate=candidate))
    lines.filter(action="training.coordinator.leave").update(timestamp=timezone.now() - timedelta(days=days))


def exists(candidate):
    return Candidate.objects.filter(pk=candidate.pk).exists()


@pytest.mark.parametrize("state", REGISTERED)
def test_kept_for_a_year_after_they_left_and_then_gone(region, state):
    young, old = left(region, 364.9, state=state), left(region, 365.1, state=state)
    assert list(lapsed_candidates()) == [old]
    assert not erase_lapsed(young)
    assert erase_lapsed_candidates() == 1
    assert (exists(young), exists(old)) == (True, False)
    assert not erase_lapsed(old)


def test_the_rule_book_says_how_long(region):
    candidate = left(region, 40)
    type(candidate.rule_book).objects.update(ended_kept_days=30)
    assert list(lapsed_candidates()) == [candidate]


def test_who_came_back_stays_and_the_term_begins_anew_when_they_leave_again(region):
    candidate = left(region, 400)
    found = lapsed_candidates().get()
    return_to_roster(Coordinator.objects.get(), by=region.manager)
    assert not erase_lapsed(found)
    leave_roster(Coordinator.objects.get(), by=candidate.user)
    assert not erase_lapsed(found)
    moved_to(candidate, 366)  # both times
    assert erase_lapsed(found)


def test_who_lost_the_certificate_is_kept_as_long(region):
    candidate = make_coordinator(region)
    revoke_certificate(Certificate.objects.get(), by=region.manager, reason="So.")
    assert not lapsed_candidates().exists()
    moved_to(candidate, 366)
    assert erase_lapsed_candidates() == 1


@pytest.mark.parametrize("state", ["applied", "practising", "in_talk"])
def test_who_left_and_began_again_is_on_the_way(region, state):
    left(region, 5000, state=state)
    assert erase_lapsed_candidates() == 0


def test_they_may_have_themselves_erased_once_they_left_and_not_before(region):
    candidate = make_coordinator(region)
    with pytest.raises(NotAllowed):
        erase_candidate(candidate, by=candidate.user)
    leave_roster(Coordinator.objects.get(), by=candidate.user)
    with pytest.raises(NotAllowed):
        erase_candidate(candidate, by=region.manager)
    erase_candidate(candidate, by=candidate.user)
    assert not exists(candidate)


def test_nothing_of_them_is_left_in_any_table(region):
    candidate, other = make_coordinator(region), make_coordinator(region)
    coordinator = Coordinator.objects.select_related("candidate", "vault").get(candidate=candidate)
    certificate = Certificate.objects.select_related("vault", "coordinator__candidate").get(coordinator=coordinator)
    take_seat(make_event(region), fresh(candidate), by=candidate.user)
    with looking(candidate, by=None, screen="tests"):
        write_note(candidate, by=region.manager, text="Called.")
        show_name(certificate, by=candidate.user)
        give_badge(certificate, by=candidate.user)
        change_own_data(
            coordinator, by=candidate.user, languages=["nl"], travel_minutes=30, evenings=True, weekends=True,
            weekdays=True, away_from=None, away_until=None, background="Of the sea.", background_agreed=True,
        )  # fmt: skip
    of_them = {
        "keys": [candidate.pk.hex, coordinator.pk.hex, certificate.pk.hex, candidate.vault_id.hex],
        "numbers": [candidate.reference, coordinator.registration_number, certificate.number],
        "names": ["Nadia Demo", candidate.user.email],
    }
    assert all(found_in_tables(one) for one in [*of_them["keys"], *of_them["numbers"], *of_them["names"]])
    leave_roster(Coordinator.objects.get(candidate=candidate), by=candidate.user)
    moved_to(candidate, 366)
    looks = AccessLogEntry.objects.filter(vault_id=candidate.vault_id).count()
    assert erase_lapsed_candidates() == 1

    assert {one: found_in_tables(one) for group in of_them.values() for one in group if found_in_tables(one)} == {}
    assert not User.objects.filter(pk=candidate.user_id).exists()
    # What stays: a place in the list of badges, who looked, and everything of somebody else.
    assert GivenBadge.objects.get().certificate is None
    assert AccessLogEntry.objects.filter(vault_id=candidate.vault_id).count() == looks > 0
    assert Certificate.objects.get().coordinator.candidate == other
    assert HeldConference.objects.get().candidate == other


def found_in_tables(what):
    """In which tables this stands in clear, but the access log, which forgets nothing."""
    log = AccessLogEntry._meta.db_table
    tables = [model._meta.db_table for model in apps.get_models(include_auto_created=True) if model._meta.managed]
    found = []
    with connection.cursor() as cursor:
        for table in sorted(set(tables) - {log}):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
            if any(what in _in_clear(value) for row in cursor.fetchall() for value in row):
                found.append(table)
    return found


def _in_clear(value):
    """As text; keys without their dashes, as they are asked for."""
    text = bytes(value).decode("latin-1") if isinstance(value, bytes | memoryview) else str(value)
    return text.replace("-", "") if len(text) == 36 else text


def test_a_number_of_who_was_erased_is_one_that_nobody_has(region):
    candidate = left(region, 366)
    numbers = [Certificate.objects.get().number, Coordinator.objects.get().registration_number]
    erase_lapsed(candidate)
    with translation.override("en"):
        for number in numbers:
            page = Client().get(reverse("training:verify_number", args=[number])).content.decode()
            assert "We do not know this number" in page


def test_looking_for_who_lapsed_costs_the_same_for_one_and_for_three(region, count_queries):
    left(region, 400)
    one = count_queries(lambda: list(lapsed_candidates()))
    left(region, 400)
    left(region, 400)
    assert count_queries(lambda: list(lapsed_candidates())) == one == 2
