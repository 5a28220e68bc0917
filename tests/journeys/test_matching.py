"""From a settled question to an accepted conference: a manager in the admin, a coordinator on the own pages."""

import pytest
from django.conf import settings as configured
from django.urls import reverse
from playwright.sync_api import expect

from intake.actions.assigning import expire_offers
from intake.assignment_states import AssignmentState
from intake.case_states import CaseState
from intake.models import Assignment, Case
from tests.intake.factories import ask, make_case
from tests.intake.matched import coordinator_in, make_waiting, offer, user_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def one_key(settings):
    """The second factor has journeys of its own."""
    settings.SECOND_FACTOR_REQUIRED = False


@pytest.fixture
def sign_in(reader, as_user, live_server):
    """A function that opens the own page of a coordinator who is signed in."""

    def open_page(coordinator, language):
        session = as_user(user_of(coordinator)).cookies[configured.SESSION_COOKIE_NAME].value
        reader.context.add_cookies(
            [{"name": configured.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}]
        )  # fmt: skip
        reader.goto(f"/{language}/my/")
        return reader

    return open_page


def press(page, *, leads_to):
    page.locator("main form button.btn").click()
    page.wait_for_url(f"**/{leads_to}/")


def test_a_coordinator_is_asked_looks_declares_and_gets_the_case(sign_in, language, region, accessible):
    region.refresh_from_db()
    coordinator = coordinator_in(region)
    assignment = offer(make_waiting(region), coordinator, message="Een gezin dat veel lacht.")
    page = sign_in(coordinator, language)
    accessible(page)
    page.locator(".line-first .btn").click()
    expect(page.locator(".ask .when")).to_be_visible()
    expect(page.get_by_text("Younes")).to_have_count(0)
    accessible(page)
    page.locator(".ask .btn").first.click()
    accessible(page)
    press(page, leads_to=assignment.pk)
    expect(page.get_by_text("Younes")).to_be_visible()
    accessible(page)
    page.locator("[name=employer]").fill("Bakkerij De Ochtend")
    page.locator("main form button.btn").click()
    expect(page.locator(".err").first).to_be_visible()
    expect(page.locator("[name=employer]")).to_have_value("Bakkerij De Ochtend")
    accessible(page)
    page.locator("[name=is_independent]").check()
    press(page, leads_to=assignment.pk)
    expect(page.locator(".reach").first).to_be_visible()
    accessible(page)
    assert Assignment.objects.get().state == AssignmentState.ACCEPTED
    page.goto(f"/{language}/my/cases/")
    accessible(page)
    page.goto(f"/{language}/my/cases/{assignment.pk}/end/")
    accessible(page)
    page.locator("[name=reason]").fill("Ziek.")
    page.locator("[name=handover]").fill("De tante bellen.")
    press(page, leads_to=assignment.pk)
    expect(page.get_by_text("Younes")).to_have_count(0)
    accessible(page)


def test_no_is_an_answer_too(sign_in, language, region, accessible):
    region.refresh_from_db()
    coordinator = coordinator_in(region)
    assignment = offer(make_waiting(region), coordinator)
    page = sign_in(coordinator, language)
    page.goto(f"/{language}/my/cases/{assignment.pk}/")
    page.locator(".ask .btn.quiet").click()
    page.locator("[name=ground]").first.check()
    accessible(page)
    press(page, leads_to=assignment.pk)
    accessible(page)
    assert Assignment.objects.get().state == AssignmentState.DECLINED
    assert expire_offers() == 0
    page.goto(f"/{language}/my/cases/")
    accessible(page)


def test_a_manager_settles_the_question_and_sees_who_looked(page_of, new_page, as_user, live_server, region):
    region.refresh_from_db()
    case = make_case(region)
    ask(case)
    coordinator = coordinator_in(region)
    manager = page_of(region.manager)
    manager.goto(reverse("cases:step", args=[case.pk, "settle_question"]))
    manager.locator("main form button[type=submit], main form button.button").first.click()
    manager.wait_for_url(f"**/inspect/{case.pk}/")
    assert Case.objects.get().state == CaseState.MATCHING
    assignment = offer(Case.objects.select_related("region", "vault", "organisation").get(), coordinator)
    own = new_page(locale="nl-NL")
    session = as_user(user_of(coordinator)).cookies[configured.SESSION_COOKIE_NAME].value
    own.context.add_cookies([{"name": configured.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])
    own.goto(f"/nl/my/cases/{assignment.pk}/interested/")
    press(own, leads_to=assignment.pk)
    own.locator("[name=is_independent]").check()
    press(own, leads_to=assignment.pk)
    manager.reload()
    expect(manager.get_by_text(user_of(coordinator).email)).to_have_count(0)
    expect(manager.get_by_text("as coordinator: the whole case").first).to_be_attached()
