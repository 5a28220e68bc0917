"""The plan is given to everybody: codes, two measurements, and a coordinator who is free again (DOMAIN §3.6)."""

from collections.abc import Iterable
from datetime import timedelta

from dateutil.relativedelta import relativedelta
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from intake.actions.assigning import cancel_running
from intake.actions.case_holding import hold_at_hand
from intake.actions.following_up import finish_call
from intake.actions.pausing import refuse_while_paused
from intake.actions.planning import hold_plan
from intake.actions.recipient_codes import GivenCode, give_code
from intake.actions.safety import refuse_while_unsafe
from intake.assignment_states import ACTIVE, AT_HAND
from intake.case_states import OPEN_CASES, CaseState
from intake.models import Case, Coming, FollowUp, Moment, Participant
from portal.workflow.moves import NotPossible, move

ANSWERED_WITHIN = timedelta(days=28)
_MOMENTS = {Moment.FOUR_WEEKS: relativedelta(days=28), Moment.THREE_MONTHS: relativedelta(months=3)}


@transaction.atomic
def give_plan(case: Case, *, by, recipients: Iterable[Participant] = (), seed: str = "") -> list[GivenCode]:
    """The accepted plan goes to everybody; `recipients` get a code of their own, shown once; `seed` as in `give_code`.

    From then on it is carried out: its two measurements wait, and its coordinator is free for another case; where one
    is looked for because the first is gone, nobody is asked any more. A plan that was given before and changed is given
    anew: who has a working code keeps it. Its coordinator gives it; staff when there is none. Raises NotAllowed, and
    NotPossible for staff while somebody does it, while somebody is worried about safety or the case is on hold.
    """
    hold_at_hand(case, by=by, states=OPEN_CASES)
    plan = hold_plan(case)
    _refuse_over_head(case, by)
    refuse_while_unsafe(case)
    refuse_while_paused(case)
    now = timezone.now()
    move(plan, "give", by=by, given_at=now)
    codes = [give_code(case, row, by=by, seed=seed) for row in _without_code(case, recipients, now)]
    if case.state == CaseState.MATCHING:
        cancel_running(case)
    if case.state in (CaseState.HELD, CaseState.MATCHING):
        _wait_for_measurements(case)
        for assignment in case.assignments.filter(state__in=ACTIVE).select_related("vault"):
            assignment.case = case
            move(assignment, "give_plan", by=None, place=None)
        move(case, "run_plan", by=None)
    else:
        finish_call(Case.objects.get(pk=case.pk))
    return codes


def may_get_code(case: Case):
    """Who of the circle may get a code: who came or thinks along. Who stands in the middle has one already."""
    rows = case.participants.filter(is_core=False)
    stayed_away = Q(was_there=False) & ~Q(coming=Coming.OTHERWISE)
    return rows.exclude(stayed_away).exclude(coming=Coming.NOT, was_there__isnull=True)


def _refuse_over_head(case, by):
    theirs = case.assignments.filter(state__in=AT_HAND, coordinator__isnull=False).first()
    if theirs is not None and not case.is_at_hand_of(by):
        raise NotPossible(
            _("This cannot be done now: in the meantime it is “%(state)s”.") % {"state": theirs.state_label}
        )


def _without_code(case, recipients, now):
    wished = {row.pk for row in recipients}
    found = [row for row in may_get_code(case) if row.pk in wished]
    if len(found) < len(wished):
        raise NotPossible(_("Choose among those who came."), field="recipients")
    have = set(
        case.recipientcodes.filter(revoked_at__isnull=True, expires_at__gt=now).values_list("participant", flat=True)
    )
    return [row for row in found if row.pk not in have]


def _wait_for_measurements(case):
    today = timezone.localdate()
    for moment, later in _MOMENTS.items():
        due = today + later
        FollowUp.objects.create(vault=case.vault, case=case, moment=moment, due_on=due, lapses_on=due + ANSWERED_WITHIN)
