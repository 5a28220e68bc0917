"""Who was there, on each day of a training event."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.workflow import log
from portal.workflow.moves import NotAllowed, NotPossible
from training.actions.places import lock_events
from training.event_states import ATTENDANCE, EventState, SeatState
from training.models import Attendance, EventDay, TrainingEvent


@transaction.atomic
def take_attendance(day: EventDay, *, by, was_there: Mapping) -> int:
    """Writes down who was there and who was not, by the keys of their seats; how many that changed.

    The same twice changes nothing. Keys of seats without a place in this event are passed over: somebody may have
    given it up since the sheet was drawn; so is the writer's own. Raises NotPossible before the day is there, when it
    was taken away or moved meanwhile, and when the event does not take place.
    """
    event = day.event
    lock_events(event)
    if not _takes(by) or not TrainingEvent.objects.visible_to(by).filter(pk=event.pk).exists():
        raise NotAllowed(f"{by!r} takes no attendance of {event.pk}.")
    if event.state not in (EventState.OPEN, EventState.HELD):
        raise NotPossible(_("No attendance is taken here: it is “%(state)s”.") % {"state": event.state_label})
    standing = event.days.filter(pk=day.pk).first()
    if standing is None:
        raise NotPossible(_("This day is not there any more: the event was moved."))
    if timezone.localdate(standing.starts) > timezone.localdate():
        raise NotPossible(_("This day is still to come."))
    changed = _changed(event, standing, by=by, was_there={str(key): bool(value) for key, value in was_there.items()})
    Attendance.objects.bulk_create(
        changed,
        update_conflicts=True,
        unique_fields=["day", "seat"],
        update_fields=["was_there", "by", "at"],
    )
    if changed:
        log.note(event, "attendance", by=by, on=timezone.localdate(standing.starts))
    return len(changed)


def _takes(by):
    return getattr(by, "is_authenticated", False) and by.holds(ATTENDANCE)


def _changed(event, day, *, by, was_there):
    """Nobody writes down about themselves that they were there."""
    known = dict(Attendance.objects.filter(day=day).values_list("seat", "was_there"))
    places = event.seats.filter(state=SeatState.TAKEN).of_others(by).values_list("pk", flat=True)
    return [
        Attendance(day=day, seat_id=seat, was_there=was_there[str(seat)], by=by)
        for seat in places
        if str(seat) in was_there and known.get(seat) != was_there[str(seat)]
    ]
