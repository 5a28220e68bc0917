"""The plan on the workbench of a case: read, sent back, decided on paper, codes; no word of it can be changed there."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from intake.models import Agreement, Plan, RecipientCode, VerdictAbout
from intake.viewsets.plans import PLAN_ENTRIES
from tests.intake.bench import panel
from tests.intake.matched import make_region, user_of
from tests.intake.planned import WORDS, given, held_case, presented, require, somebody, with_agreements

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("at_a_desk")]


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def held():
    return held_case(acceptor=True)


@pytest.fixture
def desk(held, as_user):
    return as_user(held.case.region.manager)


def entry(held, name):
    return reverse("cases:entry", args=[held.case_id, name])


def plan_of(desk, held):
    return panel(desk.get(reverse("cases:inspect", args=[held.case_id])).content.decode(), "plan")


def answer(**told):
    return {
        "about": "safe",
        "holds": "yes",
        "said_by": "Mevrouw Toets",
        "said_on": timezone.localdate().isoformat(),
    } | told


def test_without_a_plan_it_says_who_makes_it(desk, held):
    assert "The circle makes it at the conference" in plan_of(desk, held)


def test_the_words_are_read_and_nothing_offers_to_change_them(desk, held):
    presented(held)
    text = plan_of(desk, held)
    assert all(word in text for word in (*WORDS, "Tante Nadia", "change no word of it"))
    assert "Send the plan back to the circle" in text


def test_on_paper_three_times_yes_and_accepted(desk, held):
    presented(held)
    for about in VerdictAbout.values:
        assert desk.post(entry(held, "paper_verdict"), answer(about=about)).status_code == 302
    said = {"said_by": "Mevrouw Toets", "accepted_on": timezone.localdate().isoformat()}
    desk.post(entry(held, "paper_accept"), said)
    assert Plan.objects.get().accepted_how == "paper"
    assert "accepted on" in plan_of(desk, held)


def test_on_paper_a_refusal_names_the_requirement(desk, held):
    row = require(held.case)
    presented(held)
    assert "Molenstraat" in desk.get(entry(held, "paper_verdict")).content.decode()
    no = {"holds": "no", "ground": "requirement", "reason": "Het huis is niet veilig"}
    page = desk.post(entry(held, "paper_verdict"), answer(**no))
    assert "Het huis is niet veilig" in page.content.decode()
    assert not held.case.plan.verdicts.exists()
    told = no | {"requirement": str(row.pk), "acceptable": "Een ander huis"}
    assert desk.post(entry(held, "paper_verdict"), answer(**told)).status_code == 302
    text = plan_of(desk, held)
    assert "Molenstraat" in text
    assert "Een ander huis" in text


def test_sent_back_with_a_reason(desk, held):
    presented(held)
    assert desk.post(entry(held, "return_plan"), {"reason": ""}).status_code == 200
    desk.post(entry(held, "return_plan"), {"reason": "Er mist iets"})
    assert Plan.objects.get().state == "writing"


def test_the_code_for_who_must_accept_is_shown_once(desk, held):
    page = desk.post(entry(held, "acceptor_code"), {}).content.decode()
    assert "This page shows the code this once" in page
    assert RecipientCode.objects.get().participant is None
    assert "not used yet" in plan_of(desk, held)


def test_codes_of_the_circle_are_renewed_and_taken_back(as_user):
    held = held_case()
    hafida = somebody(held.case)
    given(held, hafida)
    desk = as_user(held.case.region.manager)
    page = desk.post(entry(held, "recipient_code"), {"participant": str(hafida.pk)}).content.decode()
    assert "Hafida" in page
    row = RecipientCode.objects.get(revoked_at__isnull=True)
    assert "Hafida" in desk.get(entry(held, "revoke_code")).content.decode()
    desk.post(entry(held, "revoke_code"), {"code": str(row.pk)})
    assert not RecipientCode.objects.filter(revoked_at__isnull=True).exists()
    assert "taken back" in plan_of(desk, held)
    desk.post(entry(held, "revise_plan"), {"reason": "Het past niet"})
    assert Plan.objects.get().state == "writing"


@pytest.mark.parametrize("name", PLAN_ENTRIES)
def test_another_region_and_the_coordinator_find_nothing(held, as_user, name):
    presented(held)
    assert as_user(make_region().manager).post(entry(held, name), {}).status_code == 404
    assert as_user(user_of(held.coordinator)).post(entry(held, name), {}).status_code in (302, 403, 404)
    assert Client().post(entry(held, name), {}).status_code == 302
    assert Plan.objects.get().state == "presented"
    assert not RecipientCode.objects.exists()


def test_on_paper_as_it_is_and_as_it_was_presented(desk, held, as_user):
    presented(held)
    paper = reverse("cases:plan_pdf", args=[held.case_id])
    assert desk.get(paper)["Content-Type"] == "application/pdf"
    assert desk.get(f"{paper}?number=1").status_code == 200
    for wrong in ("2", "nonsense", "٣", "99999999999999999999"):
        assert desk.get(f"{paper}?number={wrong}").status_code == 404
    assert as_user(make_region().manager).get(paper).status_code == 404


def test_the_panel_asks_the_same_of_the_database_for_one_and_for_many(desk, held):
    with_agreements(held, "Een")
    plan_of(desk, held)
    with CaptureQueriesContext(connection) as few:
        plan_of(desk, held)
    plan = Plan.objects.get()
    for place in range(40):
        Agreement.objects.create(vault=held.case.vault, case=held.case, plan=plan, position=place, text="Wij")
    with CaptureQueriesContext(connection) as many:
        plan_of(desk, held)
    assert len(many) == len(few)
