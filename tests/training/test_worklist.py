"""What waits for managers and trainers at home, and what does not: each line plain."""

from datetime import timedelta

import pytest
from django.utils import timezone, translation

from portal.backoffice import worklist
from portal.privacy.models import AccessLogEntry
from tests.accounts.factories import UserFactory
from tests.intake.factories import make_manager
from tests.organisations.factories import OrganisationFactory, RegionFactory
from tests.training.factories import evaluate_well, make_candidate, make_trainer
from training.actions.ending import pause_track
from training.actions.guiding import see_conduct
from training.actions.reporting import agree, answer_report, ask_for_talk, sign_answer
from training.actions.talking import record_talk
from training.models import Candidate, Report

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def region():
    region = RegionFactory()
    make_manager(region)
    return region


@pytest.fixture
def trainers(region):
    return [make_trainer(region.organisation), make_trainer(region.organisation)]


def details(user):
    return [str(line.detail) for line in worklist.lines_for(user, most=100)]


@pytest.mark.parametrize(
    ("state", "detail"),
    [
        ("applied", "Read the letter and invite them"),
        ("decided", "Give a place in the training"),
    ],
)
def test_what_waits_for_the_manager(state, detail, region):
    candidate = make_candidate(region, state=state)
    [line] = worklist.lines_for(region.manager, most=100)
    assert (line.title, line.detail, line.kind) == (str(candidate), detail, "Candidate")
    assert str(candidate.pk) in line.url
    assert timezone.now() - line.since < timedelta(minutes=5)
    pause_track(candidate, by=candidate.user)
    assert details(region.manager) == []


@pytest.mark.parametrize("state", ["writing", "invited", "informed", "in_training", "trained", "withdrawn", "not_now"])
def test_what_waits_for_somebody_else_is_not_in_the_list(state, region):
    make_candidate(region, state=state)
    assert details(region.manager) == []


def test_an_evaluation_waits_until_the_manager_wrote_theirs(region):
    candidate = make_candidate(region, state="looking_back")
    assert details(region.manager) == ["Write down how you look back on the conference"]
    evaluate_well(candidate, by=region.manager)
    assert details(region.manager) == []


def test_a_document_that_ends_stands_with_its_day(region):
    candidate = make_candidate(region, state="invited")
    today = timezone.localdate()
    see_conduct(candidate, by=region.manager, on=today, valid_until=today + timedelta(days=120))
    assert details(region.manager) == []
    see_conduct(candidate, by=region.manager, on=today, valid_until=today + timedelta(days=30))
    [line] = worklist.lines_for(region.manager, most=100)
    assert line.detail == "Ask for a new good-conduct document"
    assert timezone.localtime(line.due).date() == today + timedelta(days=30)
    assert not line.is_overdue
    Candidate.objects.update(conduct_seen_on=today - timedelta(9), conduct_valid_until=today - timedelta(days=1))
    assert worklist.lines_for(region.manager, most=100)[0].is_overdue


def test_a_report_goes_from_trainer_to_trainer(region, trainers):
    first, second = trainers
    candidate = make_candidate(region, state="reported")
    assert details(first) == details(second) == ["Read the report and answer it"]
    assert details(region.manager) == []
    answer_report(candidate, by=first, verdict="yes", reasons="Yes.")
    assert details(first) == []
    assert details(second) == ["Read the answer and sign it"]
    sign_answer(candidate, by=second)
    assert details(first) == ["Both sides say yes: write it down"]
    agree(candidate, by=first)
    assert details(first) == details(second) == []


def test_a_difference_goes_by_a_talk_to_the_manager(region, trainers):
    first, second = trainers
    candidate = make_candidate(region, state="reported")
    answer_report(candidate, by=first, verdict="no", reasons="No.")
    sign_answer(candidate, by=second)
    assert details(first) == ["You see it differently: have a talk"]
    assert details(region.manager) == []
    ask_for_talk(candidate, by=first, reason="So.")
    assert details(first) == ["Have the talk, and write down that it was held"]
    assert details(region.manager) == []
    record_talk(candidate, by=first, on=timezone.localdate(), text="They see it too.")
    assert details(first) == []
    assert details(region.manager) == ["Read the answer of the trainers and say how it goes on"]


def test_two_times_no_waits_for_the_manager_at_once(region, trainers):
    candidate = make_candidate(region, state="reported")
    Report.objects.update(verdict="no")
    answer_report(candidate, by=trainers[0], verdict="no", reasons="No.")
    sign_answer(candidate, by=trainers[1])
    assert details(trainers[0]) == []
    assert details(region.manager) == ["Read the answer of the trainers and say how it goes on"]


def test_nothing_of_it_waits_for_anybody_else(region):
    for state in ("applied", "decided", "reported", "looking_back"):
        make_candidate(region, state=state)
    sister = OrganisationFactory(belgian=True)
    others = [make_trainer(sister), make_manager(RegionFactory(organisation=region.organisation))]
    others += [UserFactory(role=role, organisation=region.organisation) for role in ("administrator", "editor")]
    for somebody in [*others, UserFactory(superuser=True, organisation=region.organisation)]:
        assert details(somebody) == []


def test_the_lines_cost_the_same_for_one_and_for_many_and_open_nothing(region, trainers, count_queries):
    def ask(user):
        return count_queries(lambda: worklist.lines_for(type(user).objects.get(pk=user.pk), most=50))

    states = ("applied", "decided", "reported", "looking_back")
    for state in states:
        make_candidate(region, state=state)
    before = [ask(user) for user in (region.manager, trainers[0])]
    for state in states:
        make_candidate(region, state=state)
    opened = AccessLogEntry.objects.count()
    assert [ask(user) for user in (region.manager, trainers[0])] == before
    assert AccessLogEntry.objects.count() == opened
