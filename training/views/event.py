"""One training event for everybody: when, where, for whom, and how to take part."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.utils.text import slugify
from django.utils.translation import get_language
from django.views import View

from portal.organisations.queries import organisation_for
from portal.outbound.calendar import CONTENT_TYPE, as_calendar
from training.agenda import address_of_event, appointments_of, how_to_take_part, title_of
from training.event_states import ACTIVE, EventState
from training.models import Seat, TrainingEvent
from training.queries import was_open, with_places


class EventView(View):
    """The same for every reader. One that is not public is there for who has a seat in it, and no cache keeps it."""

    def get(self, request, pk):
        event = self.event_called(request, pk)
        response = self.answer(request, event)
        if not event.is_public:
            add_never_cache_headers(response)
        return response

    def answer(self, request, event):
        is_cancelled = event.state == EventState.CANCELLED
        address, words = how_to_take_part(event.kind)
        context = {
            "event": event,
            "title": title_of(event.kind, event.title),
            "is_cancelled": is_cancelled,
            "is_coming": event.state == EventState.OPEN and not event.is_over,
            "how_address": address,
            "how_words": words,
            # Who looks for something does not want what is not held, or is not for them.
            "told_event": event if event.is_public and not is_cancelled else None,
        }
        return render(request, "training/event.html", context)

    def event_called(self, request, pk) -> TrainingEvent:
        """Raises Http404 for what is not theirs to see."""
        organisation = organisation_for(request)
        events = with_places(TrainingEvent.objects.filter(organisation=organisation, pk=pk))
        event = events.first() if organisation else None
        if event is None or not was_open(event) or not (event.is_public or has_seat(request.user, event)):
            raise Http404
        return event


class EventCalendarView(EventView):
    """Its days as a calendar file, which says so when it is cancelled; there is none of what is over."""

    def answer(self, request, event):
        if event.state not in (EventState.OPEN, EventState.CANCELLED) or event.is_over:
            raise Http404
        address = request.build_absolute_uri(address_of_event(event.pk))
        return as_file(event, appointments_of(event, host=host_of(request), address=address))


def as_file(event, appointments) -> HttpResponse:
    title = title_of(event.kind, event.title)
    file = as_calendar(appointments, name=title, language=get_language())
    name = f"{slugify(title) or 'agenda'}.ics"
    return HttpResponse(
        file, content_type=CONTENT_TYPE, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


def host_of(request) -> str:
    return request.get_host().partition(":")[0]


def has_seat(user, event) -> bool:
    return user.is_authenticated and Seat.objects.filter(event=event, candidate__user=user, state__in=ACTIVE).exists()
