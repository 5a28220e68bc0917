"""The answer page in a browser: what comes on paper, and the text that a professional copies."""

import pytest
from django.contrib.sessions.backends.db import SessionStore
from playwright.sync_api import expect

from intake.actions.drafts import start_draft
from intake.models import Draft
from tests.intake.following import receive

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
FILE_TEXT = "Op 21 november aangemeld.\nTweede regel."


@pytest.fixture
def sent(region, reader, live_server):
    """Somebody sent a request in the reader's browser."""
    referral, code = receive(region, for_whom="work")
    kept = {"reference": referral.reference, "code": code, "file_text": FILE_TEXT}
    draft = start_draft(organisation=region.organisation, language="nl", answers=kept)
    Draft.objects.filter(pk=draft.pk).update(referral=referral)
    session = SessionStore()
    session["referral_draft"] = str(draft.pk)
    session.create()
    reader.context.add_cookies([{"name": "sessionid", "value": session.session_key, "url": live_server.url}])
    return referral


def test_on_paper_comes_only_the_card(reader, language, sent, accessible):
    reader.goto(f"/{language}/refer/received/")
    accessible(reader)
    expect(reader.locator(".card")).to_be_hidden()
    reader.emulate_media(media="print")
    expect(reader.locator(".card")).to_contain_text(str(sent))
    expect(reader.locator(".card")).to_contain_text("038 422 25 26")
    on_paper = reader.locator("body").inner_text()
    assert on_paper.strip() == reader.locator(".card").inner_text().strip()
    assert "Eigen" not in on_paper + reader.title()


def test_the_text_for_the_own_file_is_marked_and_copied(reader, language, sent, script):
    reader.context.grant_permissions(["clipboard-read", "clipboard-write"])
    reader.goto(f"/{language}/refer/received/")
    text, button = reader.locator("#file-text"), reader.locator("[data-copy-button] button")
    expect(text).to_have_value(FILE_TEXT)
    if not script:
        expect(button).to_be_hidden()
        expect(reader.locator("[data-print]")).to_be_hidden()
        return
    text.focus()
    assert reader.evaluate("document.getSelection().toString()") == FILE_TEXT
    button.click()
    expect(reader.locator("[data-copied]")).not_to_be_empty()
    assert reader.evaluate("navigator.clipboard.readText()") == FILE_TEXT


def test_clearing_leaves_nothing_for_the_back_button(reader, language, sent, accessible):
    reader.goto(f"/{language}/refer/received/")
    reader.locator("form[action$='/refer/another/'] button").click()
    reader.wait_for_url("**/follow/gone/")
    accessible(reader)
    reader.go_back()
    expect(reader.locator("main")).not_to_contain_text(str(sent))
    accessible(reader)
