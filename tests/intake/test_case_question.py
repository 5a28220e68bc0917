"""Writing the question of a case, its conditions and who pays: who may, when, and never over each other."""

from decimal import Decimal

import pytest

from intake.actions.case_holding import Outdated
from intake.actions.cases import stop_case
from intake.actions.questions import (
    remove_acceptor,
    remove_requirement,
    settle_question,
    write_acceptor,
    write_financing,
    write_requirement,
)
from intake.models import CHECKLIST, Acceptor, Case, CaseQuestion, Financing, MinimumRequirement
from portal.accounts.roles import roles
from portal.privacy.errors import NotLooking
from portal.privacy.looking import looking
from portal.privacy.models import Vault
from portal.workflow.models import MoveLogEntry, MoveReason
from portal.workflow.moves import NotAllowed, NotPossible
from tests.accounts.factories import UserFactory
from tests.intake.factories import QUESTION, ask, make_case, make_manager
from tests.organisations.factories import OrganisationFactory, RegionFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_a_desk")]


@pytest.fixture
def case():
    return make_case()


def require(case, **changes):
    told = {"text": "Nobody sleeps there", "set_by": "The judge", "reason": "It burned", "by": case.manager}
    return write_requirement(case, **(told | changes))


def accepting(case, **changes):
    told = {"name": "A. Demo", "body": "Youth protection", "legal_basis": "Supervision order", "by": case.manager}
    return write_acceptor(case, **(told | changes))


def pay(case, **changes):
    return write_financing(case, **({"source": "municipality", "state": "asked", "by": case.manager} | changes))


WRITE = {
    "question": lambda case, **changes: ask(case, **changes),
    "requirement": require,
    "acceptor": accepting,
    "financing": pay,
    "remove_acceptor": lambda case, **changes: remove_acceptor(
        case, **({"by": case.manager, "reason": "No"} | changes)
    ),
}


def opened(case):
    return looking(case, by=None, screen="test")


def notes(case):
    return [entry.action for entry in MoveLogEntry.objects.for_instance(case).order_by("timestamp", "id")]


def test_what_is_written_is_sealed_in_the_vault_of_the_case(case):
    rows = [ask(case), require(case), accepting(case), pay(case, details="Letter 12")]
    assert {row.vault_id for row in rows} == {case.vault_id}
    assert all(row.access_scope() == case.access_scope() for row in rows)
    with pytest.raises(NotLooking):
        _text = CaseQuestion.objects.get().text
    with opened(case):
        assert CaseQuestion.objects.get().text == QUESTION
        assert MinimumRequirement.objects.get().set_by == "The judge"
        assert Acceptor.objects.get().name == "A. Demo"
        assert Financing.objects.get().details == "Letter 12"
    assert notes(case)[-4:] == [
        "intake.case.change_question", "intake.case.change_requirement", "intake.case.change_acceptor",
        "intake.case.change_financing",
    ]  # fmt: skip


@pytest.mark.parametrize("name", WRITE)
@pytest.mark.parametrize("role", [*roles(), None, "superuser", "elsewhere"])
def test_only_a_manager_of_the_region_writes(role, name, case):
    accepting(case)
    somebody = make_manager() if role == "elsewhere" else UserFactory(
        role=role if role in roles() else None, superuser=role == "superuser", organisation=case.organisation
    )  # fmt: skip
    if role != "elsewhere":
        case.region.deputy = somebody
        case.region.save(update_fields=["deputy"])
    if role == "manager":
        WRITE[name](case, by=somebody)
    else:
        with pytest.raises(NotAllowed):
            WRITE[name](case, by=somebody)


@pytest.mark.parametrize("name", WRITE)
@pytest.mark.parametrize("state", ["question", "matching", "preparation"])
def test_until_the_conference_it_can_change(state, name):
    case = make_case(state=state)
    accepting(case)
    WRITE[name](case)


@pytest.mark.parametrize("name", WRITE)
def test_after_the_case_stopped_nothing_changes(name, case):
    accepting(case)
    stale = Case.objects.get(pk=case.pk)
    stop_case(case, by=case.manager, reason="They found another way")
    with pytest.raises(NotPossible, match="in the meantime"):
        WRITE[name](stale)


@pytest.mark.parametrize(
    ("name", "wrong", "field"),
    [
        ("question", {"text": " \n "}, "text"),
        ("question", {"language": "xx"}, "language"),
        ("requirement", {"text": ""}, "text"),
        ("requirement", {"set_by": " "}, "set_by"),
        ("requirement", {"reason": ""}, "reason"),
        ("acceptor", {"name": ""}, "name"),
        ("acceptor", {"body": " "}, "body"),
        ("acceptor", {"legal_basis": ""}, "legal_basis"),
        ("financing", {"source": "lottery"}, "source"),
        ("financing", {"state": "perhaps"}, "state"),
        ("financing", {"amount": Decimal(-1)}, "amount"),
        ("financing", {"amount": Decimal("1e9")}, "amount"),
        ("remove_acceptor", {"reason": ""}, "reason"),
    ],
)
def test_what_cannot_be_is_said_at_its_field(case, name, wrong, field):
    with pytest.raises(NotPossible) as refusal:
        WRITE[name](case, **wrong)
    assert refusal.value.field == field


@pytest.mark.parametrize(
    ("name", "model"), [("question", CaseQuestion), ("acceptor", Acceptor), ("financing", Financing)]
)
def test_nobody_writes_over_what_they_could_not_read(case, name, model):
    WRITE[name](case, edition=0)
    with pytest.raises(Outdated):
        WRITE[name](case, edition=0)
    assert model.objects.get().edition == 1
    assert WRITE[name](case, edition=1).edition == 2
    with pytest.raises(Outdated):
        WRITE[name](case, edition=1)
    assert model.objects.count() == 1


def test_a_requirement_changes_and_goes(case):
    one, other = require(case), require(case, text="Nobody drives")
    changed = require(case, requirement=one, edition=1, text="Nobody sleeps there at night")
    assert (changed.pk, changed.edition) == (one.pk, 2)
    with pytest.raises(Outdated):
        require(case, requirement=one, edition=1)
    remove_requirement(other, by=case.manager, reason="The judge took it back")
    assert list(case.minimumrequirements.all()) == [one]
    assert notes(case)[-1] == "intake.case.remove_requirement"
    with opened(case):
        assert MoveReason.objects.latest("pk").text == "The judge took it back"
    with pytest.raises(NotPossible):
        remove_requirement(other, by=case.manager, reason="Again")
    with pytest.raises(NotPossible):
        require(case, requirement=other)


def test_a_requirement_of_another_case_is_not_there(case):
    other = make_case(case.region)
    with pytest.raises(NotPossible):
        require(other, requirement=require(case))


def test_nobody_else_takes_a_requirement_away(case):
    with pytest.raises(NotAllowed):
        remove_requirement(require(case), by=make_manager(), reason="I think so")


def test_where_families_never_pay_there_is_no_financing():
    case = make_case(RegionFactory(organisation=OrganisationFactory(belgian=True, free_for_families=True)))
    with pytest.raises(NotPossible):
        pay(case)


@pytest.mark.parametrize("missing", CHECKLIST)
def test_only_a_question_that_meets_all_four_points_is_settled(case, missing):
    with pytest.raises(NotPossible, match="four points"):
        settle_question(case, by=case.manager)
    ask(case, missing=[missing])
    with pytest.raises(NotPossible, match="four points"):
        settle_question(case, by=case.manager)
    ask(case)
    assert settle_question(case, by=case.manager).state == "matching"


@pytest.mark.parametrize("role", [*roles(), "elsewhere"])
def test_only_a_manager_of_the_region_settles_it(case, role):
    ask(case)
    somebody = make_manager() if role == "elsewhere" else UserFactory(role=role, organisation=case.organisation)
    if role == "manager":
        case.region.deputy = somebody
        case.region.save(update_fields=["deputy"])
        settle_question(case, by=somebody)
    else:
        with pytest.raises(NotAllowed):
            settle_question(case, by=somebody)


def test_what_people_read_keeps_its_four_points(case):
    ask(case)
    settle_question(case, by=case.manager)
    with pytest.raises(NotPossible) as refusal:
        ask(case, missing=["is_shareable"])
    assert refusal.value.field == "is_shareable"
    assert CaseQuestion.objects.get().is_shareable


def test_with_the_case_all_of_it_goes(case):
    rows = [ask(case), require(case), accepting(case), pay(case)]
    Case.objects.get(pk=case.pk).delete()
    assert not any(type(row).objects.exists() for row in rows)
    assert Vault.objects.filter(pk=case.vault_id).exists()  # the referral's own
