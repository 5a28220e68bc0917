"""A manager's day in a real browser: from what waits, through the workbench, to a step that is taken."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import expect

from intake.models import Referral
from tests.intake.factories import make_referral

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SIZES = [{"width": 1280, "height": 900}, {"width": 390, "height": 844}]


@pytest.fixture
def referral():
    return make_referral(state="in_talk")


@pytest.fixture
def page_of(new_page, live_server):
    """A function that opens the admin for somebody who is signed in."""

    def open_page(user, **options):
        client = Client()
        client.force_login(user, "allauth.account.auth_backends.AuthenticationBackend")
        page = new_page(locale="en-GB", **options)
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])
        return page

    return open_page


def faults(page):
    """What axe finds wrong in our part of the page; the furniture around it is Wagtail's."""
    found = Axe().run(page, context="#main", options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]})
    assert len(found.response["passes"]) > 5, "axe looked at nothing"
    return [
        (violation["id"], [node["html"][:160] for node in violation["nodes"]])
        for violation in found.response["violations"]
    ]


@pytest.mark.parametrize("viewport", SIZES, ids=lambda size: str(size["width"]))
@pytest.mark.parametrize("color_scheme", ["light", "dark"])
def test_pages_are_accessible_and_fit(viewport, color_scheme, referral, page_of):
    page = page_of(referral.region.manager, viewport=viewport, color_scheme=color_scheme)
    for path in (
        "/admin/",
        f"/admin/referrals/inspect/{referral.pk}/",
        f"/admin/referrals/step/{referral.pk}/decline/",
        f"/admin/referrals/step/{referral.pk}/record_agreement/",
        f"/admin/referrals/step/{referral.pk}/accept/",
    ):
        page.goto(path)
        page.wait_for_selector("body.ready")
        for summary in page.locator("#main summary").all():
            summary.click()
        assert not faults(page), path
        assert page.evaluate("document.querySelector('#main').scrollWidth") <= viewport["width"], path


def test_a_manager_declines_from_what_waits(referral, page_of):
    page = page_of(referral.region.manager)
    page.goto("/admin/")
    page.get_by_role("link", name=str(referral)).click()
    expect(page.get_by_role("heading", name="Safe contact")).to_be_visible()
    expect(page.get_by_role("button", name="Accept")).to_be_disabled()
    page.get_by_role("link", name="Decline").click()
    page.get_by_label("Reason").fill("They found another way.")
    page.get_by_role("button", name="Decline").click()
    expect(page.locator(".messages")).to_contain_text(f"{referral}: Declined")
    expect(page.locator(".bo-state")).to_have_text(re.compile("Declined"))
    expect(page.locator(".bo-timeline > li").first).to_contain_text("They found another way.")
    assert Referral.objects.get().state == "declined"
