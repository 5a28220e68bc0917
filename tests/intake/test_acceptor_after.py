"""Who must accept the plan, written down after the conference: as long as the plan is not accepted, and not after."""

import pytest
from django.urls import reverse

from intake.actions.judging import judge_as_circle
from intake.actions.planning import revise_plan
from intake.actions.questions import remove_acceptor, write_acceptor
from intake.actions.recipient_codes import issue_acceptor_code
from intake.models import Acceptor, Case, Verdict
from portal.workflow.moves import NotAllowed, NotPossible
from tests.intake.bench import panel
from tests.intake.factories import make_manager
from tests.intake.matched import user_of
from tests.intake.planned import accepted, found_good, given, held_case, presented, somebody

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_a_desk")]
TOLD = {"name": "Mevrouw Toets", "body": "Jeugdbescherming", "legal_basis": "Ondertoezichtstelling"}


@pytest.fixture
def held():
    return held_case()


def write(held, *, by=None, **changes):
    return write_acceptor(held.case, by=by or held.case.region.manager, **(TOLD | changes))


def test_staff_write_it_down_after_the_conference(held):
    presented(held)
    write(held)
    assert Acceptor.objects.get().case_id == held.case_id
    issue_acceptor_code(held.case, by=held.case.region.manager)


def test_from_then_on_the_circle_does_not_accept_it_and_its_answers_do_not_count_as_theirs(held):
    presented(held)
    found_good(held)
    write(held)
    assert not Verdict.objects.exists()
    with pytest.raises(NotPossible):
        judge_as_circle(
            held.case, by=user_of(held.coordinator), about="safe", holds=True, said_by="De kring",
            said_on=held.case.held_on,
        )  # fmt: skip


def test_somebody_else_answers_anew_and_a_corrected_number_changes_nothing():
    held = held_case(acceptor=True)
    plan = presented(held)
    about = {"plan": plan, "case": held.case, "revision": plan.revision, "about": "safe", "holds": True}
    Verdict.objects.create(vault=held.case.vault, said_by="Mevrouw Toets", how="paper", **about)
    write(held, telephone="020 123 45 67")
    assert Verdict.objects.count() == 1
    write(held, name="Meneer Anders")
    assert not Verdict.objects.exists()


def test_it_can_be_taken_away_again(held):
    write(held)
    remove_acceptor(held.case, by=held.case.region.manager, reason="De rechter hief het op")
    assert not Acceptor.objects.exists()


def test_also_of_a_plan_that_changes_after_all_was_asked(held):
    given(held, somebody(held.case))
    plan = revise_plan(held.case, by=held.case.region.manager, reason="De school is veranderd")
    Case.objects.filter(pk=held.case_id).update(state="followed_up")
    write(held)
    assert plan.state == "writing"
    assert Acceptor.objects.get().case_id == held.case_id


@pytest.mark.parametrize("far", ["accepted", "given"])
def test_not_once_the_plan_is_accepted(held, far):
    if far == "accepted":
        accepted(held)
    else:
        given(held, somebody(held.case))
    with pytest.raises(NotPossible):
        write(held)
    with pytest.raises(NotPossible):
        remove_acceptor(held.case, by=held.case.region.manager, reason="Toch niet")
    assert not Acceptor.objects.exists()


def test_the_coordinator_and_others_do_not(held):
    for stranger in (user_of(held.coordinator), make_manager()):
        with pytest.raises(NotAllowed):
            write(held, by=stranger)


def test_the_workbench_offers_it_until_then(held, as_user):
    client = as_user(held.case.region.manager)
    entry = reverse("cases:entry", args=[held.case_id, "acceptor"])
    page = reverse("cases:inspect", args=[held.case_id])
    assert entry in client.get(page).content.decode()
    assert client.post(entry, TOLD | {"edition": "0"}).status_code == 302
    assert "Mevrouw Toets" in panel(client.get(page).content.decode(), "question")
    Acceptor.objects.all().delete()
    accepted(held)
    assert entry not in client.get(page).content.decode()
    refused = client.post(entry, TOLD | {"edition": "0"})
    assert refused.status_code == 200
    assert not Acceptor.objects.exists()
    assert "Mevrouw Toets" in refused.content.decode()
