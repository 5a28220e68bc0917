"""Somebody follows with number and code: reads, answers, takes it back, closes; nothing stays on the screen."""

import pytest
from playwright.sync_api import expect

from intake.actions.writing import send_message
from intake.models import Referral
from portal.privacy.looking import looking
from tests.intake.following import accept, receive

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FROM_STAFF = "Schikt dinsdag om tien uur?\nWe bellen dan."
ANSWER = {"nl": "Dinsdag kan, maar niet na drieën.", "ar": "يوم الثلاثاء مناسب."}


def follow(page, language, referral, code):
    page.goto(f"/{language}/follow/")
    page.locator("[name=reference]").fill(str(referral))
    page.locator("[name=code]").fill(code)
    page.locator("main form button.btn").click()
    page.wait_for_url("**/follow/request/")


def close(page):
    page.locator("form[action$='/follow/close/'] button").click()
    page.wait_for_url("**/follow/gone/")


def test_follow_answer_and_take_back(reader, language, region, accessible):
    referral, code = receive(region)
    with looking(referral, by=region.manager, screen="test"):
        send_message(referral, by=region.manager, text=FROM_STAFF)
    follow(reader, language, referral, code)
    expect(reader.locator(".said")).to_have_count(1)
    expect(reader.locator(".said .new")).to_be_visible()
    accessible(reader)

    reader.locator("main form[novalidate] button.btn").click()
    expect(reader.locator(".errors a")).to_have_count(1)
    accessible(reader)
    reader.locator("[name=text]").fill(ANSWER[language])
    reader.locator("main form[novalidate] button.btn").click()
    expect(reader.locator(".said.mine")).to_contain_text(ANSWER[language])
    expect(reader.locator("[name=text]")).to_have_value("")
    expect(reader.locator(".said .new")).to_have_count(0)
    accessible(reader)
    reader.reload()
    expect(reader.locator(".said.mine")).to_have_count(1)

    reader.locator("a[href$='/follow/withdraw/']").click()
    accessible(reader)
    reader.locator("[name=reason]").fill("Het gaat vanzelf beter.")
    reader.locator("main form button.btn").click()
    reader.wait_for_url("**/follow/request/")
    assert Referral.objects.get().state == "withdrawn"
    expect(reader.locator("a[href$='/follow/withdraw/']")).to_have_count(0)
    expect(reader.locator("[name=text]")).to_have_count(0)
    accessible(reader)

    close(reader)
    accessible(reader)


def test_after_closing_the_back_button_shows_nothing(reader, region, accessible):
    referral, code = receive(region)
    with looking(referral, by=region.manager, screen="test"):
        send_message(referral, by=region.manager, text=FROM_STAFF)
    follow(reader, "nl", referral, code)
    expect(reader.locator(".said")).to_have_count(1)
    close(reader)
    reader.go_back()
    expect(reader.locator(".said")).to_have_count(0)
    expect(reader.locator("main a[href$='/follow/']")).to_be_visible()
    accessible(reader)


def test_leaving_quickly_closes_what_was_open(reader, region, live_server):
    region.organisation.leave_to = f"{live_server.url}/healthz"
    region.organisation.save()
    referral, code = receive(region)
    follow(reader, "nl", referral, code)
    reader.locator("a.exit").click()
    reader.wait_for_url("**/healthz")
    reader.goto("/nl/follow/request/")
    expect(reader.locator("main")).not_to_contain_text(str(referral))


def test_a_core_person_reads_whom_to_call(reader, language, region, accessible):
    referral, _code = receive(region)
    (person,) = accept(referral)
    follow(reader, language, referral, person.code)
    pace = reader.locator("section:has(a[href$='/follow/stop/'])").last
    expect(pace).to_contain_text("Marijke")
    expect(pace).to_contain_text(region.organisation.telephone)
    accessible(reader)


def test_a_child_finds_the_help_line_beside_every_page(reader, language, region, accessible):
    region.organisation.help_lines.create(kind="children", name="Kindertelefoon", number="0800 0432")
    referral, code = receive(region, for_whom="child")
    follow(reader, language, referral, code)
    for address in ("request", "withdraw"):
        reader.goto(f"/{language}/follow/{address}/")
        expect(reader.locator(".notes .note").first).to_contain_text("0800 0432")
        accessible(reader)


def test_two_clicks_at_once_send_one_message(new_page, region):
    referral, code = receive(region)
    page = new_page()
    follow(page, "nl", referral, code)
    page.locator("[name=text]").fill(ANSWER["nl"])
    page.locator("main form[novalidate] button.btn").dblclick()
    expect(page.locator(".said")).to_have_count(1)
    page.wait_for_load_state()
    assert referral.messages.count() == 1
