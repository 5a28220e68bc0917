"""The talk about a report: trainers write down that it was held, the candidate says what they think then."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone, translation
from post_office.models import Email

from portal.backoffice import worklist
from portal.outbound.models import OutgoingAddress
from portal.privacy.looking import looking
from portal.workflow.moves import NotAllowed, NotPossible
from portal.workflow.queries import timeline
from tests.accounts.factories import UserFactory
from tests.intake.factories import make_manager
from tests.organisations.factories import OrganisationFactory, RegionFactory
from tests.training.factories import make_candidate, make_trainer
from tests.training.further import in_state
from tests.training.test_my import address
from tests.training.test_my_acts import do, drawn_on, mark_on
from training.actions.ending import begin_again, pause_track, turn_down, withdraw_candidacy
from training.actions.erasing import erase_candidate
from training.actions.guiding import keep_what_was_earned
from training.actions.reporting import agree, answer_report, ask_for_talk, keep_report, send_report, sign_answer
from training.actions.talking import reconsider, record_talk
from training.models import Candidate, Report, Signature, Talk
from training.states import CandidateState

pytestmark = pytest.mark.django_db
NOTES = "They are afraid of groups, and want it after all."
NOT_IN_TALK = [one for one in CandidateState if one != "in_talk"]


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
def candidate(region, trainers):
    """Says no; the trainers say yes, and asked for a talk."""
    candidate = make_candidate(region, state="reported")
    Report.objects.update(verdict="no")
    answer_report(candidate, by=trainers[0], verdict="yes", reasons="We saw a listener.")
    sign_answer(candidate, by=trainers[1])
    ask_for_talk(candidate, by=trainers[0], reason="You doubt; we do not.")
    return candidate


def today():
    return timezone.localdate()


def talk(candidate, by):
    return record_talk(candidate, by=by, on=today(), text=NOTES)


def think_again(candidate, *, verdict="yes", text="", read=None, by=None):
    with looking(candidate, by=None, screen="tests"):
        return reconsider(candidate, by=by or candidate.user, verdict=verdict, text=text, read=read)


def mailed(candidate):
    """To whom mails wait about them."""
    with looking(candidate, by=None, screen="tests"):
        return sorted(one.address for one in OutgoingAddress.objects.all())


def state_of(candidate):
    return Candidate.objects.get(pk=candidate.pk).state


def details(user):
    return [str(line.detail) for line in worklist.lines_for(user, most=100)]


# What is asked of whom, from the talk to the yes


def test_who_said_no_and_is_convinced_in_the_talk_starts(candidate, trainers, as_user):
    with pytest.raises(NotPossible):
        agree(candidate, by=trainers[0])
    browser, own = as_user(trainers[1]), as_user(candidate.user)
    written = browser.post(
        reverse("candidates:entry", args=[candidate.pk, "talk"]), {"on": today().isoformat(), "text": NOTES}
    )
    assert written["Location"].endswith("#talk")
    assert own.get(address("my")).context["now"].address == address("my_reconsider")
    assert do(own, "my_reconsider", verdict="yes", text="I dare it now.", read="").url == address("my")
    bench = browser.get(reverse("candidates:inspect", args=[candidate.pk])).content.decode()
    for line in (NOTES, "I dare it now.", "Before the talk they said: No, it does not fit", "Both sides say yes."):
        assert line in bench
    agree(candidate, by=trainers[0])
    assert state_of(candidate) == "practising"
    assert [line.action.split(".")[-1] for line in timeline(candidate)][:4] == [
        "agree", "reconsider", "record_talk", "talk",
    ]  # fmt: skip


def test_two_trainers_are_still_needed(candidate, trainers):
    talk(candidate, trainers[0])
    with looking(candidate, by=None, screen="tests"):
        answer_report(candidate, by=trainers[0], verdict="yes", reasons="Other words.")
    think_again(candidate)
    with pytest.raises(NotPossible):
        agree(candidate, by=trainers[0])
    sign_answer(candidate, by=trainers[1])
    agree(candidate, by=trainers[0])


def test_thinking_again_takes_no_signature_away(candidate, trainers):
    talk(candidate, trainers[0])
    think_again(candidate)
    assert Signature.objects.filter(answer__report__candidate=candidate).count() == 2


def test_who_doubts_after_the_talk_does_not_start(candidate, trainers):
    Report.objects.update(verdict="yes")
    talk(candidate, trainers[0])
    think_again(candidate, verdict="unsure")
    with pytest.raises(NotPossible):
        agree(candidate, by=trainers[0])


def test_each_has_the_turn_in_the_worklist(candidate, trainers, region):
    hold = "Have the talk, and write down that it was held"
    assert details(trainers[0]) == details(trainers[1]) == [hold]
    talk(candidate, trainers[0])
    assert details(trainers[0]) == details(trainers[1]) == details(region.manager) == []
    think_again(candidate, verdict="unsure")
    assert [line.split(":")[0] for line in details(trainers[0])] == [
        "The candidate says no, or is not sure, also after the talk"
    ]
    talk(candidate, trainers[0])
    assert details(trainers[0]) == []
    think_again(candidate)
    assert details(trainers[0]) == ["Both sides say yes: write it down"]
    assert details(region.manager) == []


# The talk


def test_the_talk_is_sealed_and_its_notes_are_not_the_candidates(candidate, trainers, as_user):
    on = today() - timedelta(days=2)
    record_talk(candidate, by=trainers[0], on=on, text=f"  {NOTES}\n")
    found = Talk.objects.get()
    assert (found.report.candidate, found.on, found.by, found.vault_id) == (
        candidate, on, trainers[0], candidate.vault_id,
    )  # fmt: skip
    assert NOTES not in str(Talk.objects.extra(select={"raw": "text"}).values_list("raw", flat=True)[0])
    with looking(candidate, by=None, screen="tests"):
        assert found.text == NOTES
    page = as_user(candidate.user).get(address("my")).content.decode()
    assert "You talked about it on" in page
    assert f'datetime="{on.isoformat()}"' in page
    assert NOTES not in page


def test_the_candidate_hears_that_it_is_their_turn(candidate, trainers):
    Email.objects.all().delete()
    talk(candidate, trainers[0])
    assert mailed(candidate) == [candidate.user.email]
    assert NOTES not in Email.objects.get().message


@pytest.mark.parametrize(
    ("said", "field"),
    [({"on": today() + timedelta(days=1), "text": NOTES}, "on"), ({"on": today(), "text": " \n"}, "text")],
)
def test_a_talk_to_come_or_without_words_is_not_written_down(said, field, candidate, trainers, as_user):
    with pytest.raises(NotPossible) as refusal:
        record_talk(candidate, by=trainers[0], **said)
    assert refusal.value.field == field
    where = reverse("candidates:entry", args=[candidate.pk, "talk"])
    answer = as_user(trainers[0]).post(where, {"on": said["on"].isoformat(), "text": said["text"]})
    assert answer.context["form"].errors[field]
    assert not Talk.objects.exists()


@pytest.mark.parametrize("who", ["manager", "administrator", "superuser", "trainer elsewhere", "themselves"])
def test_only_trainers_of_the_organisation_write_it_down(who, candidate, region):
    somebody = {
        "manager": lambda: region.manager,
        "superuser": lambda: UserFactory(superuser=True, organisation=region.organisation),
        "trainer elsewhere": lambda: make_trainer(OrganisationFactory(belgian=True)),
        "themselves": lambda: candidate.user,
    }.get(who, lambda: UserFactory(role=who, is_staff=True, organisation=region.organisation))()
    with pytest.raises(NotAllowed):
        talk(candidate, somebody)


@pytest.mark.parametrize("state", ["reported", "looking_back", "trained"])
def test_no_talk_is_written_down_that_nobody_asked_for(state, region, trainers):
    with pytest.raises(NotPossible):
        talk(make_candidate(region, state=state), trainers[0])


# Thinking again


def test_what_they_said_first_stays_however_often_they_think_again(candidate, trainers):
    talk(candidate, trainers[0])
    think_again(candidate, verdict="unsure", text="I do not know.")
    think_again(candidate, verdict="yes", text="I do know.")
    report = Report.objects.get()
    assert (report.first_verdict, report.verdict) == ("no", "yes")
    assert report.reconsidered_at is not None
    with looking(candidate, by=None, screen="tests"):
        assert report.reconsidered == "I do know."


def test_the_trainers_hear_of_every_other_verdict_once(candidate, trainers):
    talk(candidate, trainers[0])
    Email.objects.all().delete()
    for verdict, text in [("no", ""), ("no", "Still no."), ("yes", "Or yes?")]:
        think_again(candidate, verdict=verdict, text=text)
    assert mailed(candidate) == sorted([one.email for one in trainers] * 2)


def test_before_the_talk_nothing_is_asked(candidate, as_user):
    with pytest.raises(NotPossible):
        think_again(candidate)
    browser = as_user(candidate.user)
    assert browser.get(address("my")).context["now"].address == ""
    assert browser.get(address("my_reconsider")).url == address("my")


@pytest.mark.parametrize("state", NOT_IN_TALK)
def test_and_in_no_other_state(state, region, as_user):
    candidate = in_state(region, state)
    with pytest.raises(NotPossible):
        think_again(candidate)
    assert as_user(candidate.user).get(address("my_reconsider")).url == address("my")


def test_who_pauses_is_not_asked(candidate, trainers, as_user):
    talk(candidate, trainers[0])
    pause_track(candidate, by=candidate.user)
    with pytest.raises(NotPossible):
        think_again(candidate)
    assert as_user(candidate.user).get(address("my_reconsider")).url == address("my")


def test_nobody_thinks_again_for_somebody_else(candidate, trainers, region, as_user):
    talk(candidate, trainers[0])
    other = make_candidate(region, state="in_talk")
    for somebody in (trainers[0], region.manager, other.user):
        with pytest.raises(NotAllowed):
            think_again(candidate, by=somebody)
    said = {"verdict": "yes", "text": "", "read": ""}
    as_user(other.user).post(address("my_reconsider"), said)
    assert as_user(UserFactory()).post(address("my_reconsider"), said).status_code == 404
    assert set(Report.objects.values_list("first_verdict", flat=True)) == {""}


@pytest.mark.parametrize("verdict", ["", "perhaps", "yes\x00"])
def test_bad_answers_stand_next_to_the_field_and_lose_no_word(verdict, candidate, trainers, as_user):
    talk(candidate, trainers[0])
    answer = do(as_user(candidate.user), "my_reconsider", verdict=verdict, text="Because I dare.", read="")
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["verdict"]
    assert "Because I dare." in answer.content.decode()
    with pytest.raises(NotPossible) as refusal:
        think_again(candidate, verdict=verdict)
    assert refusal.value.field == "verdict"


def test_two_windows_lose_neither_text(candidate, trainers, as_user):
    talk(candidate, trainers[0])
    browser = as_user(candidate.user)
    do(browser, "my_reconsider", verdict="yes", text="From my telephone.", read="")
    answer = do(browser, "my_reconsider", verdict="no", text="From my computer.", read="")
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "From my telephone." in html
    assert "From my computer." in html
    assert Report.objects.get().verdict == "yes"
    do(browser, "my_reconsider", verdict="no", text="From my computer.", read=mark_on(answer))
    assert Report.objects.get().verdict == "no"


def test_a_decision_in_the_meantime_gives_back_what_was_typed(candidate, trainers, as_user):
    talk(candidate, trainers[0])
    browser = as_user(candidate.user)
    said = {"drawn": drawn_on(browser.get(address("my_reconsider"))), "verdict": "no", "read": ""}
    withdraw_candidacy(candidate, by=candidate.user)
    assert "I say no." in browser.post(address("my_reconsider"), said | {"text": "I say no."}).content.decode()
    assert browser.post(address("my_reconsider"), said | {"text": ""}).url == address("my")
    assert Report.objects.get().reconsidered_at is None


def test_their_page_says_whose_turn_it_is_and_may_be_changed(candidate, trainers, as_user):
    talk(candidate, trainers[0])
    browser = as_user(candidate.user)
    assert "checked" not in browser.get(address("my_reconsider")).content.decode()
    do(browser, "my_reconsider", verdict="unsure", text="Not yet.", read="")
    assert "The trainers read what you think now" in browser.get(address("my")).content.decode()
    page = browser.get(address("my_reconsider"))
    assert page.context["form"].initial["verdict"] == "unsure"
    assert "Not yet." in page.content.decode()
    report = browser.get(address("my_report")).content.decode()
    assert "No, it does not fit" in report
    assert "After the talk you said: <b>I do not know yet</b>" in report
    talk(candidate, trainers[1])
    assert "What do you think now?" in browser.get(address("my")).content.decode()


# What follows


def test_a_report_that_is_sent_anew_begins_without_the_older_talk(candidate, trainers, region):
    talk(candidate, trainers[0])
    think_again(candidate)
    withdraw_candidacy(candidate, by=candidate.user)
    begin_again(candidate, by=candidate.user)
    keep_what_was_earned(candidate, by=region.manager, reason="Half a year ago.")
    with looking(candidate, by=None, screen="tests"):
        keep_report(candidate, by=candidate.user, verdict="unsure")
        send_report(candidate, by=candidate.user)
        report = Report.objects.get()
        assert (report.verdict, report.first_verdict, report.reconsidered, report.reconsidered_at) == (
            "unsure", "", "", None,
        )  # fmt: skip
    assert not Talk.objects.exists()


def test_it_may_end_in_not_now(candidate, trainers, region):
    talk(candidate, trainers[0])
    think_again(candidate, verdict="no")
    with looking(candidate, by=None, screen="tests"):
        answer_report(candidate, by=trainers[0], verdict="no", reasons="Then we follow you.")
    sign_answer(candidate, by=trainers[1])
    assert details(region.manager) == ["Read the answer of the trainers and say how it goes on"]
    turn_down(candidate, by=region.manager, reason="Not now.")
    assert state_of(candidate) == "not_now"


def test_the_talk_is_erased_with_them(candidate, trainers):
    talk(candidate, trainers[0])
    withdraw_candidacy(candidate, by=candidate.user)
    erase_candidate(candidate)
    assert not Talk.objects.exists()


def test_the_database_keeps_the_first_verdict(candidate):
    for said in ({"first_verdict": "no"}, {"reconsidered_at": timezone.now()}, {"first_verdict": "maybe"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Report.objects.update(**said)


def test_pages_cost_the_same_for_one_talk_and_for_three(candidate, trainers, as_user, count_queries):
    talk(candidate, trainers[0])
    browser, own = as_user(trainers[0]), as_user(candidate.user)
    bench = reverse("candidates:inspect", args=[candidate.pk])

    def read():
        assert (browser.get(bench).status_code, own.get(address("my")).status_code) == (200, 200)

    read()
    before = count_queries(read)
    for trainer in trainers:
        talk(candidate, trainer)
    assert count_queries(read) == before
