"""Holding a case while something is decided about it: as it stands now, and of somebody who may."""

from collections.abc import Collection

from django.utils.translation import gettext as _

from intake.case_states import AT_WORK, BEFORE_THE_CONFERENCE
from intake.models import Case
from portal.workflow.moves import NotAllowed, NotPossible, lock

# What a coordinator does in a case, staff may do in their place.
WORK = "intake.work_case"


class Outdated(NotPossible):
    """Something else was kept since the writer's page was drawn."""

    def __init__(self):
        super().__init__(_("Somebody changed this in the meantime. Look at what stands there now, and save again."))


def hold_case(case: Case, *, by, permission: str, states: Collection[str] = BEFORE_THE_CONFERENCE) -> None:
    """Holds the row, as it is now, until the transaction ends. Before any other row, so that nobody waits for ever.

    Raises NotAllowed when no role of `by` holds `permission` ("intake.settle_question") or the case is not of their
    regions, NotPossible when it is gone or not in one of `states`.
    """
    lock(case)
    if not _is_staff_of(case, by, permission):
        raise NotAllowed(f"{permission} is not for {by!r} to use on {case.pk}.")
    _refuse_state(case, states)


def hold_at_work(case: Case, *, by, states: Collection[str] = AT_WORK) -> None:
    """As hold_case, for what its coordinator does, and staff in their place ("intake.work_case")."""
    lock(case)
    if not (case.belongs_to(by) or _is_staff_of(case, by, WORK)):
        raise NotAllowed(f"{by!r} does not work on {case.pk}.")
    _refuse_state(case, states)


def hold_at_hand(case: Case, *, by, states: Collection[str]) -> None:
    """As hold_at_work, and for its coordinator until the call after four weeks is written down."""
    lock(case)
    if not (case.is_at_hand_of(by) or _is_staff_of(case, by, WORK)):
        raise NotAllowed(f"{by!r} does not have {case.pk} at hand.")
    _refuse_state(case, states)


def hold_as_coordinator(case: Case, *, by, states: Collection[str] = AT_WORK) -> None:
    """As hold_case, for what nobody but its coordinator does: the plan is the family's, staff type nothing in it."""
    lock(case)
    if not case.belongs_to(by):
        raise NotAllowed(f"{by!r} is not the coordinator of {case.pk}.")
    _refuse_state(case, states)


def refuse_outdated(row, edition: int | None) -> None:
    """Raises Outdated when `row` is not the one that a form with this edition was drawn from.

    No row counts as edition 0. None is a change that no form was drawn for: nobody read something older.
    """
    if edition is not None and edition != (row.edition if row is not None else 0):
        raise Outdated()


def _is_staff_of(case, by, permission):
    return by.holds(permission) and Case.objects.visible_to(by).filter(pk=case.pk).exists()


def _refuse_state(case, states):
    if case.state not in states:
        raise NotPossible(
            _("This cannot be done now: in the meantime it is “%(state)s”.") % {"state": case.state_label}
        )
