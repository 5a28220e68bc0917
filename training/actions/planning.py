"""Training events: plan, change, open, hold and cancel them (DESIGN §3, TrainingEvent)."""

from collections.abc import Iterable, Sequence

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.workflow import log
from portal.workflow.moves import NotAllowed, NotPossible, move
from training.actions.places import (
    REMINDED_BEFORE,
    end_waiting,
    lock_events,
    move_up,
    stand_up_and_choose_again,
    with_people,
)
from training.days import DayTimes, crossing, refusal_of_times
from training.event_states import ACTIVE, HOLDING, PLAN, EventState, SeatState
from training.mails import send_seat_changed_mail
from training.models import EventDay, EventTrainer, Seat, TrainingEvent
from training.permissions import plans_in
from training.queries import who_can_give

# What whoever plans fills in.
FIELDS = (
    "kind", "title", "region", "language", "place", "for_whom", "about", "capacity", "offer_days", "enrol_until",
    "is_public", "link", "to_bring",
)  # fmt: skip


@transaction.atomic
def plan_event(organisation, *, by, days: Sequence[DayTimes], trainers: Iterable = (), **fields) -> TrainingEvent:
    """A new event, which nobody but staff sees until it is opened. `fields` by the names of FIELDS.

    Raises NotAllowed for who does not plan for this organisation, NotPossible (field) for what cannot be: so it is
    with a region for which `by` does not answer, unless they are a trainer.
    """
    if not _plans(by) or by.organisation_id != organisation.pk:
        raise NotAllowed(f"{by!r} does not plan for {organisation.pk}.")
    event = TrainingEvent(organisation=organisation)
    _fill(event, fields, days=days, by=by)
    event.save()
    _set_days(event, days)
    _set_trainers(event, trainers)
    log.note(event, "change", by=by)
    return event


@transaction.atomic
def change_event(
    event: TrainingEvent, *, by, days: Sequence[DayTimes] | None = None, trainers: Iterable | None = None, **fields
) -> TrainingEvent:
    """Other words, places, days or trainers; None leaves days or trainers as they are.

    When days or place change, everybody with a place, an offer or on the waiting list gets a mail; more places move
    the waiting list up. Raises NotPossible (field): "capacity" below what is taken and offered, "kind" while somebody
    has a seat, "days" without those on which attendance was written down.
    """
    _lock_own(event, by=by)
    if event.state not in (EventState.PLANNED, EventState.OPEN):
        raise NotPossible(_("This cannot be changed any more: it is “%(state)s”.") % {"state": event.state_label})
    before, kind, place, began = _days_of(event), event.kind, event.place, event.has_begun
    _fill(event, fields, days=before if days is None else days, by=by)
    _refuse_against_seats(event, kind=kind)
    if event.state == EventState.OPEN and event.has_begun and not began:
        raise NotPossible(_("Choose days that are still to come."), field="days")
    event.edition += 1
    event.changed_at = timezone.now()
    event.save()
    if days is not None:
        _set_days(event, days)
    if trainers is not None:
        _set_trainers(event, trainers)
    is_moved = (_days_of(event), event.place) != (before, place)
    log.note(event, "move_days" if is_moved else "change", by=by)
    _renumber(event)
    _shorten_offers(event)
    if is_moved and event.state == EventState.OPEN:
        _tell_of_move(event)
    move_up(event)
    return event


def open_event(event: TrainingEvent, *, by) -> TrainingEvent:
    """From now on people can take a place. Raises NotPossible without days, and when they are over."""
    with transaction.atomic():
        _lock_own(event, by=by)
        if event.is_over:
            raise NotPossible(_("Choose days that are still to come."), field="days")
        return move(event, "open", by=by)


def hold_event(event: TrainingEvent, *, by) -> TrainingEvent:
    """It was held: nobody waits for it any more. Raises NotPossible before it begins."""
    with transaction.atomic():
        _lock_own(event, by=by)
        move(event, "hold", by=by)
        end_waiting(event)
    return event


@transaction.atomic
def cancel_event(event: TrainingEvent, *, by, because: str) -> TrainingEvent:
    """It does not take place, for a reason that people read. Everybody with a seat gets a mail.

    Who was in EK1 or EK2 with it chooses again. Raises NotPossible (field "because") without a reason, or with one that
    is too long.
    """
    _lock_own(event, by=by)
    because, most = because.strip(), TrainingEvent._meta.get_field("cancelled_because").max_length or 0
    if not because:
        raise NotPossible(_("Write down the reason."), field="because")
    if len(because) > most:
        raise NotPossible(_("Use at most %(most)d characters.") % {"most": most}, field="because")
    move(event, "cancel", by=by, cancelled_because=because, edition=event.edition + 1, changed_at=timezone.now())
    for seat in _active_seats(event):
        stand_up_and_choose_again(seat, "cancel", by=None)
        send_seat_changed_mail(seat.candidate)
    return event


def _plans(by):
    return getattr(by, "is_authenticated", False) and by.holds(PLAN)


def _lock_own(event, *, by):
    """Locks it for who plans it."""
    lock_events(event)
    is_theirs = _plans(by) and by.organisation_id == event.organisation_id and plans_in(by, event.region_id)
    if not is_theirs:
        raise NotAllowed(f"{by!r} does not plan {event.pk}.")


def _fill(event, fields, *, days, by):
    if unknown := [name for name in fields if name not in FIELDS]:
        raise TypeError(f"An event has no {', '.join(unknown)} to fill in.")
    for name, value in fields.items():
        setattr(event, name, value)
    days = sorted(days, key=lambda day: day.starts)
    _refuse_days(days)
    event.starts = days[0].starts if days else None
    event.ends = max(day.ends for day in days) if days else None
    if event.region is not None and event.region.organisation_id != event.organisation_id:
        raise NotPossible(_("This region is of another organisation."), field="region")
    if not plans_in(by, event.region_id):
        raise NotPossible(_("Choose a region for which you answer, or all regions."), field="region")
    if event.enrol_until is not None and event.starts is not None and event.enrol_until > event.starts:
        raise NotPossible(_("Enrolment closes before the first day begins."), field="enrol_until")
    _refuse_invalid(event)


def _refuse_days(days):
    for day in days:
        if words := refusal_of_times(day.starts, day.ends):
            raise NotPossible(words, field="days")
        if len(day.place) > (EventDay._meta.get_field("place").max_length or 0):
            raise NotPossible(_("This place is too long."), field="days")
    if crossing(days):
        raise NotPossible(_("Two of these days are at the same time."), field="days")


def _refuse_invalid(event):
    try:
        event.full_clean()
    except ValidationError as error:
        name, messages = next(iter(error.message_dict.items()))
        field = {NON_FIELD_ERRORS: None, "starts": "days", "ends": "days"}.get(name, name)
        raise NotPossible(messages[0], field=field) from None


def _refuse_against_seats(event, *, kind):
    seats = list(event.seats.filter(state__in=ACTIVE).values_list("state", flat=True))
    if seats and event.kind != kind:
        raise NotPossible(_("People have a place in it already: plan another event for this."), field="kind")
    held = sum(state in HOLDING for state in seats)
    if event.capacity < held:
        raise NotPossible(
            _("%(count)d places are taken or offered already.") % {"count": held},
            field="capacity",
        )


def _days_of(event):
    return [DayTimes(day.starts, day.ends, day.place) for day in EventDay.objects.filter(event=event)]


def _set_days(event, days):
    """A day that begins as before stays, with its attendance; a day with attendance does not go."""
    wanted = {day.starts: day for day in days}
    gone = event.days.exclude(starts__in=wanted)
    if gone.filter(attendances__isnull=False).exists():
        raise NotPossible(_("On one of these days it is written down already who was there."), field="days")
    gone.delete()
    EventDay.objects.bulk_create(
        [EventDay(event=event, starts=day.starts, ends=day.ends, place=day.place) for day in wanted.values()],
        update_conflicts=True,
        unique_fields=["event", "starts"],
        update_fields=["ends", "place"],
    )


def _set_trainers(event, trainers):
    trainers = list(trainers)
    if {one.pk for one in trainers} - set(who_can_give(event.organisation_id).values_list("pk", flat=True)):
        raise NotPossible(_("Choose trainers or managers of your own organisation."), field="trainers")
    event.given_by.exclude(trainer__in=trainers).delete()
    EventTrainer.objects.bulk_create(
        [EventTrainer(event=event, trainer=one) for one in trainers], ignore_conflicts=True
    )


def _renumber(event):
    """After a smaller capacity nobody has a place with a number beyond it."""
    held = list(event.seats.filter(state__in=HOLDING).order_by("number"))
    free = sorted(set(range(1, event.capacity + 1)) - {seat.number for seat in held})
    beyond = [seat for seat in held if seat.number > event.capacity]
    for seat, number in zip(beyond, free, strict=False):
        seat.number = number
    Seat.objects.bulk_update(beyond, ["number"])


def _shorten_offers(event):
    if event.closes_at is not None:
        late = event.seats.filter(state=SeatState.OFFERED, offered_until__gt=event.closes_at)
        late.update(offered_until=event.closes_at)


def _tell_of_move(event):
    is_soon = event.starts <= timezone.now() + REMINDED_BEFORE
    event.seats.filter(state=SeatState.TAKEN).update(reminded_at=timezone.now() if is_soon else None)
    for seat in _active_seats(event):
        send_seat_changed_mail(seat.candidate)


def _active_seats(event):
    return with_people(event.seats.filter(state__in=ACTIVE)).order_by("candidate_id")
