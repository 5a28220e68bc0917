"""Who may be placed in an event, and to which others somebody can swap."""

from django.db.models import F
from django.utils import timezone

from training.admission import FOR_WHOM, refusal
from training.event_states import ACTIVE, EventState
from training.models import Candidate, EventKind, Seat, TrainingEvent
from training.queries import with_places

MOST_SHOWN = 50


def eligible_for(event: TrainingEvent, user) -> list[Candidate]:
    """The user's candidates who may have a place in it now and have none there, who applied first on top."""
    seated = Seat.objects.filter(event=event, state__in=ACTIVE).values("candidate")
    rows = Candidate.objects.visible_to(user).filter(
        organisation=event.organisation_id, state__in=FOR_WHOM[EventKind(event.kind)], paused_at__isnull=True
    )
    if event.kind == EventKind.EK2:
        rows = rows.filter(conferences_held__gte=F("rule_book__conferences_before_ek2"))
    rows = rows.exclude(pk__in=seated).select_related("rule_book", "region", "coordinator").order_by("applied_at", "pk")
    return [one for one in rows[:MOST_SHOWN] if not refusal(one, event.kind)]


def others_like(event: TrainingEvent, user):
    """Open events of the same kind that did not begin yet, with how many places are free, the soonest first."""
    rows = TrainingEvent.objects.visible_to(user).filter(
        kind=event.kind, state=EventState.OPEN, starts__gt=timezone.now()
    )
    return with_places(rows.exclude(pk=event.pk))
