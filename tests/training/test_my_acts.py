"""What a candidate does with their track: asked once more, done once, and never lost."""

import re
import uuid

import pytest

from portal.privacy.looking import looking
from portal.workflow.models import MoveLogEntry
from tests.organisations.factories import RegionFactory
from tests.training.factories import make_candidate
from tests.training.further import in_state
from tests.training.test_my import address
from training.actions.ending import pause_track
from training.models import Candidate, Evaluation
from training.states import CandidateState

pytestmark = pytest.mark.django_db
S = CandidateState


@pytest.fixture
def region():
    return RegionFactory(name="Overijssel")


def drawn_on(response):
    return re.search(r'name="drawn" value="([^"]+)"', response.content.decode())[1]


def mark_on(response):
    found = re.search(r'name="read"(?: value="([^"]*)")?', response.content.decode())
    return found[1] or ""


def do(browser, name, **said):
    asked = browser.get(address(name))
    assert asked.status_code == 200
    return browser.post(address(name), {"drawn": drawn_on(asked)} | said)


@pytest.mark.parametrize(
    ("state", "name", "lands_in"),
    [
        (S.INFORMED, "my_decide", S.DECIDED),
        (S.TRAINED, "my_stop", S.WITHDRAWN),
        (S.NOT_NOW, "my_begin_again", S.APPLIED),
        (S.WITHDRAWN, "my_begin_again", S.APPLIED),
    ],
)
def test_an_act_is_done_once_however_often_it_is_sent(as_user, region, state, name, lands_in):
    candidate = in_state(region, state)
    browser = as_user(candidate.user)
    said = {"drawn": str(uuid.uuid4()), "reason": ""}
    before = MoveLogEntry.objects.for_instance(candidate).count()
    for _again in range(2):
        assert browser.post(address(name), said).url == address("my")
    candidate.refresh_from_db()
    assert candidate.state == lands_in
    assert MoveLogEntry.objects.for_instance(candidate).count() == before + 1


def test_pause_and_go_on(as_user, region):
    candidate = make_candidate(region, state="trained")
    browser = as_user(candidate.user)
    do(browser, "my_pause")
    candidate.refresh_from_db()
    assert candidate.is_paused
    do(browser, "my_go_on")
    candidate.refresh_from_db()
    assert (candidate.is_paused, candidate.state) == (False, S.TRAINED)


def test_an_old_form_does_not_pause_again(as_user, region):
    candidate = make_candidate(region)
    browser = as_user(candidate.user)
    old = {"drawn": drawn_on(browser.get(address("my_pause")))}
    browser.post(address("my_pause"), old)
    do(browser, "my_go_on")
    browser.post(address("my_pause"), old)
    candidate.refresh_from_db()
    assert not candidate.is_paused


def test_why_they_stop_is_kept_for_staff(as_user, region):
    candidate = make_candidate(region)
    do(as_user(candidate.user), "my_stop", reason="We move abroad.")
    line = MoveLogEntry.objects.for_instance(candidate).latest("timestamp", "id")
    with looking(candidate, by=None, screen="test"):
        assert line.reason == "We move abroad."


def test_too_late_is_said_kindly(as_user, region):
    candidate = make_candidate(region, state="informed")
    browser = as_user(candidate.user)
    pause_track(candidate, by=candidate.user)
    response = browser.post(address("my_decide"), {"drawn": str(uuid.uuid4())}, follow=True)
    assert "Something changed in the meantime" in response.content.decode()
    assert Candidate.objects.get().state == S.INFORMED


def test_they_look_back_and_may_change_it(as_user, region):
    candidate = make_candidate(region, state="looking_back")
    browser = as_user(candidate.user)
    do(browser, "my_look_back", text="I talked too much.", read="")
    page = browser.get(address("my_look_back"))
    assert "I talked too much." in page.content.decode()
    do(browser, "my_look_back", text="I listened better than I thought.", read=mark_on(page))
    with looking(candidate, by=None, screen="test"):
        assert Evaluation.objects.get().text == "I listened better than I thought."


def test_looking_back_in_two_windows_loses_neither_text(as_user, region):
    candidate = make_candidate(region, state="looking_back")
    browser = as_user(candidate.user)
    do(browser, "my_look_back", text="From my telephone.", read="")
    response = do(browser, "my_look_back", text="From my computer.", read="")
    html = response.content.decode()
    assert response.status_code == 409
    assert "From my telephone." in html
    assert "From my computer." in html
    do(browser, "my_look_back", text="From my computer.", read=mark_on(response))
    with looking(candidate, by=None, screen="test"):
        assert Evaluation.objects.get().text == "From my computer."


def test_what_comes_too_late_is_given_back(as_user, region):
    candidate = make_candidate(region, state="practising")
    response = as_user(candidate.user).post(address("my_look_back"), {"text": "I was nervous.", "read": ""})
    assert response.status_code == 409
    assert "I was nervous." in response.content.decode()


def test_what_was_typed_after_signing_out_is_given_back(client, region):
    make_candidate(region, state="looking_back")
    response = client.post(address("my_look_back"), {"text": "I was nervous."})
    assert response.status_code == 403
    assert "I was nervous." in response.content.decode()
