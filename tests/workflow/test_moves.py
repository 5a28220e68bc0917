"""Moving: who may, what is possible, and that one move happens once."""

import threading
from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection, connections, transaction
from django.utils import timezone
from wagtail.log_actions import registry

from intake.models import Case, Referral
from portal.privacy import VISITOR, NotLooking
from portal.privacy.looking import looking
from portal.workflow import log
from portal.workflow.models import MoveLogEntry
from portal.workflow.moves import NotAllowed, NotPossible, may, move, steps
from portal.workflow.queries import timeline
from tests.accounts.factories import UserFactory
from tests.intake.factories import agree, make_manager, make_referral
from tests.organisations.factories import RegionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def referral():
    return make_referral()


@pytest.fixture
def manager(referral):
    return referral.region.manager


# -- who -------------------------------------------------------------------------------------------


def test_may_wants_the_permission_and_the_row(referral, manager):
    assert may(manager, referral, "decline")
    assert not may(UserFactory(role="editor"), referral, "decline")
    assert not may(make_manager(), referral, "decline")
    assert not may(AnonymousUser(), referral, "decline")


def test_may_says_nothing_about_state(referral, manager):
    assert may(manager, referral, "accept")


def test_superusers_may_nothing_by_that_alone(referral):
    superuser = UserFactory(superuser=True)
    assert not may(superuser, referral, "decline")
    assert steps(superuser, referral) == []
    with pytest.raises(NotAllowed):
        move(referral, "decline", by=superuser, reason="Because I can")


def test_a_region_without_the_role_is_not_enough(referral):
    deputy = UserFactory(role="editor")
    referral.region.deputy = deputy
    referral.region.save()
    assert not may(deputy, referral, "decline")


def test_a_manager_of_another_region_is_refused_and_nothing_changes(referral):
    with pytest.raises(NotAllowed):
        move(referral, "decline", by=make_manager(), reason="Not mine")
    assert Referral.objects.get(pk=referral.pk).state == "received"
    assert timeline(referral).count() == 1


def test_system_and_visitor_make_no_move_that_wants_a_permission(referral):
    for nobody in (None, VISITOR):
        with pytest.raises(NotAllowed):
            move(referral, "decline", by=nobody, reason="By itself")


# -- when ------------------------------------------------------------------------------------------


def test_steps_are_those_of_the_present_state(referral, manager):
    assert [step.transition.name for step in steps(manager, referral)] == [
        *["start_talk", "decline", "refer_on", "mark_duplicate", "record_withdrawal", "correct_region", "hold"],
    ]
    assert not any(step.blocked_by for step in steps(manager, referral))


def test_a_step_says_what_is_missing(referral, manager):
    move(referral, "start_talk", by=manager)
    accept = next(step for step in steps(manager, referral) if step.transition.name == "accept")
    assert accept.blocked_by == [str(Referral.track.conditions["everyone_agreed"])]
    agree(referral, by=manager)
    accept = next(step for step in steps(manager, referral) if step.transition.name == "accept")
    assert not accept.blocked_by


def test_move_refuses_with_the_same_words(referral, manager):
    move(referral, "start_talk", by=manager)
    with pytest.raises(NotPossible) as refusal:
        move(referral, "accept", by=manager)
    assert refusal.value.message == str(Referral.track.conditions["everyone_agreed"])


def test_move_from_another_state_names_the_state_it_is_in(referral, manager):
    move(referral, "decline", by=manager, reason="They moved")
    with pytest.raises(NotPossible) as refusal:
        move(referral, "start_talk", by=manager)
    assert str(referral.state_label) in refusal.value.message


@pytest.mark.parametrize("reason", ["", "   "])
def test_a_reason_that_is_asked_must_be_given(referral, manager, reason):
    with pytest.raises(NotPossible) as refusal:
        move(referral, "decline", by=manager, reason=reason)
    assert refusal.value.field == "reason"
    assert Referral.objects.get(pk=referral.pk).state == "received"


def test_a_date_that_is_asked_must_be_given(referral, manager):
    move(referral, "start_talk", by=manager)
    with pytest.raises(NotPossible) as refusal:
        move(referral, "record_agreement", by=manager)
    assert refusal.value.field == "on"


def test_a_row_that_is_gone_is_told_in_words(referral, manager):
    Referral.objects.filter(pk=referral.pk).delete()
    with pytest.raises(NotPossible):
        move(referral, "start_talk", by=manager)


# -- what it does ----------------------------------------------------------------------------------


def test_move_sets_state_and_changes_at_once_and_returns_the_row_itself(referral, manager):
    moved = move(referral, "start_talk", by=manager, voicemail_is_safe=True, story="They told more.")
    stored = Referral.objects.get(pk=referral.pk)
    assert moved is referral
    assert (stored.state, stored.voicemail_is_safe) == ("in_talk", True)
    with looking(stored, by=None, screen="test"):
        assert stored.story == "They told more."


def test_move_acts_on_the_row_as_stored_not_as_it_was_read(referral, manager):
    stale = Referral.objects.get(pk=referral.pk)
    elsewhere = RegionFactory(organisation=referral.organisation)
    Referral.objects.filter(pk=referral.pk).update(region=elsewhere)
    with pytest.raises(NotAllowed):
        move(stale, "start_talk", by=manager)
    assert stale.region_id == elsewhere.pk


def test_move_does_not_unseal(referral, manager):
    referral = Referral.objects.get(pk=referral.pk)
    move(referral, "start_talk", by=manager)
    with pytest.raises(NotLooking):
        _ = referral.story


@pytest.mark.parametrize("changes", [{"state": "accepted"}, {"no_such_field": 1}])
def test_move_sets_no_state_by_the_back_door_and_no_unknown_field(referral, manager, changes):
    with pytest.raises(TypeError):
        move(referral, "start_talk", by=manager, **changes)
    assert Referral.objects.get(pk=referral.pk).state == "received"


def test_a_failure_after_the_move_takes_back_state_and_log(referral, manager):
    def moves_and_breaks():
        with transaction.atomic():
            move(referral, "start_talk", by=manager)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        moves_and_breaks()
    assert Referral.objects.get(pk=referral.pk).state == "received"
    assert timeline(referral).count() == 1


# -- the log ---------------------------------------------------------------------------------------


def test_a_move_is_logged_with_where_when_who_and_why(referral, manager):
    move(referral, "decline", by=manager, reason="They moved to Ghent", on=date(2026, 11, 20))
    entry = timeline(referral).first()
    assert entry.action == "intake.referral.decline"
    assert (entry.from_state, entry.to_state, entry.on) == ("received", "declined", date(2026, 11, 20))
    assert (entry.user, entry.actor_kind) == (manager, "user")
    assert (entry.organisation_id, entry.region_id) == (referral.organisation_id, referral.region_id)
    assert timezone.now() >= entry.timestamp


def test_the_log_holds_the_reference_and_nothing_else_in_plain(referral, manager):
    move(referral, "decline", by=manager, reason="They moved to Ghent")
    plain = str(list(MoveLogEntry.objects.values()))
    assert str(referral) in plain
    assert "Ghent" not in plain
    assert set(MoveLogEntry.objects.values_list("label", flat=True)) == {str(referral)}


def test_a_reason_is_read_only_while_looking(referral, manager):
    move(referral, "decline", by=manager, reason="They moved to Ghent")
    entry = timeline(referral).first()
    with pytest.raises(NotLooking):
        _ = entry.reason
    with looking(referral, by=None, screen="test"):
        assert entry.reason == "They moved to Ghent"
        assert timeline(referral).last().reason == ""


def test_what_the_system_or_a_visitor_did_is_nobodys(referral, manager):
    entry = log.note(referral, "receive", by=VISITOR)
    assert (entry.user_id, entry.actor_kind) == (None, "visitor")
    assert log.note(referral, "receive", by=None).actor_kind == "system"
    assert entry.from_state == entry.to_state


def test_a_note_must_stand_on_the_track(referral, manager):
    with pytest.raises(LookupError):
        log.note(referral, "gossip", by=manager)


def test_every_action_of_every_track_has_words(referral):
    choices = dict(registry.get_choices())
    for model in (Referral, Case):
        for transition in model.track.transitions:
            assert choices[model.track.action(transition.name)] == transition.label
        for name, label in model.track.notes.items():
            assert choices[model.track.action(name)] == label


def test_the_timeline_reads_with_a_constant_number_of_queries(referral, manager, django_assert_num_queries):
    for _ in range(20):
        log.note(referral, "receive", by=manager, reason="Again")
    with looking(referral, by=None, screen="test"), django_assert_num_queries(1):
        assert [(entry.user_display_name, entry.reason) for entry in timeline(referral)][0][1] == "Again"


def test_the_log_shows_each_only_the_lines_of_rows_they_may_see(referral, manager):
    other = make_referral()
    seen = set(MoveLogEntry.objects.viewable_by_user(manager).values_list("object_id", flat=True))
    assert seen == {referral.pk}
    for nobody in (UserFactory(superuser=True), UserFactory(role="administrator"), UserFactory(role="editor")):
        assert not MoveLogEntry.objects.viewable_by_user(nobody).exists()
    Referral.objects.filter(pk=referral.pk).update(region=other.region)
    assert not MoveLogEntry.objects.viewable_by_user(type(manager).objects.get(pk=manager.pk)).exists()


def test_a_region_without_the_role_opens_no_log(referral):
    deputy = UserFactory(role="editor")
    referral.region.deputy = deputy
    referral.region.save()
    assert not MoveLogEntry.objects.viewable_by_user(deputy).exists()


# -- at the same time ------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_of_two_simultaneous_moves_one_succeeds_and_the_other_is_told():
    referral = make_referral()
    manager = referral.region.manager
    barrier, results = threading.Barrier(2), []

    def decline():
        mine = Referral.objects.get(pk=referral.pk)
        by = type(manager).objects.get(pk=manager.pk)
        barrier.wait()
        try:
            move(mine, "decline", by=by, reason="At once")
            results.append("moved")
        except NotPossible as refusal:
            results.append(refusal.message)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=decline) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert sorted(result == "moved" for result in results) == [False, True], results
    assert MoveLogEntry.objects.filter(object_id=referral.pk, action="intake.referral.decline").count() == 1
    assert connection.vendor in ("sqlite", "postgresql")
