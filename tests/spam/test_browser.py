"""A real browser does its sum under the real content policy; one without JavaScript sends without."""

import time

import pytest
from playwright.sync_api import expect

from tests.organisations.factories import OrganisationFactory
from tests.spam.conftest import ADDRESS

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("note_form"),
]
QUESTION = "What do you want to say?"
WHOLE = 100_000  # as hard as in settings/base.py
NEVER = 50_000_000  # takes a browser many minutes


@pytest.fixture
def open_form(new_page, settings):
    OrganisationFactory()

    def open_form(*, hardness=WHOLE, **options):
        settings.SPAM_PROOF = settings.SPAM_PROOF | {"hardness": hardness}
        page = new_page(**options)
        page.goto(ADDRESS)
        return page

    return open_form


def write_and_send(page):
    page.get_by_label(QUESTION).fill("Hello")
    page.get_by_role("button", name="Send").click()


def test_a_browser_proves_itself_while_the_reader_reads(open_form):
    page = open_form()
    began = time.monotonic()
    expect(page.locator("[name=proof]")).not_to_have_value("", timeout=30_000)
    print(f"The sum took {time.monotonic() - began:.1f} seconds.")
    write_and_send(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("proven ['note']")


def test_a_page_that_comes_back_proves_itself_anew(open_form):
    page = open_form(hardness=50)
    expect(page.locator("[name=proof]")).not_to_have_value("")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.locator("[name=proof]")).not_to_have_value("")
    write_and_send(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("proven ['note']")


def test_whoever_is_quicker_than_the_sum_is_not_held_up(open_form):
    page = open_form(hardness=NEVER)
    write_and_send(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("unproven ['note']")


def test_without_javascript_the_form_sends_all_the_same(open_form):
    page = open_form(java_script_enabled=False)
    write_and_send(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("unproven ['note']")


def test_nobody_comes_upon_the_trap(open_form):
    page = open_form(hardness=50)
    form = page.locator("form", has=page.get_by_label(QUESTION))
    expect(form.get_by_role("textbox")).to_have_count(1)
    box = form.locator(".away").bounding_box()
    assert box is None or (box["width"] <= 1 and box["height"] <= 1)
    page.get_by_label(QUESTION).focus()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Send")).to_be_focused()
