"""Pages in a real browser: accessible, readable on a small screen, quick to leave, and whole without JavaScript."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from cms_pages.models import RegionIndexPage
from tests.cms_pages.factories import in_dutch
from tests.cms_pages.walking import LANGUAGES, address_of, demo_site, pages_by_language
from tests.organisations.factories import OrganisationFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ADDRESSES = (
    "/nl/",
    "/ar/",
    "/nl/contact/",
    "/nl/refer/",
    "/nl/conferenties/",
    "/nl/conferenties/eigen-kracht-conferentie/",
    "/ar/conferences/family-group-conference/",
    "/nl/conferenties/alle-hens-bijeenkomst/",
    "/nl/verhalen/?subject=school",
    "/ar/stories/grandma-riet-stays-at-home/",
    "/nl/agenda/",
    "/ar/agenda/training-ek1/",
    "/nl/nieuws/",
    "/nl/nieuws/wij-zoeken-coordinatoren/",
    "/nl/publicaties/",
    "/ar/publications/een-plan-van-allemaal/",
    "/nl/regios/",
    "/ar/regions/overijssel/",
    "/nl/feiten-en-cijfers/",
    "/ar/questions-and-answers/",
    "/nl/search/?q=kinderen",
    "/ar/search/?q=qwxyz",
)
VIEWS = ("search/?q=a", "search/?q=qwxyz", "newsletter/", "order-leaflets/")  # public, but no pages in the tree


@pytest.fixture
def site(live_server):
    """The home page of the Dutch site, in Dutch and Arabic; the quick exit leads to a page of the test server."""
    return demo_site(["nl", "ar"], leave_to=f"{live_server.url}/healthz")


def fonts_asked_by(page, address):
    asked = []
    page.on("request", lambda request: asked.append(request.url.rsplit("/", 1)[-1]))
    page.goto(address, wait_until="networkidle")
    return [name for name in asked if name.endswith(".woff2")]


def one_of_each_type(pages):
    """An address for each type of page, and a region, which has no page of its own in the tree."""
    by_type = {page.specific_class: page for page in reversed(pages)}
    assert len(by_type) == 15, by_type  # home, text, regions, and six lists with what they list
    return [*map(address_of, by_type.values()), f"{address_of(by_type[RegionIndexPage])}overijssel/"]


def assert_accessible(page, address):
    page.goto(address)
    found = Axe().run(page)
    assert found.response["passes"]
    assert found.violations_count == 0, f"{address}\n{found.generate_report()}"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_pages_are_accessible_and_fit(new_page, site, scheme, width):
    page = new_page(color_scheme=scheme, viewport={"width": width, "height": 900})
    for address in ADDRESSES:
        assert_accessible(page, address)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address


def test_every_type_of_page_is_accessible_in_every_language(new_page, live_server):
    page = new_page(viewport={"width": 390, "height": 900})
    site = pages_by_language(demo_site())
    assert set(site) == set(LANGUAGES)
    (facts,) = (one.translation_key for one in site["nl"] if one.slug == "feiten-en-cijfers")
    for code, pages in site.items():
        figures = [address_of(one) for one in pages if one.translation_key == facts]
        assert figures, code
        for address in [*one_of_each_type(pages), *figures, *(f"/{code}/{view}" for view in VIEWS)]:
            assert_accessible(page, address)
            assert page.evaluate("document.documentElement.lang") == code, address


def test_every_page_fits_the_smallest_screen(new_page, site):
    page = new_page(viewport={"width": 320, "height": 700})
    for pages in pages_by_language(site).values():
        for address in map(address_of, pages):
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


def test_the_finder_answers_without_javascript_and_keeps_the_postcode_out_of_the_address(new_page, site):
    page = new_page(java_script_enabled=False)
    page.goto("/nl/regios/")
    page.get_by_label(in_dutch("Your postcode")).fill("80")
    page.get_by_role("button", name=in_dutch("Find my region")).click()
    assert page.get_by_text(in_dutch("This postcode is not right. Write it like 8011 or 8011 GD.")).is_visible()
    assert page.get_by_label(in_dutch("Your postcode")).input_value() == "80"
    page.get_by_label(in_dutch("Your postcode")).fill("8011 GD")
    page.get_by_role("button", name=in_dutch("Find my region")).click()
    assert page.get_by_role("status").is_visible()
    assert "8011" not in page.url


def test_data_for_search_engines_is_there_and_the_policy_has_nothing_against_it(page, site):
    refused = []
    page.on("console", lambda message: refused.append(message.text))
    page.goto("/nl/")
    assert page.evaluate("JSON.parse(document.querySelector('[type=\"application/ld+json\"]').textContent)['@type']")
    assert not [text for text in refused if "Content Security Policy" in text or "Content-Security-Policy" in text]


@pytest.mark.parametrize("width", [1280, 1024, 390])
def test_addresses_in_the_footer_stand_on_one_line_within_their_column(new_page, site, width):
    OrganisationFactory(belgian=True, website="www.eigenkrachtcentrale.be")
    page = new_page(viewport={"width": width, "height": 900})
    for code in ("nl", "ar"):
        page.goto(f"/{code}/")
        address = page.locator("footer a", has_text="www.eigenkrachtcentrale.be")
        assert address.evaluate("link => link.getClientRects().length") == 1, code
        assert address.evaluate("link => link.offsetWidth <= link.closest('div').clientWidth"), code
