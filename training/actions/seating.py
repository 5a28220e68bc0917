"""A seat in a training event: take it or wait for it, answer an offer, give it up, swap it (DESIGN §3).

Who may have a seat in what stands in `training.admission`.
"""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.workflow import log
from portal.workflow.moves import NotAllowed, NotPossible, lock
from training.actions.places import (
    active_seats,
    free_number,
    lock_events,
    move_seat,
    move_up,
    sit_down,
    stand_up,
    stand_up_and_choose_again,
)
from training.admission import ANOTHER_DATE, ONE_AT_A_TIME, refusal
from training.event_states import ACTIVE, PLACE, EventState, SeatState
from training.mails import send_seat_news_mail
from training.models import Candidate, Seat, TrainingEvent


@transaction.atomic
def take_seat(event: TrainingEvent, candidate: Candidate, *, by) -> Seat:
    """A place when one is free, else one on the waiting list; the seat there is when they are in the list already.

    Taking a place that is offered to them accepts it. A place in EK1 or EK2 moves their track along. They get a mail,
    but not when they put themselves on the waiting list: that they see at once. Raises NotAllowed for who does not see
    them, and NotPossible, with a sentence that tells what to do, when the event is not for them, not now, or closed.
    """
    lock_events(event)
    lock(candidate)
    _refuse_others(event, candidate, by=by)
    seat = Seat.objects.filter(event=event, candidate=candidate).first()
    if seat is not None and seat.state == SeatState.TAKEN:
        return seat
    _refuse_closed(event, candidate, by=by)
    _refuse_elsewhere(event, candidate, seat, by=by)
    _refuse_unfit(event, candidate)
    return _seat_down_or_wait(event, candidate, seat, by=by)


@transaction.atomic
def accept_offer(seat: Seat, *, by) -> Seat:
    """Takes the place that was offered, before its deadline. Raises NotPossible afterwards.

    Of which region they are is not asked again: who waited there was let in before.
    """
    event, candidate = _lock_seat(seat, "take", by=by)
    if seat.state == SeatState.TAKEN:
        return seat
    if not _is_kept(seat):
        raise NotPossible(_("This place is not kept for you any more. You can go on the waiting list again."))
    _refuse_closed(event, candidate, by=by)
    _refuse_unfit(event, candidate)
    sit_down(seat, by=by)
    send_seat_news_mail(candidate)
    return seat


@transaction.atomic
def give_up_seat(seat: Seat, *, by) -> Seat:
    """Gives up a place, an offer or the waiting; a place that comes free is offered to who waits longest.

    A place in EK1 or EK2 takes the track back to where they choose. Given up already: nothing happens. Raises
    NotPossible when the event is over.
    """
    event, candidate = _lock_seat(seat, "give_up", by=by)
    if seat.state not in ACTIVE:
        return seat
    if event.state != EventState.OPEN or event.is_over:
        raise NotPossible(_("This has been already."))
    stand_up_and_choose_again(seat, "give_up", by=by)
    if not candidate.belongs_to(by):
        send_seat_news_mail(candidate)
    move_up(event)
    return seat


@transaction.atomic
def swap_seat(seat: Seat, *, to: TrainingEvent, by) -> Seat:
    """Another date: gives this seat up and takes a place in `to`, of the same kind, which must be free there.

    Both or none. Raises NotPossible when it is full there: then they keep what they have.
    """
    old, candidate = _lock_seat(seat, "give_up", by=by, besides=to)
    _refuse_others(to, candidate, by=by)
    found = Seat.objects.filter(event=to, candidate=candidate).first()
    if found is not None and found.state == SeatState.TAKEN:
        return found
    if old.pk == to.pk or old.kind != to.kind or seat.state not in ACTIVE:
        raise NotPossible(_("You cannot swap these two."))
    if old.state != EventState.OPEN or old.has_begun:
        raise NotPossible(_("This has begun already. Call us if you still want to change it."))
    _refuse_closed(to, candidate, by=by)
    _refuse_elsewhere(to, candidate, found, by=by)
    _refuse_unfit(to, candidate, instead_of=old)
    taken = _seat_down_or_wait(to, candidate, found, by=by)
    if taken.state != SeatState.TAKEN:
        raise NotPossible(_("There is no place free on that date. You keep what you have."))
    stand_up(seat, "give_up", by=by)
    move_up(old)
    return taken


def _seat_down_or_wait(event, candidate, seat, *, by):
    """Who waits already goes first: free places are offered to them before anybody new sits down."""
    is_new = seat is None
    seat = seat or Seat(event=event, candidate=candidate)
    seat.event, seat.candidate = event, candidate
    if seat.state == SeatState.OFFERED and not _is_kept(seat):
        stand_up(seat, "lapse", by=None)
    if seat.state != SeatState.OFFERED:
        move_up(event)
    if is_new:
        seat.save()
    else:
        seat.refresh_from_db(fields=["state", "number", "offered_until"])  # moving up may have reached themselves
    number = seat.number or free_number(event)
    if number is not None:
        sit_down(seat, by=by, number=number)
        send_seat_news_mail(candidate)
        return seat
    if not is_new and seat.state == SeatState.WAITING:
        return seat
    if is_new:
        log.write(seat, "wait", by=by, from_state=SeatState.WAITING)
    else:
        move_seat(seat, "wait", by=by, waiting_since=timezone.now())
    if not candidate.belongs_to(by):
        send_seat_news_mail(candidate)
    return seat


def _is_kept(seat: Seat) -> bool:
    """Whether an offer stands that can still be accepted."""
    until = seat.offered_until if seat.state == SeatState.OFFERED else None
    return until is not None and until > timezone.now()


def _lock_seat(seat, step, *, by, besides=None):
    """Locks the event (and another one), the candidate and the seat, in this order, for who may place them."""
    event, candidate = seat.event, seat.candidate
    lock_events(event, *([besides] if besides and besides.pk != event.pk else []))
    lock(candidate)
    lock(seat)
    seat.event, seat.candidate = event, candidate
    if not _may_place(by, candidate):
        raise NotAllowed(f"{by!r} does not {step} {seat.pk}.")
    return event, candidate


def _refuse_others(event, candidate, *, by):
    if event.organisation_id != candidate.organisation_id:
        raise NotAllowed(f"{event.pk} is of another organisation than {candidate.pk}.")
    if not _may_place(by, candidate):
        raise NotAllowed(f"{by!r} does not place {candidate.pk}.")


def _may_place(by, candidate):
    if not getattr(by, "is_authenticated", False):
        return False
    if candidate.belongs_to(by):
        return True
    return by.holds(PLACE) and Candidate.objects.visible_to(by).filter(pk=candidate.pk).exists()


def _refuse_closed(event, candidate, *, by):
    """Staff may still place somebody when enrolment closed, and at the door."""
    if event.state == EventState.CANCELLED:
        raise NotPossible(_("This does not take place."))
    if event.state == EventState.HELD or event.is_over:
        raise NotPossible(_("This has been already."))
    if event.state != EventState.OPEN:
        raise NotPossible(_("You cannot take a place here yet."))
    if not candidate.belongs_to(by):
        return
    if event.is_closed:
        raise NotPossible(_("You can no longer take a place here. Call us if you still want to come."))


def _refuse_elsewhere(event, candidate, seat, *, by):
    """Whoever has an offer or waits already was let in before; staff place whom they like."""
    if not candidate.belongs_to(by) or (seat is not None and seat.state in ACTIVE):
        return
    if event.region_id is not None and event.region_id != candidate.region_id:
        raise NotPossible(_("This is for people of another region. Call us if you want to come all the same."))


def _refuse_unfit(event, candidate, *, instead_of=None):
    if words := refusal(candidate, event.kind):
        raise NotPossible(words)
    if event.kind not in ONE_AT_A_TIME:
        return
    others = active_seats(candidate, kinds=[event.kind]).exclude(event__in=[event, instead_of or event])
    if others.exists():
        raise NotPossible(str(ANOTHER_DATE))
