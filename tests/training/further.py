"""Candidates behind their certificate, made by the real actions."""

from datetime import timedelta

from django.utils import timezone

from portal.privacy.looking import looking
from portal.workflow.moves import move
from portal.workflow.references import new_reference
from tests.training.factories import evaluate_well, make_candidate
from training.actions.certifying import certify
from training.actions.guiding import enrol_in_deepening, finish_deepening
from training.actions.reporting import choose_scopes, keep_report
from training.actions.rostering import join_roster
from training.models import Candidate, Certificate, Coordinator
from training.states import CandidateState

S = CandidateState


def make_coordinator(region, *, state=S.CERTIFIED):
    candidate = make_candidate(region, state=S.LOOKING_BACK)
    manager, today = region.manager, timezone.localdate()
    with looking(candidate, by=None, screen="tests"):
        evaluate_well(candidate, by=manager)
        certify(candidate, by=manager)
        if state == S.CERTIFIED:
            return candidate
        Candidate.objects.filter(pk=candidate.pk).update(conferences_held=2)
        enrol_in_deepening(candidate, by=manager)
        if state == S.DEEPENING:
            return candidate
        finish_deepening(candidate, by=manager, on=today)
        if state == S.DEEPENED:
            return candidate
        keep_report(candidate, by=candidate.user, scopes=["family", "group"])
        return choose_scopes(candidate, by=candidate.user)


def make_registered(region) -> Coordinator:
    """On the roster for families, without the long way there: where nobody asks how they became a coordinator."""
    candidate, manager, today = make_candidate(region), region.manager, timezone.localdate()
    candidate.state, candidate.conferences_held = S.CERTIFIED, 1
    candidate.met_on = candidate.trained_on = candidate.conduct_seen_on = today
    candidate.conduct_seen_by, candidate.conduct_valid_until = manager, today + timedelta(days=3 * 365)
    candidate.save()
    coordinator, number = join_roster(candidate, by=manager), new_reference()
    move(coordinator, "register", by=manager, registration_number=number, registered_on=today)
    Certificate.objects.create(
        vault=candidate.vault, coordinator=coordinator, number=number, issued_by=manager, name="Nadia Demo"
    )
    return coordinator


def in_state(region, state):
    registered = (S.CERTIFIED, S.DEEPENING, S.DEEPENED, S.COMPLETE)
    return (make_coordinator if state in registered else make_candidate)(region, state=state)
