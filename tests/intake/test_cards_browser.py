"""The pages with codes on paper: neutral cards alone; with JavaScript a button prints them."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.intake.factories import agree, make_referral

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("at_a_desk")]

SEEN = """() => [...document.querySelectorAll('body *')]
  .filter(element => element.checkVisibility() && element.getClientRects().length)
  .flatMap(element => [...element.childNodes].filter(node => node.nodeType === 3 && node.textContent.trim()))
  .map(node => node.textContent.trim())"""


@pytest.fixture
def referral():
    people = [{"kind": "person", "name": "Younes"}, {"kind": "person", "name": "Lina"}]
    referral = make_referral(state="in_talk", people=people)
    agree(referral, by=referral.region.manager)
    return referral


def on_paper(page):
    page.emulate_media(media="print")
    text = page.evaluate(SEEN)
    page.emulate_media(media="screen")
    return text


def test_only_the_cards_are_printed_each_on_its_own_sheet(referral, page_of):
    page = page_of(referral.region.manager)
    page.goto(reverse("referrals:step", args=[referral.pk, "accept"]))
    page.locator("[name=model][value=family_group]").check()
    page.locator("main").get_by_role("button", name="Accept").click()
    expect(page.get_by_text("This page shows the codes this once")).to_be_visible()
    text = on_paper(page)
    number = referral.organisation.number_for_referrals
    assert text.count("Number") == text.count("Code") == 2
    assert set(text) >= {str(referral), "Code", number}
    assert not {"Younes", "Lina", "Referrals"} & set(text)
    assert len(text) == 12
    breaks = "() => [...document.querySelectorAll('.in-code')].map(card => getComputedStyle(card).breakBefore)"
    page.emulate_media(media="print")
    assert page.evaluate(breaks) == ["auto", "page"]
    page.emulate_media(media="screen")
    expect(page.get_by_role("button", name="Print the cards")).to_be_visible()
