"""What is asked of somebody about dates: an offered place first, then the dates of the step that they are at."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from training.agenda import title_of
from training.event_states import SeatState
from training.models import Candidate, EventKind, Seat, TrainingEvent
from training.states import CandidateState
from training.views.my_now import OURS, YOURS, Now

S = CandidateState
# Which dates belong to a step of the track.
_KIND = {
    S.APPLIED: EventKind.INFORMATION,
    S.INVITED: EventKind.INFORMATION,
    S.DECIDED: EventKind.EK1,
    S.IN_TRAINING: EventKind.EK1,
    S.CERTIFIED: EventKind.EK2,
    S.DEEPENING: EventKind.EK2,
}
_CHOOSE = {
    S.INVITED: (
        gettext_lazy("Come to the information meeting"),
        gettext_lazy("There you hear what the work is, and meet people who do it. Choose the day that suits you."),
    ),
    S.DECIDED: (
        gettext_lazy("Choose your dates for the training"),
        gettext_lazy("You said yes. There are trainings in which you can take a place. Choose the one that suits you."),
    ),
    S.CERTIFIED: (
        gettext_lazy("You are a coordinator"),
        gettext_lazy("You did enough conferences for the second training. Choose the dates that suit you."),
    ),
}
_HAVE = {
    EventKind.INFORMATION: (
        gettext_lazy("You come to the information meeting"),
        gettext_lazy("There you hear what the work is, and meet people who do it. You decide afterwards."),
    ),
    EventKind.EK1: (
        gettext_lazy("You have a place in the training"),
        gettext_lazy(
            "In the training you practise with others, and find out together with the trainers whether this fits you. "
            "Afterwards you write a short report."
        ),
    ),
    EventKind.EK2: (
        gettext_lazy("You have a place in the second training"),
        gettext_lazy("There you practise conferences about repair, and with groups. Afterwards you say what fits you."),
    ),
}


def asked_about_dates(candidate: Candidate, *, seats: Sequence[Seat], events: Sequence[TrainingEvent]) -> Now | None:
    """None when there is nothing to say about dates: no event, another step, or a pause."""
    if candidate.is_paused:
        return None
    coming = [seat for seat in seats if seat.is_coming]
    offered = [seat for seat in coming if seat.state == SeatState.OFFERED]
    if offered:
        return _offered(min(offered, key=lambda seat: seat.offered_until or seat.waiting_since))
    state = CandidateState(candidate.state)
    kind = _KIND.get(state)
    seat = next((seat for seat in coming if seat.event.kind == kind), None)
    if seat is not None:
        return _have(seat) if seat.state == SeatState.TAKEN else _wait(seat)
    if state in _CHOOSE and any(event.kind == kind for event in events):
        return _choose(state)
    return None


def _offered(seat):
    moment = date_format(localtime(seat.offered_until), "l j F, H:i")
    return Now(
        turn=str(YOURS),
        heading=_("There is a place for you"),
        text=_("%(event)s. We keep the place for you until %(moment)s.")
        % {"event": title_of(seat.event.kind, seat.event.title), "moment": moment},
        address=_address(),
        button=_("Say whether you take it"),
        event=seat.event,
    )


def _have(seat):
    heading, text = _HAVE[seat.event.kind]
    return Now(
        turn=str(OURS),
        heading=str(heading),
        text=str(text),
        address=_address(),
        button=_("See all about it"),
        event=seat.event,
    )


def _wait(seat):
    return Now(
        turn=str(OURS),
        heading=_("You are on the waiting list"),
        text=_("When a place comes free, you read it here and get a mail. Or choose another date."),
        address=_address(),
        button=_("See the dates"),
        event=seat.event,
    )


def _choose(state):
    heading, text = _CHOOSE[state]
    return Now(turn=str(YOURS), heading=str(heading), text=str(text), address=_address(), button=_("Choose your dates"))


def _address():
    return reverse("training:my_training")
