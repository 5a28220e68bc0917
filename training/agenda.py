"""What the public agenda says of training events: which stand on it, in which words, and their days for a calendar."""

from uuid import UUID

from django.db.models import CharField, QuerySet
from django.db.models.functions import Cast, Coalesce, Least
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.outbound.calendar import Appointment
from training.event_states import EventState
from training.models import EventKind, TrainingEvent
from training.queries import public_events, with_places

__all__ = [
    "address_of_event", "appointments_of", "found_events", "how_to_take_part", "on_the_agenda", "public_events",
    "title_of",
]  # fmt: skip


def on_the_agenda(organisation) -> QuerySet[TrainingEvent]:
    """The public events of an organisation, coming or past, with `free`, `key` (the pk as text) and `closes`.

    `closes` is until when people take a place themselves. What is being prepared or cancelled does not stand there.
    """
    shown = (EventState.OPEN, EventState.HELD)
    events = with_places(TrainingEvent.objects.filter(organisation=organisation, is_public=True, state__in=shown))
    closes = Coalesce(Least("enrol_until", "starts"), "starts")
    return events.annotate(key=Cast("pk", CharField()), closes=closes).prefetch_related(None)


def found_events(site) -> QuerySet:
    """(pk, when it changed) of the coming public events of a site, for search engines."""
    events = TrainingEvent.objects.coming().filter(organisation__site=site, is_public=True)
    return events.order_by("starts", "pk").values_list("pk", "changed_at")


def title_of(kind: str, title: str) -> str:
    """What it is called: its own title, else the name of its kind in the reader's language."""
    return title or str(EventKind(kind).label)


def how_to_take_part(kind: str) -> tuple[str, str]:
    """The address where somebody who wants to come goes on, and the words that lead there."""
    if kind == EventKind.INFORMATION:
        return reverse("training:coordinator"), _("First write your letter")
    return reverse("training:my"), _("For coordinators and candidates: on your own page")


def address_of_event(pk: UUID | str) -> str:
    return reverse("training:event", args=[UUID(str(pk))])


def appointments_of(event: TrainingEvent, *, host: str, address: str, link: str = "") -> list[Appointment]:
    """Each day of the event, at `address`; the third day stays the third when the days move. `link`: to be online."""
    title = title_of(event.kind, event.title)
    words = "\n".join(part for part in (event.for_whom, link) if part)
    return [
        Appointment(
            identity=f"{event.pk}-{number}@{host}",
            title=title,
            starts=day.starts,
            ends=day.ends,
            changed=event.changed_at,
            place=day.place or event.place,
            text=words,
            address=address,
        )
        for number, day in enumerate(event.days.all(), start=1)
    ]
