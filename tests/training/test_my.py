"""What a candidate sees of their track, in every state, and what nobody else sees of it."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from portal.privacy.looking import looking
from portal.privacy.models import AccessLogEntry
from tests.accounts.factories import UserFactory
from tests.organisations.factories import RegionFactory
from tests.training.factories import evaluate_well, make_candidate, make_trainer
from tests.training.further import in_state
from training.actions.ending import begin_again, pause_track, turn_down, withdraw_candidacy
from training.actions.evaluating import write_evaluation
from training.actions.guiding import leave_training, practise_again, wait_for_another
from training.actions.reporting import answer_report, ask_for_talk, sign_answer
from training.actions.talking import record_talk
from training.states import ENDED, ON_THE_WAY, CandidateState

pytestmark = pytest.mark.django_db
S = CandidateState
# At which step they are, what stands there, and where the one button leads.
SEEN = {
    S.WRITING: (1, "Write your letter", "apply"),
    S.APPLIED: (2, "We read your letter", ""),
    S.INVITED: (2, "Come to the information meeting", ""),
    S.INFORMED: (3, "Do you take the training?", "my_decide"),
    S.DECIDED: (4, "We look for a place for you", ""),
    S.IN_TRAINING: (4, "You have a place in the training", ""),
    S.TRAINED: (5, "Write your report", "my_report"),
    S.REPORTED: (6, "The trainers read your report", ""),
    S.IN_TALK: (6, "A talk with the trainers", ""),
    S.PRACTISING: (7, "Your first conference", ""),
    S.LOOKING_BACK: (8, "How do you look back?", "my_look_back"),
    S.CERTIFIED: (9, "You are a coordinator", ""),
    S.DEEPENING: (9, "You have a place in the second training", ""),
    S.DEEPENED: (10, "What else fits you?", "my_second_report"),
    S.COMPLETE: (11, "All ten steps are done", ""),
    S.NOT_NOW: (2, "It does not fit now", "my_begin_again"),
    S.WITHDRAWN: (2, "Thank you for the way", "my_begin_again"),
}
ACTS = ("my_decide", "my_pause", "my_go_on", "my_stop", "my_begin_again")


@pytest.fixture
def region():
    return RegionFactory(name="Overijssel")


def address(name, *args):
    return reverse(f"training:{name}", args=args).replace("/nl/", "/en/", 1)


def read(as_user, candidate, name="my"):
    response = as_user(candidate.user).get(address(name))
    assert response.status_code == 200
    return response.content.decode()


def test_every_state_is_told_of():
    assert set(SEEN) == set(CandidateState)


@pytest.mark.parametrize("state", CandidateState)
def test_in_each_state_they_read_where_they_are_and_what_is_asked(as_user, region, state):
    number, heading, leads_to = SEEN[state]
    html = read(as_user, in_state(region, state))
    assert heading in html
    buttons = re.findall(r'class="btn" href="([^"]+)"', html)
    assert buttons == ([address(leads_to)] if leads_to else [])
    assert html.count('<li class="done">') == number - 1
    assert html.count('aria-current="step"') == (0 if state in ENDED or number > 10 else 1)
    greeting = f"you are at step {number} of 10"
    assert (greeting in html) == (state not in ENDED and number <= 10)


@pytest.mark.parametrize("state", CandidateState)
def test_only_what_is_possible_is_offered(as_user, region, state):
    candidate = in_state(region, state)
    html = read(as_user, candidate)
    offered = {name for name in ACTS if f'href="{address(name)}"' in html}
    expected = {"my_decide"} if state == S.INFORMED else {"my_begin_again"} if state in ENDED else set()
    if state in ON_THE_WAY:
        expected |= {"my_pause", "my_stop"}
    assert offered == expected
    browser = as_user(candidate.user)
    reachable = {name for name in ACTS if browser.get(address(name)).status_code == 200}
    assert reachable == expected


def test_who_paused_goes_on_or_stops(as_user, region):
    candidate = make_candidate(region, state="informed")
    pause_track(candidate, by=candidate.user)
    html = read(as_user, candidate)
    assert "Take the time that you need" in html
    assert {name for name in ACTS if f'href="{address(name)}"' in html} == {"my_go_on", "my_stop"}


def test_the_drawing_says_the_steps_in_words(as_user, region):
    html = read(as_user, make_candidate(region, state="trained"))
    (label,) = re.findall(r'<svg class="spiral"[^>]* aria-label="([^"]+)"', html)
    assert "Done: 1 Letter and CV, 2 Information meeting, 3 Your decision, 4 Training (EK1)." in label
    assert "Now: 5 Your report." in label
    assert "Later: 6 Answer of the trainers" in label


def test_who_stopped_sees_how_far_they_came_also_after_coming_back(as_user, region):
    candidate = make_candidate(region, state="in_training")
    withdraw_candidacy(candidate, by=candidate.user)
    assert read(as_user, candidate).count('<li class="done">') == 3
    begin_again(candidate, by=candidate.user)
    html = read(as_user, candidate)
    assert "you are at step 2 of 10" in html
    assert html.count('<li class="done">') == 1


def test_reasons_for_the_candidate_are_shown_and_notes_of_staff_are_not(as_user, region):
    candidate = make_candidate(region, state="in_training")
    leave_training(candidate, by=region.manager, reason="You were ill that week.")
    assert "You were ill that week." in read(as_user, candidate)
    turn_down(candidate, by=region.manager, reason="Your work decides about families.")
    html = read(as_user, candidate)
    assert "Your work decides about families." in html

    other = make_candidate(region, state="practising")
    wait_for_another(other, by=region.manager, reason="The father withdrew.")
    assert "The father withdrew." not in read(as_user, other)


def test_one_more_conference_comes_with_its_reason(as_user, region):
    candidate = make_candidate(region, state="looking_back")
    practise_again(candidate, by=region.manager, reason="Let the family decide more.")
    html = read(as_user, candidate)
    assert "Let the family decide more." in html
    assert "you are at step 7 of 10" in html


def test_while_it_is_our_turn_what_they_wrote_is_a_link_and_no_button(as_user, region):
    candidate = make_candidate(region, state="looking_back")
    assert f'<a class="btn" href="{address("my_look_back")}"' in read(as_user, candidate)
    with looking(candidate, by=None, screen="tests"):
        write_evaluation(candidate, by=candidate.user, by_whom="self", text="We laughed.")
    html = read(as_user, candidate)
    assert 'class="btn"' not in html
    assert f'<a class="go" href="{address("my_look_back")}"' in html


def test_the_evaluation_of_the_manager_is_not_on_the_page(as_user, region):
    candidate = make_candidate(region, state="looking_back")
    evaluate_well(candidate, by=region.manager)
    assert "Went well." not in read(as_user, candidate)


def test_the_trainers_answer_is_heard_in_the_talk_before_it_is_read(as_user, region):
    candidate = make_candidate(region, state="reported")
    first, second = make_trainer(region.organisation), make_trainer(region.organisation)
    answer_report(candidate, by=first, verdict="unsure", reasons="We saw you take over.")
    sign_answer(candidate, by=second)
    assert "We saw you take over." not in read(as_user, candidate)
    ask_for_talk(candidate, by=first, reason="How do you see that?")
    html = read(as_user, candidate)
    assert "We saw you take over." not in html
    assert "How do you see that?" in html
    record_talk(candidate, by=first, on=timezone.localdate(), text="They see it too.")
    assert "We saw you take over." in read(as_user, candidate)


def test_an_answer_of_before_stands_over_no_new_beginning(as_user, region):
    candidate = make_candidate(region, state="practising")
    assert "We saw a listener." in read(as_user, candidate)
    begin_again(withdraw_candidacy(candidate, by=candidate.user), by=candidate.user)
    assert "We saw a listener." not in read(as_user, candidate)


def test_an_answer_of_one_trainer_is_not_told(as_user, region):
    candidate = make_candidate(region, state="reported")
    first = make_trainer(region.organisation)
    answer_report(candidate, by=first, verdict="unsure", reasons="I saw you take over.")
    ask_for_talk(candidate, by=first, reason="Let us talk.")
    record_talk(candidate, by=first, on=timezone.localdate(), text="They see it too.")
    assert "I saw you take over." not in read(as_user, candidate)


def test_they_read_whom_to_call(as_user, region):
    candidate = make_candidate(region)
    region.manager.first_name, region.manager.last_name = "Joke", "Veenstra"
    region.manager.save()
    html = read(as_user, candidate)
    assert "Joke Veenstra" in html
    assert region.organisation.telephone in html


def test_a_stranger_reaches_nothing_of_it(as_user, region):
    make_candidate(region, state="trained")
    stranger = as_user(UserFactory(organisation=region.organisation))
    assert stranger.get(address("my")).url == address("coordinator")
    for name, args in [("my_report", ()), ("my_report_point", (1,)), ("my_decide", ()), ("my_look_back", ())]:
        assert stranger.get(address(name, *args)).status_code == 404
        assert stranger.post(address(name, *args)).status_code == 404


@pytest.mark.parametrize("state", [S.WRITING, S.APPLIED, S.COMPLETE, S.WITHDRAWN])
def test_they_can_sign_out_on_their_page(as_user, region, state):
    assert f'href="{reverse("account_logout").replace("/nl/", "/en/")}"' in read(as_user, in_state(region, state))


def test_they_look_after_how_they_sign_in_from_their_page(as_user, region):
    candidate = make_candidate(region)
    browser = as_user(candidate.user)
    with translation.override("en"):
        how, passkey = reverse("mfa_index"), reverse("mfa_add_webauthn")
    assert f'href="{how}"' in browser.get(address("my")).content.decode()
    assert f'href="{passkey}"' in browser.get(how).content.decode()


def test_staff_without_a_track_come_to_their_work(as_user, region):
    staff = as_user(UserFactory(role="manager", is_staff=True, organisation=region.organisation))
    assert staff.get(address("my")).url == reverse("wagtailadmin_home")


def test_who_is_not_signed_in_is_asked_to(client):
    response = client.get(address("my"))
    assert response.url == f"{reverse('account_login').replace('/nl/', '/en/')}?next={address('my')}"


def test_a_line_an_hour_in_the_access_log_and_no_browser_keeps_it(as_user, region):
    candidate = make_candidate(region, state="trained")
    browser = as_user(candidate.user)
    responses = [browser.get(address(name)) for name in ("my", "my", "my_report")]
    lines = AccessLogEntry.objects.filter(actor_id=candidate.user.pk, screen="my track")
    assert lines.count() == 1
    assert all("no-store" in response["Cache-Control"] for response in responses)


def test_the_title_names_nobody(as_user, region):
    html = read(as_user, make_candidate(region))
    assert "Nadia" not in html.split("</title>")[0]
    assert "Nadia" in html


def test_asks_the_database_the_same_whatever_happened(as_user, region, count_queries):
    early, late = make_candidate(region), make_candidate(region, state="practising")
    counts = {count_queries(lambda one=one: read(as_user, one)) for one in (early, late)}
    assert len(counts) == 1, counts
