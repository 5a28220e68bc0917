"""A candidate on their own pages: decides, writes the report, pauses, goes on, stops, and begins again."""

import pytest
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import expect

from portal.workflow.models import MoveLogEntry
from tests.training.factories import make_candidate
from tests.training.further import make_coordinator
from training.actions.guiding import enrol_in_training, finish_training
from training.models import Candidate, Report
from training.states import CandidateState

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
S = CandidateState


@pytest.fixture
def sign_in(reader, as_user, live_server):
    """A function that opens the own page of somebody who is signed in."""

    def open_page(candidate, language):
        session = as_user(candidate.user).cookies[settings.SESSION_COOKIE_NAME].value
        reader.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])
        reader.goto(f"/{language}/my/")
        return reader

    return open_page


def press(page, *, leads_to):
    page.locator("main form button.btn").click()
    page.wait_for_url(f"**/{leads_to}/")


def state_of(candidate):
    return Candidate.objects.get(pk=candidate.pk).state


def test_from_deciding_to_beginning_again(sign_in, language, region, accessible):
    candidate = make_candidate(region, state=S.INFORMED, language=language)
    page = sign_in(candidate, language)
    expect(page.locator(".spiral")).to_be_visible()
    expect(page.locator(".route .done")).to_have_count(2)
    accessible(page)

    page.locator(".ask .btn").click()
    accessible(page)
    press(page, leads_to="my")
    expect(page.locator(".route .done")).to_have_count(3)
    assert state_of(candidate) == S.DECIDED
    enrol_in_training(candidate, by=region.manager)
    finish_training(candidate, by=region.manager, on=timezone.localdate())

    page.reload()
    page.locator(".ask .btn").click()
    accessible(page)
    page.locator("main .acts .btn").first.click()
    page.locator("[name=text]").fill("Altijd.")
    accessible(page)
    press(page, leads_to="my/report/2")
    page.locator("button[name=back]").click()
    page.wait_for_url("**/my/report/1/")
    expect(page.locator("[name=text]")).to_have_value("Altijd.")
    page.goto(f"/{language}/my/report/conclusion/")
    page.locator("[name=verdict]").first.check()
    accessible(page)
    press(page, leads_to="my/report")
    accessible(page)

    page.goto(f"/{language}/my/")
    expect(page.locator(".meter .acc")).to_have_count(1)
    accessible(page)
    page.locator("a[href$='/my/pause/']").click()
    accessible(page)
    press(page, leads_to="my")
    page.locator(".ask a[href$='/my/go-on/']").click()
    accessible(page)
    press(page, leads_to="my")

    page.goto(f"/{language}/my/report/")
    press(page, leads_to="my")
    assert state_of(candidate) == S.REPORTED
    accessible(page)

    page.locator("a[href$='/my/stop/']").click()
    page.locator("[name=reason]").fill("Ik ga verhuizen.")
    accessible(page)
    press(page, leads_to="my")
    assert state_of(candidate) == S.WITHDRAWN
    accessible(page)
    page.locator(".ask .btn").click()
    accessible(page)
    press(page, leads_to="my")
    assert state_of(candidate) == S.APPLIED


def test_looking_back_and_choosing_what_fits(sign_in, language, region, accessible):
    candidate = make_candidate(region, state=S.LOOKING_BACK, language=language)
    page = sign_in(candidate, language)
    page.locator(".ask .btn").click()
    accessible(page)
    page.locator("main form button.btn").click()
    expect(page.locator(".errors a")).to_have_count(1)
    accessible(page)
    page.locator("[name=text]").fill("Ik luisterde beter dan ik dacht.")
    press(page, leads_to="my")
    accessible(page)

    page = sign_in(make_coordinator(region, state=S.DEEPENED), language)
    page.locator(".ask .btn").click()
    page.locator("[name=scopes]").first.check()
    accessible(page)
    press(page, leads_to="my/second-report/send")
    accessible(page)
    press(page, leads_to="my")
    assert Report.objects.get(part=2).scopes == ["family", "restorative"]
    expect(page.locator(".route .done")).to_have_count(10)
    accessible(page)


def test_two_clicks_at_once_pause_once(page_of, region):
    candidate = make_candidate(region)
    page = page_of(candidate.user)
    page.goto("/nl/my/pause/")
    page.locator("main form button.btn").dblclick()
    page.wait_for_url("**/nl/my/")
    page.wait_for_load_state()
    lines = MoveLogEntry.objects.for_instance(candidate).filter(action="training.candidate.pause")
    assert lines.count() == 1
