"""What a regional manager does with a whole case: stop it, close it, open it again, hand it over to somebody else."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from intake.actions.assigning import cancel_running
from intake.actions.case_holding import WORK, hold_case
from intake.actions.keeping_figures import keep_figures, take_figures_back
from intake.actions.pausing import end_pause, remind_anew
from intake.case_states import OPEN_CASES
from intake.models import Case
from portal.organisations.queries import people_for
from portal.workflow import log
from portal.workflow.moves import NotAllowed, NotPossible, lock, may, move

_WAYS_BACK = ("reopen_plan", "reopen_after", "reopen")


@transaction.atomic
def stop_case(case: Case, *, by, reason: str) -> Case:
    """Ends a case before its plan, with a reason. Nobody is asked for it any more, and who did it is told."""
    move(case, "stop", by=by, reason=reason, ended_at=timezone.now())
    end_pause(case)
    cancel_running(case)
    keep_figures(case)
    return case


@transaction.atomic
def close_case(case: Case, *, by) -> Case:
    """It came to its end: followed up, and its registration is complete. What may be counted of it is kept."""
    move(case, "close", by=by, ended_at=timezone.now())
    end_pause(case)
    keep_figures(case)
    return case


@transaction.atomic
def reopen_case(case: Case, *, by, reason: str) -> Case:
    """It goes on where it had come to: at the question, at the search for a coordinator, or with its plan.

    It is counted again when it ends again, and not twice.
    """
    lock(case)
    way = way_back(case)
    if not may(by, case, way or "reopen"):
        raise NotAllowed(f"{by!r} does not open {case.pk} again.")
    if way is None:
        raise NotPossible(
            _("This cannot be done now: in the meantime it is “%(state)s”.") % {"state": case.state_label}
        )
    take_figures_back(case)
    remind_anew(case)
    return move(case, way, by=by, reason=reason, ended_at=None)


def way_back(case: Case) -> str | None:
    """The one transition that opens this case again, by what had come of it; None while it runs."""
    for name in _WAYS_BACK:
        step = case.track.transition(name)
        if case.state in step.sources and all(getattr(case, each)() for each in step.conditions):
            return name
    return None


@transaction.atomic
def change_manager(case: Case, *, by, manager) -> Case:
    """Somebody else leads the case: one of those who answer for its region. Raises NotPossible (field "manager")."""
    hold_case(case, by=by, permission=WORK, states=OPEN_CASES)
    if manager not in people_for(case.region):
        raise NotPossible(_("Choose somebody who answers for this region."), field="manager")
    if manager.pk == case.manager_id:
        return case
    case.manager = manager
    case.save(update_fields=["manager"])
    log.note(case, "change_manager", by=by)
    return case
