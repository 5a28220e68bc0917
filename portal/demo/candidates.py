"""The demo's candidates: each goes the real way, by the real actions, on days of their own."""

from collections.abc import Callable
from datetime import timedelta

from allauth.account.models import EmailAddress
from django.utils import timezone
from django.utils.translation import gettext_noop

from portal.accounts.models import User
from portal.demo.applicants import APPLICANTS, Applicant
from portal.demo.clock import days_ago
from portal.demo.people import PASSWORD
from portal.organisations.models import Country
from portal.privacy.looking import looking
from training.actions.applying import begin_application, keep_application, send_application
from training.actions.certifying import certify
from training.actions.ending import pause_track, record_withdrawal, turn_down, withdraw_candidacy
from training.actions.evaluating import write_evaluation
from training.actions.guiding import (
    decide_to_train,
    enrol_in_deepening,
    enrol_in_training,
    finish_deepening,
    finish_training,
    invite_candidate,
    record_meeting,
    see_conduct,
)
from training.actions.offering import change_own_data
from training.actions.practising import hold_first_conference, record_conference
from training.actions.reporting import (
    agree,
    answer_report,
    ask_for_talk,
    choose_scopes,
    keep_report,
    send_report,
    sign_answer,
)
from training.actions.rostering import leave_roster
from training.actions.writing import write_note
from training.models import Candidate, Conduct, Coordinator, Evaluator, Offer, RuleBook, Scope, Verdict
from training.states import CandidateState

_SCREEN = gettext_noop("making the demo")
_SHARED_OFFERS = [Offer.EXPENSES, Offer.CARDS, Offer.MAILBOX, Offer.MATERIALS, Offer.HELPDESK, Offer.TRAINING]
_RULES = {
    Country.NL: {"conduct": Conduct.VOG, "conduct_months": 36, "offers": [Offer.FEE, *_SHARED_OFFERS]},
    Country.BE: {"conduct": Conduct.EXTRACT, "conduct_months": 12, "offers": [Offer.COACH, *_SHARED_OFFERS]},
}
_RULES_SINCE = 3  # years
S = CandidateState
_HOURS = (10, 14, 19, 11, 16, 20)  # who has work writes in the evening


def make_rule_books(organisations) -> dict[int, RuleBook]:
    """What each organisation asks and offers (DOMAIN §1, §4), by its id; the newest one where there is one already."""
    today = timezone.localdate()
    books = {}
    for organisation in organisations:
        book = RuleBook.objects.filter(organisation=organisation).order_by("-version").first()
        books[organisation.pk] = book or RuleBook.objects.create(
            organisation=organisation,
            version=1,
            valid_from=today.replace(year=today.year - _RULES_SINCE, month=1, day=1),
            **_RULES[Country(organisation.country)],
        )
    return books


def make_candidates(organisations) -> None:
    """Every candidate of the demo, as far as they came."""
    make_rule_books(organisations.values())
    trainers = {user.email: user for user in User.objects.filter(groups__name="trainer")}
    for applicant in APPLICANTS:
        _lead(applicant, organisation=organisations[applicant.site], trainers=trainers)


def _lead(applicant, *, organisation, trainers):
    """All steps, spread evenly between the first day and the last step."""
    with days_ago(applicant.days, hour=9):
        candidate = _begin(applicant, organisation)
    if applicant.reached == S.WRITING:
        return
    steps = _steps_of(applicant, candidate, trainers)
    between = (applicant.days - applicant.since) / max(1, len(steps))
    with looking(candidate, by=None, screen=_SCREEN):
        for place, step in enumerate(steps, start=1):
            with days_ago(applicant.days - place * between, hour=_HOURS[place % len(_HOURS)]):
                step()
        if applicant.then:
            with days_ago(applicant.since, hour=20):
                _end(applicant, candidate)


def _begin(applicant, organisation) -> Candidate:
    user = _account(applicant, organisation)
    candidate = begin_application(user, organisation=organisation, language=applicant.language)
    answers = {
        "name": applicant.name,
        "telephone": applicant.telephone,
        "postcode": applicant.postcode,
        "motivation": applicant.motivation,
        "experience": applicant.experience,
        "languages": list(applicant.languages),
    }
    if applicant.reached == S.WRITING:
        return keep_application(candidate, by=user, answers=answers)
    answers |= {"has_ties": "yes" if applicant.ties else "no", "ties": applicant.ties}
    candidate = keep_application(candidate, by=user, answers=answers)
    # By the system: the demo is made in one transaction, and people do not look inside one.
    with looking(candidate, by=None, screen=_SCREEN):
        return send_application(candidate, by=user)


def _account(applicant, organisation) -> User:
    """Theirs, as old as their letter."""
    user = User.objects.filter(email=applicant.email).first()
    if user is None:
        user = User.objects.create_user(applicant.email, PASSWORD, organisation=organisation)
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    user.date_joined = timezone.now()
    user.save(update_fields=["date_joined"])
    return user


def _steps_of(applicant, candidate, trainers) -> list[Callable]:
    """What happened after the letter, up to the state that they reached."""
    manager = candidate.region.manager
    signers = [trainers[f"{name}@demo.example"] for name in applicant.signed_by]
    all_steps = [
        (S.INVITED, lambda: invite_candidate(candidate, by=manager)),
        (S.INFORMED, lambda: record_meeting(candidate, by=manager, on=timezone.localdate())),
        (S.DECIDED, lambda: decide_to_train(candidate, by=candidate.user)),
        (S.IN_TRAINING, lambda: enrol_in_training(candidate, by=manager)),
        (S.TRAINED, lambda: _finish_training(applicant, candidate, manager)),
        (S.REPORTED, lambda: _report(applicant, candidate, signers)),
        (S.IN_TALK, lambda: ask_for_talk(candidate, by=signers[0], reason=applicant.reason)),
        (S.PRACTISING, lambda: _begin_practising(candidate, manager, signers)),
        (S.LOOKING_BACK, lambda: _look_back(applicant, candidate, manager)),
        (S.CERTIFIED, lambda: _certify(candidate, manager)),
        (S.DEEPENING, lambda: _deepen(candidate, manager)),
        (S.DEEPENED, lambda: finish_deepening(candidate, by=manager, on=timezone.localdate())),
        (S.COMPLETE, lambda: _choose_scopes(applicant, candidate)),
    ]
    states = [S.APPLIED, *(state for state, _step in all_steps)]
    upto = all_steps[: states.index(applicant.reached)]
    steps = [step for state, step in upto if state != S.IN_TALK or applicant.reached == S.IN_TALK]
    if applicant.offers:
        steps.append(lambda: _offer(applicant, candidate))
    return [*steps, lambda: write_note(candidate, by=manager, text=applicant.note)] if applicant.note else steps


def _finish_training(applicant, candidate, manager):
    finish_training(candidate, by=manager, on=timezone.localdate())
    if applicant.points:
        keep_report(candidate, by=candidate.user, points=applicant.points)


def _report(applicant, candidate, signers):
    """The report; and as far as the trainers are, their answer."""
    verdict = Verdict.UNSURE if applicant.reached == S.IN_TALK else Verdict.YES
    keep_report(
        candidate,
        by=candidate.user,
        points=applicant.points,
        conclusion=applicant.conclusion,
        verdict=verdict,
    )
    send_report(candidate, by=candidate.user)
    for place, trainer in enumerate(signers):
        if place == 0:
            answer_report(candidate, by=trainer, verdict=verdict, reasons=applicant.answer)
            continue
        sign_answer(candidate, by=trainer)


def _begin_practising(candidate, manager, signers):
    agree(candidate, by=signers[-1])
    see_conduct(candidate, by=manager, on=timezone.localdate())


def _look_back(applicant, candidate, manager):
    hold_first_conference(candidate, by=manager, on=timezone.localdate())
    for side, text in applicant.looked_back.items():
        by = candidate.user if side == Evaluator.SELF else manager
        write_evaluation(candidate, by=by, by_whom=side, text=text)


def _certify(candidate, manager):
    words = "Rustig, helder en uit de inhoud gebleven. Met vertrouwen ja."
    write_evaluation(candidate, by=manager, by_whom=Evaluator.MANAGER, text=words, is_positive=True)
    certify(candidate, by=manager)


def _deepen(candidate, manager):
    coordinator = Coordinator.objects.get(candidate=candidate)
    record_conference(coordinator, by=manager, on=timezone.localdate())
    candidate.refresh_from_db()
    enrol_in_deepening(candidate, by=manager)


def _choose_scopes(applicant, candidate):
    scopes = [Scope.FAMILY, *applicant.wants]
    keep_report(candidate, by=candidate.user, scopes=scopes, conclusion=applicant.conclusion)
    choose_scopes(candidate, by=candidate.user)


def _offer(applicant, candidate):
    """What they say on their own page; `away` is counted in days from now."""
    said, today = applicant.offers, timezone.localdate()
    away = [today + timedelta(days=round(applicant.since) + days) for days in said.get("away", ())]
    change_own_data(
        Coordinator.objects.get(candidate=candidate),
        by=candidate.user,
        languages=applicant.languages,
        travel_minutes=said["travel_minutes"],
        evenings=True,
        weekends=True,
        weekdays=said.get("weekdays", True),
        away_from=away[0] if away else None,
        away_until=away[1] if away else None,
        regions=candidate.organisation.regions.filter(slug__in=said.get("regions", ())),
        background=said.get("background", ""),
        background_agreed="background" in said,
    )


def _end(applicant: Applicant, candidate):
    manager, own = candidate.region.manager, candidate.user
    acts = {
        "paused": lambda: pause_track(candidate, by=own, reason=applicant.reason),
        "withdrawn": lambda: withdraw_candidacy(candidate, by=own, reason=applicant.reason),
        "told us to stop": lambda: record_withdrawal(candidate, by=manager, reason=applicant.reason),
        "left the roster": lambda: leave_roster(
            Coordinator.objects.get(candidate=candidate), by=own, reason=applicant.reason
        ),
        "not now": lambda: turn_down(candidate, by=manager, reason=applicant.reason),
    }
    acts[applicant.then]()
