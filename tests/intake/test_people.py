"""Who agrees: whose word counts by age and organisation, what a refusal does, and when asking a parent is unsafe."""

from datetime import timedelta

import pytest
from django.db import IntegrityError
from django.utils import timezone

from intake.actions.people import add_person, change_person, record_agreement
from intake.actions.referrals import accept_referral, decline_referral
from intake.models import Case, Consent, Referral
from portal.privacy import blind
from portal.privacy.looking import looking
from portal.workflow.moves import NotPossible
from tests.intake.factories import agree, make_referral
from tests.organisations.factories import OrganisationFactory, RegionFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def referral():
    return make_referral(state="in_talk")


def say(referral, answer, *, person=None, given_by="self", age=None, on=None, words=""):
    return record_agreement(
        referral,
        by=referral.region.manager,
        on=on or timezone.localdate(),
        core_person=person or referral.core_persons.first(),
        age=age,
        given_by=given_by,
        answer=answer,
        words=words,
    )


def add(referral, **details):
    manager = referral.region.manager
    with looking(referral, by=manager, screen="test"):
        return add_person(referral, by=manager, **({"kind": "person", "name": "Lina"} | details))


def change(referral, person, **details):
    manager = referral.region.manager
    with looking(referral, by=manager, screen="test"):
        return change_person(referral, by=manager, core_person=person, **details)


def stored(referral):
    return Referral.objects.get(pk=referral.pk)


@pytest.mark.parametrize(
    ("country", "age", "needed"),
    [
        ("NL", 0, {"parent"}),
        ("NL", 11, {"parent"}),
        ("NL", 12, {"self", "parent"}),
        ("NL", 15, {"self", "parent"}),
        ("NL", 16, {"self"}),
        ("NL", None, {"self"}),
        ("BE", 11, {"parent"}),
        ("BE", 12, {"self"}),
    ],
)
def test_whose_agreement_counts_goes_by_age_and_organisation(country, age, needed):
    region = RegionFactory(organisation=OrganisationFactory(belgian=country == "BE"))
    referral = make_referral(region, state="in_talk")
    for place, giver in enumerate(sorted(needed, reverse=True)):
        assert stored(referral).agreed_at is None, f"after {place} of {needed}"
        say(referral, "yes", age=age, given_by=giver)
    assert stored(referral).everyone_agreed()
    assert stored(referral).agreed_at
    for giver in {"self", "parent", "other_parent"} - needed - ({"other_parent"} if "parent" in needed else set()):
        with pytest.raises(NotPossible) as refusal:
            say(referral, "yes", age=age, given_by=giver)
        assert refusal.value.field == "given_by"


def test_accepting_waits_for_everyone(referral):
    agree(referral, by=referral.region.manager)
    add(referral)
    assert stored(referral).agreed_at is None
    with pytest.raises(NotPossible):
        accept_referral(referral, by=referral.region.manager, model="family_group", manager=referral.region.manager)
    assert not Case.objects.exists()


@pytest.mark.parametrize("answer", ["no", "yes"])
def test_the_last_word_of_a_parent_counts(referral, answer):
    say(referral, "yes", age=13)
    say(referral, "no" if answer == "yes" else "yes", age=13, given_by="parent")
    say(referral, answer, age=13, given_by="parent")
    assert stored(referral).everyone_agreed() is (answer == "yes")
    assert (stored(referral).agreed_at is not None) is (answer == "yes")
    assert referral.core_persons.get().is_refused is (answer == "no")


def test_what_was_said_last_counts_not_what_was_typed_last(referral):
    say(referral, "no")
    say(referral, "yes", on=timezone.localdate() - timedelta(days=30))
    assert not stored(referral).everyone_agreed()


def test_unsafe_to_ask_needs_a_reason_and_the_yes_of_the_child(referral):
    with pytest.raises(NotPossible) as refusal:
        say(referral, "unsafe", age=13, given_by="parent", words="  ")
    assert refusal.value.field == "words"
    say(referral, "unsafe", age=13, given_by="parent", words="He threatens her")
    assert stored(referral).agreed_at is None
    say(referral, "yes", age=13)
    assert stored(referral).agreed_at


def test_nobody_agrees_when_nobody_could_be_asked(referral):
    say(referral, "unsafe", age=10, given_by="parent", words="He threatens her")
    assert not stored(referral).everyone_agreed()


def test_only_asking_a_parent_can_be_unsafe(referral):
    with pytest.raises(NotPossible) as refusal:
        say(referral, "unsafe", words="So")
    assert refusal.value.field == "answer"
    assert not Consent.objects.exists()


def test_a_recorded_child_does_not_become_an_adult_by_an_empty_field(referral):
    say(referral, "yes", age=13)
    with pytest.raises(NotPossible) as refusal:
        say(referral, "yes")
    assert refusal.value.field == "age"
    assert not stored(referral).everyone_agreed()
    say(referral, "yes", age=18)  # said outright, it is a correction
    assert stored(referral).everyone_agreed()


def test_a_group_has_no_age_and_speaks_for_itself():
    referral = make_referral(state="in_talk", people=[{"kind": "group", "name": "The street"}])
    say(referral, "yes", age=9)
    assert stored(referral).everyone_agreed()
    with looking(referral, by=referral.region.manager, screen="test"):
        assert referral.core_persons.get().age is None


@pytest.mark.parametrize("days", [-1, 400])
def test_a_day_to_come_or_long_gone_is_refused(referral, days):
    with pytest.raises(NotPossible) as refusal:
        say(referral, "yes", on=timezone.localdate() - timedelta(days=days))
    assert refusal.value.field == "on"
    assert not Consent.objects.exists()


def test_nobody_of_another_referral_is_asked_here(referral):
    stranger = make_referral(referral.region).core_persons.get()
    with pytest.raises(NotPossible) as refusal:
        say(referral, "yes", person=stranger)
    assert refusal.value.field == "core_person"


# -- who they are -----------------------------------------------------------------------------------


def test_what_is_known_of_somebody_can_change_and_is_found(referral):
    person = add(referral, telephone="06 11111111")
    change(referral, person, name="Lina van Dam", telephone="06 22222222", reach_safely="Only at school")
    person.refresh_from_db()
    with looking(referral, by=referral.region.manager, screen="test"):
        assert (person.name, person.telephone, person.reach_safely) == ("Lina van Dam", "06 22222222", "Only at school")
    assert found(referral, "06 22222222")
    assert not found(referral, "06 11111111")


def test_who_becomes_a_group_is_asked_anew(referral):
    person = referral.core_persons.get()
    say(referral, "yes", age=16)
    change(referral, person, kind="group", name="The class")
    assert stored(referral).agreed_at is None
    say(referral, "yes", person=stored(referral).core_persons.get())
    assert stored(referral).agreed_at


def test_after_acceptance_numbers_may_change_and_the_part_somebody_has_may_not():
    referral = make_referral(state="accepted")
    person = referral.core_persons.get()
    change(referral, person, telephone="06 22222222")
    with pytest.raises(NotPossible) as refusal:
        change(referral, person, kind="group")
    assert refusal.value.field == "kind"
    with pytest.raises(NotPossible):
        add(referral)
    assert referral.core_persons.count() == 1


def test_of_a_closed_referral_nobody_changes(referral):
    person = referral.core_persons.get()
    decline_referral(Referral.objects.get(pk=referral.pk), by=referral.region.manager, reason="So")
    with pytest.raises(NotPossible):
        change(referral, person, name="Somebody")
    with pytest.raises(NotPossible):
        add(referral)


def found(referral, text):
    return referral.pk in blind.find(Referral, text, organisations=[referral.organisation])


# -- each parent apart ------------------------------------------------------------------------------


SAID = {
    # by age: what was said, in this order, and whether it may go on
    "one parent's no stands beside the other's yes": (14, ["self yes", "parent no", "other_parent yes"], False),
    "an unsafe parent takes back nobody's no": (14, ["self yes", "parent no", "other_parent unsafe"], False),
    "the same parent may think otherwise": (14, ["self yes", "parent no", "parent yes"], True),
    "a child and one parent": (14, ["self yes", "other_parent yes"], True),
    "a child and a parent who cannot be asked": (14, ["self yes", "parent unsafe"], True),
    "a child alone": (14, ["self yes"], False),
    "parents alone": (14, ["parent yes", "other_parent yes"], False),
    "a child who says no": (14, ["parent yes", "self yes", "self no"], False),
    "a young child: one parent": (8, ["parent yes"], True),
    "a young child: the other cannot be asked": (8, ["parent yes", "other_parent unsafe"], True),
    "a young child: the other says no": (8, ["parent yes", "other_parent no"], False),
    "a young child: nobody could be asked": (8, ["parent unsafe", "other_parent unsafe"], False),
}


@pytest.mark.parametrize(("age", "said", "agrees"), SAID.values(), ids=SAID.keys())
def test_every_parent_has_a_word_of_their_own(referral, age, said, agrees):
    for one in said:
        giver, answer = one.split()
        say(referral, answer, age=age, given_by=giver, words="He threatens her")
    assert (stored(referral).agreed_at is not None) is agrees
    assert stored(referral).everyone_agreed() is agrees
    person = referral.core_persons.get()
    assert person.is_refused is any(answer == "no" for answer in person.last_answers.values())
    assert Consent.objects.count() == len(said)


def test_the_database_takes_unsafe_of_parents_only(referral):
    say(referral, "unsafe", age=14, given_by="other_parent", words="He threatens her")
    with pytest.raises(IntegrityError):
        Consent.objects.update(given_by="self")


# -- who turns out to be somebody else -----------------------------------------------------------------


def test_a_child_does_not_become_an_adult_by_way_of_a_group(referral):
    person = referral.core_persons.get()
    say(referral, "yes", age=14)
    say(referral, "no", age=14, given_by="parent")
    change(referral, person, kind="group")
    say(referral, "yes", person=person)
    assert stored(referral).agreed_at
    change(referral, person, kind="person")
    assert stored(referral).agreed_at is None
    person = referral.core_persons.get()
    assert (person.whose_agreement, person.last_answers) == ("", {})
    with looking(referral, by=referral.region.manager, screen="test"):
        assert person.age is None
    assert [(one.answer, one.void) for one in person.consents.all()] == [("yes", True), ("no", True), ("yes", True)]
    with pytest.raises(NotPossible):
        accept_referral(referral, by=referral.region.manager, model="family_group", manager=referral.region.manager)


def test_another_name_is_asked_anew_until_it_is_accepted(referral):
    person = referral.core_persons.get()
    agree(referral, by=referral.region.manager)
    change(referral, person, telephone="06 22222222")
    assert stored(referral).agreed_at
    change(referral, person, name="Somebody Else")
    assert stored(referral).agreed_at is None
    agree(referral, by=referral.region.manager)
    accept_referral(referral, by=referral.region.manager, model="family_group", manager=referral.region.manager)
    change(referral, person, name="Somebody Else again")
    assert stored(referral).everyone_agreed()


def test_a_part_that_is_no_group_keeps_what_was_said(referral):
    agree(referral, by=referral.region.manager)
    change(referral, referral.core_persons.get(), kind="harmed")
    assert stored(referral).agreed_at


def test_unsafe_does_not_take_back_a_parents_no(referral):
    person = referral.core_persons.get()
    say(referral, "yes", person=person, age=14)
    say(referral, "no", person=person, age=14, given_by="parent")
    with pytest.raises(NotPossible) as refusal:
        say(referral, "unsafe", person=person, age=14, given_by="parent", words="He hits")
    assert refusal.value.field == "answer"
    assert stored(referral).agreed_at is None


# -- two at once, one of them with what was read before -------------------------------------------------


def test_what_was_read_before_makes_no_child_an_adult(referral):
    first, second = referral.core_persons.get(), referral.core_persons.get()
    say(referral, "no", person=first, age=14, given_by="parent")
    with pytest.raises(NotPossible) as refusal:
        say(referral, "yes", person=second)
    assert refusal.value.field == "age"
    assert stored(referral).agreed_at is None
    assert Consent.objects.get().answer == "no"


def test_who_is_gone_meanwhile_is_said(referral):
    person, mine = referral.core_persons.get(), stored(referral)
    Referral.objects.filter(pk=referral.pk).delete()
    with pytest.raises(NotPossible):
        say(mine, "yes", person=person)
