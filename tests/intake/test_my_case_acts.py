"""What a coordinator does with a conference: once each, with every word that was typed kept or given back."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone, translation

from intake.actions.assigning import decline_case, end_assignment, show_interest, withdraw_offer
from intake.assignment_states import AssignmentState
from intake.case_states import CaseState
from intake.models import Assignment, Case, Referral
from portal.privacy.looking import looking
from tests.intake.matched import make_region, make_waiting, offer, take, user_of
from training.models import Candidate

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("one_key")]
A = AssignmentState
TYPED = "Bakkerij De Ochtend"


@pytest.fixture
def one_key(settings):
    settings.SECOND_FACTOR_REQUIRED = False
    with translation.override("en"):
        yield


@pytest.fixture
def region():
    return make_region(active_cases_per_coordinator=1)


@pytest.fixture
def own(as_user, coordinator):
    return as_user(user_of(coordinator))


@pytest.fixture
def assignment(region, coordinator):
    return offer(make_waiting(region), coordinator)


@pytest.fixture
def interested(assignment, coordinator):
    return show_interest(assignment, by=user_of(coordinator))


def page_of(assignment, act=""):
    return f"/en/my/cases/{assignment.pk}/{act and act + '/'}"


def fresh():
    return Assignment.objects.select_related("case__vault").get()


def sealed(field):
    row = fresh()
    with looking(row.case, by=None, screen="tests"):
        return getattr(row, field)


def text_of(response):
    return response.content.decode()


def drawn_on(page):
    return re.search(r'name="drawn" value="([^"]+)"', page)[1]


def test_from_the_question_to_the_open_case(own, assignment):
    own.post(page_of(assignment, "interested"))
    assert fresh().state == A.INTERESTED
    said = {"employer": TYPED, "is_independent": "on"}
    page = text_of(own.post(page_of(assignment, "accept"), said, follow=True))
    assert "The conference is yours" in page
    assert "Make an appointment for the first meeting" in page
    assert (fresh().state, fresh().case.state) == (A.ACCEPTED, CaseState.PREPARATION)
    assert sealed("employer") == TYPED


def test_working_for_nobody_is_an_answer(own, interested):
    own.post(page_of(interested, "accept"), {"employer": "", "is_independent": "on"})
    assert fresh().state == A.ACCEPTED


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"employer": TYPED}, "Tick that you are independent"),
        ({"employer": TYPED + "x" * 200, "is_independent": "on"}, "Use at most 200 signs"),
        ({"employer": f"{TYPED}\x00", "is_independent": "on"}, "a sign in this that we cannot keep"),
        ({"employer": TYPED, "is_independent": "on", "bodies": TYPED}, "so you are not independent for this family"),
    ],
)
def test_what_is_wrong_stands_beside_its_field_with_the_names_and_what_was_typed(own, interested, said, words):
    referral = Referral.objects.select_related("vault").get()
    referral.bodies_involved = said.pop("bodies", "")
    referral.save(update_fields=["bodies_involved"])
    response = own.post(page_of(interested, "accept"), said)
    page = text_of(response)
    assert response.status_code == 422
    assert words in page
    assert TYPED in page
    assert "Younes" in page
    assert fresh().state == A.INTERESTED


def test_who_has_a_case_already_hears_so_and_keeps_what_was_typed(own, region, coordinator, interested):
    Assignment.objects.update(state=A.OFFERED, interested_at=None)
    other = offer(make_waiting(region), coordinator)
    take(other)
    Assignment.objects.exclude(pk=other.pk).update(state=A.INTERESTED, interested_at=timezone.now())
    response = own.post(page_of(interested, "accept"), {"employer": TYPED, "is_independent": "on"})
    assert response.status_code == 422
    assert "You have a case already" in text_of(response)
    assert TYPED in text_of(response)


@pytest.mark.parametrize("act", ["interested", "accept", "decline"])
def test_too_late_gives_back_what_was_typed_and_shows_no_name(own, assignment, coordinator, act):
    if act != "interested":
        show_interest(assignment, by=user_of(coordinator))
    Assignment.objects.update(answer_by=timezone.now() - timedelta(minutes=1))
    said = {"employer": TYPED, "is_independent": "on"} if act == "accept" else {"ground": "busy", "reason": TYPED}
    response = own.post(page_of(assignment, act), said)
    assert response.status_code == 409
    assert TYPED in text_of(response)
    assert "Younes" not in text_of(response)
    again = text_of(own.post(page_of(assignment, act), {}, follow=True))
    assert "The time to answer is over" in again


def test_taken_back_in_another_window_meanwhile(own, region, interested):
    withdraw_offer(fresh(), by=region.manager, reason="Not needed")
    response = own.post(page_of(interested, "accept"), {"employer": TYPED, "is_independent": "on"})
    assert response.status_code == 409
    assert TYPED in text_of(response)


def test_no_is_said_with_a_ground(own, assignment):
    drawn = drawn_on(text_of(own.get(page_of(assignment, "decline"))))
    page = text_of(own.post(page_of(assignment, "decline"), {"reason": TYPED, "drawn": drawn}))
    assert "Choose why not." in page
    assert TYPED in page
    said = {"ground": "ties", "reason": TYPED, "drawn": drawn}
    assert "You said no" in text_of(own.post(page_of(assignment, "decline"), said, follow=True))
    assert (fresh().state, fresh().ground) == (A.DECLINED, "ties")


def test_a_form_sent_twice_counts_once(own, interested):
    page = text_of(own.get(page_of(interested)))
    said = {"employer": TYPED, "is_independent": "on", "drawn": drawn_on(page)}
    for _time in range(2):
        assert own.post(page_of(interested, "accept"), said).status_code == 302
    said = {"reason": "Ill", "handover": TYPED, "drawn": drawn_on(text_of(own.get(page_of(interested, "end"))))}
    for _time in range(2):
        assert own.post(page_of(interested, "end"), said).status_code == 302
    assert fresh().state == A.ENDED


def test_stopping_asks_a_reason_keeps_the_handover_and_closes_the_case(own, assignment):
    take(assignment)
    assert "The case closes for you" in text_of(own.get(page_of(assignment, "end")))
    response = own.post(page_of(assignment, "end"), {"reason": " ", "handover": TYPED})
    assert response.status_code == 422
    assert "Write in a few words why you stop" in text_of(response)
    assert TYPED in text_of(response)
    page = text_of(own.post(page_of(assignment, "end"), {"reason": "Ill", "handover": TYPED}, follow=True))
    assert "This one is over for you" in page
    assert "Younes" not in page
    assert sealed("handover") == TYPED
    assert Case.objects.get().state == CaseState.MATCHING


def test_words_typed_after_the_sitting_are_given_back(client, assignment, coordinator):
    take(assignment)
    response = client.post(page_of(assignment, "end"), {"reason": "Ill", "handover": TYPED})
    assert response.status_code == 403
    assert TYPED in text_of(response)
    assert fresh().state == A.ACCEPTED


def test_stopping_late_gives_the_handover_back(own, region, assignment):
    end_assignment(take(assignment), by=region.manager, reason="The family asked for somebody else.")
    response = own.post(page_of(assignment, "end"), {"reason": "Ill", "handover": TYPED})
    # Ended is ended: their words are given back even so, because nothing of them was kept.
    assert TYPED in text_of(response)
    assert response.status_code == 409


def test_who_paused_says_so_to_the_region_first(own, interested, coordinator):
    Candidate.objects.filter(pk=coordinator.candidate_id).update(paused_at=timezone.now())
    response = own.post(page_of(interested, "accept"), {"employer": TYPED, "is_independent": "on"})
    assert response.status_code == 422
    assert "You cannot do this one now" in text_of(response)
    assert fresh().state == A.INTERESTED


def test_saying_no_twice_is_no(own, assignment, coordinator):
    decline_case(assignment, by=user_of(coordinator), ground="busy")
    assert own.post(page_of(assignment, "decline"), {"ground": "busy"}).status_code == 302
