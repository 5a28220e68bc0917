"""Who may be placed in an event, and to which others somebody can swap."""

from dataclasses import dataclass
from itertools import islice

from django.db.models import F, Q
from django.utils import timezone

from training.admission import FOR_WHOM, ONE_AT_A_TIME, refusal
from training.event_states import ACTIVE, EventState
from training.models import Candidate, EventKind, Seat, TrainingEvent
from training.queries import with_places

MOST_SHOWN = 50


@dataclass(frozen=True)
class Eligible:
    """Who applied first on top; `are_more` says that the list goes on below."""

    shown: list[Candidate]
    are_more: bool


def eligible_for(event: TrainingEvent, user) -> Eligible:
    """The user's candidates who may have a place in it now, and have none there nor in another date instead."""
    rows = Candidate.objects.visible_to(user).filter(
        organisation=event.organisation_id, state__in=FOR_WHOM[EventKind(event.kind)], paused_at__isnull=True
    )
    if event.kind == EventKind.EK2:
        rows = rows.filter(conferences_held__gte=F("rule_book__conferences_before_ek2"))
    rows = rows.exclude(pk__in=_seated(event)).select_related("rule_book", "region", "coordinator")
    rows = rows.order_by("applied_at", "pk").iterator(chunk_size=4 * MOST_SHOWN)
    found = list(islice((one for one in rows if not refusal(one, event.kind)), MOST_SHOWN + 1))
    return Eligible(found[:MOST_SHOWN], len(found) > MOST_SHOWN)


def others_like(event: TrainingEvent, candidate: Candidate, user):
    """Where somebody can go instead: events of the same kind that did not begin yet, with places free, the soonest

    first; not where they have a seat already.
    """
    rows = TrainingEvent.objects.visible_to(user).filter(
        kind=event.kind, state=EventState.OPEN, starts__gt=timezone.now()
    )
    seated = Seat.objects.filter(candidate=candidate, state__in=ACTIVE).order_by().values("event")
    return with_places(rows.exclude(pk=event.pk).exclude(pk__in=seated)).filter(free__gt=0)


def _seated(event):
    """Keys of who has a seat in it, or in another date of what one has one date at a time."""
    seats = Seat.objects.filter(event=event, state__in=ACTIVE)
    if event.kind not in ONE_AT_A_TIME:
        return seats.order_by().values("candidate")
    dates = Seat.objects.active().filter(event__kind=event.kind)
    return (
        Seat.objects.filter(Q(pk__in=seats.values("pk")) | Q(pk__in=dates.values("pk"))).order_by().values("candidate")
    )
