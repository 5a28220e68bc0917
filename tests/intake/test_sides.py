"""What one side may know of the circle: the same rule on paper, on the page where they decide, and in letters."""

import pytest

from intake.actions.laid_before import laid_before
from intake.documents.plan import reachable
from intake.models import Case, CorePerson
from intake.sides import circle_seen_from, middle_seen_from
from tests.intake.encircled import eyes, own_case, two_sides
from tests.intake.planned import somebody

pytestmark = pytest.mark.django_db


def fresh(assignment):
    return Case.objects.get(pk=assignment.case_id)


def seen(case, side):
    with eyes(case):
        return {one.name for one in circle_seen_from(case, side.pk if side else None)}


def party(case, name, kind):
    return CorePerson.objects.create(vault=case.vault, referral=case.referral, kind=kind, name=name)


@pytest.fixture
def apart():
    """Who was harmed and who did it, each with somebody, and others on nobody's side."""
    assignment, harmed, other = two_sides()
    case = assignment.case
    for name, side in (("Hafida", harmed), ("Karim", other), ("Zonder Kant", None)):
        somebody(case, name, side=side)
    somebody(case, "Steun", capacity="supporter")
    somebody(case, "Tolk", capacity="interpreter")
    somebody(case, "Wijkagent", tie="professional", capacity="informant")
    return fresh(assignment), harmed, other


def test_each_side_knows_its_own_and_who_comes_for_all(apart):
    case, harmed, other = apart
    assert seen(case, harmed) == {"Hafida", "Tolk", "Wijkagent"}
    assert seen(case, other) == {"Karim", "Tolk", "Wijkagent"}
    assert seen(case, None) == {"Tolk", "Wijkagent"}


def test_those_who_were_harmed_together_have_one_circle(apart):
    case, harmed, other = apart
    lina = party(case, "Lina", "harmed")
    somebody(case, "Zus van Lina", side=lina)
    assert seen(case, harmed) == seen(case, lina) == {"Hafida", "Zus van Lina", "Tolk", "Wijkagent"}
    assert "Zus van Lina" not in seen(case, other)
    with eyes(case):
        people = list(case.referral.core_persons.all())
        assert {one.name for one in middle_seen_from(case, lina.pk, people)} == {harmed.name, "Lina"}


def test_each_group_of_all_hands_stands_for_itself():
    assignment = own_case(model="all_hands")
    case = assignment.case
    CorePerson.objects.update(kind="group")
    street = case.referral.core_persons.get()
    youth = party(case, "De jongeren", "group")
    somebody(case, "Buurman", side=street)
    somebody(case, "Moos", side=youth)
    case = fresh(assignment)
    assert (seen(case, street), seen(case, youth)) == ({"Buurman"}, {"Moos"})


def test_where_one_side_is_still_missing_nobodys_are_told_to_nobody():
    assignment = own_case(model="restorative")
    case = assignment.case
    somebody(case, "Zonder Kant")
    [person] = case.referral.core_persons.all()
    assert seen(fresh(assignment), person) == set()


def test_parties_stand_apart_whatever_model_was_chosen():
    assignment = own_case()
    case = assignment.case
    CorePerson.objects.update(kind="harmed")
    harmed = case.referral.core_persons.get()
    other = party(case, "Daan", "responsible")
    somebody(case, "Karim", side=other)
    somebody(case, "Zonder Kant")
    assert seen(fresh(assignment), harmed) == set()


def test_a_family_has_one_circle_and_everybody_knows_it():
    assignment = own_case()
    case = assignment.case
    mother = case.referral.core_persons.get()
    child = party(case, "Sem", "person")
    somebody(case, "Oma", side=mother)
    somebody(case, "Buurman")
    case = fresh(assignment)
    assert seen(case, child) == {"Oma", "Buurman"}
    with eyes(case):
        people = list(case.referral.core_persons.all())
        assert middle_seen_from(case, None, people) == people


def test_paper_and_page_say_the_same(apart):
    case, harmed, _other = apart
    case.participants.update(shares_contact=True)
    with eyes(case):
        for one in case.participants.all():
            one.telephone = "020 123 45 67"
            one.save()
        own = case.participants.get(side=harmed)
        on_paper = {one.name for one in reachable(case, own)}
        on_the_page = {one.name for one in laid_before(harmed, case=case)["circle"].rows}
    assert on_paper == on_the_page == seen(case, harmed)
