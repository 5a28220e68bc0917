"""What the registration of a case asks (DOMAIN §3.8), as one rule: what is there, and what is still missing."""

from django.db.models import Count, Q, TextChoices
from django.utils.translation import gettext_lazy as _

from intake.assignment_states import AssignmentState
from intake.claim_states import ClaimState
from intake.follow_up_states import FollowUpState


class Asked(TextChoices):
    """In the order in which a case comes about. Each is missing until it is written down, or lapsed."""

    QUESTION = "question", _("The question")
    COORDINATOR = "coordinator", _("The coordinator")
    TIMES = "times", _("The times of the conference")
    PEOPLE = "people", _("Who was there")
    PLAN = "plan", _("The plan, given to everybody")
    FOUR_WEEKS = "four_weeks", _("How it goes after four weeks")
    THREE_MONTHS = "three_months", _("How it goes after three months")
    CLAIMS = "claims", _("Hours and costs")


def missing_in(case) -> list[Asked]:
    """What is still missing, in a number of queries that does not grow."""
    there = {
        Asked.QUESTION: case.question_is_ready(),
        Asked.COORDINATOR: case.assignments.filter(accepted_at__isnull=False).exists(),
        Asked.TIMES: case.held_on is not None and case.times_are_known(),
        Asked.PEOPLE: _people_are_known(case),
        Asked.PLAN: case.has_given_plan() and not (case.plan.is_changed and case.plan.somebody_types()),
        **_measurements(case),
        # One that a coordinator never handed in holds nobody up.
        Asked.CLAIMS: not case.claims.filter(state=ClaimState.HANDED_IN).exists(),
    }
    return [asked for asked in Asked if not there[asked]]


def is_complete(case) -> bool:
    """Whether it can be closed. What its track asks itself (a coordinator, the last measurement) is not asked twice;
    after four weeks it waits for nothing but a coordinator who still calls.
    """
    still_calls = case.assignments.filter(state=AssignmentState.DISTRIBUTED).exists()
    return not still_calls and not set(missing_in(case)) - _ASKED_BY_THE_TRACK


_ASKED_BY_THE_TRACK = {Asked.COORDINATOR, Asked.FOUR_WEEKS, Asked.THREE_MONTHS}


def _people_are_known(case):
    """Of everybody who might have come it is known whether they did, and somebody did."""
    found = case.participants.aggregate(
        unknown=Count("pk", filter=Q(was_there__isnull=True) & ~Q(coming="not")),
        there=Count("pk", filter=Q(was_there=True)),
    )
    return found["there"] > 0 and not found["unknown"]


def _measurements(case):
    states = dict(case.followups.order_by().values_list("moment", "state"))
    return {
        asked: states.get(asked.value) in (FollowUpState.ANSWERED, FollowUpState.LAPSED)
        for asked in (Asked.FOUR_WEEKS, Asked.THREE_MONTHS)
    }
