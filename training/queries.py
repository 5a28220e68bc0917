"""What pages read of training events: the public agenda, what somebody may choose, and the seats they have."""

from datetime import datetime

from django.contrib.auth import get_user_model
from django.db.models import BooleanField, Case, Count, F, OuterRef, Prefetch, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone

from portal.accounts.roles import MANAGER, TRAINER
from portal.workflow.models import MoveLogEntry
from training.admission import ONE_AT_A_TIME, kinds_for
from training.event_states import ACTIVE, EVENT_TRACK, HOLDING, EventState, SeatState
from training.models import Candidate, Seat, TrainingEvent


def public_events(
    organisation, *, starts: datetime | None = None, ends: datetime | None = None
) -> QuerySet[TrainingEvent]:
    """What stands on the agenda and is not over, soonest first, with `free` (places, from 0), `is_full` and days.

    `starts` and `ends` leave out what is over before the one, or begins only from the other on.
    """
    events = TrainingEvent.objects.coming().filter(organisation=organisation, is_public=True)
    if starts is not None:
        events = events.filter(ends__gt=starts)
    if ends is not None:
        events = events.filter(starts__lt=ends)
    return with_places(events)


def events_for(candidate: Candidate) -> list[TrainingEvent]:
    """The events in which they may take a seat now, soonest first, with `free`, `is_full`, days, and `own_seat`.

    That is their seat there, active or not; None where they never had one. Of what they may have one date at a time,
    the others stand here too: they may swap.
    """
    now = timezone.now()
    still = Q(enrol_until__isnull=True) | Q(enrol_until__gt=now)
    near = Q(region__isnull=True) | Q(region=candidate.region_id)
    events = TrainingEvent.objects.filter(
        still,
        near,
        organisation=candidate.organisation_id,
        state=EventState.OPEN,
        starts__gt=now,
        kind__in=kinds_for(candidate),
    )
    own = Prefetch("seats", queryset=Seat.objects.filter(candidate=candidate), to_attr="own_seats")
    found: list[TrainingEvent] = list(with_places(events).prefetch_related(own))
    for event in found:
        event.own_seat = next(iter(event.own_seats), None)  # type: ignore[attr-defined]
    return found


def kinds_chosen(candidate: Candidate) -> frozenset[str]:
    """Of what they may have one date at a time: the kinds of which they have one, or wait for one, that is not over.

    Also where it has begun, or enrolment closed: another one of this kind they cannot take beside it.
    """
    seats = Seat.objects.filter(candidate=candidate, event__kind__in=ONE_AT_A_TIME).active()
    return frozenset(seats.order_by().values_list("event__kind", flat=True))


def was_open(event: TrainingEvent) -> bool:
    """Whether people could ever take a place in it: what was cancelled before that, nobody but staff knows of."""
    if event.state in (EventState.OPEN, EventState.HELD):
        return True
    opened = MoveLogEntry.objects.for_instance(event).filter(action=EVENT_TRACK.action("open"))
    return event.state == EventState.CANCELLED and (opened.exists() or event.seats.exists())


def who_can_give(organisation_id: int | None):
    """The trainers and managers of an organisation."""
    people = get_user_model().objects.filter(organisation=organisation_id, is_active=True)
    return people.filter(groups__name__in=(TRAINER, MANAGER)).distinct().order_by("first_name", "last_name", "email")


def seats_of(candidate: Candidate) -> QuerySet[Seat]:
    """All seats they have or had, with event and days: first the active ones of what is to come, soonest first."""
    is_coming = Q(state__in=ACTIVE, event__state=EventState.OPEN, event__ends__gte=timezone.now())
    seats = Seat.objects.filter(candidate=candidate).select_related("event__organisation", "event__region")
    seats = seats.annotate(is_coming=Case(When(is_coming, then=True), default=False, output_field=BooleanField()))
    return seats.prefetch_related("event__days").order_by("-is_coming", "event__starts", "pk")


def in_line(seats: QuerySet[Seat]) -> QuerySet[Seat]:
    """With `ahead`: how many others wait longer in the same event."""
    longer = Q(waiting_since__lt=OuterRef("waiting_since")) | Q(
        waiting_since=OuterRef("waiting_since"), pk__lt=OuterRef("pk")
    )
    others = Seat.objects.filter(longer, event=OuterRef("event"), state=SeatState.WAITING).order_by()
    count = others.values("event").annotate(count=Count("pk")).values("count")
    return seats.annotate(ahead=Coalesce(Subquery(count), 0))


def with_places(events: QuerySet[TrainingEvent]) -> QuerySet[TrainingEvent]:
    """With `held` (places taken or kept for somebody), `waiting`, `free` and `is_full` for each, and the days."""
    counted = events.select_related("organisation", "region").annotate(
        held=Count("seats", filter=Q(seats__state__in=HOLDING)),
        waiting=Count("seats", filter=Q(seats__state=SeatState.WAITING)),
    )
    counted = counted.annotate(free=Greatest(F("capacity") - F("held"), Value(0)))
    full = counted.annotate(is_full=Case(When(free=0, then=True), default=False, output_field=BooleanField()))
    return full.prefetch_related("days").order_by("starts", "pk")
