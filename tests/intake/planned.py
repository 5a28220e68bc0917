"""Cases whose conference was held, with a coordinator, a circle and a plan made by the real actions."""

from django.utils import timezone

from intake.actions.giving import give_plan
from intake.actions.judging import accept_as_circle, judge_as_circle
from intake.actions.planning import present_plan, write_agreement, write_around
from intake.models import Acceptor, Assignment, Case, MinimumRequirement, Participant, VerdictAbout
from portal.privacy.looking import looking
from tests.intake.matched import coordinator_in, make_region, make_waiting, offer, take, user_of

WORDS = ("Oma haalt Sem op woensdag van school", "Als het misgaat bellen we oom Karim", "Papa komt elke zondag eten")


def held_case(region=None, *, coordinator=None, acceptor=False) -> Assignment:
    """The conference was held today; the assignment of who does it."""
    region = region or make_region()
    assignment = take(offer(make_waiting(region), coordinator or coordinator_in(region)))
    Case.objects.filter(pk=assignment.case_id).update(state="held", held_on=timezone.localdate())
    assignment = Assignment.objects.select_related("case__region__manager", "coordinator").get(pk=assignment.pk)
    if acceptor:
        must_accept(assignment.case)
    return assignment


def must_accept(case) -> Acceptor:
    return Acceptor.objects.create(
        vault=case.vault, case=case, name="Mevrouw Toets", body="Jeugdbescherming", legal_basis="Ondertoezichtstelling"
    )


def require(case, text="Niemand slaapt in het huis in de Molenstraat") -> MinimumRequirement:
    return MinimumRequirement.objects.create(
        vault=case.vault, case=case, text=text, set_by="Mevrouw Toets", reason="Gevaar", written_by=case.region.manager
    )


def somebody(case, name="Hafida", **fields) -> Participant:
    said = {"tie": "family", "language": "nl", "coming": "comes", "was_there": True} | fields
    return Participant.objects.create(vault=case.vault, case=case, name=name, **said)


def with_agreements(assignment, *words):
    """The circle's words, typed by the coordinator."""
    by = user_of(assignment.coordinator)
    for text in words or WORDS:
        write_agreement(assignment.case, by=by, text=text)
    write_around(assignment.case, by=by, language="nl", watcher="Tante Nadia", adjusting="Oma en Karim")
    return assignment.case.plan


def presented(assignment, *words):
    plan = with_agreements(assignment, *words)
    with looking(assignment.case, by=None, screen="tests"):
        present_plan(assignment.case, by=user_of(assignment.coordinator))
    plan.refresh_from_db()
    return plan


def found_good(assignment):
    by, today = user_of(assignment.coordinator), timezone.localdate()
    for about in VerdictAbout.values:
        judge_as_circle(assignment.case, by=by, about=about, holds=True, said_by="De kring", said_on=today)


def accepted(assignment, *words):
    plan = presented(assignment, *words)
    found_good(assignment)
    today = timezone.localdate()
    accept_as_circle(assignment.case, by=user_of(assignment.coordinator), said_by="De kring", accepted_on=today)
    plan.refresh_from_db()
    return plan


def given(assignment, *recipients, words=()):
    """Everybody has the plan: the codes of these people, in their order."""
    accepted(assignment, *words)
    return give_plan(assignment.case, by=user_of(assignment.coordinator), recipients=recipients)
