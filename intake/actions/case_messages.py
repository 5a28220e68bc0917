"""What the coordinator of a case and its region write to each other (DESIGN §3, Assignment)."""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from intake.actions.case_holding import WORK, hold_case
from intake.assignment_states import AT_HAND
from intake.case_states import CASE_TRACK, OPEN_CASES
from intake.mails import send_case_answer_mail, send_case_message_mail
from intake.models import Assignment, Case, CaseMessage
from portal.workflow import log
from portal.workflow.moves import NotAllowed, NotPossible, lock

MOST_UNREAD = 20  # of one side


@transaction.atomic
def write_to_region(assignment: Assignment, *, by, text: str) -> CaseMessage:
    """The coordinator writes to the region, for as long as they have the case at hand; one mail while it is unread.

    Raises NotAllowed, and NotPossible when it has ended for them, without words, or when many wait unread (field
    "text").
    """
    case = assignment.case
    lock(case)
    lock(assignment)
    assignment.case = case
    if not assignment.belongs_to(by):
        raise NotAllowed(f"{by!r} is not the coordinator of {assignment.pk}.")
    _refuse_ended(assignment)
    message, is_first = _write(assignment, by=by, text=text, is_from_coordinator=True)
    log.note(case, "write_to_region", by=by)
    if is_first:
        send_case_answer_mail(case)
    return message


@transaction.atomic
def write_to_coordinator(case: Case, *, by, text: str, last: UUID | None = None) -> CaseMessage:
    """Staff of the region write to whoever has the case at hand. As `write_to_region`.

    What that coordinator wrote, up to the message `last` that stood above the answer, is read.
    """
    hold_case(case, by=by, permission=WORK, states=CASE_TRACK.states.values)
    assignment = coordinator_at_hand(case)
    if assignment is None:
        raise NotPossible(_("Nobody has this case at hand now: there is no coordinator to read it."))
    message, is_first = _write(assignment, by=by, text=text, is_from_coordinator=False)
    _read_until(last, assignment.messages.all(), case=case)
    log.note(case, "write_to_coordinator", by=by)
    if is_first:
        send_case_message_mail(assignment)
    return message


@transaction.atomic
def read_of_coordinator(case: Case, *, by, last: UUID | None = None) -> int:
    """Staff of the region read what coordinators wrote, up to the message `last` of the page; how many were new."""
    hold_case(case, by=by, permission=WORK, states=CASE_TRACK.states.values)
    return _read_until(last, case.casemessages.all(), case=case)


def coordinator_at_hand(case: Case) -> Assignment | None:
    """Who prepares it, or did and still calls after four weeks; nobody in an assignment that ended."""
    if case.state not in OPEN_CASES:
        return None
    rows = case.assignments.filter(state__in=AT_HAND, coordinator__isnull=False).order_by("-accepted_at")
    return rows.select_related(
        "vault", "coordinator__candidate__user", "case__vault", "case__region", "case__organisation__site"
    ).first()


def read_case_messages(shown: Iterable[CaseMessage], *, as_coordinator: bool) -> int:
    """What the other side wrote is before their eyes: it waits no longer. How many were new.

    A message that was sent while the page was drawn is not among `shown`, and stays new.
    """
    new = [one.pk for one in shown if one.is_from_coordinator != as_coordinator and one.read_at is None]
    return CaseMessage.objects.filter(pk__in=new, read_at__isnull=True).update(read_at=timezone.now()) if new else 0


def unread_of_coordinator(assignment: Assignment) -> bool:
    """Whether the region wrote something that its coordinator did not read yet."""
    return assignment.messages.filter(is_from_coordinator=False, read_at__isnull=True).exists()


def _read_until(last, rows, *, case):
    """What came after `last` was on nobody's page yet, and stays new."""
    until = case.casemessages.filter(pk=last).values_list("sent_at", flat=True).first()
    return read_case_messages(rows.filter(sent_at__lte=until), as_coordinator=False) if until else 0


def _refuse_ended(assignment):
    if assignment.state not in AT_HAND or assignment.case.state not in OPEN_CASES:
        raise NotPossible(_("This has ended for you, so nobody reads here any more. Call your region."))


def _write(assignment, *, by, text, is_from_coordinator):
    """The message, and whether it is the first that waits."""
    if not text.strip():
        raise NotPossible(_("Write your message first."), field="text")
    unread = assignment.messages.filter(is_from_coordinator=is_from_coordinator, read_at__isnull=True).count()
    if unread >= MOST_UNREAD:
        raise NotPossible(_("Your other messages were not read yet. Call if it cannot wait."), field="text")
    message = CaseMessage.objects.create(
        vault=assignment.vault, case=assignment.case, assignment=assignment, by=by,
        is_from_coordinator=is_from_coordinator, text=text.strip(),
    )  # fmt: skip
    return message, unread == 0
