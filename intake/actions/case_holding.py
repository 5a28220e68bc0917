"""Holding a case while something is decided about it: as it stands now, and of somebody who may."""

from collections.abc import Collection

from django.utils.translation import gettext as _

from intake.case_states import BEFORE_THE_CONFERENCE
from intake.models import Case
from portal.workflow.moves import NotAllowed, NotPossible, lock


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
    if not (by.holds(permission) and Case.objects.visible_to(by).filter(pk=case.pk).exists()):
        raise NotAllowed(f"{permission} is not for {by!r} to use on {case.pk}.")
    if case.state not in states:
        raise NotPossible(
            _("This cannot be done now: in the meantime it is “%(state)s”.") % {"state": case.state_label}
        )


def refuse_outdated(row, edition: int | None) -> None:
    """Raises Outdated when `row` is not the one that a form with this edition was drawn from.

    No row counts as edition 0. None is a change that no form was drawn for: nobody read something older.
    """
    if edition is not None and edition != (row.edition if row is not None else 0):
        raise Outdated()
