"""The tabs of a case in a browser: an address opens one, a link in the head too, and what was written leads back."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from intake.actions.safety import raise_concern
from tests.intake.matched import coordinator_in
from tests.intake.voiced import make_prepared
from tests.journeys.conftest import STICKING_OUT, WIDTHS
from tests.journeys.test_staff import ours_is_accessible

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def one_key(settings):
    settings.SECOND_FACTOR_REQUIRED = False


@pytest.fixture(params=WIDTHS.values(), ids=WIDTHS)
def desk(request, new_page, as_user, live_server, settings, region):
    page = new_page(viewport={"width": request.param, "height": 900}, locale="nl-NL")
    session = as_user(region.manager).cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])
    return page


@pytest.fixture
def case(region):
    return make_prepared(region, coordinator=coordinator_in(region))[0]


def opened(desk):
    return desk.locator("[role=tab][aria-selected=true]")


def test_tabs_open_by_click_key_address_and_link(desk, case):
    bench = reverse("cases:inspect", args=[case.pk])
    desk.goto(bench)
    expect(opened(desk)).to_have_attribute("href", "#tab-intake")
    expect(desk.locator("#people")).to_be_visible()
    expect(desk.locator("#circle")).to_be_hidden()
    for name in ("question", "match", "circle", "conference", "plan", "follow-up", "claims", "log"):
        desk.locator(f"[role=tab][href='#tab-{name}']").click()
        expect(desk.locator(f"#tab-{name}")).to_be_visible()
        expect(opened(desk)).to_be_in_viewport()
        assert desk.url.endswith(f"#tab-{name}")
        ours_is_accessible(desk)
        assert not desk.evaluate(STICKING_OUT)
    desk.keyboard.press("ArrowLeft")
    expect(desk.locator("#claims")).to_be_visible()

    desk.goto("about:blank")
    desk.goto(f"{bench}#registration")
    expect(desk.locator("#registration")).to_be_in_viewport()
    expect(opened(desk)).to_have_attribute("href", "#tab-claims")
    desk.evaluate("location.hash = '#story'")  # as a link in the head does
    expect(desk.locator("#story")).to_be_in_viewport()
    expect(opened(desk)).to_have_attribute("href", "#tab-intake")


def test_what_was_written_leads_back_to_its_tab(desk, case):
    raise_concern(case, by=case.region.manager, text="Hij wacht haar op")
    desk.goto(f"{reverse('cases:inspect', args=[case.pk])}#coordinator")
    desk.locator("#coordinator a[href*='/wishes/']").click()
    desk.locator("main form button[type=submit]").first.click()
    desk.wait_for_url("**#coordinator")
    expect(opened(desk)).to_have_attribute("href", "#tab-match")
    expect(desk.locator("[role=tab][href='#tab-intake'] .bo-waits")).to_contain_text("1")
    ours_is_accessible(desk)
