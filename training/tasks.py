"""Periodic work of training."""

from datetime import timedelta

from django.utils import timezone

from portal.workflow.moves import NotPossible
from training.actions.applying import discard_application
from training.actions.erasing import erase_lapsed, lapsed_candidates
from training.actions.seat_terms import lapse_offers, leave_out_who_waited, send_reminders
from training.models import Candidate
from training.states import CandidateState

# A letter that nobody touched for so long, and that was never sent, is thrown away; its writer's page says so.
UNTOUCHED = timedelta(days=180)


def erase_lapsed_candidates() -> int:
    """Erases every candidate who ended longer ago than their rule book keeps them; how many."""
    return sum(erase_lapsed(candidate) for candidate in lapsed_candidates())


def discard_untouched_letters() -> int:
    """Throws away every letter that was never sent and that nobody touched for half a year; how many."""
    untouched = Candidate.objects.filter(state=CandidateState.WRITING, touched_at__lte=timezone.now() - UNTOUCHED)
    return sum(_discard(candidate) for candidate in untouched.select_related("vault"))


def keep_seat_terms() -> int:
    """Ends offers that nobody answered and offers the places onwards; ends the waiting for what is over; reminds who

    comes soon. How many seats.
    """
    return lapse_offers() + leave_out_who_waited() + send_reminders()


def _discard(candidate):
    try:
        discard_application(candidate, by=None)
    except NotPossible:
        return False  # sent in this very moment
    return True
