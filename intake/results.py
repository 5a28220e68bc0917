"""What a referrer who is somebody else may know of how it went: only while all whom it is about allow it."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from intake.follow_up_states import FollowUpState
from intake.models import (
    AgreementOutcome,
    Case,
    FollowUp,
    FollowUpReply,
    Improved,
    Moment,
    Outcome,
    Referral,
    YesNo,
)
from portal.workflow.tracks import Text


@dataclass(frozen=True)
class Results:
    """Plain numbers: no name, no word of anybody, no agreement. What is not known (yet) is empty.

    `outcomes`: what became of how many agreements after three months. `improved`: how many of those whom it is about
    said that it is better, the same or worse; what others of the circle say stays with the region.
    """

    held_on: date
    has_plan: bool
    outcomes: list[tuple[Text, int]]
    improved: list[tuple[Text, int]]


def somebody_else_asked(referral: Referral) -> bool:
    """Whether there is somebody to allow it to: not one of those whom it is about, and not who is never named."""
    if referral.is_own or referral.may_be_named == YesNo.NO:
        return False
    return not referral.core_persons.filter(is_referrer=True).exists()


def may_be_shared(case: Case) -> bool:
    """Whether those whom it is about can say that who asked may know: from the conference on, also after the end."""
    return case.was_held() and somebody_else_asked(case.referral)


def results_for_referrer(case: Case) -> Results | None:
    """None while there is nothing to know, or one of those whom it is about does not allow it (DESIGN §3, Case)."""
    if case.held_on is None or not may_be_shared(case):
        return None
    allowed = list(case.referral.core_persons.values_list("results_shared_at", flat=True))
    if not allowed or None in allowed:
        return None
    measured = FollowUp.objects.filter(case=case, moment=Moment.THREE_MONTHS, state=FollowUpState.ANSWERED).first()
    return Results(
        held_on=case.held_on,
        has_plan=case.has_given_plan(),
        outcomes=_counted(AgreementOutcome.objects.filter(follow_up=measured), "outcome", Outcome),
        improved=_counted(
            FollowUpReply.objects.filter(follow_up=measured, participant__is_core=True), "improved", Improved
        ),
    )


def _counted(rows, name, choices):
    """How many of each, in the order of the choices; empty when nothing was said."""
    counts = dict(rows.order_by().values_list(name).annotate(Count("pk")))
    if not any(counts.get(one.value) for one in choices):
        return []
    return [(one.label, counts.get(one.value, 0)) for one in choices]
