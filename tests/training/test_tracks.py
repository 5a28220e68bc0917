"""Every state × every transition and every role × every transition, against the table."""

import pytest
from django.utils import timezone

from portal.accounts.roles import roles
from portal.privacy import VISITOR
from portal.workflow.moves import NotAllowed, NotPossible, may, move
from tests.accounts.factories import UserFactory
from tests.intake.factories import make_manager
from tests.organisations.factories import OrganisationFactory, RegionFactory
from tests.training.factories import make_candidate, make_trainer
from training.actions.certifying import certify
from training.actions.ending import (
    begin_again,
    go_on_after_pause,
    pause_track,
    record_withdrawal,
    turn_down,
    withdraw_candidacy,
)
from training.actions.guiding import (
    correct_region,
    decide_to_train,
    enrol_in_deepening,
    enrol_in_training,
    finish_deepening,
    finish_training,
    invite_candidate,
    keep_what_was_earned,
    leave_training,
    practise_again,
    record_meeting,
    record_missed_meeting,
    see_conduct,
    wait_for_another,
)
from training.actions.practising import hold_first_conference
from training.actions.reporting import agree, ask_for_talk
from training.models import Candidate, Evaluation, Report, ReportAnswer, Signature
from training.states import CANDIDATE_TRACK, CandidateState
from training.viewsets.steps import STEPS

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate
GUIDED, TURNED, ANSWERED = "training.guide_candidate", "training.turn_down_candidate", "training.answer_report"
HOLDERS = {GUIDED: {"manager"}, TURNED: {"manager"}, ANSWERED: {"trainer"}, None: set()}


def _correct_region(candidate, *, by):
    region = RegionFactory(organisation=candidate.organisation)
    make_manager(region)
    return correct_region(candidate, by=by, region=region)


def _plainly(name, **given):
    return lambda candidate, *, by: move(candidate, name, by=by, **{key: value() for key, value in given.items()})


ACTIONS = {
    "apply": _plainly("apply", applied_at=timezone.now, consented_at=timezone.now),
    "invite": invite_candidate,
    "attend_meeting": lambda candidate, *, by: record_meeting(candidate, by=by, on=TODAY()),
    "miss_meeting": record_missed_meeting,
    "decide": decide_to_train,
    "enrol": enrol_in_training,
    "leave_training": lambda candidate, *, by: leave_training(candidate, by=by, reason="Ill"),
    "take_place": _plainly("take_place"),
    "lose_place": _plainly("lose_place"),
    "finish_training": lambda candidate, *, by: finish_training(candidate, by=by, on=TODAY()),
    "report": _plainly("report"),
    "agree": agree,
    "talk": lambda candidate, *, by: ask_for_talk(candidate, by=by, reason="We see it differently"),
    "count_first_conference": _plainly("count_first_conference", on=TODAY),
    "hold_first_conference": lambda candidate, *, by: hold_first_conference(candidate, by=by, on=TODAY()),
    "wait_for_another": lambda candidate, *, by: wait_for_another(candidate, by=by, reason="It stopped"),
    "practise_again": lambda candidate, *, by: practise_again(candidate, by=by, reason="Once more"),
    "certify": certify,
    "deepen": enrol_in_deepening,
    "take_second_place": _plainly("take_second_place"),
    "lose_second_place": _plainly("lose_second_place"),
    "finish_deepening": lambda candidate, *, by: finish_deepening(candidate, by=by, on=TODAY()),
    "choose_scopes": _plainly("choose_scopes"),
    "not_now": lambda candidate, *, by: turn_down(candidate, by=by, reason="Not now"),
    "withdraw": withdraw_candidacy,
    "record_withdrawal": lambda candidate, *, by: record_withdrawal(candidate, by=by, reason="They called"),
    "come_back": begin_again,
    "keep_what_was_earned": lambda candidate, *, by: keep_what_was_earned(candidate, by=by, reason="Two years ago"),
    "pause": pause_track,
    "go_on": go_on_after_pause,
    "see_conduct": lambda candidate, *, by: see_conduct(candidate, by=by, on=TODAY()),
    "correct_region": _correct_region,
}
OF_STAFF = [transition for transition in CANDIDATE_TRACK.transitions if transition.permission]
OF_THEIRS = [transition for transition in CANDIDATE_TRACK.transitions if transition.by_owner]


def ready_for(name, *, state, region=None, verdict=None):
    """A candidate in this state in which nothing but the state can stand in the way of a transition.

    What the states ask of each other is tested where it is done; here only the table is, so the rows are set straight.
    """
    candidate = make_candidate(region)
    Candidate.objects.filter(pk=candidate.pk).update(
        state=state,
        region=candidate.region,
        paused_at=timezone.now() if name == "go_on" else None,
        trained_on=TODAY(),
        conferences_held=3,
        conduct_seen_on=TODAY(),
        conduct_seen_by=candidate.region.manager,
        conduct_valid_until=TODAY().replace(year=TODAY().year + 1),
    )
    verdict = verdict or ("no" if name == "not_now" else "yes")
    report = Report.objects.create(
        vault_id=candidate.vault_id, candidate=candidate, verdict=verdict, sent_at=timezone.now()
    )
    answer = ReportAnswer.objects.create(vault_id=candidate.vault_id, report=report, verdict=verdict, reasons="So.")
    for _count in range(2):
        Signature.objects.create(answer=answer, trainer=make_trainer(candidate.organisation))
    Evaluation.objects.create(
        vault_id=candidate.vault_id, candidate=candidate, number=3, by_whom="manager", is_positive=True, text="Well."
    )
    return Candidate.objects.get(pk=candidate.pk)


def somebody_for(transition, candidate):
    """Who may take it, by the table."""
    if transition.permission == ANSWERED:
        return make_trainer(candidate.organisation)
    if transition.permission is None and not transition.by_owner:
        return None  # the system's
    return candidate.region.manager if transition.permission else candidate.user


def test_every_transition_has_its_action():
    assert set(ACTIONS) == {transition.name for transition in CANDIDATE_TRACK.transitions}


def test_every_step_of_staff_has_its_page():
    assert set(STEPS) == {transition.name for transition in OF_STAFF}


@pytest.mark.parametrize("transition", CANDIDATE_TRACK.transitions, ids=lambda transition: transition.name)
def test_candidate_moves_only_as_the_table_says(transition):
    region = RegionFactory()
    make_manager(region)
    candidate = ready_for(transition.name, state=transition.sources[0], region=region)
    by = somebody_for(transition, candidate)
    for state in CandidateState.values:
        set_to(candidate, state)
        if state in transition.sources:
            continue
        with pytest.raises((NotPossible, NotAllowed)):  # what is being written, or not in training, they do not see
            ACTIONS[transition.name](candidate, by=by)
        assert Candidate.objects.get(pk=candidate.pk).state == state
    for state in transition.sources:
        fresh = ready_for(transition.name, state=state, region=region)
        ACTIONS[transition.name](fresh, by=somebody_for(transition, fresh))
        assert Candidate.objects.get(pk=fresh.pk).state == transition.lands_in(state)


def set_to(candidate, state):
    Candidate.objects.filter(pk=candidate.pk).update(state=state)
    candidate.refresh_from_db()


@pytest.mark.parametrize("role", [*roles(), None, "superuser"])
def test_only_the_roles_of_the_table_move_a_candidate(role):
    region = RegionFactory()
    make_manager(region)
    somebody = UserFactory(
        role=role if role in roles() else None, superuser=role == "superuser", organisation=region.organisation
    )
    region.deputy = somebody
    region.save(update_fields=["deputy"])
    candidate = ready_for("", state="applied", region=region)
    for transition in CANDIDATE_TRACK.transitions:
        for state in transition.sources:
            set_to(candidate, state)
            allowed = role in HOLDERS[transition.permission] and state != CandidateState.WRITING
            assert may(somebody, candidate, transition.name) == allowed, (role, transition.name, state)
            if not allowed:
                with pytest.raises(NotAllowed):
                    ACTIONS[transition.name](candidate, by=somebody)
                assert Candidate.objects.get(pk=candidate.pk).state == state


@pytest.mark.parametrize("transition", OF_STAFF, ids=lambda transition: transition.name)
def test_staff_move_what_is_theirs(transition):
    candidate = ready_for(transition.name, state=transition.sources[0])
    by = somebody_for(transition, candidate)
    assert may(by, candidate, transition.name)
    ACTIONS[transition.name](candidate, by=by)
    assert Candidate.objects.get(pk=candidate.pk).state == transition.lands_in(transition.sources[0])


def test_the_owner_makes_their_own_steps_and_no_others():
    candidate = ready_for("", state="applied")
    owner = candidate.user
    for transition in CANDIDATE_TRACK.transitions:
        set_to(candidate, transition.sources[0])
        assert may(owner, candidate, transition.name) == transition.by_owner
        if not transition.by_owner:
            with pytest.raises(NotAllowed):
                ACTIONS[transition.name](candidate, by=owner)
    for name in ("pause", "withdraw", "decide"):
        transition = CANDIDATE_TRACK.transition(name)
        fresh = ready_for(name, state=transition.sources[0])
        assert not may(candidate.user, fresh, name)  # of somebody else


@pytest.mark.parametrize("who", ["manager elsewhere", "trainer elsewhere", "manager of the sister"])
def test_staff_of_elsewhere_move_nothing(who):
    candidate = ready_for("", state="in_training")
    sister = OrganisationFactory(belgian=candidate.organisation.country != "BE")
    somebody = {
        "manager elsewhere": lambda: make_manager(RegionFactory(organisation=candidate.organisation)),
        "trainer elsewhere": lambda: make_trainer(sister),
        "manager of the sister": lambda: make_manager(RegionFactory(organisation=sister)),
    }[who]()
    for transition in OF_STAFF:
        set_to(candidate, transition.sources[0])
        with pytest.raises(NotAllowed):
            ACTIONS[transition.name](candidate, by=somebody)


@pytest.mark.parametrize("transition", OF_THEIRS, ids=lambda transition: transition.name)
def test_the_system_and_visitors_make_no_step_of_theirs(transition):
    candidate = ready_for(transition.name, state=transition.sources[0])
    for by in (None, VISITOR):
        with pytest.raises((NotAllowed, AttributeError)):
            ACTIONS[transition.name](candidate, by=by)


def test_a_paused_candidate_is_not_moved_on():
    candidate = ready_for("", state="applied")
    pause_track(candidate, by=candidate.user)
    for name in ("invite", "attend_meeting"):
        with pytest.raises(NotPossible):
            ACTIONS[name](candidate, by=candidate.region.manager)
