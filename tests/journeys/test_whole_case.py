"""One case from its circle to its end, of nine people and thirteen agreements; and the ways in which one turns."""

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from intake.models import Case, CaseFigures, Claim, CoreDecision, FollowUp, FollowUpReply, VerdictAbout
from tests.intake.matched import coordinator_in, user_of
from tests.intake.planned import given, held_case, presented, somebody
from tests.intake.voiced import doing, make_prepared
from tests.journeys.conftest import STICKING_OUT, WIDTHS
from tests.journeys.coordinating import (
    accept_the_plan,
    all_are_kept,
    call_after_four_weeks,
    choose_day_and_place,
    claim,
    fetched,
    fill_in,
    give_it_to_everybody,
    invite_everybody,
    it_is_time,
    make_the_circle,
    send,
    write_down_that_it_was_held,
    write_the_plan,
)
from tests.journeys.test_follow import follow
from tests.journeys.test_staff import ours_is_accessible

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def script():
    return True


@pytest.fixture(autouse=True)
def one_key(settings):
    settings.SECOND_FACTOR_REQUIRED = False


@pytest.fixture
def open_for(new_page, as_user, live_server, settings):
    """A function that opens a page for somebody who is signed in; for a visitor without."""

    def open_page(user=None, **options):
        page = new_page(**options)
        if user is not None:
            session = as_user(user).cookies[settings.SESSION_COOKIE_NAME].value
            page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])
        return page

    return open_page


# In CI each of the two runs once (tests/halves.py).
@pytest.mark.browser
@pytest.mark.parametrize(
    ("language", "width"), [("nl", WIDTHS["phone"]), ("tr", WIDTHS["desk"])], ids=["nl-phone", "tr-desk"]
)
def test_a_whole_case(open_for, language, width, region, accessible):
    region.refresh_from_db()
    coordinator = coordinator_in(region)
    case, [core_code] = make_prepared(region, coordinator=coordinator)
    window = {"viewport": {"width": width, "height": 900}}
    own, desk = open_for(user_of(coordinator), **window), open_for(region.manager, locale="en-GB", **window)
    family, circle = open_for(**window), open_for(**window)
    mine = f"/{language}/my/cases/{doing(case).pk}/"

    make_the_circle(own, mine, language, accessible)
    choose_day_and_place(own, mine, accessible)
    invite_everybody(own, mine, accessible)
    say_yes_to_the_day(family, language, case, core_code, accessible)
    read_what_they_decided(desk, case)
    write_down_that_it_was_held(own, mine, accessible)
    write_the_plan(own, mine, accessible)
    accept_the_plan(own, mine, accessible)
    codes = give_it_to_everybody(own, mine, accessible)
    read_the_plan(circle, language, case, codes["Hafida"], accessible)
    read_it_in_the_middle(family, language, case, core_code, accessible)
    call_after_four_weeks(own, mine, accessible)
    tell_how_it_goes(circle, language, case, codes, accessible)
    write_down_how_it_goes(desk, case)
    claim(own, mine, accessible)
    approve_and_close(desk, case)
    follow(family, language, case.referral, core_code)
    expect(family.locator("html")).to_have_attribute("lang", language)
    expect(family.locator("blockquote.asked + p")).to_have_count(0)  # nothing can be written any more
    accessible(family)


def test_a_case_that_stopped_goes_on_with_its_plan(as_user, region):
    assignment = held_in(region)
    given(assignment, somebody(assignment.case))
    case, own, desk = assignment.case, as_user(user_of(assignment.coordinator)), as_user(region.manager)
    assert "Oma haalt Sem" in words_of(own, "my_plan", assignment)
    step_with(desk, case, "stop", reason="")
    assert Case.objects.get().state == "plan_running"
    step_with(desk, case, "stop", reason="Ze verhuizen")
    assert Case.objects.get().state == "stopped"
    assert CaseFigures.objects.count() == 1
    for page in ("my_case", "my_plan", "my_circle"):
        assert "Oma haalt Sem" not in words_of(own, page, assignment)
    assert own.get(reverse("intake:my_plan", args=[assignment.pk])).status_code == 302

    step_with(desk, case, "reopen_plan", reason="Ze blijven toch")
    assert Case.objects.get().state == "plan_running"
    assert CaseFigures.objects.count() == 0
    for moment in ("four_weeks", "three_months"):
        it_is_time(moment)
        entry = reverse("cases:entry", args=[case.pk, moment])
        asked = [name for name in desk.get(entry).context["form"].fields if name.startswith("outcome_")]
        assert len(asked) == 3
        desk.post(entry, dict.fromkeys(asked, "kept"))
    assert set(FollowUp.objects.values_list("state", flat=True)) == {"answered"}
    assert Case.objects.get().state == "followed_up"


def test_another_coordinator_goes_on_after_the_conference(as_user, region):
    assignment, desk = held_in(region), as_user(region.manager)
    presented(assignment)
    case, own = assignment.case, as_user(user_of(assignment.coordinator))
    said = {"reason": "Ziek", "handover": "Bel eerst tante Nadia"}
    own.post(reverse("intake:my_case_end", args=[assignment.pk]), said)
    assert Case.objects.get().state == "matching"
    assert "Oma haalt Sem" not in words_of(own, "my_plan", assignment)

    another = coordinator_in(region)
    asking = reverse("cases:entry", args=[case.pk, "ask"]) + f"?coordinator={another.pk}"
    desk.post(asking, {"coordinator": another.pk, "days": 5})
    theirs, new = case.assignments.get(coordinator=another), as_user(user_of(another))
    assert "Bel eerst tante Nadia" not in words_of(new, "my_case", theirs)
    new.post(reverse("intake:my_case_interested", args=[theirs.pk]))
    new.post(reverse("intake:my_case_accept", args=[theirs.pk]), {"employer": "", "is_independent": "on"})
    assert Case.objects.get().state == "held"
    assert "Bel eerst tante Nadia" in words_of(new, "my_case", theirs)
    assert "Oma haalt Sem" in words_of(new, "my_plan", theirs)
    today = timezone.localdate().isoformat()
    said = {"said_by": "De kring", "said_on": today, "accepted_on": today}
    for about in VerdictAbout.values:
        new.post(reverse("intake:my_plan_judge", args=[theirs.pk, about]), said | {"holds": "yes"})
    new.post(reverse("intake:my_plan_accept", args=[theirs.pk]), said)
    new.post(reverse("intake:my_plan_give", args=[theirs.pk]))
    assert Case.objects.get().state == "plan_running"
    assert dict(case.assignments.values_list("coordinator", "state")) == {
        assignment.coordinator_id: "ended", another.pk: "distributed",
    }  # fmt: skip


def held_in(region):
    region.refresh_from_db()
    return held_case(region)


def words_of(client, page, assignment):
    return client.get(reverse(f"intake:{page}", args=[assignment.pk]), follow=True).content.decode()


def step_with(desk, case, name, **told):
    return desk.post(reverse("cases:step", args=[case.pk, name]), told)


# -- the family decides, the manager reads ----------------------------------------------------------


def say_yes_to_the_day(family, language, case, code, accessible):
    follow(family, language, case.referral, code)
    accessible(family)
    family.locator("a[href$='/decide/date/']").click()
    accessible(family)
    family.locator("[name=answer][value=yes]").check()
    send(family)
    family.wait_for_url("**/follow/request/")
    accessible(family)
    assert CoreDecision.objects.get().is_yes


def read_what_they_decided(desk, case):
    desk.goto(reverse("cases:inspect", args=[case.pk]))
    expect(desk.locator("#circle")).to_contain_text("Hafida")
    expect(desk.locator("#voices .in-new")).to_have_count(1)
    looks_well(desk)
    desk.locator("#voices a[href*='read_decisions']").click()
    looks_well(desk)
    confirm(desk)
    expect(desk.locator("#voices .in-new")).to_have_count(0)


# -- how it goes ------------------------------------------------------------------------------------


def read_the_plan(circle, language, case, code, accessible):
    circle.goto(f"/{language}/follow/")
    accessible(circle)
    fill_in(circle, {"reference": str(case.referral), "code": code})
    circle.locator("main form button.btn").click()
    circle.wait_for_url("**/follow/plan/")
    expect(circle.locator(".agreements > li")).to_have_count(13)
    accessible(circle)
    assert fetched(circle, circle.locator("a[href$='/follow/plan/paper/']")).startswith(b"%PDF")


def read_it_in_the_middle(family, language, case, code, accessible):
    follow(family, language, case.referral, code)
    expect(family.locator("blockquote.asked + p")).to_have_count(1)
    family.locator("a[href$='/decide/plan/']").click()
    expect(family.locator(".agreements > li")).to_have_count(13)
    accessible(family)


def tell_how_it_goes(circle, language, case, codes, accessible):
    it_is_time("three_months")
    for name, told in (("Hafida", {"improved": "better", "mark_plan": "8"}), ("Sem", {"improved": "same"})):
        read_the_plan(circle, language, case, codes[name], accessible)
        circle.locator("a[href$='/follow/how-it-goes/']").click()
        send(circle)
        expect(circle.locator("#id_improved_error")).to_be_visible()
        accessible(circle)
        fill_in(circle, told | {"words": "We eten elke week samen"})
        send(circle)
        expect(circle.locator("[name=improved]")).to_have_count(0)
        accessible(circle)
    assert set(FollowUpReply.objects.filter(by_code=True).values_list("giver", flat=True)) == {"adult", "child"}


def write_down_how_it_goes(desk, case):
    desk.goto(reverse("cases:inspect", args=[case.pk]))
    expect(desk.locator("#follow-up")).to_contain_text("We eten elke week samen")
    looks_well(desk)
    desk.locator("[role=tab][href='#tab-follow-up']").click()
    looks_well(desk)
    desk.locator("#follow-up a[href*='three_months']").click()
    looks_well(desk)
    all_are_kept(desk)
    confirm(desk)
    assert Case.objects.get().state == "followed_up"


def approve_and_close(desk, case):
    desk.goto(reverse("cases:entry", args=[case.pk, "approve_claim"]))
    looks_well(desk)
    confirm(desk)
    assert Claim.objects.get().state == "approved"
    desk.goto(reverse("cases:step", args=[case.pk, "close"]))
    looks_well(desk)
    confirm(desk)
    expect(desk.locator(".bo-clock")).to_have_count(0)
    looks_well(desk)
    desk.goto(reverse("cases:board"))
    expect(desk.locator("[aria-labelledby=column-closed] .in-case")).to_contain_text(str(case))
    looks_well(desk)
    row = CaseFigures.objects.get()
    assert (row.ended_in, row.participants, row.agreements, row.agreements_kept) == ("closed", 10, 13, 13)


# -- what they all do -------------------------------------------------------------------------------


def confirm(desk):
    desk.locator("main form button[type=submit]").first.click()
    desk.wait_for_url("**/inspect/**")


def looks_well(desk):
    ours_is_accessible(desk)
    sticking_out = desk.evaluate(STICKING_OUT)
    assert not sticking_out, f"{desk.url} is wider than its window: {sticking_out}"
