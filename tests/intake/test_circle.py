"""Who belongs to the circle is written down by its coordinator; private time goes by capacity, sides stay apart."""

from datetime import timedelta

import pytest
from django.utils import timezone

from intake.actions.case_holding import Outdated
from intake.actions.circle import MOST_PEOPLE, add_participant, change_participant, core_of_circle, remove_participant
from intake.models import Case, CorePerson, Participant
from portal.workflow.moves import NotAllowed, NotPossible
from portal.workflow.queries import timeline
from tests.intake.encircled import eyes, join, own_case, two_sides
from tests.intake.matched import coordinator_in, make_region, user_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def own():
    return own_case()


@pytest.fixture
def by(own):
    return user_of(own.coordinator)


def names(case):
    with eyes(case):
        return [row.name for row in case.participants.filter(is_core=False)]


def change(row, *, by, **told):
    with eyes(row.case):
        return change_participant(row, by=by, **told)


def test_somebody_is_added_with_what_is_told(own, by):
    row = join(own, "  Hafida ", who="oma", telephone="06 1", parts=["private", "information"], contact="spoken")
    with eyes(own.case):
        kept = Participant.objects.get(pk=row.pk)
        assert (kept.name, kept.who, kept.telephone) == ("Hafida", "oma", "06 1")
    assert kept.open_parts == ["information"]
    assert kept.in_private_time


def test_what_is_not_told_stays(own, by):
    row = join(own, who="oma", parts=["information"])
    changed = change(row, by=by, coming="comes")
    with eyes(own.case):
        kept = Participant.objects.get(pk=row.pk)
        assert (kept.who, kept.open_parts, kept.coming) == ("oma", ["information"], "comes")
    assert changed.edition == 2


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"name": "  "}, "name"),
        ({"name": "x" * 121}, "name"),
        ({"tie": "enemy"}, "tie"),
        ({"capacity": "boss"}, "capacity"),
        ({"language": "xx"}, "language"),
        ({"coming": "perhaps"}, "coming"),
        ({"parts": ["repair"]}, "parts"),
        ({"parts": ["nonsense"]}, "parts"),
        ({"capacity": "informant", "parts": ["private"]}, "parts"),
        ({"capacity": "acceptor", "parts": ["information", "private"]}, "parts"),
        ({"is_hidden": True, "shares_contact": True}, "shares_contact"),
        ({"hindrance": "No bus", "needs": "nothing"}, "needs"),
        ({"contacted_on": timezone.localdate() + timedelta(days=1), "contact": "spoken"}, "contacted_on"),
        ({"contacted_on": timezone.localdate(), "contact": "not_yet"}, "contact"),
    ],
)
def test_what_cannot_be_names_its_field_and_keeps_nothing(own, told, field):
    with pytest.raises(NotPossible) as refusal:
        join(own, **told)
    assert refusal.value.field == field
    assert not own.case.participants.exists()


@pytest.mark.parametrize("capacity", ["member", "supporter", "interpreter"])
def test_who_may_be_in_private_time_may_whatever_their_work_is(own, capacity):
    assert join(own, tie="professional", capacity=capacity, parts=["private"]).in_private_time


def test_a_restorative_conference_has_no_private_time():
    own, *_ = two_sides()
    with pytest.raises(NotPossible) as refusal:
        join(own, parts=["private"])
    assert refusal.value.field == "parts"


def test_another_capacity_does_not_take_private_time_away_without_a_word(own, by):
    row = join(own, parts=["private"])
    with pytest.raises(NotPossible) as refusal:
        change(row, by=by, capacity="informant")
    assert refusal.value.field == "parts"
    kept = Participant.objects.get(pk=row.pk)
    assert (kept.capacity, kept.in_private_time) == ("member", True)
    assert not change(row, by=by, capacity="informant", parts=["information"]).in_private_time


def test_an_older_page_changes_nothing(own, by):
    row = join(own)
    change(row, by=by, edition=1, coming="comes")
    with pytest.raises(Outdated):
        change(row, by=by, edition=1, coming="not")
    assert Participant.objects.get(pk=row.pk).coming == "comes"


def test_removed_is_erased_and_the_case_stays(own, by):
    row = join(own)
    join(own, "Karim")
    remove_participant(row, by=by)
    assert names(own.case) == ["Karim"]
    with pytest.raises(NotPossible):
        remove_participant(row, by=by)


def test_those_in_the_middle_stand_in_it_once_under_their_name_now(own, by):
    for _ in range(2):
        with eyes(own.case):
            core_of_circle(own.case)
    row = own.case.participants.get(is_core=True)
    assert (row.side, row.tie, row.contact) == (own.case.referral.core_persons.get(), "household", "not_yet")
    with eyes(own.case):
        assert row.name == "Younes"
        person = CorePerson.objects.get()
        person.name = "Younes B"
        person.save()
        core_of_circle(Case.objects.get())
        assert Participant.objects.get(pk=row.pk).name == "Younes B"


def test_who_is_in_the_middle_keeps_name_and_side_and_stays(own, by):
    with eyes(own.case):
        core_of_circle(own.case)
        row = own.case.participants.get()
        changed = change_participant(row, by=by, name="Somebody else", side=None, coming="comes")
        assert (changed.name, changed.coming) == ("Younes", "comes")
        assert changed.side == row.side
    with pytest.raises(NotPossible):
        remove_participant(row, by=by)


def test_a_group_stands_in_it_as_who_speaks_for_it():
    own = own_case(model="all_hands")
    referral = own.case.referral
    with eyes(own.case):
        referral.core_persons.all().delete()
        CorePerson.objects.create(
            vault=referral.vault, referral=referral, kind="group", name="De buurt", spokesperson="Mo"
        )
        core_of_circle(own.case)
        row = own.case.participants.get()
        assert (row.name, row.who) == ("Mo", "De buurt")


def test_a_child_in_the_middle_is_known_as_one(own):
    with eyes(own.case):
        CorePerson.objects.create(vault=own.case.referral.vault, referral=own.case.referral, name="Lina", age=9)
        core_of_circle(own.case)
        assert sorted((row.name, row.is_child) for row in own.case.participants.all()) == [
            ("Lina", True), ("Younes", False),
        ]  # fmt: skip


def test_a_side_of_another_case_is_none_of_theirs(own):
    _other, harmed, _did_it = two_sides()
    with pytest.raises(NotPossible) as refusal:
        join(own, side=harmed)
    assert refusal.value.field == "side"


def test_nobody_is_of_two_cases(own, by):
    other = own_case()
    row = join(other)
    with pytest.raises(NotAllowed):
        change(row, by=by, coming="comes")
    with pytest.raises(NotAllowed):
        remove_participant(row, by=by)


def test_only_who_does_it_and_staff_of_the_region_write(own):
    said = {"name": "Hafida", "tie": "family"}
    for stranger in (user_of(coordinator_in(own.case.region)), make_region().manager):
        with pytest.raises(NotAllowed):
            add_participant(own.case, by=stranger, **said)
    assert add_participant(own.case, by=own.case.region.manager, **said).language == "nl"


@pytest.mark.parametrize("state", ["question", "matching", "plan_running", "closed", "stopped"])
def test_before_and_afterwards_nothing_changes(own, by, state):
    row = join(own)
    Case.objects.filter(pk=own.case_id).update(state=state)
    for act in (lambda: join(own), lambda: change(row, by=by, coming="not"), lambda: remove_participant(row, by=by)):
        with pytest.raises((NotPossible, NotAllowed)):
            act()
    assert Participant.objects.get().coming == "unknown"


def test_a_circle_does_not_grow_for_ever(own):
    said = {"vault": own.case.vault, "case": own.case, "name": "Iemand", "tie": "friend", "language": "nl"}
    for _ in range(MOST_PEOPLE):
        Participant.objects.create(**said)
    with pytest.raises(NotPossible):
        join(own)


def test_each_act_is_a_line_of_the_case_that_tells_no_name(own, by):
    row = join(own)
    change(row, by=by, coming="comes")
    remove_participant(row, by=by)
    acts = [line.action for line in timeline(own.case)][:3]
    assert acts == ["intake.case.remove_participant", "intake.case.change_participant", "intake.case.add_participant"]
