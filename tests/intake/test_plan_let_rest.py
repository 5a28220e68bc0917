"""A plan that was being changed and does not change after all: what was given is the plan again, for everybody."""

import io

import pypdf
import pytest
from django.urls import reverse
from django.utils import timezone, translation

from intake.actions.taking_up import let_rest
from intake.models import AgreementOutcome, FollowUp, Plan, Verdict
from portal.privacy.looking import looking
from tests.intake.bench import panel
from tests.intake.changed import DRAFT, doing
from tests.intake.changed import changed as changed
from tests.intake.following import follow
from tests.intake.matched import user_of
from tests.intake.on_the_way import find_good
from tests.intake.planned import WORDS

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("at_a_desk")]
ADDRESS = "/en/follow/decide/plan/"


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def rest(case):
    return let_rest(doing(), by=case.manager, reason="Toch niet")


def text_of(response):
    return response.content.decode()


def paper_of(response):
    pages = pypdf.PdfReader(io.BytesIO(response.content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def words_of(plan):
    with looking(plan.case, by=None, screen="tests"):
        return [row.text for row in plan.agreements.all()], plan.watcher, plan.adjusting, plan.accepted_by


def test_what_was_given_is_the_plan_again(changed):
    case = changed[0]
    kept = set(Plan.objects.get().agreements.values_list("pk", flat=True))
    find_good(Plan.objects.get())
    rest(case)
    plan = Plan.objects.select_related("case__vault", "vault").get()
    assert words_of(plan) == (list(WORDS), "Tante Nadia", "Oma en Karim", "De kring")
    assert (plan.state, plan.revision, plan.language, plan.accepted_how) == ("given", 1, "nl", "circle")
    assert plan.accepted_on == timezone.localdate()
    assert len(kept & set(plan.agreements.values_list("pk", flat=True))) == 2
    assert AgreementOutcome.objects.filter(agreement__isnull=False).count() == 2
    assert Verdict.objects.filter(plan=plan, revision=2).count() == 3


@pytest.mark.parametrize("state", ["writing", "accepted"])
def test_however_far_the_draft_was(changed, state):
    Plan.objects.update(state=state, accepted_on=timezone.localdate(), accepted_how="paper")
    rest(changed[0])
    plan = Plan.objects.select_related("case__vault", "vault").get()
    assert (plan.state, plan.accepted_how, words_of(plan)[0]) == ("given", "circle", list(WORDS))


def test_who_it_is_about_reads_what_was_given_and_is_asked_nothing(client, changed):
    case, code, *_reader = changed
    follow(client, case.referral, code)
    assert DRAFT in text_of(client.get(ADDRESS))
    rest(case)
    page = text_of(client.get(ADDRESS))
    assert DRAFT not in page
    assert WORDS[0] in page
    assert "<textarea" not in page


def test_after_three_months_it_is_asked_about_what_was_given(as_user, changed):
    case = changed[0]
    rest(case)
    FollowUp.objects.filter(moment="three_months").update(due_on=timezone.localdate())
    page = text_of(as_user(case.manager).get(reverse("cases:entry", args=[case.pk, "three_months"])))
    assert all(words in page for words in WORDS)
    assert DRAFT not in page


def test_the_workbench_offers_no_giving(as_user, changed):
    case = changed[0]
    Plan.objects.update(state="accepted", accepted_on=timezone.localdate(), accepted_how="circle")
    rest(case)
    page = text_of(as_user(case.manager).get(reverse("cases:inspect", args=[case.pk])))
    assert reverse("cases:entry", args=[case.pk, "give_plan"]) not in page
    assert WORDS[0] in panel(page, "plan")
    assert DRAFT not in panel(page, "plan")


def test_a_letter_with_a_code_tells_what_was_given_and_not_the_draft(as_user, changed):
    case, _code, hafida, code = changed
    letter = {"participant": str(hafida.pk), "code": code}
    own, desk = as_user(user_of(doing().coordinator)), as_user(case.manager)
    for client, address in (
        (own, f"/en/my/cases/{doing().pk}/plan/pdf/"),
        (desk, reverse("cases:plan_pdf", args=[case.pk])),
    ):
        paper = paper_of(client.post(address, letter))
        assert WORDS[0] in paper
        assert DRAFT not in paper
        assert DRAFT in paper_of(client.get(address))
