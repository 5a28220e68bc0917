"""A worried mother refers her son, in Dutch or in Arabic, on a telephone or at a desk, with or without JavaScript."""

import pytest
from playwright.sync_api import expect

from intake.models import Draft, Referral
from portal.privacy import VISITOR
from portal.privacy.looking import looking

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

STORY = {"nl": "Younes gaat al zes weken niet naar school.", "ar": "لا يذهب ابني إلى المدرسة منذ ستة أسابيع."}


def go_on(page):
    page.locator("main form button.btn").first.click()


def refer(page, language, look=lambda page: None):
    """From the first question to the answer page; `look` is called on every page on the way."""
    page.goto(f"/{language}/refer/")
    look(page)
    go_on(page)
    expect(page.locator(".errors a")).to_have_count(1)
    look(page)
    page.locator(".errors a").click()
    page.locator("input[value=family]").check()
    go_on(page)
    look(page)
    page.locator("[name=story]").fill(STORY[language])
    page.locator("[name=person]").fill("Younes")
    page.locator("input[value=agrees]").check()
    page.locator("[name=postcode]").fill("8011 GD")
    go_on(page)
    page.locator("[name=name]").fill("Samira")
    look(page)
    go_on(page)
    expect(page.locator("[name=name]")).to_have_value("Samira")
    page.locator("[name=telephone]").fill("06 12345678")
    go_on(page)
    expect(page.locator("main")).to_contain_text(STORY[language])
    look(page)
    page.locator("[name=agreed]").check()
    go_on(page)
    look(page)
    return page.locator(".ref").inner_text(), page.locator(".code-big").inner_text()


def test_refer_and_follow(reader, language, region, accessible):
    number, code = refer(reader, language, accessible)
    referral = Referral.objects.get()
    assert str(referral) == number
    assert (referral.region, referral.language) == (region, language)
    assert reader.locator("html").get_attribute("dir") == ("rtl" if language == "ar" else "ltr")
    reader.goto(f"/{language}/follow/")
    accessible(reader)
    reader.locator("[name=reference]").fill(number)
    reader.locator("[name=code]").fill("0000 0000 00")
    go_on(reader)
    expect(reader.locator(".errors")).to_be_visible()
    accessible(reader)
    reader.locator("[name=code]").fill(code)
    go_on(reader)
    expect(reader.locator("main")).to_contain_text(number)
    accessible(reader)


def test_the_back_button_loses_nothing(reader, region):
    reader.goto("/nl/refer/")
    reader.locator("input[value=self]").check()
    go_on(reader)
    reader.locator("[name=story]").fill("Ik loop vast.")
    go_on(reader)
    reader.go_back()
    expect(reader.locator("[name=story]")).to_have_value("Ik loop vast.")
    reader.go_back()
    expect(reader.locator("input[value=self]")).to_be_checked()


def test_another_language_half_way_keeps_the_answers(reader, region):
    reader.goto("/nl/refer/")
    reader.locator("input[value=self]").check()
    go_on(reader)
    reader.locator("[name=story]").fill("Ik loop vast.")
    go_on(reader)
    reader.goto(reader.locator(".langs a[hreflang=ar]").get_attribute("href"))
    assert reader.url.endswith("/ar/refer/contact/")
    reader.goto("/ar/refer/story/")
    expect(reader.locator("[name=story]")).to_have_value("Ik loop vast.")


def test_leaving_quickly_takes_what_was_written_away(reader, region, live_server):
    region.organisation.leave_to = f"{live_server.url}/healthz"
    region.organisation.save()
    reader.goto("/nl/refer/")
    reader.locator("input[value=self]").check()
    go_on(reader)
    assert Draft.objects.exists()
    reader.locator("a.exit").click()
    reader.wait_for_url("**/healthz")
    assert not Draft.objects.exists()
    reader.goto("/nl/refer/story/")
    assert reader.url.endswith("/nl/refer/")


def test_the_form_goes_by_keyboard_alone(new_page, region):
    page = new_page()
    page.goto("/nl/refer/")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    for _press in range(3):
        if page.evaluate("document.activeElement.name") == "for_whom":
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    page.wait_for_url("**/refer/story/*")


def test_what_was_written_is_sealed(new_page, region):
    refer(new_page(), "nl")
    referral = Referral.objects.get()
    with looking(referral, by=VISITOR, screen="test"):
        assert referral.story == STORY["nl"]
