"""A coordinator chooses the day with the family, makes the invitations, and writes down that it was held."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from intake.models import Case, Conference
from tests.intake.matched import coordinator_in, user_of
from tests.intake.prepared import member, prepared_case

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


def test_day_invitations_and_held(reader, language, region, accessible, sign_in):
    coordinator = coordinator_in(region)
    prepared = prepared_case(region, coordinator=coordinator)
    member(prepared.case, "Hafida", who="tante")
    member(prepared.case, "Sem", is_child=True, who="zoon")
    member(prepared.case, "Samira", is_hidden=True, contact="tried")
    sign_in(reader, user_of(coordinator))
    mine = f"/{language}/my/cases/{prepared.pk}/"
    reader.goto(f"{mine}conference/")
    accessible(reader)
    reader.locator("[name=time]").fill("14:00")
    reader.locator("[name=food]").fill("Soep van oma")
    send(reader)
    accessible(reader)
    expect(reader.locator("[name=food]")).to_have_value("Soep van oma")
    reader.locator("[name=day]").fill((timezone.localdate() + timedelta(days=9)).isoformat())
    reader.locator("[name=place]").fill("Buurthuis De Linde")
    send(reader)
    reader.wait_for_url(f"**{mine}conference/")
    accessible(reader)

    reader.locator("main a.btn[href$='/invitations/']").click()
    accessible(reader)
    reader.locator(".invite form button").click()
    expect(reader.locator("main a[href$='/letter/']")).to_have_count(2)
    accessible(reader)
    reader.goto(mine)
    accessible(reader)

    Conference.objects.update(starts_at=timezone.now() - timedelta(days=1))
    reader.goto(f"{mine}conference/")
    accessible(reader)
    reader.locator("main .ask a[href$='/held/']").click()
    accessible(reader)
    for hour, part in enumerate(("information", "private", "presentation"), start=10):
        reader.locator(f"[name=begins_{part}]").fill(f"{hour}:00")
        reader.locator(f"[name=ends_{part}]").fill(f"{hour}:50")
    reader.locator("[name=ends_private]").fill("10:30")
    send(reader)
    accessible(reader)
    expect(reader.locator("#id_ends_private_error")).to_be_visible()
    reader.locator("[name=ends_private]").fill("11:50")
    send(reader)
    reader.wait_for_url(f"**{mine}conference/")
    accessible(reader)
    assert Case.objects.get().state == "held"
