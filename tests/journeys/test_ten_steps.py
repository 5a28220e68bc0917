"""One candidate takes all ten steps in the browser, with a manager and two trainers in browsers of their own."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import expect

from tests.journeys.conftest import STICKING_OUT
from tests.journeys.test_apply import apply, go_on, type_mailed_code
from tests.journeys.test_apply import our_outbox as our_outbox  # a fixture: the code comes by mail
from tests.journeys.test_candidates import LIST, bench, fill_today, rows, step
from tests.journeys.test_staff import _confirm as confirm
from tests.journeys.test_staff import ours_is_accessible
from tests.training.factories import make_rule_book, make_trainer
from training.actions.guiding import enrol_in_training, finish_training, invite_candidate, record_meeting
from training.actions.practising import record_conference
from training.models import Candidate, Coordinator, Evaluation, Report
from training.states import CandidateState
from training.steps import ALL_DONE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
S = CandidateState


@pytest.fixture
def desk(new_page, as_user, live_server):
    """A function that opens a Dutch browser in which somebody is signed in (signing in has journeys of its own)."""

    def open_browser(user):
        page = new_page()
        session = as_user(user).cookies[settings.SESSION_COOKIE_NAME].value
        page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])
        return page

    settings.SECOND_FACTOR_REQUIRED, usual = False, settings.SECOND_FACTOR_REQUIRED
    yield open_browser
    settings.SECOND_FACTOR_REQUIRED = usual


@pytest.fixture
def manager(desk, region):
    return desk(region.manager)


@pytest.fixture
def trainers(desk, region):
    return [desk(make_trainer(region.organisation, first_name=name)) for name in ("Riet", "Ömer")]


def test_all_ten_steps(new_page, manager, trainers, region):
    make_rule_book(region.organisation)
    page = new_page()
    write_letter(page)
    candidate = Candidate.objects.get()
    is_at_step(page, 2)

    manager.goto(LIST)
    rows(manager).click()
    expect(manager.locator("#person")).to_contain_text("Nadia Demo")
    guide(manager, "invite")
    is_at_step(page, 2)
    guide(manager, "attend_meeting", on_today=True)
    is_at_step(page, 3)

    page.locator(".ask .btn").click()
    send(page)
    is_at_step(page, 4)
    bench(manager, candidate)
    guide(manager, "enrol")
    guide(manager, "finish_training", on_today=True)
    is_at_step(page, 5)

    report(page)
    is_at_step(page, 6)
    answer_together(trainers, candidate)
    is_at_step(page, 7)
    expect(page.locator(".said-to blockquote")).to_have_text("Wij zagen iemand die luistert.")

    bench(manager, candidate)
    expect(manager.locator("a[href$='/hold_first_conference/']")).to_have_count(0)
    guide(manager, "see_conduct", on_today=True)
    guide(manager, "hold_first_conference", on_today=True)
    is_at_step(page, 8)
    look_back_together(page, manager)
    guide(manager, "certify")
    is_at_step(page, 9)

    expect(manager.locator("a[href$='/deepen/']")).to_have_count(0)
    record_conference(Coordinator.objects.get(), by=region.manager, on=timezone.localdate())
    manager.reload()
    guide(manager, "deepen")
    guide(manager, "finish_deepening", on_today=True)
    is_at_step(page, 10)
    page.locator(".ask .btn").click()
    page.locator("[name=scopes][value=restorative]").check()
    page.locator("[name=conclusion]").fill("Herstel ligt mij.")
    go_on(page)
    send(page)
    is_at_step(page, ALL_DONE)
    looks_right(page)
    assert Report.objects.get(part=2).scopes == ["family", "restorative"]
    manager.reload()
    ours_is_accessible(manager)


def test_the_first_five_steps_in_arabic_on_a_telephone(new_page, region):
    make_rule_book(region.organisation)
    page = new_page(viewport={"width": 390, "height": 800}, locale="ar")
    apply(page, "ar", look=is_right_to_left)
    candidate, by = Candidate.objects.get(), region.manager
    for take, number in [
        (lambda: invite_candidate(candidate, by=by), 2),
        (lambda: record_meeting(candidate, by=by, on=timezone.localdate()), 3),
    ]:
        take()
        is_at_step(page, number, language="ar")
        is_right_to_left(page)

    page.locator(".ask .btn").click()
    is_right_to_left(page)
    send(page)
    is_at_step(page, 4, language="ar")
    candidate.refresh_from_db()
    enrol_in_training(candidate, by=by)
    is_at_step(page, 4, language="ar")
    is_right_to_left(page)
    finish_training(candidate, by=by, on=timezone.localdate())
    is_at_step(page, 5, language="ar")
    is_right_to_left(page)

    page.locator(".ask .btn").click()
    is_right_to_left(page)
    page.locator("main .acts .btn").first.click()
    page.locator("[name=text]").fill("نعم، دائما.")
    is_right_to_left(page)
    page.locator("main form button.btn").click()
    page.wait_for_url("**/my/report/2/")
    page.goto("/ar/my/report/conclusion/")
    page.locator("[name=verdict][value=yes]").check()
    page.locator("[name=conclusion]").fill("أظن أنه يناسبني.")
    is_right_to_left(page)
    go_on(page)
    expect(page.locator(".report .words")).to_have_text(["نعم، دائما.", "أظن أنه يناسبني."])
    is_right_to_left(page)
    send(page)
    is_at_step(page, 6, language="ar")
    is_right_to_left(page)


def is_at_step(page, number, *, language="nl"):
    """On their own page the candidate reads at which step they are."""
    page.goto(f"/{language}/my/")
    places = page.locator(".route > li")
    expect(places).to_have_count(10)
    expect(page.locator(".route > .done")).to_have_count(number - 1)
    if number <= 10:
        expect(places.nth(number - 1)).to_have_attribute("aria-current", "step")


def guide(page, name, *, on_today=False):
    """Takes a step on the workbench, and is back there."""
    step(page, name)
    if on_today:
        fill_today(page)
    confirm(page)


def write_letter(page):
    """From the page about the work to the letter that was sent, by the shortest way (test_apply takes the longest)."""
    page.goto("/nl/coordinator/")
    page.locator("[name=points]").first.check()
    page.locator("#self-test button").click()
    page.locator("main .acts a.btn").first.click()
    page.locator("[name=email]").fill("nadia@example.org")
    go_on(page)
    type_mailed_code(page)
    page.locator("[name=name]").fill("Nadia Demo")
    page.locator("[name=telephone]").fill("06 12345678")
    page.locator("[name=postcode]").fill("8011 GD")
    go_on(page)
    page.locator("[name=languages][value=nl]").check()
    page.locator(".form-acts .btn").first.click()
    page.locator("[name=motivation]").fill("Ik heb vertrouwen in mensen.")
    go_on(page)
    page.locator("[name=experience]").fill("Twintig jaar een volle keukentafel.")
    go_on(page)
    page.locator("[name=has_ties][value=no]").check()
    go_on(page)
    page.locator("[name=agreed]").check()
    go_on(page)
    page.wait_for_url("**/my/apply/sent/")


def report(page):
    """About the first points, and what to conclude."""
    page.locator(".ask .btn").click()
    page.locator("main .acts .btn").first.click()
    for number in (1, 2, 3):
        page.wait_for_url(f"**/my/report/{number}/")
        page.locator("[name=text]").fill(f"Punt {number} past bij mij.")
        go_on(page)
    page.goto("/nl/my/report/conclusion/")
    page.locator("[name=verdict][value=yes]").check()
    page.locator("[name=conclusion]").fill("Het past bij mij.")
    go_on(page)
    expect(page.locator(".report .words")).to_have_count(4)
    send(page)


def answer_together(trainers, candidate):
    first, second = trainers
    first.goto(LIST)
    rows(first).click()
    expect(first.locator(".tr-points")).to_contain_text("Punt 1 past bij mij.")
    answer(first, "yes", "Wij zagen iemand die luistert.")
    sign(second, candidate)
    guide(second, "agree")


def answer(page, verdict, reasons):
    page.locator(f"#answer [name=verdict][value={verdict}]").check()
    page.locator("#answer [name=reasons]").fill(reasons)
    page.locator("#answer form button").click()
    expect(page.locator(".tr-signatures li")).to_have_count(1)


def sign(page, candidate):
    bench(page, candidate)
    page.locator("#answer form[action$='/sign/'] button").click()
    expect(page.locator(".tr-signatures li")).to_have_count(2)


def talk_it_over(trainer, page):
    """The trainer writes down the talk; only then the candidate reads the answer, and says what they think now."""
    fill_today(trainer)
    trainer.locator("#talk [name=text]").fill("Zij herkent het.")
    trainer.locator("#talk form button").click()
    trainer.wait_for_url("**/inspect/**")
    page.goto("/nl/my/")
    expect(page.locator(".said-to blockquote")).to_contain_text("voordat iemand klaar was")
    page.locator(".ask .btn").click()
    looks_right(page)
    page.locator("[name=verdict][value=unsure]").check()
    page.locator("[name=text]").fill("Ik herken het.")
    send(page)
    trainer.reload()
    expect(trainer.locator("#talk")).to_contain_text("Ik herken het.")
    ours_is_accessible(trainer)


def look_back_together(page, manager):
    page.locator(".ask .btn").click()
    page.locator("[name=text]").fill("Ik luisterde beter dan ik dacht.")
    send(page)
    manager.reload()
    expect(manager.locator("#evaluations")).to_contain_text("Ik luisterde beter dan ik dacht.")
    manager.locator("#evaluations form[action$='/evaluate/'] [name=text]").fill("Zij gaf iedereen het woord.")
    manager.locator("#evaluations form[action$='/evaluate/'] [name=is_positive][value=True]").check()
    manager.locator("#evaluations form[action$='/evaluate/'] button").click()
    family = manager.locator("form[action$='/evaluate_family/']")
    manager.locator("#evaluations details", has=family).locator("> summary").click()
    family.locator("[name=text]").fill("Oma praatte voor het eerst.")
    family.locator("button").click()
    expect(manager.locator(".tr-evaluation")).to_have_count(3)
    ours_is_accessible(manager)
    assert Evaluation.objects.count() == 3


def send(page):
    """Presses the one button of a page of the candidate's, and is back on their track."""
    page.locator("main form button.btn").click()
    page.wait_for_url("**/my/")


def looks_right(page):
    page.wait_for_load_state()
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    sticking_out = page.evaluate(STICKING_OUT)
    assert not sticking_out, f"{page.url} is wider than its window: {sticking_out}"


def is_right_to_left(page):
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    expect(page.locator("html")).to_have_attribute("lang", "ar")
    looks_right(page)
