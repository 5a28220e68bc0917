"""When a talk about the report is behind them: the same for the move, the worklist and every page that tells of it."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone, translation

from portal.backoffice import worklist
from portal.privacy.looking import looking
from tests.intake.factories import make_manager
from tests.organisations.factories import RegionFactory
from tests.training.factories import make_candidate, make_trainer
from tests.training.test_my import address
from training.actions.reporting import answer_report, ask_for_talk, sign_answer
from training.actions.talking import reconsider, record_talk
from training.models import Candidate, Report, Verdict
from training.telling import reports_of

pytestmark = pytest.mark.django_db
HOW_IT_GOES_ON = "Read the answer of the trainers and say how it goes on"


@pytest.fixture(autouse=True)
def at_a_desk(settings):
    settings.SECOND_FACTOR_REQUIRED = False
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


@pytest.fixture
def candidate(region):
    return make_candidate(region, state="reported")


def signed_answer(candidate, trainers, *, own, theirs):
    Report.objects.update(verdict=own)
    answer_report(candidate, by=trainers[0], verdict=theirs, reasons="So.")
    sign_answer(candidate, by=trainers[1])


@pytest.mark.parametrize("progress", ["reported", "asked for", "held"])
@pytest.mark.parametrize("theirs", ["no", "unsure"])
@pytest.mark.parametrize("own", Verdict.values)
def test_the_manager_is_asked_to_go_on_exactly_when_it_may_be_not_now(
    own, theirs, progress, candidate, trainers, region
):
    signed_answer(candidate, trainers, own=own, theirs=theirs)
    if progress != "reported":
        ask_for_talk(candidate, by=trainers[0], reason="Let us talk.")
    if progress == "held":
        record_talk(candidate, by=trainers[0], on=timezone.localdate(), text="We talked.")
    candidate = Candidate.objects.get(pk=candidate.pk)
    is_asked = HOW_IT_GOES_ON in [str(line.detail) for line in worklist.lines_for(region.manager, most=100)]
    assert is_asked == candidate.is_talked_over() == (progress == "held" or own == theirs == "no")


def test_after_a_second_talk_the_candidate_is_asked_again_on_every_page(candidate, trainers, as_user):
    signed_answer(candidate, trainers, own="no", theirs="yes")
    ask_for_talk(candidate, by=trainers[0], reason="Let us talk.")
    own, trainer = as_user(candidate.user), as_user(trainers[0])
    bench = reverse("candidates:inspect", args=[candidate.pk])
    says, asked, said_before = (
        "After the talk the candidate says:",
        "The candidate did not say yet what they think after the talk.",
        "After an earlier talk the candidate said:",
    )

    def seen():
        page = trainer.get(bench).content.decode()
        now, form = own.get(address("my")).context["now"], own.get(address("my_reconsider")).context["form"]
        return [line for line in (says, asked, said_before) if line in page], now.is_ours, form.initial["verdict"]

    with time_machine.travel(timezone.now(), tick=False) as clock:
        record_talk(candidate, by=trainers[0], on=timezone.localdate(), text="We talked.")
        assert seen() == ([asked], False, "")
        with looking(candidate, by=None, screen="tests"):  # in the same second is after it too
            reconsider(candidate, by=candidate.user, verdict="unsure", text="Perhaps.")
        assert seen() == ([says], True, "unsure")
        assert reports_of(candidate).get().said_since_talk
        clock.shift(timedelta(minutes=1))
        record_talk(candidate, by=trainers[1], on=timezone.localdate(), text="We talked again.")
        assert seen() == ([asked, said_before], False, "")
        assert not reports_of(candidate).get().said_since_talk
