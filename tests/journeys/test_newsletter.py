"""Somebody signs up for the newsletter, presses the button in the mailed link, and stops again; staff take the list."""

import re

import pytest
from django.core import mail
from playwright.sync_api import expect

from portal.newsletter.models import Subscriber
from portal.outbound.mail.sending import send_queued
from tests.accounts.factories import UserFactory
from tests.journeys.conftest import STICKING_OUT
from tests.journeys.test_staff import ours_is_accessible, sign_in
from tests.newsletter.factories import make_subscriber, tokens_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def go_on(page):
    page.locator("main form button.btn").click()


def mailed_path():
    send_queued()
    return re.search(r"https?://[^/\s]+(/\S+)", mail.outbox[-1].body)[1]


def test_signing_up_and_stopping(reader, language, region, accessible):
    reader.goto(f"/{language}/newsletter/")
    accessible(reader)
    reader.locator("[name=email]").fill("samira@")
    reader.locator("[name=about][value=meetings]").check()
    reader.locator("[name=region]").select_option(str(region.pk))
    go_on(reader)
    expect(reader.locator(".errors a")).to_have_count(1)
    accessible(reader)
    expect(reader.locator("[name=email]")).to_have_value("samira@")
    expect(reader.locator("[name=about][value=meetings]")).to_be_checked()
    reader.reload()
    expect(reader.locator("[name=region]")).to_have_value(str(region.pk))
    reader.locator("[name=email]").fill("samira@example.org")
    go_on(reader)
    reader.wait_for_url(f"**/{language}/newsletter/sent/")
    accessible(reader)
    expect(reader.locator("body")).not_to_contain_text("samira@")

    reader.goto(mailed_path())
    accessible(reader)
    assert not Subscriber.objects.get().is_confirmed
    go_on(reader)
    reader.wait_for_url(f"**/{language}/newsletter/confirmed/")
    accessible(reader)
    subscriber = Subscriber.objects.select_related("vault").get()
    assert (subscriber.is_confirmed, subscriber.language, subscriber.region) == (True, language, region)
    assert reader.locator("html").get_attribute("dir") == ("rtl" if language == "ar" else "ltr")

    stop = f"/{language}/newsletter/leave/{tokens_of(subscriber)['leave']}/"
    reader.goto(stop)
    accessible(reader)
    assert Subscriber.objects.exists()
    go_on(reader)
    reader.wait_for_url(f"**/{language}/newsletter/left/")
    accessible(reader)
    assert not Subscriber.objects.exists()
    reader.goto(stop)
    accessible(reader)
    reader.goto(f"/{language}/newsletter/confirm/gone/")
    accessible(reader)


@pytest.mark.parametrize("width", [390, 1280])
def test_an_editor_sees_how_many_and_asks_for_the_file(new_page, region, settings, width):
    settings.SECOND_FACTOR_REQUIRED = False
    make_subscriber(region.organisation, confirmed=True)
    page = new_page(viewport={"width": width, "height": 900}, locale="en-GB")
    sign_in(page, UserFactory(role="editor", is_staff=True, organisation=region.organisation))
    page.goto("/admin/newsletter/")
    sticking_out = page.evaluate(STICKING_OUT)
    assert not sticking_out
    ours_is_accessible(page)
    expect(page.locator("main")).not_to_contain_text("samira")
    page.locator("main form[action$='/take-along/'] button").click()
    page.wait_for_url("**/admin/downloads/*/")
