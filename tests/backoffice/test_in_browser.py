"""A manager's day in a real browser: from what waits, through the workbench, to a step that is taken."""

import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from intake.models import Referral
from portal.backoffice import break_glass
from portal.backoffice.break_glass import Glass
from portal.backoffice.exports.making import make_exports
from tests.accounts.factories import PASSWORD, UserFactory
from tests.backoffice.notebook import HELD
from tests.intake.factories import make_manager, make_referral
from tests.organisations.factories import RegionFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SIZES = [{"width": 1280, "height": 900}, {"width": 390, "height": 844}]


@pytest.fixture
def referral():
    return make_referral(state="in_talk")


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
        "/admin/referrals/",
        "/admin/referrals/search/",
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


@pytest.mark.parametrize("viewport", SIZES, ids=lambda size: str(size["width"]))
def test_a_search_stays_out_of_the_address_and_its_results_fit(viewport, referral, page_of):
    page = page_of(referral.region.manager, viewport=viewport)
    page.goto("/admin/referrals/")
    page.get_by_label("Number, name").fill("Samira")
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_role("status").filter(has_text="1 found")).to_be_visible()
    assert page.url.endswith("/admin/referrals/search/")
    assert not faults(page)
    assert page.evaluate("document.querySelector('#main').scrollWidth") <= viewport["width"]
    page.get_by_role("link", name=str(referral)).click()
    expect(page.get_by_role("heading", name="Safe contact")).to_be_visible()


def test_on_a_phone_a_row_is_a_card_that_names_its_answers(referral, page_of):
    page = page_of(referral.region.manager, viewport=SIZES[1])
    page.goto("/admin/referrals/")
    state = page.locator("tbody td[data-label=State]")
    expect(state).to_have_text("In talk")
    assert state.evaluate("cell => getComputedStyle(cell, '::before').content") == '"State"'
    title = page.locator("tbody td.title")
    assert title.bounding_box()["y"] + title.bounding_box()["height"] <= state.bounding_box()["y"]


@pytest.mark.urls("tests.backoffice.notebook")
@pytest.mark.parametrize("viewport", SIZES, ids=lambda size: str(size["width"]))
def test_writing_and_breaking_the_glass_are_accessible_and_fit(viewport, referral, page_of, monkeypatch):
    neighbour = make_manager(RegionFactory(organisation=referral.organisation))
    glass = Glass(HELD, lambda reference, user: referral, lambda row, by, reason: None, lambda row, user: [])
    monkeypatch.setattr(break_glass, "_glasses", [glass])

    def is_fine(page):
        page.wait_for_selector("body.ready")
        assert not faults(page), page.url
        assert page.evaluate("document.querySelector('#main').scrollWidth") <= viewport["width"], page.url

    page = page_of(referral.region.manager, viewport=viewport)
    page.goto(f"/admin/notebook/write/{referral.pk}/note/")
    page.get_by_label("Note").fill("impossible")
    page.get_by_role("button", name="Write a note").click()
    expect(page.get_by_text("That cannot be written.")).to_be_visible()
    is_fine(page)

    page = page_of(neighbour, viewport=viewport)
    page.goto("/admin/break-glass/")
    page.get_by_label("Number of the file").fill(str(referral))
    page.get_by_role("button", name="Open the file").click()
    expect(page.get_by_text("This field is required.")).to_be_visible()
    is_fine(page)
    page.get_by_label("Why do you need it now?").fill("Her mother is at the door")
    page.get_by_role("button", name="Open the file").click()
    expect(page.get_by_text("You see this once.")).to_be_visible()
    is_fine(page)


def test_a_manager_declines_from_what_waits(referral, page_of):
    page = page_of(referral.region.manager)
    page.goto("/admin/")
    page.get_by_role("link", name=str(referral)).click()
    expect(page.get_by_role("heading", name="Safe contact")).to_be_visible()
    expect(page.get_by_role("button", name="Accept")).to_be_disabled()
    for summary in page.locator(".bo-head summary").all():
        summary.click()
    page.get_by_role("link", name="Decline", exact=True).click()
    page.get_by_label("Reason").fill("They found another way.")
    page.get_by_role("button", name="Decline").click()
    expect(page.locator(".messages")).to_contain_text(f"{referral}: Declined")
    expect(page.locator(".bo-state")).to_have_text(re.compile("Declined"))
    expect(page.locator(".bo-timeline > li").first).to_contain_text("They found another way.")
    assert Referral.objects.get().state == "declined"


@pytest.mark.parametrize("viewport", SIZES, ids=lambda size: str(size["width"]))
@pytest.mark.parametrize("color_scheme", ["light", "dark"])
def test_a_list_is_saved_and_taken_along(viewport, color_scheme, page_of):
    region = RegionFactory(name="Overijssel", postcodes=["8011"])
    administrator = UserFactory(role="administrator", is_staff=True, organisation=region.organisation)
    page = page_of(administrator, viewport=viewport, color_scheme=color_scheme)

    def check():
        page.wait_for_selector("body.ready")
        assert not faults(page), page.url
        assert page.evaluate("document.querySelector('#main').scrollWidth") <= viewport["width"], page.url

    for _twice in range(2):
        page.goto(f"/admin/postcodes/?region={region.pk}")
        page.get_by_text("Save this filter").click()
        page.get_by_label("Name of this filter").fill("My own postcodes")
        check()
        page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("You have a filter with this name already.")).to_be_visible()
    check()
    page.get_by_role("link", name="Back to the list").click()
    expect(page.get_by_role("link", name="My own postcodes")).to_be_visible()
    page.get_by_role("button", name="Download this list").click()
    expect(page.get_by_role("progressbar")).to_be_visible()
    check()
    make_exports()
    page.get_by_role("link", name="Download", exact=True).click()  # the page looks again by itself
    page.get_by_label("Password").fill(PASSWORD)
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    assert Path(download.value.path()).read_text("utf-8-sig").splitlines()[1] == "8011;Demo;OV;Overijssel"
    check()
    page.goto("/admin/downloads/")
    expect(page.get_by_role("link", name="Postcodes")).to_be_visible()
    check()
