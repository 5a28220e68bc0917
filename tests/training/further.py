"""Candidates behind their certificate, made by the real actions."""

from django.utils import timezone

from portal.privacy.looking import looking
from tests.training.factories import evaluate_well, make_candidate
from training.actions.certifying import certify
from training.actions.guiding import enrol_in_deepening, finish_deepening
from training.actions.reporting import choose_scopes, keep_report
from training.models import Candidate
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


def in_state(region, state):
    registered = (S.CERTIFIED, S.DEEPENING, S.DEEPENED, S.COMPLETE)
    return (make_coordinator if state in registered else make_candidate)(region, state=state)
