"""Cases in preparation, whose coordinator makes the circle, and people of it."""

from intake.actions.circle import add_participant
from intake.models import Assignment, Case, CorePerson, Participant
from portal.privacy.looking import looking
from tests.intake.matched import coordinator_in, make_region, make_waiting, offer, take, user_of


def own_case(region=None, *, model="family_group", coordinator=None) -> Assignment:
    """A case in preparation; the assignment of who does it."""
    region = region or make_region()
    assignment = take(offer(make_waiting(region), coordinator or coordinator_in(region)))
    Case.objects.filter(pk=assignment.case_id).update(model=model)
    return Assignment.objects.select_related("case__region__manager", "coordinator").get(pk=assignment.pk)


def two_sides(region=None) -> tuple[Assignment, CorePerson, CorePerson]:
    """A restorative conference: who was harmed, and who did it."""
    assignment = own_case(region, model="restorative")
    referral = assignment.case.referral
    harmed = referral.core_persons.get()
    CorePerson.objects.filter(pk=harmed.pk).update(kind="harmed")
    other = CorePerson.objects.create(vault=referral.vault, referral=referral, kind="responsible", name="Daan")
    return assignment, harmed, other


def join(assignment, name="Hafida", **told) -> Participant:
    """Somebody of the circle, written down by the coordinator."""
    said = {"tie": "family", "language": "nl"} | told
    return add_participant(assignment.case, by=user_of(assignment.coordinator), name=name, **said)


def crowd(assignment, *, count):
    """So many people, of every ring, as if they were always there: nothing tells when they came."""
    ties = ("household", "family", "friend", "neighbour", "acquaintance", "professional")
    for number in range(count):
        tie = ties[number % len(ties)]
        capacity = "informant" if tie == "professional" else "member"
        said = {"tie": tie, "capacity": capacity, "contact": "spoken" if number % 3 else "not_yet", "language": "nl"}
        case = assignment.case
        Participant.objects.create(vault=case.vault, case=case, name=f"Iemand {number}", **said)


def eyes(case):
    return looking(case, by=None, screen="tests")
