"""Ways that are not straight, in the browser: seen differently, "not now", back again, a pause."""

import pytest
from playwright.sync_api import expect

from tests.journeys.test_candidates import LIST, bench, is_refused, state_of, step
from tests.journeys.test_staff import _confirm as confirm
from tests.journeys.test_staff import ours_is_accessible
from tests.journeys.test_ten_steps import answer, guide, is_at_step, looks_right, send, sign, talk_it_over
from tests.journeys.test_ten_steps import desk as desk
from tests.journeys.test_ten_steps import manager as manager
from tests.journeys.test_ten_steps import trainers as trainers
from tests.training.factories import make_candidate
from training.actions.ending import pause_track
from training.states import CandidateState

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
S = CandidateState


def test_seen_differently_then_not_now_then_back_with_what_was_earned(desk, manager, trainers, region):
    """The report says yes, the trainers no: a talk, "not now", and a new beginning that skips the first training."""
    candidate = make_candidate(region, state=S.REPORTED)
    first, second = trainers
    bench(first, candidate)
    answer(first, "no", "U gaf al antwoord voordat iemand klaar was.")
    sign(second, candidate)
    expect(second.locator("a[href$='/agree/']")).to_have_count(0)
    bench(manager, candidate)
    manager.locator(".tr-more > summary").click()
    expect(manager.locator(".tr-more .bo-why")).to_be_visible()
    expect(manager.locator("a[href$='/not_now/']")).to_have_count(0)
    ours_is_accessible(manager)
    manager.goto(f"{LIST}step/{candidate.pk}/not_now/")
    is_refused(manager)
    expect(manager.locator("[name=reason]")).to_have_count(0)
    ours_is_accessible(manager)

    page = desk(candidate.user)
    is_at_step(page, 6)
    expect(page.locator(".said-to")).to_have_count(0)
    step(second, "talk")
    second.locator("[name=reason]").fill("Wij zagen het anders. Wij bellen u.")
    confirm(second)
    is_at_step(page, 6)
    expect(page.locator(".ask blockquote")).to_have_text("Wij zagen het anders. Wij bellen u.")
    expect(page.locator(".said-to")).to_have_count(0)
    looks_right(page)
    talk_it_over(second, page)

    bench(manager, candidate)
    step(manager, "not_now")
    manager.locator("[name=reason]").fill("Oefen eerst met luisteren.")
    confirm(manager)
    page.goto("/nl/my/")
    expect(page.locator(".ask blockquote")).to_have_text("Oefen eerst met luisteren.")
    looks_right(page)
    page.locator(".ask .btn").click()
    send(page)
    is_at_step(page, 2)
    expect(page.locator(".said-to")).to_have_count(0)
    looks_right(page)

    bench(manager, candidate)
    step(manager, "keep_what_was_earned")
    manager.locator("[name=reason]").fill("EK1 in het voorjaar.")
    ours_is_accessible(manager)
    confirm(manager)
    is_at_step(page, 5)
    looks_right(page)
    page.locator(".ask .btn").click()
    looks_right(page)
    send(page)
    assert state_of(candidate) == S.REPORTED
    bench(second, candidate)
    expect(second.locator("#answer [name=reasons]")).to_be_visible()


def test_nobody_is_guided_on_while_they_pause(desk, manager, region):
    candidate = pause_track(make_candidate(region, state=S.DECIDED), by=region.manager)
    bench(manager, candidate)
    expect(manager.locator(".bo-notice")).to_have_count(1)
    expect(manager.locator("a[href$='/enrol/']")).to_have_count(0)
    step(manager, "go_on")
    confirm(manager)
    guide(manager, "enrol")
    step(manager, "leave_training")
    manager.locator("[name=reason]").fill("Haar moeder is ziek.")
    confirm(manager)
    step(manager, "record_withdrawal")
    manager.locator("[name=reason]").fill("Zij belde: voorlopig niet.")
    ours_is_accessible(manager)
    confirm(manager)
    assert state_of(candidate) == S.WITHDRAWN
    page = desk(candidate.user)
    page.goto("/nl/my/")
    looks_right(page)
    page.locator(".ask .btn").click()
    send(page)
    is_at_step(page, 2)
