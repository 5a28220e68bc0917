"""The demo's candidates: one in every state that people reach, each with a past that could have been."""

import pytest
from django.utils import timezone

from portal.accounts.models import User
from portal.demo.applicants import APPLICANTS
from portal.demo.candidates import make_candidates
from portal.demo.organisations import make_organisations
from portal.demo.people import make_people
from portal.privacy.looking import looking
from portal.privacy.models import AccessLogEntry
from portal.workflow.queries import timeline
from training.actions.erasing import lapsed_candidates
from training.coordinator_states import CoordinatorState
from training.languages import is_language
from training.models import Candidate, Coordinator, ProfilePoint, Report, RuleBook
from training.states import CandidateState

pytestmark = pytest.mark.django_db


@pytest.fixture
def demo():
    organisations = make_organisations(port=8000)
    make_people(organisations)
    make_candidates(organisations)
    return organisations


def candidate_of(account):
    return Candidate.objects.select_related("vault").get(user__email=f"{account}@demo.example")


def test_the_demo_has_candidates(demo):
    """One making of the demo, looked at from all sides: making it takes seconds."""
    every_state_that_is_reached()
    the_past_could_have_been()
    rule_books_differ(demo)
    who_signs_in_finds_what_the_demo_promises()
    the_system_alone_looked()


def every_state_that_is_reached():
    states = set(Candidate.objects.values_list("state", flat=True))
    assert states == set(CandidateState.values)
    assert set(Coordinator.objects.values_list("state", flat=True)) == set(CoordinatorState.values)
    assert Candidate.objects.filter(paused_at__isnull=False).count() == 1
    assert Candidate.objects.count() == len(APPLICANTS)
    assert Candidate.objects.filter(organisation__country="BE").count() > 3
    assert Candidate.objects.exclude(region=None).values("region").distinct().count() == 5
    assert not lapsed_candidates().exists()


def the_past_could_have_been():
    now = timezone.now()
    for candidate in Candidate.objects.select_related("user"):
        moments = list(timeline(candidate).order_by("id").values_list("timestamp", flat=True))
        assert moments == sorted(moments), candidate.user
        assert all(candidate.user.date_joined <= moment <= now for moment in moments)
        assert candidate.begun_at <= now
        assert candidate.met_on is None or candidate.applied_at.date() <= candidate.met_on
        assert candidate.trained_on is None or candidate.met_on <= candidate.trained_on
    for applicant in APPLICANTS:
        assert all(is_language(code) for code in applicant.languages), applicant.name
        assert set(applicant.points) <= set(ProfilePoint.values), applicant.name
        assert "Demo-" in applicant.name


def rule_books_differ(organisations):
    dutch, belgian = (RuleBook.objects.in_force(organisations[country]) for country in ("NL", "BE"))
    assert (dutch.conduct, dutch.conduct_months) == ("vog", 36)
    assert (belgian.conduct, belgian.conduct_months) == ("extract_596_2", 12)
    assert "fee" in dutch.offers
    assert "fee" not in belgian.offers
    assert "coach" in belgian.offers
    for book in (dutch, belgian):
        book.full_clean()
        assert len(book.offer_labels) == len(book.offers) == 7


def who_signs_in_finds_what_the_demo_promises():
    own = candidate_of("candidate")
    assert own.state == "trained"
    with looking(own, by=None, screen="test"):
        report = Report.objects.get(candidate=own)
        assert report.points
    assert report.sent_at is None
    coordinator = Coordinator.objects.get(candidate__user__email="coordinator@demo.example")
    assert (coordinator.state, coordinator.scopes.count(), coordinator.also_in.count()) == ("registered", 3, 1)
    assert coordinator.background_agreed_at is not None
    assert coordinator.has_valid_certificate()
    trainer, second = (User.objects.get(email=f"{name}@demo.example") for name in ("trainer", "trainer2"))
    waiting = Candidate.objects.visible_to(trainer).filter(state="reported")
    signatures = {row.user.email: list(row.reports.get().answer.signatures.all()) for row in waiting if _answered(row)}
    assert waiting.count() == 2
    ((signature,),) = signatures.values()
    assert signature.trainer == second


def _answered(candidate):
    return hasattr(candidate.reports.get(), "answer")


def the_system_alone_looked():
    looks = AccessLogEntry.objects.exclude(screen="test")
    assert set(looks.values_list("actor_kind", flat=True)) == {"system"}
