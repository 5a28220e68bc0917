"""From who was there to the track: what a held information meeting or training means for each candidate (DOMAIN §4)."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.workflow.moves import NotAllowed, NotPossible, may
from training.actions.guiding import finish_deepening, finish_training, record_meeting, record_missed_meeting
from training.actions.places import lock_events
from training.event_states import EventState, SeatState
from training.models import Candidate, EventKind, Seat, TrainingEvent
from training.states import CANDIDATE_TRACK, CandidateState

# What it means to have been there, and not to have been: by kind, (state of the candidate) → name of the transition.
_WAS_THERE = {
    EventKind.INFORMATION: {CandidateState.APPLIED: "attend_meeting", CandidateState.INVITED: "attend_meeting"},
    EventKind.EK1: {CandidateState.IN_TRAINING: "finish_training"},
    EventKind.EK2: {CandidateState.DEEPENING: "finish_deepening"},
}
_WAS_NOT = {EventKind.INFORMATION: {CandidateState.INVITED: "miss_meeting"}}


@dataclass(frozen=True)
class Conclusion:
    """What follows for one candidate: `step`, a transition of their track; or `why`, what is in the way."""

    candidate: Candidate
    step: str = ""
    why: str = ""

    @property
    def label(self):
        return CANDIDATE_TRACK.transition(self.step).label if self.step else ""


@dataclass
class Concluded:
    done: list[Conclusion] = field(default_factory=list)
    left: list[Conclusion] = field(default_factory=list)


def conclusions(event: TrainingEvent, *, by) -> list[Conclusion]:
    """What the attendance says for every candidate whom `by` may guide and who did not go on yet.

    Who was there on every day took a training; for an information meeting one day is enough. Costs a fixed number of
    queries, whatever the number of people.
    """
    if event.state != EventState.HELD or event.kind not in _WAS_THERE:
        return []
    days = event.days.count()
    guided = Candidate.objects.visible_to(by).filter(seats__event=event, seats__state=SeatState.TAKEN)
    candidates = guided.select_related("vault", "organisation", "region", "user", "rule_book").order_by("applied_at")
    written = {seat.candidate_id: seat for seat in _seats(event)}
    found = [_conclude(event, one, written[one.pk], days) for one in candidates if one.pk in written]
    return [one for one in found if one is not None]


@transaction.atomic
def record_who_was_there(event: TrainingEvent, *, by) -> Concluded:
    """Takes for each candidate the step that the attendance means; whoever cannot take it now is left, with why.

    Doing it again does nothing: who went on stands no longer where the step begins. Raises NotPossible when there is
    nothing to record.
    """
    _lock_with_others(event)
    found = conclusions(event, by=by)
    if not any(one.step for one in found):
        raise NotPossible(_("There is nothing to record now."))
    concluded = Concluded()
    for one in found:
        why = one.why or _take(one, event, by)
        (concluded.left if why else concluded.done).append(Conclusion(one.candidate, one.step, why))
    return concluded


def _lock_with_others(event):
    """All events at once in which its people have a seat: their steps free those too, each in an order of its own."""
    people = event.seats.filter(state=SeatState.TAKEN).order_by().values("candidate")
    others = Seat.objects.filter(candidate__in=people).active().exclude(event=event)
    lock_events(event, *TrainingEvent.objects.filter(pk__in=others.order_by().values("event")))


def _seats(event) -> Iterable[Seat]:
    return event.seats.filter(state=SeatState.TAKEN).prefetch_related("attendances")


def _conclude(event, candidate, seat, days) -> Conclusion | None:
    """None when nothing follows for them any more."""
    was_there = _WAS_THERE[event.kind].get(candidate.state)
    was_not = _WAS_NOT.get(event.kind, {}).get(candidate.state)
    if was_there is None:
        return None
    answers = [one.was_there for one in seat.attendances.all()]
    if len(answers) < days:
        return Conclusion(candidate, why=_("Not every day is written down."))
    came = any(answers) if event.kind == EventKind.INFORMATION else all(answers)
    if came:
        return Conclusion(candidate, step=was_there)
    if was_not:
        return Conclusion(candidate, step=was_not)
    if event.kind == EventKind.INFORMATION:
        return None  # came without an invitation, and did not come: they still wait for one
    return Conclusion(candidate, why=_("Was not there on every day: talk about it with them."))


def _take(one: Conclusion, event, by) -> str:
    """Empty when the step was taken, else why not."""
    if not may(by, one.candidate, one.step):
        return _("Whoever guides this candidate records it.")
    last = timezone.localdate(event.ends)
    try:
        with transaction.atomic():
            _STEPS[one.step](one.candidate, by=by, on=last)
    except NotPossible as refusal:
        return str(refusal.message)
    except NotAllowed:
        return _("This was handed over to another region in the meantime.")
    return ""


_STEPS = {
    "attend_meeting": record_meeting,
    "miss_meeting": lambda candidate, *, by, on: record_missed_meeting(candidate, by=by),
    "finish_training": finish_training,
    "finish_deepening": finish_deepening,
}
