"""Making an account with a passkey in a real browser, under the strict content policy; and what is there without."""

import re

import pytest
from allauth.mfa.models import Authenticator
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from portal.accounts.models import User
from tests.accounts.test_second_factor_browser import LOGIN, device, sign_out  # noqa: F401  (a fixture)
from tests.accounts.test_sign_up import mailed_code
from tests.organisations.factories import RegionFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SIGN_UP = "/en/accounts/signup/"
BUTTON = "Send me the code, then make a passkey"


@pytest.fixture(autouse=True)
def organisation(live_server):
    return RegionFactory().organisation


def begin(page):
    page.goto(f"{SIGN_UP}?next=/en/my/")
    page.get_by_label("Your e-mail address").fill("new@example.org")
    page.get_by_role("button", name=BUTTON).click()
    page.get_by_label("Code").wait_for()
    page.get_by_label("Code").fill(mailed_code())
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("heading", name="Make your passkey").wait_for()


def test_a_passkey_is_made_after_the_code_and_is_enough_from_then_on(page, device):  # noqa: F811
    begin(page)
    assert Axe().run(page, context="main").violations_count == 0
    page.get_by_text("A computer").click()
    page.get_by_role("button", name="Make my passkey").click()
    page.get_by_role("heading", name="Your recovery codes").wait_for()
    assert page.locator("main code").count() == 10
    page.get_by_role("link", name="I have kept them. Go on").click()
    expect(page).to_have_url(re.compile("/en/coordinator/$"))
    user = User.objects.get()
    assert set(Authenticator.objects.values_list("user", "type")) == {
        (user.pk, "webauthn"),
        (user.pk, "recovery_codes"),
    }
    assert Authenticator.objects.get(type="webauthn").data["name"] == "computer"

    sign_out(page)
    page.goto(f"{LOGIN}?next=/en/my/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page).to_have_url(re.compile("/en/coordinator/$"))
    page.goto("/admin/", wait_until="commit")
    assert page.locator("main").get_by_role("link", name="Candidates").count() == 0


def test_a_mailbox_alone_does_not_open_an_account_with_a_passkey_and_a_recovery_code_does(page, device):  # noqa: F811
    begin(page)
    page.get_by_role("button", name="Make my passkey").click()
    page.get_by_role("heading", name="Your recovery codes").wait_for()
    code = page.locator("main code").first.text_content()
    sign_out(page)
    page.goto("/en/accounts/login/code/")
    page.get_by_label("E-mail address").fill("new@example.org")
    page.get_by_role("button", name="Send me the code").click()
    page.get_by_label("Code").wait_for()
    page.get_by_label("Code").fill(mailed_code())
    page.get_by_role("button", name="Go on").click()
    expect(page).to_have_url(re.compile("/accounts/2fa/authenticate/"))
    page.get_by_label("Code").fill(code)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page).to_have_url(re.compile("/en/coordinator/$"))


def test_a_device_that_does_not_unlock_makes_no_passkey_and_says_what_else_there_is(page, device):  # noqa: F811
    begin(page)
    device(works=False)
    page.get_by_role("button", name="Make my passkey").click()
    expect(page.get_by_role("alert")).to_contain_text("sign in with a code by e-mail")
    assert not Authenticator.objects.exists()
    page.get_by_role("button", name="Sign in with a code by e-mail").click()
    expect(page).to_have_url(re.compile("/accounts/login/code/"))


def test_without_javascript_the_code_is_the_way_and_no_passkey_is_offered(new_page):
    page = new_page(java_script_enabled=False)
    page.goto(SIGN_UP)
    expect(page.get_by_role("button", name=BUTTON)).to_be_hidden()
    page.get_by_label("Your e-mail address").fill("new@example.org")
    page.get_by_role("button", name="Send me the code", exact=True).click()
    page.get_by_label("Code").fill(mailed_code())
    page.get_by_role("button", name="Go on").click()
    expect(page).to_have_url(re.compile("/en/coordinator/$"))
    assert not Authenticator.objects.exists()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_both_ways_stand_on_an_accessible_page(new_page, scheme):
    page = new_page(color_scheme=scheme, viewport={"width": 390, "height": 800})
    page.goto("/ar/accounts/signup/")
    page.locator("[data-passkeys]").wait_for()
    found = Axe().run(page, context="main")
    assert not found.violations_count, found.generate_report()
