"""The agenda: own events, as a list and by month, for reading and for people's own calendars."""

from django.core.paginator import Paginator
from django.db import models
from django.http import HttpResponse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Page
from wagtail.search import index
from wagtail.url_routing import RouteResult

from cms_pages.agenda import month_named, month_of
from cms_pages.agenda_lines import Lines
from cms_pages.models.lead_picture import LeadPicture
from cms_pages.models.text_page import TextPage
from cms_pages.navigation import list_above, public_address
from cms_pages.structured import event_data
from portal.organisations.queries import organisation_for
from portal.outbound.calendar import CONTENT_TYPE, Appointment, as_calendar
from portal.privacy.labels import Plain
from training.agenda import address_of_event, appointments_of, cancelled_events, on_the_agenda
from training.queries import public_events

EVENTS_PER_LEAF = 30
MOST_EVENTS = 60  # in a month, and in the calendar of what is coming
CALENDAR = "ics"  # the file itself carries the full name: addresses of pages hold no dot


class CalendarFileMixin:
    """A page that can also be had as a calendar file, at its own address with the name of the file behind it."""

    def route(self, request, path_components):
        if path_components == [CALENDAR] and self.live:
            return RouteResult(self, kwargs={"as_file": True})
        return super().route(request, path_components)

    def get_route_paths(self):
        """As Wagtail's own, which redirects are made for when the page moves: the calendar file too."""
        return [*super().get_route_paths(), f"/{CALENDAR}/"]

    def serve(self, request, *args, as_file=False, **kwargs):
        if not as_file:
            return super().serve(request, *args, **kwargs)
        file = as_calendar(self.appointments(request), name=self.title, language=get_language())
        name = f"{slugify(self.slug) or 'agenda'}.ics"
        return HttpResponse(
            file, content_type=CONTENT_TYPE, headers={"Content-Disposition": f'attachment; filename="{name}"'}
        )

    @property
    def calendar_address(self):
        return f"{public_address(self.url_path, get_language())}{CALENDAR}/"


class AgendaPage(CalendarFileMixin, TextPage):
    """What is coming, what has been, and each month; and all that is coming as a calendar to subscribe to."""

    parent_page_types = ["cms_pages.HomePage"]
    subpage_types = ["cms_pages.EventPage"]
    max_count_per_parent = 1
    page_description = _("Events, as a list and by month.")
    template = "cms_pages/agenda_page.html"

    def events(self):
        """The public events of this agenda."""
        return EventPage.objects.live().child_of(self).defer("body")

    def appointments(self, request):
        """What is coming, each day of a training by itself; also of those that were to come and are cancelled."""
        own = [event.appointment(request) for event in self._when(self.events(), past=False)[:MOST_EVENTS]]
        organisation = organisation_for(request)
        trainings = [*public_events(organisation)[:MOST_EVENTS], *cancelled_events(organisation)[:MOST_EVENTS]]
        host = request.get_host().partition(":")[0]
        of_trainings = [
            appointment
            for event in trainings
            for appointment in appointments_of(
                event, host=host, address=request.build_absolute_uri(address_of_event(event.pk))
            )
        ]
        return sorted([*own, *of_trainings], key=lambda appointment: appointment.starts)

    def get_context(self, request, *args, **kwargs):
        month = month_named(request.GET.get("month", ""))
        past = not month and "past" in request.GET
        sources = self.events(), on_the_agenda(organisation_for(request))
        if month:
            leaf, lines = None, Lines(*(self._in(month, events) for events in sources))[:MOST_EVENTS]
        else:
            listed = Lines(*(self._when(events, past=past) for events in sources), latest_first=past)
            leaf = Paginator(listed, EVENTS_PER_LEAF).get_page(request.GET.get("page"))
            lines = list(leaf.object_list)
        return super().get_context(request, *args, **kwargs) | {
            "events": lines,
            "leaf": leaf,
            "month": month,
            "weeks": month.weeks(lines) if month else [],
            "past": past,
            "this_month": month_of(timezone.localdate()),
        }

    def _when(self, events, *, past: bool):
        """What has been, the latest first; or what is coming, the soonest first."""
        if past:
            return events.filter(ends__lt=timezone.now()).order_by("-starts", "-pk")
        return events.filter(ends__gte=timezone.now()).order_by("starts", "pk")

    def _in(self, month, events):
        return events.filter(starts__lt=month.ends, ends__gte=month.starts)

    class Meta:
        verbose_name = _("agenda")
        verbose_name_plural = _("agendas")


class EventPage(CalendarFileMixin, LeadPicture):
    """One event: when, where, for whom."""

    SENSITIVITY = {
        "starts": Plain.TIME, "ends": Plain.TIME, "place": Plain.PLACE, "region": Plain.PLACE,
        "for_whom": Plain.WORDING, "online": Plain.WORDING,
    }  # fmt: skip

    starts = models.DateTimeField(_("starts"))
    ends = models.DateTimeField(_("ends"))
    place = models.CharField(
        _("place"), max_length=160, help_text=_("As people should find it. Online: write “online”.")
    )
    region = models.ForeignKey(
        "organisations.Region",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("region"),
    )
    for_whom = models.CharField(
        _("for whom"), max_length=200, help_text=_("Whom you look for: languages, places, people.")
    )
    online = models.CharField(
        _("taking part online"),
        max_length=200,
        blank=True,
        help_text=_("How people get the link. Not the link itself."),
    )

    content_panels = [
        *Page.content_panels,
        FieldPanel("lead"),
        FieldRowPanel([FieldPanel("starts"), FieldPanel("ends")]),
        FieldPanel("place"),
        FieldPanel("region"),
        FieldPanel("for_whom"),
        FieldPanel("online"),
        LeadPicture.picture_panel,
        FieldPanel("body"),
    ]
    search_fields = [*TextPage.search_fields, index.SearchField("place"), index.SearchField("for_whom")]
    parent_page_types = ["cms_pages.AgendaPage"]
    subpage_types = []
    page_description = _("One event: when, where, for whom.")
    template = "cms_pages/event_page.html"

    class Meta(LeadPicture.Meta):
        verbose_name = _("event")
        verbose_name_plural = _("events")
        constraints = [
            *LeadPicture.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(ends__gt=models.F("starts")),
                name="event_ends_after_it_starts",
                violation_error_message=_("An event ends after it starts."),
            ),
        ]

    @property
    def address(self):
        return public_address(self.url_path, get_language())

    @property
    def is_over(self) -> bool:
        return self.ends < timezone.now()

    @property
    def is_within_a_day(self) -> bool:
        return timezone.localdate(self.starts) == timezone.localdate(self.ends)

    def appointments(self, request):
        return [self.appointment(request)]

    def structured_data(self, request, organisation):
        return event_data(request, organisation, self)

    def appointment(self, request) -> Appointment:
        return Appointment(
            identity=f"{self.translation_key}@{request.get_host().partition(':')[0]}",
            title=self.title,
            starts=self.starts,
            ends=self.ends,
            changed=self.last_published_at or self.starts,
            place=self.place,
            text=f"{self.lead}\n{self.for_whom}",
            address=request.build_absolute_uri(self.address),
            edition=self.live_revision_id or 0,  # the later it was published, the higher
        )

    def get_context(self, request, *args, **kwargs):
        return super().get_context(request, *args, **kwargs) | {"index": list_above(request, self)}
