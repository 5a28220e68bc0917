"""The regional manager signs in, finds the referral and takes it to an open case; another declines; nothing foreign."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from intake.models import Case, Referral
from tests.accounts.factories import PASSWORD, UserFactory, code_of, give_app
from tests.intake.factories import make_manager, make_referral
from tests.journeys.test_refer import refer

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def sign_in(page, user, *, secret=None):
    page.goto("/admin/")
    page.locator("[name=login]").fill(user.email)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("main form button.btn").first.click()
    if secret:
        page.locator("[name=code]").fill(code_of(secret))
        page.locator("main form button.btn").first.click()
    page.wait_for_url("**/admin/")


def ours_is_accessible(page):
    """axe on what is ours in the admin: the content, not Wagtail's menu around it."""
    page.wait_for_load_state()
    found = Axe().run(page, context="main")
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("language", ["nl", "ar"])
@pytest.mark.parametrize("width", [390, 1280])
def test_from_the_public_form_to_an_open_case(new_page, region, language, width):
    number, _code = refer(new_page(), language)
    manager = region.manager
    page = new_page(viewport={"width": width, "height": 900})
    sign_in(page, manager, secret=give_app(manager))
    ours_is_accessible(page)
    page.get_by_role("link", name=number).first.click()
    expect(page.locator("main")).to_contain_text("Younes")
    ours_is_accessible(page)

    _step(page, "start_talk")
    _step(page, "record_agreement")
    page.locator("[name=given_by][value=self]").check()
    page.locator("[name=agreed][value=yes]").check()
    page.locator("[name=grown_up][value=no]").check()
    page.locator("[name=age]").fill("15")
    page.locator("[name=on]").fill("2026-01-05")
    ours_is_accessible(page)
    _confirm(page)
    _step(page, "record_agreement")
    page.locator("[name=given_by][value=parents]").check()
    page.locator("[name=agreed][value=yes]").check()
    page.locator("[name=grown_up][value=no]").check()
    page.locator("[name=age]").fill("15")
    page.locator("[name=on]").fill("2026-01-05")
    _confirm(page)
    _step(page, "accept")
    page.locator("[name=model][value=family_group]").check()
    _confirm(page)
    assert Referral.objects.get().state == "accepted"
    page.goto("/admin/cases/")
    ours_is_accessible(page)
    page.get_by_role("link", name=number).first.click()
    expect(page.locator("main")).to_contain_text("Younes")
    assert Case.objects.get().state == "question"
    ours_is_accessible(page)


def test_declining_asks_for_a_reason(new_page, region, settings):
    settings.SECOND_FACTOR_REQUIRED = False
    referral = make_referral(region)
    page = new_page()
    sign_in(page, region.manager)
    page.goto(f"/admin/referrals/step/{referral.pk}/decline/")
    page.evaluate("document.querySelectorAll('form').forEach(form => form.noValidate = true)")
    page.locator("main form button[type=submit]").first.click()
    page.locator(".error-message, .w-field__errors, [role=alert]").first.wait_for()
    ours_is_accessible(page)
    assert Referral.objects.get().state == "received"
    page.locator("[name=reason]").fill("They found another way.")
    _confirm(page)
    assert Referral.objects.get().state == "declined"
    expect(page.locator("main")).to_contain_text("They found another way.")


def test_a_name_finds_the_referral(new_page, region, settings):
    settings.SECOND_FACTOR_REQUIRED = False
    for person in ["Younes", "Riet", "İpek"]:
        make_referral(region, person=person)
    page = new_page()
    sign_in(page, region.manager)
    page.goto("/admin/referrals/?q=ipek")
    expect(page.locator("tbody a[href*=inspect]")).to_have_count(1)


def test_another_region_is_not_there(new_page, region, settings):
    settings.SECOND_FACTOR_REQUIRED = False
    referral = make_referral(region)
    page = new_page()
    sign_in(page, make_manager())
    assert page.goto(f"/admin/referrals/inspect/{referral.pk}/").status == 404
    page.goto("/admin/referrals/")
    expect(page.locator("main")).not_to_contain_text(str(referral))


def test_an_editor_sees_no_referrals(new_page, region, settings):
    settings.SECOND_FACTOR_REQUIRED = False
    make_referral(region)
    page = new_page()
    sign_in(page, UserFactory(role="editor", is_staff=True, organisation=region.organisation))
    expect(page.locator("body")).not_to_contain_text("/admin/referrals/")
    assert page.goto("/admin/referrals/").url.endswith("/admin/") or page.title()
    assert Referral.objects.get().state == "received"


def _step(page, name):
    page.locator(f"a[href*='/step/'][href$='/{name}/']").first.click()
    if name in ("start_talk",):
        _confirm(page)


def _confirm(page):
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url("**/inspect/**")
