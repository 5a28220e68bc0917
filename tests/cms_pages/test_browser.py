"""Pages in a real browser: accessible, readable on a small screen, quick to leave, and whole without JavaScript."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from cms_pages.demo_content import create_site_content
from tests.organisations.factories import OrganisationFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def site(live_server):
    """The Dutch site in Dutch and Arabic; its quick exit leads to a page of the test server."""
    organisation = OrganisationFactory(leave_to=f"{live_server.url}/healthz")
    create_site_content(organisation, ["nl", "ar"])
    return organisation


def fonts_asked_by(page, address):
    asked = []
    page.on("request", lambda request: asked.append(request.url.rsplit("/", 1)[-1]))
    page.goto(address, wait_until="networkidle")
    return [name for name in asked if name.endswith(".woff2")]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_pages_are_accessible_and_fit(new_page, site, scheme, width):
    page = new_page(color_scheme=scheme, viewport={"width": width, "height": 900})
    for address in ("/nl/", "/ar/", "/nl/hoe-werkt-een-conferentie/", "/nl/contact/", "/nl/refer/"):
        page.goto(address)
        found = Axe().run(page)
        assert found.response["passes"]
        assert found.violations_count == 0, f"{address}\n{found.generate_report()}"
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address


def test_every_page_fits_the_smallest_screen(new_page, site):
    page = new_page(viewport={"width": 320, "height": 700})
    for found in site.site.root_page.get_translations(inclusive=True):
        for one in found.get_descendants(inclusive=True):
            address = one.get_url_parts()[2]
            page.goto(address)
            assert page.evaluate("document.documentElement.scrollWidth") <= 320, address


def test_arabic_letters_are_fetched_only_where_arabic_is_shown(new_page, site):
    dutch = fonts_asked_by(new_page(), "/nl/")
    assert not [name for name in dutch if name.startswith(("arabic-text", "arabic-heading"))]
    arabic = fonts_asked_by(new_page(), "/ar/")
    assert {"arabic-text-400.woff2", "arabic-heading.woff2"} <= set(arabic)


def test_the_first_key_leads_past_the_mast(page, site):
    page.goto("/nl/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#content"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_the_menu_works_without_javascript_on_a_telephone(new_page, site):
    page = new_page(java_script_enabled=False, viewport={"width": 390, "height": 800})
    page.goto("/nl/")
    page.locator(".menu-small summary").click()
    page.locator(".menu-small").get_by_role("link", name="Over ons").click()
    assert page.url.endswith("/nl/over-ons/")


def test_leaving_quickly_leads_away_without_a_way_back(page, site):
    page.goto("/nl/contact/")
    page.goto("/nl/")
    page.locator("[data-exit]").click()
    page.wait_for_url("**/healthz")
    page.go_back()
    assert page.url.endswith("/nl/contact/")


def test_three_times_escape_leads_away_and_two_do_not(page, site):
    page.goto("/nl/")
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.wait_for_timeout(200)
    assert page.url.endswith("/nl/")
    page.keyboard.press("Escape")
    page.wait_for_url("**/healthz")


def test_leaving_quickly_is_a_plain_link_without_javascript(new_page, site):
    page = new_page(java_script_enabled=False)
    page.goto("/nl/")
    page.locator("[data-exit]").click()
    page.wait_for_url("**/healthz")


def test_an_error_is_read_first(page, site):
    page.goto("/nl/refer/")
    page.locator("main button.btn").click()
    page.locator("[role=alert]:focus").wait_for()
    page.locator(".errors a").first.click()
    assert page.evaluate("document.activeElement.type") == "radio"
