"""Somebody calls: the manager writes it down by keyboard alone, says number and code, and finds it in the list."""

import pytest
from playwright.sync_api import expect

from intake.models import Referral
from portal.privacy.codes import check_code
from portal.privacy.looking import looking
from tests.intake.factories import make_manager, make_referral
from tests.journeys.conftest import STICKING_OUT
from tests.journeys.test_staff import ours_is_accessible, sign_in
from tests.organisations.factories import RegionFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(params=[390, 1280])
def page(request, new_page, region, settings):
    settings.SECOND_FACTOR_REQUIRED = False
    page = new_page(viewport={"width": request.param, "height": 900})
    sign_in(page, region.manager)
    return page


def look(page):
    sticking_out = page.evaluate(STICKING_OUT)
    assert not sticking_out, f"{page.url} is wider than its window: {sticking_out}"
    ours_is_accessible(page)


def tab_to(page, name):
    """Forward by the Tab key until this field has the focus."""
    for _press in range(60):
        if page.evaluate("document.activeElement.name") == name:
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab does not lead to {name}")


def write(page, name, text):
    tab_to(page, name)
    page.keyboard.insert_text(text)


def choose(page, name, value):
    """In a list, by the arrow keys."""
    tab_to(page, name)
    for _press in range(15):
        if page.locator(f"[name={name}]").input_value() == value:
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"{value} is not in {name}")


def test_a_call_is_written_down_with_the_keyboard_alone(page, region):
    page.locator(".bo-starts a").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/admin/referrals/new/")
    look(page)
    page.locator("[name=referrer_name]").focus()
    write(page, "referrer_name", "Samira")
    write(page, "never_do", "Geen brief naar huis")
    write(page, "telephone", "06 123")
    choose(page, "for_whom", "family")
    write(page, "person_1_name", "Younes")
    write(page, "story", "Younes gaat al zes weken niet naar school.")
    write(page, "postcode", "8011 GD")
    page.keyboard.press("Enter")

    summary = page.locator("[role=alert] a")
    expect(summary).to_have_count(1)
    look(page)
    summary.focus()
    page.keyboard.press("Enter")
    expect(page.locator("[name=telephone]")).to_be_focused()
    expect(page.locator("[name=never_do]")).to_have_value("Geen brief naar huis")
    page.keyboard.press("Control+A")
    page.keyboard.insert_text("06 12345678")
    page.keyboard.press("Enter")

    expect(page.locator(".bo-aloud").first).to_be_visible()
    look(page)
    referral = Referral.objects.get()
    expect(page.locator(".bo-aloud").first).to_have_text(str(referral))
    assert check_code(page.locator(".bo-aloud-code").inner_text(), referral.follow_code_hash)
    assert (referral.channel, referral.region) == ("telephone", region)
    with looking(referral, by=None, screen="test"):
        assert referral.core_persons.get().name == "Younes"

    page.reload()  # the browser sends it again
    expect(page.locator("main")).to_contain_text(str(referral))
    assert Referral.objects.count() == 1
    look(page)
    page.locator("button[name=renew]").click()
    referral.refresh_from_db()
    assert check_code(page.locator(".bo-aloud-code").inner_text(), referral.follow_code_hash)

    page.goto("/admin/referrals/")
    look(page)
    page.locator(".bo-quick a").first.click()
    expect(page.locator("tbody a[href*=inspect]")).to_have_text([str(referral)])


def test_what_belongs_elsewhere_is_handed_over(page, region):
    brabant = RegionFactory(name="Noord-Brabant", postcodes=["5611"])
    make_manager(brabant)
    page.goto("/admin/referrals/new/")
    page.locator("[name=referrer_name]").fill("Wim")
    page.locator("[name=telephone]").fill("040 1234567")
    page.locator("[name=for_whom]").select_option("self")
    page.locator("[name=story]").fill("Ik loop vast.")
    page.locator("[name=postcode]").fill("5611")
    page.locator(".bo-call button[type=submit]").click()
    expect(page.locator("main")).to_contain_text("Noord-Brabant")
    look(page)
    assert Referral.objects.get().region == brabant
    page.goto("/admin/referrals/")
    expect(page.locator("tbody a[href*=inspect]")).to_have_count(0)
    look(page)


def test_details_are_changed_and_a_call_back_is_completed(page, region):
    referral = make_referral(region, for_whom="", story="", people=[])
    Referral.objects.update(channel="callback")
    page.goto("/admin/")
    page.locator(f"a[href*='/details/{referral.pk}/']").click()
    expect(page.locator("[name=telephone]")).to_have_value("06 12345678")
    look(page)
    page.locator("[name=for_whom]").select_option("family")
    page.locator("[name=person_1_name]").fill("Younes")
    page.locator("[name=story]").fill("Younes gaat al zes weken niet naar school.")
    page.locator(".bo-call button[type=submit]").click()
    page.wait_for_url("**/inspect/**")
    expect(page.locator("main")).to_contain_text("Younes")
