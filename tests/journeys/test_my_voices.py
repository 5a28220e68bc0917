"""A coordinator writes to the region, says that something is not safe, and puts the conference on hold."""

import pytest
from playwright.sync_api import expect

from intake.actions.case_messages import write_to_coordinator
from intake.models import Case, SafetyConcern
from tests.intake.matched import coordinator_in, user_of
from tests.intake.voiced import doing, make_prepared

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def one_key(settings):
    settings.SECOND_FACTOR_REQUIRED = False


@pytest.fixture
def sign_in(as_user, live_server, settings):
    def enter(page, user):
        session = as_user(user).cookies[settings.SESSION_COOKIE_NAME].value
        page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])

    return enter


def send(page):
    page.locator("main form[novalidate] button.btn").click()


def test_messages_safety_and_hold(reader, language, region, accessible, sign_in):
    coordinator = coordinator_in(region)
    case, _codes = make_prepared(region, coordinator=coordinator)
    write_to_coordinator(case, by=region.manager, text="Bel opa nog eens")
    sign_in(reader, user_of(coordinator))
    mine = f"/{language}/my/cases/{doing(case).pk}/"
    reader.goto(mine)
    accessible(reader)
    reader.locator("main nav a[href$='/messages/']").click()
    expect(reader.locator(".said")).to_have_count(1)
    accessible(reader)
    send(reader)
    accessible(reader)
    reader.locator("[name=text]").fill("Opa komt")
    send(reader)
    expect(reader.locator(".said.mine")).to_contain_text("Opa komt")
    accessible(reader)

    reader.locator("main a[href$='/safety/']").click()
    accessible(reader)
    reader.locator("[name=text]").fill("Hij wacht haar op bij school")
    send(reader)
    reader.wait_for_url(f"**{mine}")
    accessible(reader)
    assert SafetyConcern.objects.count() == 1

    reader.locator("main a[href$='/hold/']").click()
    accessible(reader)
    reader.locator("[name=reason]").fill("Eerst de bevalling")
    send(reader)
    reader.wait_for_url(f"**{mine}")
    accessible(reader)
    assert Case.objects.get().paused_at is not None
    reader.locator("main a[href$='/go-on/']").click()
    accessible(reader)
    send(reader)
    reader.wait_for_url(f"**{mine}")
    assert Case.objects.get().paused_at is None
