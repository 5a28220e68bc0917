"""What happens to seats by itself when time passes: offers and waiting end, lists move up, people are reminded."""

from django.db import transaction
from django.db.models import Count, F, Q
from django.utils import timezone

from training.actions.places import REMINDED_BEFORE, end_waiting, lock_events, move_up, stand_up, with_people
from training.event_states import HOLDING, EventState, SeatState
from training.mails import send_seat_news_mail, send_seat_reminder_mail
from training.models import Seat, TrainingEvent


def lapse_offers() -> int:
    """Ends every offer that nobody answered in time, and offers those places, and any other that is free, onwards.

    How many offers ended.
    """
    now = timezone.now()
    late = Q(seats__state=SeatState.OFFERED, seats__offered_until__lte=now)
    events = TrainingEvent.objects.filter(late).distinct().order_by("pk")
    ended = sum(_lapse_in(event) for event in events)
    for event in _with_room_and_waiting(now):
        _fill(event)
    return ended


def leave_out_who_waited() -> int:
    """Ends the waiting for every event that is over; how many waited."""
    waited = Q(seats__state=SeatState.WAITING)
    over = Q(ends__lte=timezone.now()) | Q(state=EventState.HELD)
    return sum(_leave_out_of(event) for event in TrainingEvent.objects.filter(waited, over).distinct().order_by("pk"))


def send_reminders() -> int:
    """Reminds everybody with a place in an event that begins within three days, once; how many."""
    now = timezone.now()
    coming = Seat.objects.filter(
        state=SeatState.TAKEN,
        reminded_at__isnull=True,
        event__state=EventState.OPEN,
        event__starts__gt=now,
        event__starts__lte=now + REMINDED_BEFORE,
    )
    return sum(_remind(seat) for seat in with_people(coming))


@transaction.atomic
def _lapse_in(event):
    lock_events(event)
    late = event.seats.filter(state=SeatState.OFFERED, offered_until__lte=timezone.now())
    seats = list(with_people(late))
    for seat in seats:
        stand_up(seat, "lapse", by=None)
        send_seat_news_mail(seat.candidate)
    move_up(event)
    return len(seats)


@transaction.atomic
def _leave_out_of(event):
    lock_events(event)
    is_over = event.is_over or event.state == EventState.HELD
    return end_waiting(event) if is_over else 0  # it may have been moved in this very moment


@transaction.atomic
def _fill(event):
    lock_events(event)
    move_up(event)


def _with_room_and_waiting(now):
    """Somebody may have waited while they paused, or while their place was not for them yet."""
    events = TrainingEvent.objects.filter(state=EventState.OPEN, starts__gt=now).annotate(
        held=Count("seats", filter=Q(seats__state__in=HOLDING)),
        waiting=Count("seats", filter=Q(seats__state=SeatState.WAITING)),
    )
    return events.filter(waiting__gt=0, held__lt=F("capacity")).order_by("pk")


@transaction.atomic
def _remind(seat):
    unreminded = Seat.objects.filter(pk=seat.pk, state=SeatState.TAKEN, reminded_at__isnull=True)
    if not unreminded.update(reminded_at=timezone.now()):
        return False
    send_seat_reminder_mail(seat.candidate)
    return True
