"""What waits for a regional manager once there is a plan: how it goes, claims, closing; and cases left behind."""

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from intake.assignment_states import AssignmentState
from intake.case_states import OPEN_CASES, CaseState
from intake.claim_states import ClaimState
from intake.follow_up_states import FollowUpState
from intake.models import Assignment, Case, Claim, FollowUp, Moment
from portal.backoffice.worklist import SOON, Line
from portal.workflow.references import shown


def measurement_lines(user, most: int) -> list[Line]:
    """The user's cases of which staff ask now how it goes: after three months, or when no coordinator calls."""
    calls = Assignment.objects.filter(case=OuterRef("case"), state=AssignmentState.DISTRIBUTED).order_by()
    due = FollowUp.objects.filter(
        Q(moment=Moment.THREE_MONTHS) | ~Exists(calls),
        state=FollowUpState.WAITING, due_on__lte=timezone.localdate(), case__paused_at__isnull=True,
        case__state__in=(CaseState.PLAN_RUNNING, CaseState.FOLLOWED_UP), case__region_id__in=user.region_ids,
    )  # fmt: skip
    rows = due.order_by("due_on").values("case_id", "case__reference", "case__opened_at")
    return [
        Line(
            title=shown(row["case__reference"]),
            detail=_("Ask how it goes with the plan"),
            url=_address(row["case_id"], "follow-up"),
            since=row["case__opened_at"],
            kind=_("Follow-up"),
        )
        for row in rows[:most]
    ]


def claim_lines(user, most: int) -> list[Line]:
    """The claims of the user's regions that nobody looked at yet, the longest waiting first."""
    handed_in = Claim.objects.filter(state=ClaimState.HANDED_IN, case__region_id__in=user.region_ids)
    rows = handed_in.order_by("handed_in_at").values("case_id", "case__reference", "handed_in_at")
    return [
        Line(
            title=shown(row["case__reference"]),
            detail=_("Look at the hours and costs"),
            url=_address(row["case_id"], "claims"),
            since=row["handed_in_at"],
            kind=_("Claim"),
        )
        for row in rows[:most]
    ]


def closing_lines(user, most: int) -> list[Line]:
    """The user's cases that were followed up, and can be closed once their registration is complete."""
    rows = Case.objects.filter(state=CaseState.FOLLOWED_UP, region_id__in=user.region_ids)
    return _case_lines(rows, most, detail=_("Complete the registration and close it"), kind=_("Case"))


def left_behind_lines(user, most: int) -> list[Line]:
    """The user's cases that are led by somebody whose account is off."""
    rows = Case.objects.filter(state__in=OPEN_CASES, manager__is_active=False, region_id__in=user.region_ids)
    words = _("Who leads it does not work here any more: choose somebody else")
    return _case_lines(rows, most, detail=words, kind=_("Case"), urgency=SOON)


AFTER_THE_PLAN = (measurement_lines, claim_lines, closing_lines, left_behind_lines)


def _case_lines(cases, most, *, detail, kind, **more):
    rows = cases.order_by("opened_at").values("pk", "reference", "opened_at")
    return [
        Line(
            title=shown(row["reference"]), detail=detail, url=_address(row["pk"], "registration"),
            since=row["opened_at"], kind=kind, **more,
        )
        for row in rows[:most]
    ]  # fmt: skip


def _address(case, panel):
    return f"{reverse('cases:inspect', args=[case])}#{panel}"
