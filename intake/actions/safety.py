"""A worry about safety: while one is open nothing goes out and no conference is held (DESIGN §3, Case)."""

from django.utils.translation import gettext as _

from intake.models import Case
from portal.workflow.moves import NotPossible


def refuse_while_unsafe(case: Case) -> None:
    """Raises NotPossible while a worry about safety is open: no invitation, no conference, no plan goes out."""
    if not case.nothing_unsafe():
        raise NotPossible(_("Somebody is worried about safety. First write down what is done about it."))
