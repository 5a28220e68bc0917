"""Hundreds of invented training events at once, to see how agenda and lists behave; people of the demo sit in them."""

import random
from collections.abc import Iterator
from datetime import datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from portal.demo.bulk import BATCH
from portal.organisations.models import Organisation
from training.event_states import EventState, SeatState
from training.models import Candidate, EventDay, EventKind, Seat, TrainingEvent
from training.states import REGISTERED

# How often, and how many days each takes.
_KINDS = (
    (EventKind.INFORMATION, 20, 1), (EventKind.EK1, 10, 3), (EventKind.EK2, 5, 3), (EventKind.VARIANT, 5, 1),
    (EventKind.REFRESHER, 15, 1), (EventKind.REGIONAL, 15, 1), (EventKind.INTERVISION, 15, 1),
    (EventKind.STUDY_DAY, 5, 1), (EventKind.WORKSHOP, 10, 1),
)  # fmt: skip
# Those in which whoever is registered may sit, as often as they like.
_FOR_ALL = (EventKind.REFRESHER, EventKind.STUDY_DAY, EventKind.WORKSHOP)
_PLACES = ("Zwolle, zaal De Kring", "Utrecht, De Brug", "Assen, De Schans", "Gent, De Ark", "Leuven, Het Huis")
_BEFORE, _AHEAD = 300, 300  # days
_MOST_SEATS = 12
_BECAUSE = "Er waren te weinig aanmeldingen."


def make_many_events(count: int, *, seed: int = 1) -> Iterator[int]:
    """Adds `count` events to the organisations that are there; yields how many are stored, batch by batch.

    What is past was held or cancelled, what is to come is open or planned. Seats go to the coordinators that there are.
    """
    chance = random.Random(seed)  # noqa: S311  (invented events, no secrets)
    organisations = list(Organisation.objects.order_by("pk"))
    people = {
        one.pk: list(Candidate.objects.filter(organisation=one, state__in=REGISTERED).order_by("pk")[:200])
        for one in organisations
    }
    done = 0
    while done < count:
        events, days, seats = [], [], []
        for _number in range(done, min(count, done + BATCH)):
            organisation = chance.choice(organisations)
            event, its_days = _invent(organisation, chance)
            events.append(event)
            days.extend(its_days)
            seats.extend(_fill(event, people[organisation.pk], chance))
        with transaction.atomic():
            TrainingEvent.objects.bulk_create(events)
            EventDay.objects.bulk_create(days)
            Seat.objects.bulk_create(seats)
        done += len(events)
        yield done


def _invent(organisation, chance):
    kind, _weight, length = chance.choices(_KINDS, weights=[weight for _kind, weight, _length in _KINDS])[0]
    first = timezone.localdate() + timedelta(days=chance.randint(-_BEFORE, _AHEAD))
    hour = chance.choice((10, 14, 19))
    starts = [
        timezone.make_aware(datetime.combine(first + timedelta(days=number), time(hour))) for number in range(length)
    ]
    span = timedelta(hours=3 if hour > 10 else 6)
    is_past = starts[-1] + span < timezone.now()
    usual, rare = (EventState.HELD, EventState.CANCELLED) if is_past else (EventState.OPEN, EventState.PLANNED)
    state = chance.choices((usual, rare), weights=(9, 1))[0]
    event = TrainingEvent(
        organisation=organisation,
        kind=kind,
        place=chance.choice(_PLACES),
        capacity=chance.randint(8, 40),
        state=state,
        cancelled_because=_BECAUSE if state == EventState.CANCELLED else "",
        starts=starts[0],
        ends=starts[-1] + span,
    )
    return event, [EventDay(event=event, starts=one, ends=one + span) for one in starts]


def _fill(event, people, chance):
    if event.kind not in _FOR_ALL or event.state not in (EventState.OPEN, EventState.HELD):
        return []
    coming = chance.sample(people, k=min(len(people), event.capacity, chance.randint(0, _MOST_SEATS)))
    return [
        Seat(event=event, candidate=one, state=SeatState.TAKEN, number=number, reminded_at=timezone.now())
        for number, one in enumerate(coming, start=1)
    ]
