"""Putting a case on hold, at the family's pace, and going on (DESIGN §3, Case)."""

from django.utils.translation import gettext as _

from intake.models import Case
from portal.workflow.moves import NotPossible


def refuse_while_paused(case: Case) -> None:
    """Raises NotPossible while it is on hold: nobody is asked for it, and no conference is held."""
    if case.paused_at is not None:
        raise NotPossible(_("It is on hold, as the family asked. First let it go on."))
