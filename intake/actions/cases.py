"""What a regional manager does with a case."""

from intake.models import Case
from portal.workflow.moves import move


def stop_case(case: Case, *, by, reason: str) -> Case:
    """Ends a case before its plan, with a reason."""
    return move(case, "stop", by=by, reason=reason)
