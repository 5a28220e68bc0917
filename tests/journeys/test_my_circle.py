"""A coordinator lets the circle grow: the first of them, many, and somebody whose address is secret."""

import pytest
from playwright.sync_api import expect

from intake.models import Participant
from tests.intake.encircled import crowd, own_case
from tests.intake.matched import coordinator_in, user_of

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


def stops(page, key):
    """How often the keyboard comes by a link to this person."""
    links = page.locator(f"main a[href$='/circle/{key}/']")
    return links.evaluate_all("all => all.filter(one => one.tabIndex >= 0).length"), links.count()


def test_the_circle_grows(reader, language, region, accessible, sign_in):
    coordinator = coordinator_in(region)
    case = own_case(region, coordinator=coordinator)
    sign_in(reader, user_of(coordinator))
    circle = f"/{language}/my/cases/{case.pk}/circle/"
    reader.goto(circle)
    accessible(reader)

    reader.locator(".people a.btn").click()
    accessible(reader)
    reader.locator("[name=who]").fill("oma")
    send(reader)
    accessible(reader)
    expect(reader.locator("[name=who]")).to_have_value("oma")
    reader.locator("[name=name]").fill("Hafida")
    reader.locator("[name=tie]").select_option("family")
    reader.locator("[name=is_hidden]").check()
    reader.locator("[name=parts][value=private]").check()
    send(reader)
    reader.wait_for_url(f"**{circle}")
    expect(reader.locator(".people .secret")).to_have_count(1)
    accessible(reader)

    crowd(case, count=12)
    hafida = Participant.objects.get(is_hidden=True)
    reader.goto(circle)
    accessible(reader)
    assert stops(reader, hafida.pk) == (1, 2)
    reader.locator(f".circle-map a[href$='/{hafida.pk}/']").click()
    expect(reader.locator("[name=name]")).to_have_value("Hafida")
    accessible(reader)
    reader.locator("main a[href$='/out/']").click()
    accessible(reader)
    send(reader)
    reader.wait_for_url(f"**{circle}")
    expect(reader.locator(".people .secret")).to_have_count(0)
