"""The picture of a circle: everybody has a place of their own in it, however many there are."""

import math

import pytest

from intake.circle_drawn import drawn_circle
from intake.models import CorePerson, Participant
from tests.intake.encircled import crowd, eyes, own_case, two_sides

pytestmark = pytest.mark.django_db
TIES = ("household", "family", "friend", "professional")
# As its circles are drawn, in units of the view box, which goes from -22 to 722.
RADIUS = 24


def put(case, count, **fields):
    said = {"vault": case.vault, "case": case, "tie": "friend", "language": "nl"} | fields
    return [Participant.objects.create(name=f"Iemand {number}", **said) for number in range(count)]


def drawn(case):
    with eyes(case):
        return drawn_circle(case)


def covered(dots):
    """Pairs that cover each other."""
    places = [(float(dot.x), float(dot.y), float(dot.scale) * RADIUS) for dot in dots]
    return [
        (one, other)
        for number, one in enumerate(places)
        for other in places[:number]
        if math.dist(one[:2], other[:2]) < one[2] + other[2]
    ]


@pytest.mark.parametrize("count", [0, 1, 5, 13, 14, 22, 31, 38])
def test_in_a_ring_nobody_covers_another(count):
    case = own_case().case
    for tie in TIES:
        put(case, count, tie=tie)
    [side] = drawn(case).sides
    assert covered(side.dots) == []
    assert all(-22 + RADIUS <= float(place) <= 722 - RADIUS for dot in side.dots for place in (dot.x, dot.y))
    assert sum(dot.person is not None for dot in side.dots) == 4 * count


def test_everybody_has_a_number_from_the_middle_outwards():
    assignment = own_case()
    crowd(assignment, count=13)
    [side] = drawn(assignment.case).sides
    people = [person for group in side.groups for person in group.people]
    assert [person.number for person in people] == list(range(1, 14))
    assert [len(group.people) for group in side.groups] == [3, 2, 6, 2]


def test_names_are_left_out_before_they_cover_each_other_and_long_ones_are_cut():
    case = own_case().case
    put(case, 3)
    Participant.objects.create(vault=case.vault, case=case, name="Maximiliaan van Oranje", tie="family", language="nl")
    names = {dot.name for dot in drawn(case).sides[0].dots if dot.person}
    assert names == {"Iemand 0", "Iemand 1", "Iemand 2", "Maximiliaan…"}
    put(case, 20)
    assert {dot.name for dot in drawn(case).sides[0].dots} == {""}


def test_a_square_is_who_may_not_be_in_private_time_whatever_their_tie():
    case = own_case().case
    put(case, 1, tie="family", capacity="informant")
    put(case, 1, tie="professional", capacity="interpreter")
    people = [person for group in drawn(case).sides[0].groups for person in group.people]
    assert [(person.colour, person.is_square) for person in people] == [(2, True), (5, False)]


def test_several_in_the_middle_stand_side_by_side():
    case = own_case().case
    put(case, 3, is_core=True, tie="household")
    [side] = drawn(case).sides
    assert covered(side.middle_dots) == []
    assert drawn(case).count == 0


def test_who_was_harmed_stand_together_and_each_group_for_itself():
    assignment, harmed, did_it = two_sides()
    case, referral = assignment.case, assignment.case.referral
    other = CorePerson.objects.create(vault=referral.vault, referral=referral, kind="harmed", name="Lina")
    put(case, 1, side=harmed), put(case, 1, side=other), put(case, 1, side=did_it), put(case, 1)
    assert [[len(group.people) for group in side.groups] for side in drawn(case).sides] == [
        [0, 0, 2, 0], [0, 0, 1, 0], [0, 0, 1, 0],
    ]  # fmt: skip
    assert not drawn(case).sides[-1].has_picture
    CorePerson.objects.all().update(kind="group")
    assert len(drawn(case).sides) == 4


def test_a_meeting_without_anybody_still_has_a_circle():
    case = own_case(model="all_hands").case
    assert [side.key for side in drawn(case).sides] == [""]
