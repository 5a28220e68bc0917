"""A second factor in a real browser, under the strict content policy: set up, signed in with, without JavaScript too.

`page` and `new_page` fail a test whose pages break the content policy or ask another host (tests/browser.py).
"""

import re

import pytest
from allauth.mfa.models import Authenticator
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.accounts.factories import PASSWORD, UserFactory, code_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LOGIN = "/en/accounts/login/"


@pytest.fixture
def manager(live_server):
    return UserFactory(role="manager")


@pytest.fixture
def device(page):
    """A telephone that unlocks for whoever holds it, in the page's browser."""
    chromium = page.context.new_cdp_session(page)
    chromium.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    added = chromium.send("WebAuthn.addVirtualAuthenticator", {"options": options})

    def unlock(works):
        chromium.send(
            "WebAuthn.setUserVerified", {"authenticatorId": added["authenticatorId"], "isUserVerified": works}
        )

    return unlock


def sign_in(page, user):
    page.goto(LOGIN)
    page.get_by_label("E-mail address").fill(user.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def open_setup(page, link):
    """From the page that staff without a second factor are led to, past the password, to setting one up."""
    page.goto("/en/accounts/2fa/")
    page.get_by_role("link", name=link).click()
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()


def key_on(page):
    return page.locator("code").text_content().replace(" ", "")


def sign_out(page):
    page.goto("/en/accounts/logout/")
    page.locator("main").get_by_role("button", name="Sign out").click()


def expect_admin(page):
    expect(page).to_have_url(re.compile("/admin/$"))
    expect(page.locator("body")).to_have_class(re.compile("ready|homepage|dashboard|wagtail", re.IGNORECASE))


def set_up_app(page):
    open_setup(page, "Set up an app")
    page.get_by_text("No camera? Use this key").click()
    secret = key_on(page)
    page.get_by_label("six digits").fill(code_of(secret))
    page.get_by_role("button", name="Ready").click()
    return secret


def test_staff_without_one_are_led_to_it_and_then_to_their_work(page, manager):
    sign_in(page, manager)
    expect(page).to_have_url(re.compile(r"/accounts/2fa/\?next="))
    secret = set_up_app(page)
    assert page.locator("main code").count() == 10
    page.get_by_role("link", name="To my work").click()
    expect_admin(page)

    sign_out(page)
    sign_in(page, manager)
    page.get_by_label("Code").fill("000000")
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("alert")).to_be_visible()
    page.get_by_label("Code").fill(code_of(secret, steps=1))
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect_admin(page)


def test_a_passkey_as_the_second_step(page, manager, device):
    sign_in(page, manager)
    open_setup(page, "Add a passkey")
    page.get_by_text("A computer").click()
    page.get_by_role("button", name="Add a passkey").click()
    page.get_by_role("link", name="To my work").click()
    expect_admin(page)
    assert Authenticator.objects.get(type="webauthn").data["name"] == "computer"

    sign_out(page)
    sign_in(page, manager)
    page.get_by_role("button", name="Use your passkey").click()
    expect_admin(page)
    page.goto("/en/accounts/2fa/webauthn/")
    expect(page.get_by_role("heading", name="A computer")).to_be_visible()


def test_a_passkey_instead_of_a_password(page, manager, device):
    sign_in(page, manager)
    open_setup(page, "Add a passkey")
    page.get_by_text("Also sign in without a password").click()
    page.get_by_role("button", name="Add a passkey").click()
    page.get_by_role("link", name="To my work").wait_for()
    sign_out(page)
    page.goto(LOGIN)
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect_admin(page)


def test_a_device_that_does_not_unlock_opens_nothing(page, manager, device):
    sign_in(page, manager)
    open_setup(page, "Add a passkey")
    device(works=False)
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_role("alert")).to_contain_text("That did not work")
    assert not Authenticator.objects.exists()


def test_without_javascript_an_app_can_be_set_up_and_passkeys_are_not_offered(new_page, manager):
    page = new_page(java_script_enabled=False)
    page.goto(LOGIN)
    expect(page.get_by_role("button", name="Sign in with a passkey")).to_be_hidden()
    sign_in(page, manager)
    secret = set_up_app(page)
    assert page.locator("main code").count() == 10
    page.goto("/en/accounts/2fa/webauthn/add/")
    expect(page.get_by_text("Passkeys need JavaScript")).to_be_visible()
    expect(page.get_by_role("button", name="Add a passkey")).to_be_hidden()
    sign_out(page)
    sign_in(page, manager)
    page.get_by_label("Code").fill(code_of(secret, steps=1))
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page).to_have_url(re.compile("/admin/$"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_account_pages_are_accessible(new_page, manager, scheme):
    page = new_page(color_scheme=scheme, viewport={"width": 390, "height": 800})
    wrongs = {}

    def check(name):
        page.wait_for_load_state()  # a click does not wait for the style sheets of the page it leads to
        found = Axe().run(page, context="main")
        if found.violations_count:
            wrongs[name] = found.generate_report()

    page.goto(LOGIN)
    check("login")
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_role("alert").wait_for()
    check("login with mistakes")
    for name in ["signup", "password/reset", "password/reset/done"]:
        page.goto(f"/ar/accounts/{name}/")
        check(name)
    sign_in(page, manager)
    page.goto("/en/accounts/2fa/")  # staff are led here in the organisation's language
    page.get_by_role("link", name="Set up an app").wait_for()
    check("2fa")
    open_setup(page, "Set up an app")
    page.get_by_role("img").wait_for()
    check("app")
    page.get_by_text("No camera? Use this key").click()
    page.get_by_label("six digits").fill(code_of(key_on(page)))
    page.get_by_role("button", name="Ready").click()
    page.get_by_role("link", name="To my work").wait_for()
    check("recovery codes")
    for name in ["2fa", "2fa/webauthn/add", "2fa/webauthn", "password/change", "email", "logout", "reauthenticate"]:
        page.goto(f"/en/accounts/{name}/")
        check(name)
    assert not wrongs, wrongs
