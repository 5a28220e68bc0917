"""The regional manager signs in, finds the referral and takes it to an open case; another declines; nothing foreign."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import expect

from intake.actions.following import Follower, answer_message
from intake.models import Case, Referral
from tests.accounts.factories import PASSWORD, UserFactory, code_of, give_app
from tests.intake.factories import make_manager, make_referral
from tests.journeys.conftest import STICKING_OUT, WIDTHS
from tests.journeys.test_refer import refer
from tests.organisations.factories import RegionFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


# Wagtail's messages fade in; half-way they have too little contrast.
AT_REST = """() => Promise.all(document.getAnimations()
  .filter(one => one.effect.getComputedTiming().endTime < Infinity)
  .map(one => one.finished.catch(() => null)))"""


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
    page.evaluate(AT_REST)
    found = Axe().run(page, context="main")
    assert found.violations_count == 0, found.generate_report()


@pytest.fixture(params=WIDTHS.values(), ids=WIDTHS)
def width(request):
    return request.param


@pytest.fixture
def desk(new_page, region, settings, width):
    """The manager of the region, signed in, at a desk or with a telephone."""
    settings.SECOND_FACTOR_REQUIRED = False
    page = new_page(viewport={"width": width, "height": 900})
    sign_in(page, region.manager)
    return page


@pytest.mark.parametrize("language", ["nl", "ar"])
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
    _confirm(page)
    for given_by in ("self", "parent"):
        page.locator("#agreement a[href*='record_agreement']").first.click()
        _answer_agreement(page, given_by=given_by)
        ours_is_accessible(page)
        _confirm(page)
    _step(page, "accept")
    page.locator("[name=model][value=family_group]").check()
    ours_is_accessible(page)
    page.locator("main form button[type=submit]").first.click()
    expect(page.locator(".in-digits")).to_have_count(1)  # Younes has a code of his own now
    ours_is_accessible(page)
    assert Referral.objects.get().state == "accepted"
    page.locator("main a[href*='/cases/inspect/']").first.click()
    expect(page.locator("main")).to_contain_text("Younes")
    assert Case.objects.get().state == "question"
    ours_is_accessible(page)


def _answer_agreement(page, *, given_by, answer="yes", age="15"):
    page.locator("[name=core_person]").first.check()
    page.locator(f"[name=given_by][value={given_by}]").check()
    page.locator(f"[name=answer][value={answer}]").check()
    page.locator("[name=grown_up][value=no]").check()
    page.locator("[name=age]").fill(age)
    page.locator("[name=on]").fill(timezone.localdate().isoformat())


def test_declining_asks_for_a_reason(desk, region):
    referral = make_referral(region)
    desk.goto(f"/admin/referrals/inspect/{referral.pk}/")
    _step(desk, "decline")
    desk.evaluate("document.querySelectorAll('form').forEach(form => form.noValidate = true)")
    desk.locator("main form button[type=submit]").first.click()
    desk.locator(".error-message, .w-field__errors, [role=alert]").first.wait_for()
    ours_is_accessible(desk)
    assert Referral.objects.get().state == "received"
    desk.locator("[name=reason]").fill("They found another way.")
    _confirm(desk)
    assert Referral.objects.get().state == "declined"
    expect(desk.locator("main")).to_contain_text("They found another way.")


def test_handing_over_takes_it_from_the_one_and_gives_it_to_the_other(desk, new_page, region):
    referral = make_referral(region)
    elsewhere = RegionFactory(name="Drenthe", organisation=region.organisation)
    other = make_manager(elsewhere)
    desk.goto(f"/admin/referrals/inspect/{referral.pk}/")
    _step(desk, "correct_region")
    desk.get_by_label("Drenthe").check()
    ours_is_accessible(desk)
    desk.locator("main form button[type=submit]").first.click()
    desk.wait_for_url("**/admin/referrals/")
    expect(desk.locator("tbody a[href*=inspect]")).to_have_count(0)
    assert desk.goto(f"/admin/referrals/inspect/{referral.pk}/").status == 404
    page = new_page()
    sign_in(page, other)
    page.get_by_role("link", name=str(referral)).first.click()
    expect(page.locator("main")).to_contain_text("Younes")


def test_writing_at_a_referral(desk, region):
    """With much on it: what warns, what was said, a note, a call, a message that was answered, somebody added."""
    referral = make_referral(region, state="in_talk", awareness="not_yet", telephone="06 12345678", safe_channel="text")
    make_referral(region, telephone="06 12345678")
    answer_message(Follower(referral, None), text="Call me tomorrow")
    desk.goto(f"/admin/referrals/inspect/{referral.pk}/")
    expect(desk.locator(".in-danger")).to_be_visible()
    expect(desk.locator(".in-new")).to_have_count(1)
    ours_is_accessible(desk)
    assert not desk.evaluate(STICKING_OUT)

    _write(desk, "message", "[name=text]", "We will")
    expect(desk.locator("#messages")).to_contain_text("We will")
    _write(desk, "note", "[name=text]", "Her sister helps")
    expect(desk.locator("#notes")).to_contain_text("Her sister helps")
    _write(desk, "call", "[name=text]", "She was at work")
    expect(desk.locator("#calls")).to_contain_text("She was at work")
    desk.locator("#agreement a[href*='add_person']").click()
    desk.locator("[name=name]").fill("Lina")
    ours_is_accessible(desk)
    _confirm(desk)
    desk.locator("#agreement a[href*='change_person']").last.click()
    expect(desk.locator("[name=name]")).to_have_value("Lina")
    desk.locator("[name=reach_safely]").fill("Only at school")
    ours_is_accessible(desk)
    _confirm(desk)
    ours_is_accessible(desk)
    assert not desk.evaluate(STICKING_OUT)
    expect(desk.locator("#agreement")).to_contain_text("Lina")


def test_a_new_code_and_a_message_from_the_case(desk, region):
    referral = make_referral(region, state="accepted")
    desk.goto(f"/admin/cases/inspect/{referral.case.pk}/")
    ours_is_accessible(desk)
    desk.locator("#people a[href*='issue_code']").click()
    ours_is_accessible(desk)
    desk.locator("main form button[type=submit]").first.click()
    expect(desk.locator(".in-digits")).to_have_count(1)
    ours_is_accessible(desk)


def test_opening_one_of_another_region_in_need(desk, region):
    referral = make_referral(RegionFactory(organisation=region.organisation), awareness="not_yet")
    desk.goto("/admin/break-glass/")
    desk.locator("[name=reference]").fill(str(referral))
    desk.locator("[name=reason]").fill("She stands at our door.")
    desk.locator("main form button[type=submit]").first.click()
    expect(desk.locator("main")).to_contain_text("We do not know how to go on.")
    ours_is_accessible(desk)
    assert not desk.evaluate(STICKING_OUT)


def test_a_name_finds_the_referral(new_page, region, settings):
    settings.SECOND_FACTOR_REQUIRED = False
    for person in ["Younes", "Riet", "İpek"]:
        make_referral(region, person=person)
    page = new_page()
    sign_in(page, region.manager)
    page.goto("/admin/referrals/")
    page.locator("form[role=search] [name=q]").fill("ipek")
    page.keyboard.press("Enter")
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
    """Goes to the page of a step; those that are taken less often stand behind "other steps"."""
    link = page.locator(f"a[href*='/step/'][href$='/{name}/']").first
    if not link.is_visible():
        page.locator(".in-more > summary").click()
    link.click()


def _write(page, entry, field, text):
    form = page.locator(f"form[action$='/{entry}/']")
    if not form.is_visible():
        page.locator("details", has=form).locator("> summary").click()
    form.locator(field).fill(text)
    form.locator("button[type=submit]").click()
    page.wait_for_load_state()


def _confirm(page):
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url("**/inspect/**")
