"""What a coordinator opens to their coach: they ask for it, and close it again (DESIGN §1, coach)."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from intake.assignment_states import ACTIVE
from intake.mails import send_coach_reads_along_mail
from intake.models import Assignment
from portal.workflow import log
from portal.workflow.moves import NotAllowed, NotPossible, lock
from training.coaching import coach_of
from training.models import Coordinator


@transaction.atomic
def open_to_coach(assignment: Assignment, *, by) -> Assignment:
    """Their coach reads question, circle and plan from now on, and gets a mail. Open already: nothing happens.

    Raises NotAllowed for whoever is not its coordinator, NotPossible when it has ended for them or they have no coach.
    """
    coordinator = _hold(assignment, by=by)
    if assignment.state not in ACTIVE:
        raise NotPossible(_("This conference is not yours to work on any more, so nothing opens."))
    coach = coach_of(coordinator)
    if coach is None:
        raise NotPossible(_("You have no coach now. Ask your region."))
    if assignment.opened_to_coach_at is not None:
        return assignment
    assignment.opened_to_coach_at = timezone.now()
    assignment.save(update_fields=["opened_to_coach_at"])
    log.note(assignment.case, "open_to_coach", by=by)
    send_coach_reads_along_mail(assignment, coach)
    return assignment


@transaction.atomic
def close_to_coach(assignment: Assignment, *, by) -> Assignment:
    """Their coach sees no more than how far it is. Closed already: nothing happens. Raises NotAllowed."""
    _hold(assignment, by=by)
    return _close(assignment, by=by)


def close_to_former_coach(coordinator: Coordinator, *, by) -> None:
    """They get another coach, who opens nothing that was opened to the one before. With the coordinator locked."""
    opened = Assignment.objects.filter(coordinator=coordinator, opened_to_coach_at__isnull=False)
    for assignment in opened.select_related("case"):
        lock(assignment.case)
        lock(assignment)
        _close(assignment, by=by)


def _hold(assignment, *, by) -> Coordinator:
    """In the order in which locks are taken (`assigning`): the coordinator, the case, the assignment."""
    coordinator, case = assignment.coordinator, assignment.case
    if coordinator is None or not coordinator.belongs_to(by):
        raise NotAllowed(f"{by!r} is not the coordinator of {assignment.pk}.")
    lock(coordinator)
    lock(case)
    lock(assignment)
    assignment.coordinator, assignment.case = coordinator, case
    return coordinator


def _close(assignment, *, by):
    if assignment.opened_to_coach_at is None:
        return assignment
    assignment.opened_to_coach_at = None
    assignment.save(update_fields=["opened_to_coach_at"])
    log.note(assignment.case, "close_to_coach", by=by)
    return assignment
