"""Candidates in every state, made by the real actions."""

from datetime import timedelta

from django.utils import timezone

from portal.privacy.looking import looking
from tests.accounts.factories import UserFactory
from tests.intake.factories import make_manager
from tests.organisations.factories import RegionFactory
from training.actions.applying import begin_application, keep_application, send_application
from training.actions.ending import turn_down, withdraw_candidacy
from training.actions.evaluating import write_evaluation
from training.actions.guiding import (
    decide_to_train,
    enrol_in_training,
    finish_training,
    invite_candidate,
    record_meeting,
    see_conduct,
)
from training.actions.practising import hold_first_conference
from training.actions.reporting import agree, answer_report, ask_for_talk, keep_report, send_report, sign_answer
from training.models import Candidate, RuleBook
from training.states import CandidateState

ANSWERS = {
    "name": "Nadia Demo",
    "telephone": "06 12345678",
    "postcode": "",
    "motivation": "I trust people to find their own way.",
    "experience": "Twenty years of a busy kitchen table.",
    "has_ties": "no",
    "ties": "",
    "languages": ["nl", "ar"],
}


def make_rule_book(organisation, **fields) -> RuleBook:
    """The organisation's rule book; made where there is none yet."""
    belgian = organisation.country == "BE"
    defaults = {
        "valid_from": timezone.localdate() - timedelta(days=365),
        "conduct": "extract_596_2" if belgian else "vog",
        "offers": ["expenses", "coach"] if belgian else ["fee", "expenses", "cards"],
    }
    book, _made = RuleBook.objects.get_or_create(organisation=organisation, version=1, defaults=defaults | fields)
    return book


def make_trainer(organisation, **fields):
    return UserFactory(role="trainer", is_staff=True, organisation=organisation, **fields)


def make_candidate(region=None, *, state="applied", language="nl", user=None, **answers) -> Candidate:
    """A candidate in this state; the steps there are taken by themselves, the region's manager and two trainers."""
    region = region or RegionFactory()
    organisation = region.organisation
    manager = region.manager or make_manager(region)
    make_rule_book(organisation)
    user = user or UserFactory(organisation=organisation)
    candidate = begin_application(user, organisation=organisation, language=language)
    with looking(candidate, by=None, screen="tests"):
        candidate = keep_application(candidate, by=user, answers=ANSWERS | answers)
        if state == CandidateState.WRITING:
            return candidate
        candidate = send_application(candidate, by=user)
    Candidate.objects.filter(pk=candidate.pk).update(region=region)
    candidate = Candidate.objects.select_related("vault", "organisation", "region", "rule_book").get(pk=candidate.pk)
    today = timezone.localdate()
    if state == CandidateState.WITHDRAWN:
        return withdraw_candidacy(candidate, by=user)
    if state == CandidateState.NOT_NOW:
        return turn_down(candidate, by=manager, reason="Not now.")
    for reached, step in [
        ("invited", lambda: invite_candidate(candidate, by=manager)),
        ("informed", lambda: record_meeting(candidate, by=manager, on=today)),
        ("decided", lambda: decide_to_train(candidate, by=user)),
        ("in_training", lambda: enrol_in_training(candidate, by=manager)),
        ("trained", lambda: finish_training(candidate, by=manager, on=today)),
        ("reported", lambda: _report(candidate, user)),
        ("in_talk", lambda: state == "in_talk" and _talk(candidate)),
        ("practising", lambda: _agree(candidate)),
        ("looking_back", lambda: _hold(candidate, manager, today)),
    ]:
        if candidate.state == state:
            break
        step()
        assert candidate.state == reached or reached == "in_talk", (candidate.state, reached)
    return candidate


def _report(candidate, user):
    keep_report(candidate, by=user, points={"trust": "Yes, always."}, conclusion="It fits me.", verdict="yes")
    send_report(candidate, by=user)


def _talk(candidate):
    ask_for_talk(candidate, by=make_trainer(candidate.organisation), reason="Let us talk.")


def _agree(candidate):
    first, second = make_trainer(candidate.organisation), make_trainer(candidate.organisation)
    answer_report(candidate, by=first, verdict="yes", reasons="We saw a listener.")
    sign_answer(candidate, by=second)
    agree(candidate, by=first)


def _hold(candidate, manager, today):
    see_conduct(candidate, by=manager, on=today)
    hold_first_conference(candidate, by=manager, on=today)


def evaluate_well(candidate, *, by):
    """The manager's positive evaluation."""
    return write_evaluation(candidate, by=by, by_whom="manager", text="Went well.", is_positive=True)
