"""At the door with a telephone: who was there is ticked, also without a connection, and sent when there is one."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.accounts.factories import give_app
from tests.journeys.test_candidates import fits
from tests.journeys.test_staff import ours_is_accessible, sign_in
from tests.training.events import day, make_event, person
from tests.training.factories import make_trainer
from training.actions.attending import take_attendance
from training.actions.seating import give_up_seat, take_seat
from training.models import Attendance, EventDay, TrainingEvent

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE = {"width": 390, "height": 844}


@pytest.fixture
def event(region):
    return make_event(region, days=[day(0, hour=0), day(1)], title="Dag over rouw")


@pytest.fixture
def seats(event, region):
    return [take_seat(event, person(region), by=region.manager) for _number in range(3)]


@pytest.fixture
def phone(new_page, region):
    """A function that opens the admin on the telephone of the manager."""

    def open_admin(**options):
        page = new_page(**({"viewport": PHONE} | options))
        sign_in(page, region.manager, secret=give_app(region.manager))
        return page

    return open_admin


def sheet(event):
    return reverse("training_events:attendance", args=[event.pk, event.days.first().pk])


def tick(page, seat, answer):
    page.locator(f"label:has([name='was-{seat.pk}'][value='{answer}'])").click()


def save(page):
    page.locator(".tr-sheet button[type=submit]").click()


def written():
    return {row.seat_id: row.was_there for row in Attendance.objects.all()}


def put_away(page):
    """The page is closed for good; another one on the same telephone."""
    context = page.context
    page.close()
    return context.new_page()


def on_the_phone(page):
    return page.evaluate("JSON.stringify(Object.assign({}, localStorage))")


def test_what_is_ticked_offline_is_sent_when_there_is_a_connection_again(phone, event, seats):
    page = phone()
    page.goto(sheet(event))
    fits(page)
    ours_is_accessible(page)
    target = page.locator(".tr-there label").first.bounding_box()
    assert target["height"] >= 44, "too small for a thumb"

    page.context.set_offline(True)
    tick(page, seats[0], "yes")
    tick(page, seats[1], "no")
    expect(page.locator("[data-said]")).not_to_be_empty()
    save(page)
    offline = page.locator("form[data-attendance]").get_attribute("data-offline")
    expect(page.locator("[data-said]")).to_have_text(offline)
    ours_is_accessible(page)
    assert written() == {}
    kept = on_the_phone(page)
    assert str(seats[0].pk) in kept
    assert "Nadia" not in kept
    assert str(seats[0].candidate) not in kept

    page.context.set_offline(False)
    sent = page.locator("form[data-attendance]").get_attribute("data-sent")
    expect(page.locator("[data-said]")).to_have_text(sent)
    assert written() == {seats[0].pk: True, seats[1].pk: False}
    assert str(seats[0].pk) not in on_the_phone(page)


def test_what_was_kept_stands_there_again_and_goes_by_itself(phone, event, seats, region):
    page = phone()
    page.goto(sheet(event))
    page.context.set_offline(True)
    for seat in seats:
        tick(page, seat, "yes")
    save(page)
    offline = page.locator("form[data-attendance]").get_attribute("data-offline")
    expect(page.locator("[data-said]")).to_have_text(offline)
    context = page.context
    page.close()  # the telephone was put away
    give_up_seat(seats[2], by=region.manager)
    context.set_offline(False)
    page = context.new_page()
    page.goto(sheet(event))
    expect(page.locator("[data-said]")).to_have_text(page.locator("form[data-attendance]").get_attribute("data-sent"))
    assert written() == {seats[0].pk: True, seats[1].pk: True}
    assert "attendance" not in on_the_phone(page)


def test_what_was_ticked_and_not_saved_waits_for_somebody_to_save_it(phone, event, seats):
    page = phone()
    page.goto(sheet(event))
    tick(page, seats[0], "no")
    page.reload()
    expect(page.locator(f"[name='was-{seats[0].pk}'][value=no]")).to_be_checked()
    waits = page.locator("form[data-attendance]").get_attribute("data-waits")
    expect(page.locator("[data-said]")).to_have_text(waits)
    assert written() == {}
    save(page)
    sent = page.locator("form[data-attendance]").get_attribute("data-sent")
    expect(page.locator("[data-said]")).to_have_text(sent)
    assert written() == {seats[0].pk: False}


def test_who_was_signed_out_meanwhile_loses_nothing(phone, event, seats):
    page = phone()
    page.goto(sheet(event))
    tick(page, seats[0], "yes")
    cookies = page.context.cookies()
    page.context.clear_cookies(name="sessionid")
    save(page)
    signed_out = page.locator("form[data-attendance]").get_attribute("data-signed-out")
    expect(page.locator("[data-said]")).to_have_text(signed_out)
    assert written() == {}
    page.context.add_cookies(cookies)
    page.goto(sheet(event))
    expect(page.locator("[data-said]")).to_have_text(page.locator("form[data-attendance]").get_attribute("data-sent"))
    assert written() == {seats[0].pk: True}


def test_what_a_colleague_wrote_meanwhile_is_not_written_over_unasked(phone, event, seats, region):
    page = phone()
    page.goto(sheet(event))
    page.context.set_offline(True)
    tick(page, seats[0], "yes")
    tick(page, seats[1], "yes")
    save(page)
    offline = page.locator("form[data-attendance]").get_attribute("data-offline")
    expect(page.locator("[data-said]")).to_have_text(offline)
    page = put_away(page)
    colleague = make_trainer(region.organisation)
    take_attendance(event.days.first(), by=colleague, was_there={seats[0].pk: False})
    page.context.set_offline(False)
    page.goto(sheet(event))
    differs = page.locator("form[data-attendance]").get_attribute("data-differs")
    expect(page.locator("[data-said]")).to_have_text(differs)
    expect(page.locator(f"[data-differs-here='{seats[0].pk}']")).to_be_visible()
    expect(page.locator(f"[data-differs-here='{seats[1].pk}']")).to_be_hidden()
    ours_is_accessible(page)
    fits(page)
    assert written() == {seats[0].pk: False}
    save(page)
    expect(page.locator("[data-said]")).to_have_text(page.locator("form[data-attendance]").get_attribute("data-sent"))
    assert written() == {seats[0].pk: True, seats[1].pk: True}

    tick(page, seats[0], "no")
    take_attendance(event.days.first(), by=colleague, was_there={seats[1].pk: False})
    page.reload()
    waits = page.locator("form[data-attendance]").get_attribute("data-waits")
    expect(page.locator("[data-said]")).to_have_text(waits)  # about others nothing was ticked here
    take_attendance(event.days.first(), by=colleague, was_there={seats[0].pk: False})
    take_attendance(event.days.first(), by=colleague, was_there={seats[0].pk: True})
    tick(page, seats[1], "yes")
    take_attendance(event.days.first(), by=colleague, was_there={seats[1].pk: True})
    page.reload()
    tick(page, seats[1], "no")
    assert "attendance" in on_the_phone(page)
    Attendance.objects.filter(seat=seats[1]).delete()
    page.reload()
    expect(page.locator("[data-said]")).to_have_text(differs)
    page.locator("[data-theirs]").click()
    expect(page.locator(f"[name='was-{seats[0].pk}'][value=yes]")).to_be_checked()
    assert "attendance" not in on_the_phone(page)


def test_what_one_ticked_is_never_sent_by_who_signs_in_next(phone, event, seats, region):
    page = phone()
    page.goto(sheet(event))
    page.context.set_offline(True)
    tick(page, seats[0], "yes")
    save(page)
    offline = page.locator("form[data-attendance]").get_attribute("data-offline")
    expect(page.locator("[data-said]")).to_have_text(offline)
    page = put_away(page)
    page.context.set_offline(False)
    page.context.clear_cookies()
    trainer = make_trainer(region.organisation)
    sign_in(page, trainer, secret=give_app(trainer))
    page.goto(sheet(event))
    expect(page.locator(f"[name='was-{seats[0].pk}'][value=yes]")).not_to_be_checked()
    expect(page.locator("[data-said]")).to_be_empty()
    assert written() == {}


def test_what_is_refused_is_forgotten(phone, event, seats):
    page = phone()
    page.goto(sheet(event))
    tick(page, seats[0], "yes")
    EventDay.objects.filter(event=event).delete()
    gone = page.locator("form[data-attendance]").get_attribute("data-gone")
    save(page)
    expect(page.locator("[data-said]")).to_have_text(gone)
    assert "attendance" not in on_the_phone(page)


def test_without_script_it_is_a_form_like_any_other(new_page, region, event, seats, settings, as_user, live_server):
    page = new_page(viewport=PHONE, java_script_enabled=False)
    session = as_user(region.manager).cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])
    settings.SECOND_FACTOR_REQUIRED = False
    page.goto(sheet(event))
    page.locator(f"[name='was-{seats[0].pk}'][value=yes]").check()
    save(page)
    page.wait_for_load_state()
    assert written() == {seats[0].pk: True}


def test_on_paper_there_is_a_line_to_sign_on(phone, event, seats):
    page = phone(viewport={"width": 1280, "height": 900})
    page.goto(sheet(event))
    page.emulate_media(media="print")
    expect(page.locator(".tr-signature").first).to_be_visible()
    expect(page.locator(".tr-there").first).to_be_hidden()
    expect(page.locator(".tr-people legend").first).to_contain_text("Nadia Demo")
    expect(page.locator(".bo-confirm-actions")).to_be_hidden()


@pytest.mark.parametrize("width", [390, 1280])
def test_an_event_from_its_plan_to_somebody_in_it(phone, region, width):
    candidate = person(region)
    page = phone(viewport={"width": width, "height": 900})
    page.goto("/admin/training-events/")
    ours_is_accessible(page)
    page.goto("/admin/training-events/new/")
    fits(page)
    ours_is_accessible(page)
    page.locator("[name=kind]").select_option("refresher")
    page.locator("[name=place]").fill("Zwolle, De Kamer 1")
    page.locator("[name=capacity]").fill("8")
    page.locator("[name=more]").click()
    expect(page.locator(".tr-day")).to_have_count(4)
    expect(page.locator("[name=place]").first).to_have_value("Zwolle, De Kamer 1")
    for number, times in enumerate([("10:00", "16:00"), ("16:00", "10:00")]):
        on = day(20 + number).starts.date().isoformat()
        for name, value in zip(("on", "begins", "stops"), (on, *times), strict=True):
            page.locator(f"[name=days-{number}-{name}]").fill(value)
    page.get_by_role("main").locator(".bo-confirm-actions button").click()
    expect(page.locator(".tr-day .error-message, .tr-day .w-field__errors .icon").first).to_be_visible()
    fits(page)
    ours_is_accessible(page)
    page.locator("[name=days-1-stops]").fill("18:00")
    page.get_by_role("main").locator(".bo-confirm-actions button").click()
    page.locator("a[href$='/open/']").click()
    ours_is_accessible(page)
    page.locator("main .bo-confirm-actions button").click()
    event = TrainingEvent.objects.get()
    assert event.state == "open"
    page.locator("#people a[href$='/place/']").click()
    ours_is_accessible(page)
    page.locator("main .tr-numbers a").click()
    page.locator("main .bo-confirm-actions button").click()
    expect(page.locator("#people")).to_contain_text(str(candidate))
    fits(page)
    ours_is_accessible(page)
    page.locator("#people a[href$='/people/']").click()
    expect(page.locator("main")).to_contain_text("Nadia Demo")
    fits(page)
    ours_is_accessible(page)
