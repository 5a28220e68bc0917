"""Training events: what is held, on which days, who has a seat, and who was there (DESIGN §3, TrainingEvent)."""

import uuid
from datetime import datetime

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from portal.privacy.labels import Plain
from portal.workflow.constraints import is_a_language, one_of
from portal.workflow.models import Tracked
from portal.workflow.tracks import state_constraint
from training.event_states import ACTIVE, EVENT_TRACK, HOLDING, SEAT_TRACK, EventState, SeatState
from training.models.candidate import Candidate
from training.models.vocabulary import EventKind
from training.states import ANSWER

LARGEST = 500  # places
LONGEST_OFFER = 30  # days


class TrainingEventQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those of the user's own organisation."""
        if getattr(user, "organisation_id", None) is None:
            return self.none()
        return self.filter(organisation_id=user.organisation_id)

    def coming(self):
        """Open ones of which not every day is over."""
        return self.filter(state=EventState.OPEN, ends__gte=timezone.now())


class TrainingEvent(Tracked):
    """Something to learn or to meet at. `starts` and `ends` are those of its first and last day, kept by the actions.

    Nothing in it is about a person: it is written to be published, but the link and what to bring, which only those
    who have a place read.
    """

    track = EVENT_TRACK
    wagtail_reference_index_ignore = True

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+", verbose_name=_("organisation")
    )
    region = models.ForeignKey(
        "organisations.Region",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("region"),
        help_text=_("Empty: for all regions."),
    )
    kind = models.CharField(_("kind"), max_length=12, choices=EventKind.choices)
    title = models.CharField(_("title"), max_length=120, blank=True, help_text=_("Empty: the name of the kind."))
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES, default="nl")
    place = models.CharField(
        _("place"), max_length=160, help_text=_("As people should find it. Online: write “online”.")
    )
    for_whom = models.CharField(
        _("whom you look for"), max_length=200, blank=True, help_text=_("Languages, places, people.")
    )
    about = models.TextField(_("what it is about"), max_length=2000, blank=True)
    capacity = models.PositiveSmallIntegerField(
        _("places"), validators=[MinValueValidator(1), MaxValueValidator(LARGEST)]
    )
    offer_days = models.PositiveSmallIntegerField(
        _("days to answer"),
        default=3,
        validators=[MinValueValidator(1), MaxValueValidator(LONGEST_OFFER)],
        help_text=_("How long a place that came free is kept for somebody on the waiting list."),
    )
    enrol_until = models.DateTimeField(_("enrolment closes"), null=True, blank=True)
    is_public = models.BooleanField(_("stands on the public agenda"), default=True)
    link = models.URLField(_("online link"), max_length=300, blank=True, help_text=_("Only who has a place reads it."))
    to_bring = models.TextField(
        _("materials"),
        max_length=2000,
        blank=True,
        help_text=_("What to read or bring. Only who has a place reads it."),
    )
    cancelled_because = models.CharField(_("why it was cancelled"), max_length=300, blank=True)
    starts = models.DateTimeField(_("starts"), null=True, blank=True, editable=False, db_index=True)
    ends = models.DateTimeField(_("ends"), null=True, blank=True, editable=False)
    edition = models.PositiveIntegerField(default=1, editable=False)
    changed_at = models.DateTimeField(_("changed"), default=timezone.now, editable=False)

    SENSITIVITY = {
        "id": Plain.KEY, "organisation": Plain.KEY, "region": Plain.PLACE, "kind": Plain.STATE,
        "title": Plain.WORDING, "language": Plain.LANGUAGE, "place": Plain.WORDING, "for_whom": Plain.WORDING,
        "about": Plain.WORDING, "capacity": Plain.COUNT, "offer_days": Plain.COUNT, "enrol_until": Plain.TIME,
        "is_public": Plain.STATE, "link": Plain.WORDING, "to_bring": Plain.WORDING,
        "cancelled_because": Plain.WORDING, "starts": Plain.TIME, "ends": Plain.TIME, "edition": Plain.TECHNICAL,
        "changed_at": Plain.TIME,
    }  # fmt: skip

    objects = TrainingEventQuerySet.as_manager()

    class Meta:
        verbose_name = _("training event")
        verbose_name_plural = _("training events")
        ordering = ["starts", "pk"]
        permissions = [*EVENT_TRACK.permissions("training")]
        indexes = [models.Index(fields=["organisation", "state", "starts"], name="event_by_day")]
        constraints = [
            state_constraint(EVENT_TRACK, "event_state_on_track"),
            one_of("kind", EventKind, name="event_kind_known"),
            is_a_language("language", name="event_language_known"),
            models.CheckConstraint(
                condition=Q(capacity__range=(1, LARGEST)),
                name="event_capacity_in_bounds",
                violation_error_message=format_lazy(_("Between 1 and {most} places."), most=LARGEST),
            ),
            models.CheckConstraint(
                condition=Q(offer_days__range=(1, LONGEST_OFFER)),
                name="event_offer_days_in_bounds",
                violation_error_message=format_lazy(_("Between 1 and {most} days."), most=LONGEST_OFFER),
            ),
            models.CheckConstraint(
                condition=Q(starts__isnull=True, ends__isnull=True)
                | Q(starts__isnull=False, ends__isnull=False, ends__gt=models.F("starts")),
                name="trainingevent_ends_after_it_starts",
                violation_error_message=_("An event ends after it starts."),
            ),
            models.CheckConstraint(
                condition=Q(state=EventState.PLANNED) | Q(state=EventState.CANCELLED) | Q(starts__isnull=False),
                name="event_open_has_days",
                violation_error_message=_("First fill in the days."),
            ),
            models.CheckConstraint(
                condition=~Q(state=EventState.CANCELLED) | ~Q(cancelled_because=""),
                name="event_cancelled_says_why",
                violation_error_message=_("Write down the reason."),
            ),
            models.CheckConstraint(
                condition=Q(enrol_until__isnull=True) | Q(starts__isnull=True) | Q(enrol_until__lte=models.F("starts")),
                name="event_enrolment_closes_before_it_starts",
                violation_error_message=_("Enrolment closes before the first day begins."),
            ),
        ]

    def __str__(self):
        return self.title or str(self.get_kind_display())

    @property
    def has_days(self) -> bool:
        return self.starts is not None

    @property
    def has_begun(self) -> bool:
        return self.starts is not None and self.starts <= timezone.now()

    @property
    def is_over(self) -> bool:
        return self.ends is not None and self.ends <= timezone.now()

    @property
    def closes_at(self) -> datetime | None:
        """Until when people take a place themselves, and an offer can be answered at most; None without days."""
        moments = [moment for moment in (self.enrol_until, self.starts) if moment is not None]
        return min(moments) if self.starts is not None else None

    @property
    def is_closed(self) -> bool:
        return self.closes_at is None or self.closes_at <= timezone.now()


class EventDay(models.Model):
    """One day of an event."""

    event = models.ForeignKey(TrainingEvent, on_delete=models.CASCADE, related_name="days")
    starts = models.DateTimeField(_("starts"))
    ends = models.DateTimeField(_("ends"))
    place = models.CharField(_("place"), max_length=160, blank=True, help_text=_("When it is another one this day."))
    wagtail_reference_index_ignore = True
    SENSITIVITY = {
        "id": Plain.KEY, "event": Plain.KEY, "starts": Plain.TIME, "ends": Plain.TIME, "place": Plain.WORDING,
    }  # fmt: skip

    class Meta:
        verbose_name = _("day")
        verbose_name_plural = _("days")
        ordering = ["starts"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends__gt=models.F("starts")),
                name="eventday_ends_after_it_starts",
                violation_error_message=_("A day ends after it starts."),
            ),
            models.UniqueConstraint(
                fields=["event", "starts"],
                name="eventday_once",
                violation_error_message=_("This day stands here already."),
            ),
        ]

    def __str__(self):
        return f"{timezone.localtime(self.starts):%Y-%m-%d}"


class EventTrainer(models.Model):
    """Who gives it."""

    event = models.ForeignKey(TrainingEvent, on_delete=models.CASCADE, related_name="given_by")
    trainer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("trainer")
    )
    wagtail_reference_index_ignore = True
    SENSITIVITY = {"id": Plain.KEY, "event": Plain.KEY, "trainer": Plain.KEY}

    class Meta:
        verbose_name = _("trainer")
        verbose_name_plural = _("trainers")
        constraints = [
            models.UniqueConstraint(
                fields=["event", "trainer"],
                name="eventtrainer_once",
                violation_error_message=_("This trainer stands here already."),
            )
        ]

    def __str__(self):
        return str(self.pk)


class SeatQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those of the candidates whom the user sees; for trainers all in events of their organisation."""
        if not getattr(user, "is_authenticated", False):
            return self.none()
        seen = Q(candidate__in=Candidate.objects.visible_to(user).order_by().values("pk"))
        if user.organisation_id and user.holds(ANSWER):
            seen |= Q(event__organisation_id=user.organisation_id)
        return self.filter(seen).of_others(user)

    def of_others(self, user):
        """Nobody who works here does anything as staff with their own seat."""
        return self.exclude(candidate__user=user)

    def active(self):
        """A place, an offer or the waiting, in events that are open and not over."""
        return self.filter(state__in=ACTIVE, event__state=EventState.OPEN, event__ends__gt=timezone.now())

    def holding(self):
        """Those that count against the capacity."""
        return self.filter(state__in=HOLDING)


class Seat(Tracked):
    """A candidate's or coordinator's place in an event, or on its waiting list; one row each, also after giving up.

    `number` is the place itself, from 1 to the capacity, while it is held: two people never sit on one chair.
    """

    track = SEAT_TRACK
    wagtail_reference_index_ignore = True

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    event = models.ForeignKey(TrainingEvent, on_delete=models.CASCADE, related_name="seats")
    candidate = models.ForeignKey(Candidate, on_delete=models.CASCADE, related_name="seats")
    number = models.PositiveSmallIntegerField(_("place"), null=True, blank=True, editable=False)
    waiting_since = models.DateTimeField(_("waits since"), default=timezone.now, editable=False)
    offered_until = models.DateTimeField(_("to be answered before"), null=True, blank=True, editable=False)
    reminded_at = models.DateTimeField(_("reminded"), null=True, blank=True, editable=False)

    SENSITIVITY = {
        "id": Plain.KEY, "event": Plain.KEY, "candidate": Plain.KEY, "number": Plain.COUNT,
        "waiting_since": Plain.TIME, "offered_until": Plain.TIME, "reminded_at": Plain.TIME,
    }  # fmt: skip

    objects = SeatQuerySet.as_manager()

    class Meta:
        verbose_name = _("seat")
        verbose_name_plural = _("seats")
        ordering = ["waiting_since", "pk"]
        permissions = [*SEAT_TRACK.permissions("training"), ("take_attendance", "Take attendance")]
        indexes = [models.Index(fields=["event", "state", "waiting_since"], name="seat_by_event")]
        constraints = [
            state_constraint(SEAT_TRACK, "seat_state_on_track"),
            models.UniqueConstraint(
                fields=["event", "candidate"],
                name="seat_once",
                violation_error_message=_("You are in the list of this event already."),
            ),
            models.UniqueConstraint(
                fields=["event", "number"],
                condition=Q(number__isnull=False),
                name="seat_never_oversold",
                violation_error_message=_("This place is taken."),
            ),
            models.CheckConstraint(
                # A check that is neither true nor false passes: so it asks first whether there is a number.
                condition=Q(state__in=HOLDING, number__isnull=False, number__gte=1)
                | (~Q(state__in=HOLDING) & Q(number__isnull=True)),
                name="seat_held_has_number",
                violation_error_message=_("Who has a place has its number, and nobody else."),
            ),
            models.CheckConstraint(
                condition=~Q(state=SeatState.OFFERED) | Q(offered_until__isnull=False),
                name="seat_offer_ends",
                violation_error_message=_("An offer says until when."),
            ),
        ]

    def __str__(self):
        return str(self.candidate)

    @property
    def organisation_id(self):
        return self.candidate.organisation_id

    @property
    def region_id(self):
        return self.candidate.region_id

    def belongs_to(self, user) -> bool:
        return self.candidate.belongs_to(user)


class Attendance(models.Model):
    """Whether somebody was there on one day of an event."""

    day = models.ForeignKey(EventDay, on_delete=models.CASCADE, related_name="attendances")
    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="attendances")
    was_there = models.BooleanField(_("was there"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("written down by")
    )
    at = models.DateTimeField(_("written down"), default=timezone.now)
    wagtail_reference_index_ignore = True
    SENSITIVITY = {
        "id": Plain.KEY, "day": Plain.KEY, "seat": Plain.KEY, "was_there": Plain.STATE, "by": Plain.KEY,
        "at": Plain.TIME,
    }  # fmt: skip

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendances")
        constraints = [
            models.UniqueConstraint(
                fields=["day", "seat"],
                name="attendance_once",
                violation_error_message=_("This is written down already."),
            )
        ]

    def __str__(self):
        return str(self.pk)
