"""A plan is typed by its coordinator in the circle's words, kept when presented, judged by who decides, and given."""

from datetime import timedelta

import pytest
from django.utils import timezone

from intake.actions.giving import give_plan
from intake.actions.judging import accept_as_circle, accept_on_paper, judge_as_circle, judge_by_code, judge_on_paper
from intake.actions.planning import (
    agreements_in,
    import_agreements,
    move_agreement,
    present_plan,
    remove_agreement,
    return_plan,
    revise_plan,
    write_agreement,
)
from intake.actions.recipient_codes import issue_acceptor_code
from intake.actions.safety import raise_concern
from intake.models import Agreement, Assignment, Case, FollowUp, Plan, RecipientCode, VerdictAbout
from intake.plan_shown import given_plan, plan_for_core_person, shown_plan
from portal.privacy.looking import looking
from portal.workflow.moves import NotAllowed, NotPossible
from tests.intake.matched import coordinator_in, make_region, user_of
from tests.intake.planned import (
    WORDS,
    accepted,
    found_good,
    given,
    held_case,
    presented,
    require,
    somebody,
    with_agreements,
)

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate
SAID = {"said_by": "De kring"}


@pytest.fixture
def held():
    return held_case()


@pytest.fixture
def by(held):
    return user_of(held.coordinator)


def eyes(case):
    return looking(case, by=None, screen="tests")


def texts(case):
    with eyes(case):
        return [one.text for one in Agreement.objects.filter(case=case)]


def refuse_all(held, *, how, **told):
    """Says no to the first and yes to the rest."""
    for number, about in enumerate(VerdictAbout.values):
        refusal = told if number == 0 else {}
        how(about=about, holds=number > 0, **refusal)


def test_only_the_wording_is_required(held, by):
    write_agreement(held.case, by=by, text="  Wij bellen elke dag ")
    assert texts(held.case) == ["Wij bellen elke dag"]
    with pytest.raises(NotPossible) as refusal:
        write_agreement(held.case, by=by, text=" ")
    assert refusal.value.field == "text"


def test_staff_type_no_word(held):
    with pytest.raises(NotAllowed):
        write_agreement(held.case, by=held.case.region.manager, text="Wij")
    with pytest.raises(NotAllowed):
        import_agreements(held.case, by=held.case.region.manager, text="Wij")


def test_another_coordinator_types_no_word(held):
    other = user_of(coordinator_in(held.case.region))
    with pytest.raises(NotAllowed):
        write_agreement(held.case, by=other, text="Wij")


def test_before_the_conference_there_is_no_plan(held, by):
    Case.objects.filter(pk=held.case_id).update(state="preparation")
    with pytest.raises(NotPossible):
        write_agreement(held.case, by=by, text="Wij")
    assert not Plan.objects.exists()


@pytest.mark.parametrize(
    ("pasted", "found"),
    [
        ("1. Oma kookt\n2) Sem leest\n\n- Wij\n• Papa komt", ["Oma kookt", "Sem leest", "Wij", "Papa komt"]),
        ("a) Oma\n(3) Sem\n– Opa\n10.30 uur naar bed", ["Oma", "Sem", "Opa", "10.30 uur naar bed"]),
        ("2 keer per week zwemmen\r\n  * koken\r\n1: eten", ["2 keer per week zwemmen", "koken", "eten"]),
    ],
)  # fmt: skip
def test_a_pasted_list_loses_its_numbers(pasted, found):
    assert agreements_in(pasted) == found


def test_a_list_comes_after_what_stands(held, by):
    write_agreement(held.case, by=by, text="Eerst")
    import_agreements(held.case, by=by, text="1. Een\n2. Twee")
    assert texts(held.case) == ["Eerst", "Een", "Twee"]


def test_sixty_at_once_and_not_one_more(held, by):
    with pytest.raises(NotPossible) as refusal:
        import_agreements(held.case, by=by, text="\n".join(["Wij"] * 61))
    assert refusal.value.field == "text"
    assert len(import_agreements(held.case, by=by, text="\n".join(["Wij"] * 60))) == 60


def test_agreements_change_places(held, by):
    with_agreements(held)
    first, second, third = Agreement.objects.filter(case=held.case)
    move_agreement(held.case, by=by, agreement=third, is_up=True)
    move_agreement(held.case, by=by, agreement=first, is_up=True)  # it is the first already
    assert texts(held.case) == [WORDS[0], WORDS[2], WORDS[1]]
    remove_agreement(held.case, by=by, agreement=first)
    assert texts(held.case) == [WORDS[2], WORDS[1]]


def test_what_is_presented_does_not_change_and_stays_readable(held, by):
    plan = presented(held)
    with pytest.raises(NotPossible):
        write_agreement(held.case, by=by, text="Nog een")
    return_plan(held.case, by=held.case.region.manager, reason="Er ontbreekt iets")
    write_agreement(held.case, by=by, text="Nog een")
    with eyes(held.case):
        plan = present_plan(held.case, by=by)
        first, second = plan.revisions.all()
        assert (first.number, second.number) == (1, 2)
        assert [one["text"] for one in first.content["agreements"]] == list(WORDS)
        assert len(second.content["agreements"]) == 4


def test_a_plan_without_agreements_is_not_presented(held, by):
    with_agreements(held)
    Agreement.objects.all().delete()
    with pytest.raises(NotPossible), eyes(held.case):
        present_plan(held.case, by=by)


def test_the_circle_says_yes_itself(held, by):
    plan = presented(held)
    with pytest.raises(NotPossible):
        accept_as_circle(held.case, by=by, accepted_on=TODAY(), **SAID)
    found_good(held)
    accept_as_circle(held.case, by=by, accepted_on=TODAY(), **SAID)
    plan.refresh_from_db()
    assert (plan.state, plan.accepted_how, plan.accepted_on) == ("accepted", "circle", TODAY())


def test_one_no_of_three_goes_back_to_the_circle(held, by):
    plan = presented(held)

    def say(**told):
        judge_as_circle(held.case, by=by, said_on=TODAY(), **SAID, **told)

    refuse_all(held, how=say, ground="danger", reason="Er is een mes", acceptable="Het mes gaat weg")
    plan.refresh_from_db()
    assert plan.state == "writing"
    assert plan.verdicts.count() == 3


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({}, "ground"),
        ({"ground": "law"}, "reason"),
        ({"ground": "law", "reason": "Mag niet"}, "acceptable"),
        ({"ground": "requirement", "reason": "Mag niet", "acceptable": "Iets"}, "ground"),
    ],
)
def test_a_refusal_says_why_and_what_would_do(held, by, said, field):
    presented(held)
    with pytest.raises(NotPossible) as refusal:
        judge_as_circle(held.case, by=by, about="safe", holds=False, said_on=TODAY(), **SAID, **said)
    assert refusal.value.field == field


@pytest.mark.parametrize("days", [-1, 1])
def test_nobody_judges_before_the_conference_or_tomorrow(held, by, days):
    presented(held)
    with pytest.raises(NotPossible):
        judge_as_circle(held.case, by=by, about="safe", holds=True, said_on=TODAY() + timedelta(days=days), **SAID)


def test_where_somebody_must_accept_the_coordinator_never_does():
    held = held_case(acceptor=True)
    by = user_of(held.coordinator)
    presented(held)
    with pytest.raises(NotPossible):
        judge_as_circle(held.case, by=by, about="safe", holds=True, said_on=TODAY(), **SAID)
    with pytest.raises(NotPossible):
        accept_as_circle(held.case, by=by, accepted_on=TODAY(), **SAID)
    with pytest.raises(NotAllowed):
        judge_on_paper(held.case, by=by, about="safe", holds=True, said_on=TODAY(), **SAID)
    with pytest.raises(NotAllowed):
        accept_on_paper(held.case, by=by, accepted_on=TODAY(), **SAID)


def test_on_paper_staff_write_down_what_was_decided():
    held = held_case(acceptor=True)
    presented(held)
    manager = held.case.region.manager
    for about in VerdictAbout.values:
        judge_on_paper(held.case, by=manager, about=about, holds=True, said_on=TODAY(), said_by="Mevrouw Toets")
    accept_on_paper(held.case, by=manager, accepted_on=TODAY(), said_by="Mevrouw Toets")
    assert Plan.objects.get().accepted_how == "paper"


def test_staff_write_no_paper_for_a_circle_that_decides_itself(held):
    presented(held)
    with pytest.raises(NotPossible):
        judge_on_paper(held.case, by=held.case.region.manager, about="safe", holds=True, said_on=TODAY(), **SAID)


def test_staff_of_another_region_write_nothing():
    held = held_case(acceptor=True)
    presented(held)
    foreign = make_region().manager
    with pytest.raises(NotAllowed):
        judge_on_paper(held.case, by=foreign, about="safe", holds=True, said_on=TODAY(), **SAID)
    with pytest.raises(NotAllowed):
        return_plan(held.case, by=foreign, reason="Zo maar")


def test_by_own_code_three_times_yes_accepts():
    held = held_case(acceptor=True)
    plan = presented(held)
    issue_acceptor_code(held.case, by=held.case.region.manager)
    code = RecipientCode.objects.select_related("case__vault").get()
    with eyes(held.case):
        for about in VerdictAbout.values:
            judge_by_code(code, about=about, holds=True)
    plan.refresh_from_db()
    assert (plan.state, plan.accepted_how) == ("accepted", "code")


def test_by_own_code_a_refusal_cites_the_requirement():
    held = held_case(acceptor=True)
    plan, requirement = presented(held), require(held.case)
    issue_acceptor_code(held.case, by=held.case.region.manager)
    code = RecipientCode.objects.select_related("case__vault").get()
    with eyes(held.case):
        with pytest.raises(NotPossible) as refusal:
            judge_by_code(code, about="safe", holds=False, ground="requirement", reason="Nee", acceptable="Ja")
        assert refusal.value.field == "requirement"
        told = {"ground": "requirement", "reason": "Nee", "acceptable": "Ja", "requirement": requirement}
        refuse_all(held, how=lambda **said: judge_by_code(code, **said), **told)
        assert plan.verdicts.get(about="safe").requirement == requirement.text
    plan.refresh_from_db()
    assert plan.state == "writing"


def test_a_code_of_somebody_of_the_circle_decides_nothing():
    held = held_case(acceptor=True)
    presented(held)
    row = RecipientCode.objects.create(
        vault=held.case.vault, case=held.case, participant=somebody(held.case), code_hash="x",
        expires_at=timezone.now() + timedelta(days=1),
    )  # fmt: skip
    with pytest.raises(NotAllowed), eyes(held.case):
        judge_by_code(row, about="safe", holds=True)


def test_a_given_plan_frees_the_coordinator_and_waits_for_two_measurements(held, by):
    hafida, karim = somebody(held.case), somebody(held.case, "Karim")
    codes = given(held, hafida)
    case = Case.objects.get()
    assert [one.participant for one in codes] == [hafida]
    assert (case.state, Assignment.objects.get().state, Assignment.objects.get().place) == (
        "plan_running", "distributed", None,
    )  # fmt: skip
    four, three = FollowUp.objects.all()
    assert four.due_on == TODAY() + timedelta(days=28)
    assert three.lapses_on - three.due_on == timedelta(days=28)
    assert not RecipientCode.objects.filter(participant=karim).exists()


def test_nothing_is_given_while_somebody_is_worried(held, by):
    accepted(held)
    raise_concern(held.case, by=by, text="Bang")
    with pytest.raises(NotPossible):
        give_plan(held.case, by=by)
    assert Plan.objects.get().state == "accepted"


@pytest.mark.parametrize("fields", [{"was_there": False}, {"coming": "not", "was_there": None}, {"is_core": True}])
def test_who_was_not_there_gets_no_code(held, by, fields):
    stranger = somebody(held.case, **fields)
    accepted(held)
    with pytest.raises(NotPossible):
        give_plan(held.case, by=by, recipients=[stranger])


def test_a_given_plan_changes_and_the_given_words_stay_readable(held, by):
    hafida = somebody(held.case)
    given(held, hafida)
    with pytest.raises(NotAllowed):
        revise_plan(held.case, by=by, reason="Het past niet")
    revise_plan(held.case, by=held.case.region.manager, reason="Het past niet")
    write_agreement(held.case, by=by, text="Nieuw")
    with eyes(held.case):
        assert len(given_plan(held.case).agreements) == 3
        assert len(plan_for_core_person(held.case).agreements) == 3
        present_plan(held.case, by=by)
        assert len(given_plan(held.case).agreements) == 3
        assert len(plan_for_core_person(held.case).agreements) == 4
    found_good(held)
    accept_as_circle(held.case, by=by, accepted_on=TODAY(), **SAID)
    assert give_plan(held.case, by=by, recipients=[hafida]) == []  # the code that she has still works
    with eyes(held.case):
        assert len(given_plan(held.case).agreements) == 4
    assert FollowUp.objects.count() == 2


def test_a_plan_is_read_with_as_many_queries_for_one_as_for_many(held, by, django_assert_num_queries):
    plan = with_agreements(held, "Een")
    import_agreements(held.case, by=by, text="\n".join(["Wij"] * 40))
    with eyes(held.case), django_assert_num_queries(1):
        assert len(shown_plan(plan).agreements) == 41
