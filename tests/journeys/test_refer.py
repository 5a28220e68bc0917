"""People refer: a mother in Dutch or Arabic, on a phone or at a desk, with JavaScript or without; all others too."""

import pytest
from playwright.sync_api import expect

from intake.models import Draft, Referral
from portal.privacy import VISITOR
from portal.privacy.looking import looking

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

STORY = {"nl": "Younes gaat al zes weken niet naar school.", "ar": "لا يذهب ابني إلى المدرسة منذ ستة أسابيع."}
REACH = {"referrer_name": "Samira", "telephone": "06 12345678"}
# Each kind of referrer: what is chosen and written on each page. A mother stands in `refer`.
JOURNEYS = {
    "self": [{"story": "Ik loop vast."}, {}, {}, REACH],
    "child": [
        {"story": "Thuis is het altijd ruzie."},
        {"age": "14"},
        {"referrer_name": "Sterre", "safe_channel": "code"},
    ],
    "acquaintance": [
        {"referrer_role": "neighbour"},
        {"story": "Mijn buurvrouw is veel alleen."},
        {"person": "Riet", "children_involved": "no"},
        {"awareness": "not_yet"},
        {"may_be_named": "no"},
        {"postcode": "8011 GD"},
        {},
        REACH,
    ],
    "work": [
        {"profession": "education", "referrer_work": "mentor"},
        {"story": "Een leerling komt niet meer.", "subjects": "school"},
        {"person": "Younes"},
        {"awareness": "agrees"},
        {},
        {"bodies_involved": "de leerplichtambtenaar", "wished_model": "learning"},
        REACH | {"voicemail_is_safe": "on"},
    ],
    "group": [
        {"part": "belongs"},
        {"story": "Ruzie op het plein."},
        {"name_1": "De bewoners", "spokesperson_1": "Riet", "name_2": "De jongens"},
        {"awareness": "knows"},
        {},
        {},
        {},
        REACH,
    ],
    "repair": [
        {"part": "harmed"},
        {"story": "Er is iets vernield.", "subjects": "violence"},
        {"responsible": "Kim"},
        {"awareness": "not_yet"},
        {},
        {},
        {},
        REACH,
    ],
}


def go_on(page):
    page.locator("main form button.btn").first.click()


def answer(page, answers):
    """Chooses and writes, whatever kind of field it is."""
    for name, value in answers.items():
        field = page.locator(f"main [name={name}]")
        kind = field.first.get_attribute("type") or field.first.evaluate("field => field.tagName")
        if kind == "checkbox" and value == "on":
            field.check()
        elif kind in ("radio", "checkbox"):
            page.locator(f"main [name={name}][value='{value}']").check()
        elif kind == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)


def tick_and_send(page):
    page.locator("[name=agreed]").check()
    go_on(page)
    page.wait_for_url("**/refer/received/")


def refer(page, language, look=lambda page: None):
    """A mother for her son, from the first question to the answer page; `look` is called on pages on the way."""
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
    page.locator("[name=subjects][value=school]").check()
    go_on(page)
    look(page)
    page.locator("[name=person]").fill("Younes")
    go_on(page)
    page.locator("input[value=agrees]").check()
    go_on(page)
    look(page)
    page.locator("[name=postcode]").fill("8011 GD")
    go_on(page)
    look(page)
    go_on(page)
    page.locator("[name=referrer_name]").fill("Samira")
    look(page)
    go_on(page)
    expect(page.locator(".errors a")).to_have_count(1)
    look(page)
    expect(page.locator("[name=referrer_name]")).to_have_value("Samira")
    page.locator("[name=telephone]").fill("06 12345678")
    go_on(page)
    expect(page.locator("main")).to_contain_text(STORY[language])
    look(page)
    tick_and_send(page)
    look(page)
    return page.locator(".ref").first.inner_text(), page.locator(".code-big").first.inner_text()


def test_a_mother_refers_and_follows(reader, language, region, accessible):
    number, code = refer(reader, language, accessible)
    referral = Referral.objects.get()
    assert str(referral) == number
    assert (referral.region, referral.language) == (region, language)
    assert reader.locator("html").get_attribute("dir") == ("rtl" if language == "ar" else "ltr")
    reader.goto(f"/{language}/follow/")
    reader.locator("[name=reference]").fill(number)
    reader.locator("[name=code]").fill(code)
    go_on(reader)
    expect(reader.locator("main")).to_contain_text(number)
    with looking(referral, by=VISITOR, screen="test"):
        assert referral.story == STORY[language]


# Each kind once; width, language and JavaScript alternate, so that every one of them meets half of the kinds.
@pytest.mark.parametrize(
    ("kind", "language", "width", "script"),
    [
        ("self", "ar", 390, True),
        ("child", "nl", 390, True),
        ("acquaintance", "nl", 1280, True),
        ("work", "ar", 1280, True),
        ("group", "nl", 390, False),
        ("group", "ar", 1280, True),
        ("repair", "nl", 390, True),
        ("repair", "ar", 1280, False),
    ],
)
def test_each_kind_of_referrer(new_page, region, accessible, kind, language, width, script):
    page = new_page(viewport={"width": width, "height": 800}, java_script_enabled=script)
    page.goto(f"/{language}/refer/")
    page.locator(f"input[value={kind}]").check()
    go_on(page)
    for answers in JOURNEYS[kind]:
        accessible(page)
        answer(page, answers)
        go_on(page)
    assert page.url.endswith("/refer/check/")
    accessible(page)
    tick_and_send(page)
    assert Referral.objects.get().for_whom == kind


def test_a_browser_that_does_its_sum_needs_no_second_look(new_page, region):
    def wait_for_the_sum(page):
        if page.url.endswith("/check/"):
            expect(page.locator("[name=proof]")).not_to_have_value("")

    refer(new_page(), "nl", wait_for_the_sum)
    assert not Referral.objects.get().needs_look


@pytest.mark.parametrize("script", [True, False])
def test_a_third_group_is_added_and_nothing_is_lost(new_page, region, accessible, script):
    page = new_page(viewport={"width": 390, "height": 800}, java_script_enabled=script)
    page.goto("/nl/refer/")
    for answers in [{"for_whom": "group"}, {"part": "beside"}, {"story": "Ruzie."}]:
        answer(page, answers)
        go_on(page)
    answer(page, {"name_1": "De bewoners", "spokesperson_1": "Riet"})
    page.locator("button[name=add]").click()
    expect(page.locator("[name=name_3]")).to_be_visible()
    expect(page.locator("[name=spokesperson_1]")).to_have_value("Riet")
    accessible(page)
    page.locator("[name=name_3]").press("Enter")  # Enter goes on, and does not add another
    page.wait_for_url("**/refer/aware/")


@pytest.mark.parametrize("script", [True, False])
@pytest.mark.parametrize(("language", "width"), [("nl", 390), ("ar", 1280)])
def test_call_me_back_and_danger(new_page, region, accessible, language, width, script):
    page = new_page(viewport={"width": width, "height": 800}, java_script_enabled=script)
    page.goto(f"/{language}/refer/")
    page.locator(".ways a").last.click()
    expect(page.locator("main a[href='tel:112']")).to_be_visible()
    accessible(page)
    page.locator("main a.btn").click()
    page.locator(".ways a").first.click()
    answer(page, {"referrer_name": "Samira"})
    go_on(page)
    expect(page.locator(".errors a")).to_have_count(1)
    accessible(page)
    answer(page, {"telephone": "06 12345678"})
    go_on(page)
    page.wait_for_url("**/refer/received/")
    accessible(page)
    assert Referral.objects.get().channel == "callback"


def test_the_browsers_back_never_asks_to_send_again(new_page, region):
    page = new_page()
    page.goto("/nl/refer/")
    go_on(page)
    expect(page.locator(".errors")).to_be_visible()
    page.locator("input[value=self]").check()
    go_on(page)
    page.locator("[name=story]").fill("Ik loop vast.")
    go_on(page)
    page.wait_for_url("**/refer/place/")
    page.go_back()
    expect(page.locator("[name=story]")).to_have_value("Ik loop vast.")
    page.go_back()
    expect(page.locator("input[value=self]")).to_be_checked()
    page.reload()
    expect(page.locator("input[value=self]")).to_be_checked()


def test_the_back_button_of_the_form_keeps_what_was_typed(new_page, region):
    page = new_page(java_script_enabled=False)
    page.goto("/nl/refer/")
    page.locator("input[value=self]").check()
    go_on(page)
    page.locator("[name=story]").fill("Half een verh")
    page.locator("button[name=back]").click()
    expect(page.locator("input[value=self]")).to_be_checked()
    go_on(page)
    expect(page.locator("[name=story]")).to_have_value("Half een verh")
    expect(page.locator(".errors")).to_have_count(0)


def test_another_language_half_way_keeps_the_answers(new_page, region):
    page = new_page()
    page.goto("/nl/refer/")
    page.locator("input[value=self]").check()
    go_on(page)
    page.locator("[name=story]").fill("Ik loop vast.")
    go_on(page)
    page.goto(page.locator(".langs a[hreflang=ar]").get_attribute("href"))
    assert page.url.endswith("/ar/refer/place/")
    page.goto("/ar/refer/story/")
    expect(page.locator("[name=story]")).to_have_value("Ik loop vast.")


@pytest.mark.parametrize("script", [True, False])
def test_leaving_quickly_takes_what_was_written_away(new_page, region, live_server, script):
    region.organisation.leave_to = f"{live_server.url}/healthz"
    region.organisation.save()
    page = new_page(java_script_enabled=script)
    page.goto("/nl/refer/")
    page.locator("input[value=self]").check()
    go_on(page)
    page.wait_for_url("**/refer/story/")
    assert Draft.objects.exists()
    page.locator("a.exit").click()
    page.wait_for_url("**/healthz")
    assert not Draft.objects.exists()
    page.goto("/nl/refer/story/")
    assert page.url.endswith("/nl/refer/")


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
