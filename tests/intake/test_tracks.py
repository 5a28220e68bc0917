"""Every state × every transition and every role × every transition, against the tables."""

from datetime import timedelta

import pytest
from django.utils import timezone

from intake.actions.cases import stop_case
from intake.actions.referrals import accept_referral, decline_referral, record_agreement, start_talk
from intake.models import Case, Referral
from intake.states import CASE_TRACK, REFERRAL_TRACK, CaseState, ReferralState
from portal.accounts.roles import roles
from portal.workflow.moves import NotAllowed, NotPossible, may
from tests.accounts.factories import UserFactory
from tests.intake.factories import agree, make_case, make_manager, make_referral
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
        agreed=True,
    )


REFERRAL_ACTIONS = {
    "start_talk": start_talk,
    "record_agreement": _record,
    "accept": lambda referral, *, by: accept_referral(referral, by=by, model="family_group"),
    "decline": lambda referral, *, by: decline_referral(referral, by=by, reason="Elsewhere"),
}
CASE_ACTIONS = {"stop": lambda case, *, by: stop_case(case, by=by, reason="Elsewhere")}


def test_every_transition_has_its_action():
    assert set(REFERRAL_ACTIONS) == {transition.name for transition in REFERRAL_TRACK.transitions}
    assert set(CASE_ACTIONS) == {transition.name for transition in CASE_TRACK.transitions}


@pytest.mark.parametrize("transition", REFERRAL_TRACK.transitions, ids=lambda transition: transition.name)
@pytest.mark.parametrize("state", ReferralState.values)
def test_referral_moves_only_as_the_table_says(state, transition):
    referral = make_referral(state=state)
    manager = referral.region.manager
    if state == ReferralState.IN_TALK:
        agree(referral, by=manager)
    if state in transition.sources:
        REFERRAL_ACTIONS[transition.name](referral, by=manager)
        assert Referral.objects.get(pk=referral.pk).state == transition.target
    else:
        with pytest.raises(NotPossible):
            REFERRAL_ACTIONS[transition.name](referral, by=manager)
        assert Referral.objects.get(pk=referral.pk).state == state


@pytest.mark.parametrize("transition", CASE_TRACK.transitions, ids=lambda transition: transition.name)
@pytest.mark.parametrize("state", CaseState.values)
def test_case_moves_only_as_the_table_says(state, transition):
    case = make_case(state=state)
    if state in transition.sources:
        CASE_ACTIONS[transition.name](case, by=case.manager)
        assert Case.objects.get(pk=case.pk).state == transition.target
    else:
        with pytest.raises(NotPossible):
            CASE_ACTIONS[transition.name](case, by=case.manager)
        assert Case.objects.get(pk=case.pk).state == state


@pytest.mark.parametrize("transition", REFERRAL_TRACK.transitions, ids=lambda transition: transition.name)
@pytest.mark.parametrize("role", [*roles(), None, "superuser"])
def test_only_the_roles_of_the_table_move_a_referral(role, transition):
    region = RegionFactory()
    referral = make_referral(region, state=transition.sources[0])
    manager = region.manager
    if referral.state == ReferralState.IN_TALK:
        agree(referral, by=manager)
    somebody = UserFactory(
        role=role if role in roles() else None, superuser=role == "superuser", organisation=region.organisation
    )
    region.deputy = somebody
    region.save(update_fields=["deputy"])
    if role == "manager":
        assert may(somebody, referral, transition.name)
        REFERRAL_ACTIONS[transition.name](referral, by=somebody)
    else:
        assert not may(somebody, referral, transition.name)
        with pytest.raises(NotAllowed):
            REFERRAL_ACTIONS[transition.name](referral, by=somebody)


@pytest.mark.parametrize("transition", REFERRAL_TRACK.transitions, ids=lambda transition: transition.name)
def test_a_manager_of_another_region_moves_nothing(transition):
    referral = make_referral(state=transition.sources[0])
    if referral.state == ReferralState.IN_TALK:
        agree(referral, by=referral.region.manager)
    with pytest.raises(NotAllowed):
        REFERRAL_ACTIONS[transition.name](referral, by=make_manager())


def test_accepting_waits_for_the_agreement():
    referral = make_referral(state="in_talk")
    with pytest.raises(NotPossible):
        accept_referral(referral, by=referral.region.manager, model="family_group")
    assert not Case.objects.exists()


def test_a_refusal_after_an_agreement_counts():
    referral = make_referral(state="in_talk")
    manager = referral.region.manager
    agree(referral, by=manager)
    agree(referral, by=manager, agreed=False)
    with pytest.raises(NotPossible):
        accept_referral(referral, by=manager, model="family_group")


@pytest.mark.parametrize(
    ("country", "age", "needed"),
    [
        ("NL", 11, {"parents"}),
        ("NL", 12, {"self", "parents"}),
        ("NL", 15, {"self", "parents"}),
        ("NL", 16, {"self"}),
        ("NL", None, {"self"}),
        ("BE", 11, {"parents"}),
        ("BE", 12, {"self"}),
    ],
)
def test_whose_agreement_counts_goes_by_age_and_organisation(country, age, needed):
    region = RegionFactory(organisation=OrganisationFactory(belgian=country == "BE"))
    referral = make_referral(region, state="in_talk")
    for place, giver in enumerate(sorted(needed)):
        assert not referral.everyone_agreed(), f"after {place} of {needed}"
        agree(referral, by=region.manager, age=age, given_by=giver)
    assert referral.everyone_agreed()
    for giver in {"self", "parents"} - needed:
        with pytest.raises(NotPossible):
            agree(referral, by=region.manager, age=age, given_by=giver)


def test_accepting_opens_a_case_whose_clock_runs_from_the_referral():
    case = make_case()
    assert case.reference == case.referral.reference
    assert case.clock_from == case.referral.received_at
    assert case.manager == case.region.manager
    assert case.vault_id == case.referral.vault_id


def test_a_recorded_child_does_not_become_an_adult_by_an_empty_field():
    referral = make_referral(state="in_talk")
    manager = referral.region.manager
    agree(referral, by=manager, age=13)
    with pytest.raises(NotPossible) as refusal:
        agree(referral, by=manager)
    assert refusal.value.field == "age"
    assert not Referral.objects.get().everyone_agreed()
    agree(referral, by=manager, age=18)  # said outright, it is a correction
    assert Referral.objects.get().everyone_agreed()


def test_what_was_said_last_counts_not_what_was_typed_last():
    referral = make_referral(state="in_talk")
    manager = referral.region.manager
    agree(referral, by=manager, agreed=False)
    person = referral.core_persons.get()
    record_agreement(
        referral,
        by=manager,
        on=timezone.localdate() - timedelta(days=30),
        core_person=person,
        age=None,
        given_by="self",
        agreed=True,
    )
    assert not Referral.objects.get().everyone_agreed()


@pytest.mark.parametrize("days", [-1, 400])
def test_a_day_to_come_or_long_gone_is_refused(days):
    referral = make_referral(state="in_talk")
    with pytest.raises(NotPossible):
        record_agreement(
            referral,
            by=referral.region.manager,
            on=timezone.localdate() - timedelta(days=days),
            core_person=referral.core_persons.get(),
            age=None,
            given_by="self",
            agreed=True,
        )
