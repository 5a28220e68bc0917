"""Who may have a seat in what: one table, by kind of event and by how far a candidate is (DOMAIN §4; DESIGN §3)."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from training.coordinator_states import CoordinatorState
from training.models import Candidate, EventKind
from training.states import REGISTERED, CandidateState

S = CandidateState
_PRACTISING = (S.PRACTISING, S.LOOKING_BACK)
_ON_THE_ROSTER = (*_PRACTISING, *REGISTERED)
FOR_WHOM: dict[EventKind, tuple[CandidateState, ...]] = {
    EventKind.INFORMATION: (S.APPLIED, S.INVITED),
    EventKind.EK1: (S.DECIDED, S.IN_TRAINING),
    EventKind.EK2: (S.CERTIFIED, S.DEEPENING),
    EventKind.VARIANT: REGISTERED,
    EventKind.REFRESHER: REGISTERED,
    EventKind.REGIONAL: _ON_THE_ROSTER,
    EventKind.INTERVISION: _ON_THE_ROSTER,
    EventKind.STUDY_DAY: REGISTERED,
    EventKind.WORKSHOP: _ON_THE_ROSTER,
}
# Of these somebody has one date at a time, and swaps it for another.
ONE_AT_A_TIME = (EventKind.INFORMATION, EventKind.EK1, EventKind.EK2)
ANOTHER_DATE = gettext_lazy("You chose another date already. You can swap it until it begins. After that, call us.")


def refusal(candidate: Candidate, kind: str) -> str:
    """Why they cannot take a seat in an event of this kind now, in words for them; empty when they can."""
    if candidate.is_paused:
        return _("You paused. Go on first, then you can take a place.")
    if candidate.state not in FOR_WHOM[EventKind(kind)] or _left_the_roster(candidate):
        return _("This is not for you now. On your own page you read what you can choose.")
    if kind == EventKind.EK2 and not candidate.held_enough_for_ek2:
        return _("Not enough conferences yet for the second training.")
    return ""


def kinds_for(candidate: Candidate) -> list[EventKind]:
    """The kinds of event in which they may take a seat now."""
    return [kind for kind in EventKind if not refusal(candidate, kind)]


def _left_the_roster(candidate):
    """Who begins again is on the way like anybody else, whatever they left before."""
    if candidate.state not in _ON_THE_ROSTER:
        return False
    coordinator = getattr(candidate, "coordinator", None)
    return coordinator is not None and coordinator.state == CoordinatorState.LEFT
