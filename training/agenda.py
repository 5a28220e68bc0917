"""What the public agenda says of training events: which stand on it, in which words, and their days for a calendar."""

from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Exists, OuterRef, QuerySet
from django.db.models.functions import Cast, Coalesce, Least
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.outbound.calendar import Appointment
from portal.workflow.models import MoveLogEntry
from training.event_states import EVENT_TRACK, EventState
from training.models import EventKind, TrainingEvent
from training.queries import with_places


def on_the_agenda(organisation) -> QuerySet[TrainingEvent]:
    """The public events of an organisation, coming or past, with `free`, `key` (the pk as text) and `closes`.

    `closes` is until when people take a place themselves. What is being prepared or cancelled does not stand there.
    """
    shown = (EventState.OPEN, EventState.HELD)
    events = with_places(TrainingEvent.objects.filter(organisation=organisation, is_public=True, state__in=shown))
    closes = Coalesce(Least("enrol_until", "starts"), "starts")
    return events.annotate(key=Cast("pk", CharField()), closes=closes).prefetch_related(None)


def cancelled_events(organisation) -> QuerySet[TrainingEvent]:
    """The public events that people could take a place in, and that do not take place now, until they would be over.

    Soonest first, with their days. Whoever has put one in their calendar learns there that it is cancelled.
    """
    of_events = MoveLogEntry.objects.filter(content_type=ContentType.objects.get_for_model(TrainingEvent))
    opened = of_events.filter(object_id=OuterRef("pk"), action=EVENT_TRACK.action("open"))
    events = TrainingEvent.objects.filter(organisation=organisation, is_public=True, ends__gte=timezone.now())
    cancelled = events.filter(Exists(opened), state=EventState.CANCELLED)
    return cancelled.prefetch_related("days").order_by("starts", "pk")


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
    """Each day of the event, at `address`; the third day stays the third when the days move. `link`: to be online.

    Every calendar file of a training is made here, so that they say the same of what changed: a change raises the
    event's edition, and with it that of each day.
    """
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
            edition=event.edition - 1,
            is_cancelled=event.state == EventState.CANCELLED,
        )
        for number, day in enumerate(event.days.all(), start=1)
    ]
