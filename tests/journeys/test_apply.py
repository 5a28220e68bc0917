"""Somebody becomes a candidate: reads, tests themselves, makes an account, writes, comes back, sends."""

import re

import pytest
from django.core import mail
from playwright.sync_api import expect

from portal.outbound.mail.sending import send_queued
from tests.training.bad_files import EICAR, pdf
from tests.training.factories import make_rule_book
from training.models import Candidate

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LETTER = {"nl": "Ik heb vertrouwen in mensen.", "ar": "أثق بالناس."}


@pytest.fixture(autouse=True)
def our_outbox(settings):
    settings.EMAIL_BACKEND = "portal.outbound.mail.outbox.OutboxBackend"


def go_on(page):
    page.locator("main form button.btn").first.click()


def type_mailed_code(page):
    send_queued()
    page.locator("[name=code]").fill(re.findall(r"^\w{3,4}-\w{3,4}$", mail.outbox[-1].body, re.MULTILINE)[-1])
    go_on(page)


def apply(page, language, look=lambda page: None):
    """From the page about the work to the number; `look` is called on pages on the way."""
    page.goto(f"/{language}/coordinator/")
    look(page)
    page.locator("[name=points]").first.check()
    page.locator("#self-test button").click()
    expect(page.locator(".apply-answer")).to_be_visible()
    look(page)
    page.locator("main .acts a.btn").first.click()
    look(page)
    page.locator("[name=email]").fill("nadia@example.org")
    go_on(page)
    look(page)
    type_mailed_code(page)
    page.wait_for_url("**/my/apply/you/")
    look(page)
    go_on(page)
    expect(page.locator(".errors a")).to_have_count(2)
    look(page)
    page.locator("[name=name]").fill("Nadia Demo")
    page.locator("[name=telephone]").fill("06 12345678")
    page.locator("[name=postcode]").fill("8011 GD")
    go_on(page)
    look(page)
    page.locator("[name=languages][value=nl]").check()
    page.locator("[name=other]").fill("Swahili" if language == "nl" else "السواحلية")
    page.locator("[name=add]").click()
    expect(page.locator("[name=languages][value=sw]")).to_be_checked()
    page.locator(".form-acts .btn").first.click()
    page.locator("[name=motivation]").fill(LETTER[language])
    page.locator("[name=file]").set_input_files({"name": "x.pdf", "mimeType": "application/pdf", "buffer": EICAR})
    go_on(page)
    expect(page.locator(".errors a")).to_have_count(1)
    expect(page.locator("[name=motivation]")).to_have_value(LETTER[language])
    look(page)
    page.locator("[name=file]").set_input_files({"name": "brief.pdf", "mimeType": "application/pdf", "buffer": pdf()})
    page.locator("[name=later]").click()
    page.wait_for_url("**/my/apply/kept/")
    look(page)
    page.locator("main a.btn").click()
    page.wait_for_url("**/my/apply/check/")
    page.locator("[name=agreed]").check()
    go_on(page)
    expect(page.locator(".errors a")).to_have_count(1)
    look(page)
    page.locator(".errors a").click()
    page.locator("[name=has_ties][value=no]").check()
    look(page)
    go_on(page)
    look(page)
    page.locator("[name=agreed]").check()
    go_on(page)
    page.wait_for_url("**/my/apply/sent/")
    look(page)


def test_somebody_writes_a_letter(reader, accessible, language, region):
    make_rule_book(region.organisation)
    apply(reader, language, look=accessible)
    candidate = Candidate.objects.get()
    assert (candidate.state, candidate.region, candidate.language) == ("applied", region, language)
    assert candidate.files.count() == 1
    assert set(candidate.spoken_languages.values_list("code", flat=True)) == {"nl", "sw"}


def test_a_candidate_comes_back_with_a_code(new_page, region):
    make_rule_book(region.organisation)
    page = new_page()
    apply(page, "nl")
    page.goto("/nl/accounts/logout/")
    go_on(page)
    page.goto("/nl/accounts/login/")
    page.locator("a[href*='login/code']").click()
    page.locator("[name=email]").fill("nadia@example.org")
    go_on(page)
    type_mailed_code(page)
    page.wait_for_url("**/nl/my/")
