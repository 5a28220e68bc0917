"""Every state × every transition and every role × every transition, against the tables."""

import pytest
from django.utils import timezone

from intake.actions.cases import stop_case
from intake.actions.people import record_agreement
from intake.actions.questions import settle_question
from intake.actions.referrals import (
    accept_referral,
    correct_region,
    decline_referral,
    hold_referral,
    mark_duplicate,
    record_withdrawal,
    refer_on,
    release_referral,
    start_talk,
    withdraw_referral,
)
from intake.case_states import CASE_TRACK, CaseState
from intake.models import Case, Referral, SafetyConcern
from intake.states import REFERRAL_TRACK, ReferralState
from portal.accounts.roles import roles
from portal.privacy import VISITOR
from portal.workflow.moves import NotAllowed, NotPossible, may, move, steps
from tests.accounts.factories import UserFactory
from tests.intake.factories import agree, make_case, make_manager, make_referral
from tests.intake.on_the_way import case_at
from tests.organisations.factories import OrganisationFactory, RegionFactory

pytestmark = pytest.mark.django_db


def _record(referral, *, by):
    return record_agreement(
        referral,
        by=by,
        on=timezone.localdate(),
        core_person=referral.core_persons.get(),
        age=None,
        given_by="self",
        answer="yes",
    )


def _mark_duplicate(referral, *, by):
    return mark_duplicate(referral, by=by, reference=make_referral(referral.region).reference)


def _correct_region(referral, *, by):
    region = RegionFactory(organisation=referral.organisation)
    make_manager(region)
    return correct_region(referral, by=by, region=region)


def _withdraw(referral, *, by):
    return withdraw_referral(referral)


REFERRAL_ACTIONS = {
    "start_talk": start_talk,
    "record_agreement": _record,
    "accept": lambda referral, *, by: accept_referral(
        referral, by=by, model="family_group", manager=referral.region.manager
    ),
    "decline": lambda referral, *, by: decline_referral(referral, by=by, reason="Elsewhere"),
    "refer_on": lambda referral, *, by: refer_on(referral, by=by, reason="To the neighbourhood team"),
    "mark_duplicate": _mark_duplicate,
    "record_withdrawal": lambda referral, *, by: record_withdrawal(referral, by=by, reason="They called"),
    "withdraw": _withdraw,
    "correct_region": _correct_region,
    "hold": lambda referral, *, by: hold_referral(referral, by=by, reason="A judge asked for it"),
    "release": lambda referral, *, by: release_referral(referral, by=by),
}
# The system's follow from what happens to an assignment, a plan and its measurements.
CASE_ACTIONS = {
    "settle_question": settle_question,
    "assign": lambda case, *, by: move(case, "assign", by=None),
    "assign_after": lambda case, *, by: move(case, "assign_after", by=None),
    "look_again": lambda case, *, by: move(case, "look_again", by=None),
    "hold": lambda case, *, by: move(case, "hold", by=by),
    "run_plan": lambda case, *, by: move(case, "run_plan", by=None),
    "finish_follow_up": lambda case, *, by: move(case, "finish_follow_up", by=None),
    "close": lambda case, *, by: move(case, "close", by=by),
    "stop": lambda case, *, by: stop_case(case, by=by, reason="Elsewhere"),
    "stop_by_family": lambda case, *, by: move(case, "stop_by_family", by=VISITOR),
    "reopen": lambda case, *, by: move(case, "reopen", by=by, reason="They called again"),
    "reopen_after": lambda case, *, by: move(case, "reopen_after", by=by, reason="They called again"),
    "reopen_plan": lambda case, *, by: move(case, "reopen_plan", by=by, reason="They called again"),
}
# What a case must have come to, for a transition whose state alone does not say it.
FACTS = {"assign_after": {"held": True}, "reopen_after": {"held": True}, "reopen_plan": {"given": True}}
CASES_OF_STAFF = [transition for transition in CASE_TRACK.transitions if transition.permission]
OF_STAFF = [transition for transition in REFERRAL_TRACK.transitions if transition.permission]


def ready_for(name, *, state, region=None):
    """A referral in this state in which nothing but the state can stand in the way of a transition."""
    referral = make_referral(region, state=state)
    if state == ReferralState.IN_TALK:
        agree(referral, by=referral.region.manager)
    if name == "release":
        hold_referral(referral, by=referral.region.manager, reason="A judge asked for it")
    return Referral.objects.get(pk=referral.pk)


def test_every_transition_has_its_action():
    assert set(REFERRAL_ACTIONS) == {transition.name for transition in REFERRAL_TRACK.transitions}
    assert set(CASE_ACTIONS) == {transition.name for transition in CASE_TRACK.transitions}


@pytest.mark.parametrize("transition", REFERRAL_TRACK.transitions, ids=lambda transition: transition.name)
@pytest.mark.parametrize("state", ReferralState.values)
def test_referral_moves_only_as_the_table_says(state, transition):
    referral = ready_for(transition.name, state=state)
    manager = referral.region.manager
    if state in transition.sources:
        REFERRAL_ACTIONS[transition.name](referral, by=manager)
        assert Referral.objects.get(pk=referral.pk).state == transition.lands_in(state)
    else:
        with pytest.raises(NotPossible):
            REFERRAL_ACTIONS[transition.name](referral, by=manager)
        assert Referral.objects.get(pk=referral.pk).state == state


@pytest.mark.parametrize("transition", CASE_TRACK.transitions, ids=lambda transition: transition.name)
@pytest.mark.parametrize("state", CaseState.values)
def test_case_moves_only_as_the_table_says(state, transition):
    case = case_at(state, **FACTS.get(transition.name, {}))
    if state in transition.sources:
        CASE_ACTIONS[transition.name](case, by=case.manager)
        assert Case.objects.get(pk=case.pk).state == transition.target
    else:
        with pytest.raises(NotPossible):
            CASE_ACTIONS[transition.name](case, by=case.manager)
        assert Case.objects.get(pk=case.pk).state == state


@pytest.mark.parametrize("transition", CASES_OF_STAFF, ids=lambda transition: transition.name)
def test_only_the_roles_of_the_table_move_a_case(transition):
    region = RegionFactory()
    make_manager(region)
    case = case_at(transition.sources[0], region=region, **FACTS.get(transition.name, {}))
    others = [UserFactory(role=role, organisation=region.organisation) for role in roles() if role != "manager"]
    superuser = UserFactory(superuser=True, organisation=region.organisation)
    elsewhere = make_manager(RegionFactory(organisation=region.organisation))
    for somebody in (elsewhere, superuser, *others):
        region.deputy = None if somebody is elsewhere else somebody
        region.save(update_fields=["deputy"])
        assert not may(somebody, case, transition.name)
        with pytest.raises(NotAllowed):
            CASE_ACTIONS[transition.name](case, by=somebody)
    assert may(case.manager, case, transition.name)
    assert Case.objects.get(pk=case.pk).state == transition.sources[0]


@pytest.mark.parametrize("missing", ["reopen", "reopen_after", "reopen_plan"])
def test_a_stopped_case_goes_on_only_where_it_was(missing):
    facts = {"reopen": {}, "reopen_after": {"held": True}, "reopen_plan": {"given": True}}
    case = case_at(CaseState.STOPPED, **facts[missing])
    offered = [step.transition.name for step in steps(case.manager, case) if step.transition.name in facts]
    assert offered == [missing]


@pytest.mark.parametrize("transition", CASE_TRACK.transitions, ids=lambda transition: transition.name)
def test_an_open_worry_about_safety_stops_what_the_table_says(transition):
    case = case_at(transition.sources[0], **FACTS.get(transition.name, {}))
    SafetyConcern.objects.create(vault=case.vault, case=case, raised_as="staff", text="He came to the door")
    if "nothing_unsafe" in transition.conditions:
        with pytest.raises(NotPossible):
            CASE_ACTIONS[transition.name](case, by=case.manager)
    assert ("nothing_unsafe" in transition.conditions) is (transition.name in ("hold", "close"))


@pytest.mark.parametrize("transition", OF_STAFF, ids=lambda transition: transition.name)
@pytest.mark.parametrize("role", [*roles(), None, "superuser"])
def test_only_the_roles_of_the_table_move_a_referral(role, transition):
    region = RegionFactory()
    referral = ready_for(transition.name, state=transition.sources[0], region=region)
    somebody = UserFactory(
        role=role if role in roles() else None, superuser=role == "superuser", organisation=region.organisation
    )
    region.deputy = somebody
    region.save(update_fields=["deputy"])
    referral = Referral.objects.get(pk=referral.pk)
    if role == "manager":
        assert may(somebody, referral, transition.name)
        REFERRAL_ACTIONS[transition.name](referral, by=somebody)
    else:
        assert not may(somebody, referral, transition.name)
        # Who sees no referrals does not find the other one of a pair of duplicates either.
        with pytest.raises((NotAllowed, NotPossible) if transition.name == "mark_duplicate" else NotAllowed):
            REFERRAL_ACTIONS[transition.name](referral, by=somebody)
        assert Referral.objects.get(pk=referral.pk).state == referral.state


@pytest.mark.parametrize("transition", OF_STAFF, ids=lambda transition: transition.name)
def test_a_manager_of_another_region_moves_nothing(transition):
    referral = ready_for(transition.name, state=transition.sources[0])
    with pytest.raises((NotAllowed, NotPossible) if transition.name == "mark_duplicate" else NotAllowed):
        REFERRAL_ACTIONS[transition.name](referral, by=make_manager())
    assert Referral.objects.get(pk=referral.pk).state == referral.state


@pytest.mark.parametrize("role", [*roles(), "superuser"])
def test_nobody_with_an_account_withdraws_in_the_place_of_the_referrer(role):
    referral = make_referral()
    somebody = UserFactory(role=role if role in roles() else None, superuser=role == "superuser")
    assert not may(somebody, referral, "withdraw")


def test_accepting_opens_a_case_whose_clock_runs_from_the_referral():
    case = make_case()
    assert case.reference == case.referral.reference
    assert case.clock_from == case.referral.received_at
    assert case.manager == case.region.manager
    assert case.vault_id == case.referral.vault_id


def test_only_somebody_of_the_region_takes_it_on():
    referral = ready_for("accept", state="in_talk")
    with pytest.raises(NotPossible) as refusal:
        accept_referral(referral, by=referral.region.manager, model="family_group", manager=make_manager())
    assert refusal.value.field == "manager"
    assert not Case.objects.exists()


def test_starting_the_talk_says_that_it_is_real():
    referral = make_referral()
    Referral.objects.filter(pk=referral.pk).update(needs_look=True)
    start_talk(Referral.objects.get(pk=referral.pk), by=referral.region.manager)
    assert not Referral.objects.get(pk=referral.pk).needs_look


@pytest.mark.parametrize("which", ["itself", "a duplicate", "another region", "another organisation", "nonsense"])
def test_a_duplicate_leads_to_one_of_your_own_that_is_none_itself(which):
    referral = make_referral()
    manager = referral.region.manager
    other = {
        "itself": lambda: referral,
        "a duplicate": lambda: make_referral(referral.region),
        "another region": lambda: make_referral(RegionFactory(organisation=referral.organisation)),
        "another organisation": lambda: make_referral(RegionFactory(organisation=OrganisationFactory(belgian=True))),
        "nonsense": lambda: None,
    }[which]()
    if which == "a duplicate":
        mark_duplicate(other, by=manager, reference=make_referral(referral.region).reference)
    with pytest.raises(NotPossible) as refusal:
        mark_duplicate(referral, by=manager, reference=other.reference if other else "nonsense")
    assert refusal.value.field == "reference"
    assert Referral.objects.get(pk=referral.pk).state == "received"
