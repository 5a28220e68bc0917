"""What a regional manager does with a case."""

from django.db import transaction

from intake.actions.assigning import cancel_running
from intake.models import Case
from portal.workflow.moves import move


@transaction.atomic
def stop_case(case: Case, *, by, reason: str) -> Case:
    """Ends a case before its plan, with a reason. Nobody is asked for it any more, and who did it is told."""
    move(case, "stop", by=by, reason=reason)
    cancel_running(case)
    return case
