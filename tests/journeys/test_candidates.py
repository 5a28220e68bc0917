"""Candidates in the admin: the manager finds, invites and guides them, two trainers answer as one; the rules."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.accounts.factories import UserFactory, give_app
from tests.journeys.conftest import STICKING_OUT
from tests.journeys.test_staff import _confirm as confirm
from tests.journeys.test_staff import ours_is_accessible, sign_in
from tests.training.bad_files import pdf
from tests.training.factories import make_candidate, make_trainer
from training.actions.ending import pause_track
from training.actions.guiding import decide_to_train
from training.models import Candidate, CandidateFile, RuleBook
from training.states import CandidateState

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
S = CandidateState
LIST = "/admin/candidates/"


@pytest.fixture
def desk(new_page):
    """A function that opens the admin for somebody of staff who signs in with password and app."""

    def open_admin(user, **options):
        page = new_page(**options)
        sign_in(page, user, secret=give_app(user))
        return page

    return open_admin


@pytest.fixture
def trainers(region):
    return [make_trainer(region.organisation, first_name=name) for name in ("Riet", "Ömer")]


def test_two_are_invited_at_once(desk, region):
    first, second = make_candidate(region), make_candidate(region, name="İpek Demo")
    paused = pause_track(make_candidate(region, name="Riet Demo"), by=region.manager)
    trained = make_candidate(region, state=S.TRAINED, name="Younes Demo")
    page = desk(region.manager)
    page.locator(f"nav a.sidebar-menu-item__link[href='{LIST}']").click()
    expect(rows(page)).to_have_count(4)
    ours_is_accessible(page)

    narrow(page, "paused", "yes")
    expect(rows(page)).to_have_text([str(paused)])
    page.goto(LIST)
    page.locator(".bo-quick a[href$='state=applied']").click()
    expect(rows(page)).to_have_count(3)
    expect(page.locator("[name=chosen]")).to_have_count(2)
    page.locator(f"[name=chosen][value='{first.pk}']").check()
    page.locator(f"[name=chosen][value='{second.pk}']").check()
    page.locator("#choose-candidates button").click()
    expect(page.locator("main")).to_contain_text(str(first))
    ours_is_accessible(page)
    assert state_of(first) == S.APPLIED
    press(page)
    expect(page.get_by_role("status").locator("b")).to_contain_text("2")
    ours_is_accessible(page)
    assert [state_of(one) for one in (first, second, paused, trained)] == [S.INVITED, S.INVITED, S.APPLIED, S.TRAINED]

    page.goto(LIST)
    page.locator("form[role=search] [name=q]").fill("ipek")
    page.keyboard.press("Enter")
    expect(rows(page)).to_have_count(1)
    assert "ipek" not in page.url
    ours_is_accessible(page)
    rows(page).click()
    expect(page.locator("#person")).to_contain_text("İpek Demo")


def test_from_the_letter_to_the_end_of_the_training(desk, region):
    candidate = make_candidate(region, state=S.INVITED, has_ties="yes", ties="Mijn zus werkt bij de gemeente.")
    give_file(candidate)
    page = desk(region.manager)
    bench(page, candidate)
    expect(page.locator("#letter")).to_contain_text("I trust people")
    expect(page.locator(".bo-notice")).to_have_count(1)
    ours_is_accessible(page)

    with page.expect_download() as taken:
        page.locator("#files a").click()
    assert taken.value.suggested_filename == f"{candidate.reference}-cv.pdf"
    assert page.url.endswith("/"), "it was shown instead of taken along"

    step(page, "attend_meeting")
    ours_is_accessible(page)
    page.locator("[name=on]").fill("2999-01-01")
    press(page)
    is_refused(page)
    ours_is_accessible(page)
    assert state_of(candidate) == S.INVITED
    fill_today(page)
    confirm(page)
    assert state_of(candidate) == S.INFORMED

    step(page, "see_conduct")
    ours_is_accessible(page)
    fill_today(page)
    confirm(page)
    assert Candidate.objects.get().conduct_seen_by == region.manager
    expect(page.locator("#conduct")).to_contain_text("Marijke")

    decide_to_train(Candidate.objects.get(), by=candidate.user)
    page.reload()
    step(page, "enrol")
    confirm(page)
    step(page, "finish_training")
    fill_today(page)
    confirm(page)
    assert state_of(candidate) == S.TRAINED
    page.locator("#notes [name=text]").fill("Belt liever ’s avonds.")
    page.locator("#notes form button").click()
    expect(page.locator(".tr-notes")).to_contain_text("Belt liever")
    ours_is_accessible(page)


def test_two_trainers_answer_as_one(desk, region, trainers):
    candidate = make_candidate(region, state=S.REPORTED)
    first, second = [desk(trainer) for trainer in trainers]
    bench(first, candidate)
    expect(first.locator("#report")).to_contain_text("Yes, always.")
    expect(first.locator("a[href$='/agree/']")).to_have_count(0)
    ours_is_accessible(first)
    first.locator("#answer [name=verdict][value=yes]").check()
    first.locator("#answer [name=reasons]").fill("Wij zagen iemand die luistert.")
    first.locator("#answer form button").click()
    expect(first.locator(".tr-signatures li")).to_have_count(1)
    expect(first.locator(".tr-needed")).to_contain_text("1")
    ours_is_accessible(first)

    bench(second, candidate)
    expect(second.locator("#answer")).to_contain_text("Wij zagen iemand die luistert.")
    second.locator("#answer form[action$='/sign/'] button").click()
    expect(second.locator(".tr-signatures li")).to_have_count(2)
    ours_is_accessible(second)
    step(second, "agree")
    ours_is_accessible(second)
    confirm(second)
    assert state_of(candidate) == S.PRACTISING
    bench(first, candidate)
    expect(first.locator("#answer form")).to_have_count(0)


def test_a_changed_answer_is_signed_anew(desk, region, trainers):
    candidate = make_candidate(region, state=S.REPORTED)
    first, second = [desk(trainer) for trainer in trainers]
    bench(first, candidate)
    bench(second, candidate)
    for page, words in ((first, "Wij denken van wel."), (second, "Ik dacht van wel.")):
        page.locator("#answer [name=verdict][value=yes]").check()
        page.locator("#answer [name=reasons]").fill(words)
        page.locator("#answer form button").click()
    # The second wrote without having read the first: refused, and the own words are still there.
    expect(second.locator("[role=alert]").first).to_be_visible()
    expect(second.locator("[name=reasons]")).to_have_value("Ik dacht van wel.")
    ours_is_accessible(second)
    bench(second, candidate)
    second.locator("#answer a[href$='/answer/']").click()
    expect(second.locator("[name=reasons]")).to_have_value("Wij denken van wel.")
    ours_is_accessible(second)
    second.locator("[name=reasons]").fill("Wij denken allebei van wel.")
    confirm(second)
    expect(second.locator(".tr-signatures li")).to_have_count(1)
    expect(second.locator(".tr-signatures")).to_contain_text("Ömer")


def test_not_now_is_told_with_its_reason(desk, page_of, region):
    candidate = make_candidate(region, state=S.INFORMED)
    page = desk(region.manager)
    bench(page, candidate)
    step(page, "not_now")
    press(page)
    is_refused(page)
    ours_is_accessible(page)
    assert state_of(candidate) == S.INFORMED
    page.locator("[name=reason]").fill("Je werkt nu bij jeugdzorg.")
    confirm(page)
    ours_is_accessible(page)

    own = page_of(candidate.user)
    own.goto("/nl/my/")
    expect(own.locator(".ask blockquote")).to_have_text("Je werkt nu bij jeugdzorg.")
    expect(own.locator(".ask a[href$='/my/begin-again/']")).to_be_visible()


def test_list_and_workbench_on_a_telephone(desk, region, trainers):
    long = make_candidate(region, state=S.LOOKING_BACK, name="Wilhelmina Papadopoulos-Vandenbroucke", has_ties="yes")
    give_file(long, name="een-heel-lange-naam-van-een-bestand-zonder-spaties-erin-voor-de-regiomanager.pdf")
    pause_track(make_candidate(region), by=region.manager)
    page = desk(region.manager, viewport={"width": 390, "height": 800})
    page.goto(LIST)
    fits(page)
    ours_is_accessible(page)
    bench(page, long)
    fits(page)
    ours_is_accessible(page)
    step(page, "see_conduct")
    fits(page)


def test_an_administrator_adds_rules(desk, region):
    make_candidate(region)
    administrator = UserFactory(role="administrator", is_staff=True, organisation=region.organisation)
    page = desk(administrator)
    page.goto("/admin/rule-books/")
    expect(page.locator("main .listing tbody tr")).to_have_count(1)
    ours_is_accessible(page)
    page.goto("/admin/rule-books/new/")
    expect(page.locator("[name=conduct_months]")).not_to_have_value("")
    page.locator("[name=trainers_sign]").fill("1")
    fill_today(page, "valid_from")
    press(page)
    is_refused(page)
    ours_is_accessible(page)
    page.locator("[name=trainers_sign]").fill("3")
    press(page)
    expect(page.locator("main .listing tbody tr")).to_have_count(2)
    assert RuleBook.objects.get(version=2).trainers_sign == 3
    assert page.goto(LIST).url.endswith("/admin/"), "who sets the rules sees nobody who lives by them"


def rows(page):
    return page.locator("tbody a[href*=inspect]")


def narrow(page, name, value):
    """Opens the filters and takes one answer of one of them."""
    page.locator("button:has(svg.icon-sliders)").click()
    page.locator(f"button[aria-controls$='id_{name}']").click()
    page.locator(f"[name={name}][value={value}]").check()


def bench(page, candidate):
    page.goto(f"{LIST}inspect/{candidate.pk}/")


def step(page, name):
    """Goes to the page of a step; those that leave the way stand behind "other steps"."""
    link = page.locator(f"a[href*='/step/'][href$='/{name}/']").first
    if not link.is_visible():
        page.locator(".tr-more > summary").click()
    link.click()


def press(page):
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_load_state()


def fill_today(page, name="on"):
    page.locator(f"[name={name}]").fill(timezone.localdate().isoformat())


def is_refused(page):
    expect(page.locator(".error-message:visible, [role=alert]:visible").first).to_be_visible()


def fits(page):
    page.wait_for_load_state()
    sticking_out = page.evaluate(STICKING_OUT)
    assert not sticking_out, f"{page.url} is wider than its window: {sticking_out}"


def state_of(candidate):
    return Candidate.objects.get(pk=candidate.pk).state


def give_file(candidate, *, name="Mijn leven.pdf"):
    content = pdf()
    return CandidateFile.objects.create(
        vault_id=candidate.vault_id, candidate=candidate, kind="cv", name=name, content=content, size=len(content)
    )
