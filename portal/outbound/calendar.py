"""The only door to calendars: appointments as iCalendar (RFC 5545)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar, Event, vDDDTypes, vText, vUri

ONE_DAY = timedelta(days=1)
CONTENT_TYPE = "text/calendar; charset=utf-8"


@dataclass(frozen=True)
class Appointment:
    """What stands in somebody's calendar. `identity` stays the same when the rest changes, and `edition` rises then.

    One that does not take place is kept with `is_cancelled`: calendars that hold it already would keep it otherwise.
    """

    identity: str
    title: str
    starts: datetime
    ends: datetime
    changed: datetime
    place: str = ""
    text: str = ""
    address: str = ""
    edition: int = 0
    is_cancelled: bool = False


@dataclass(frozen=True)
class WholeDay:
    """A day without an hour, perhaps again and again: `rhythm` is how often ("WEEKLY", RFC 5545), till `until`."""

    identity: str
    title: str
    day: date
    changed: datetime
    text: str = ""
    rhythm: str = ""
    until: date | None = None
    edition: int = 0


def as_calendar(appointments: Iterable[Appointment | WholeDay], *, name: str, language: str) -> bytes:
    """One file with all `appointments`; calendars show `name`. Times go out in UTC, so that no time zone is needed."""
    calendar = Calendar()
    calendar.add("prodid", "-//Eigen Kracht//Portal//NL")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)
    for appointment in appointments:
        event = _whole_day if isinstance(appointment, WholeDay) else _event
        calendar.add_component(event(appointment, language))
    return calendar.to_ical()


def _whole_day(told, language):
    event = Event()
    event.add("uid", told.identity)
    event.add("summary", vText(told.title), parameters={"language": language})
    event.add("dtstart", told.day)
    event.add("dtend", told.day + ONE_DAY)
    event.add("dtstamp", _utc(told.changed))
    event.add("sequence", told.edition)
    event.add("transp", "TRANSPARENT")  # nobody is busy the whole day
    if told.text:
        event.add("description", vText(told.text))
    if told.rhythm:
        event.add("rrule", {"freq": told.rhythm} | ({"until": told.until} if told.until else {}))
    return event


def _event(appointment, language):
    event = Event()
    event.add("uid", appointment.identity)
    event.add("summary", vText(appointment.title), parameters={"language": language})
    for key, moment in (("dtstart", appointment.starts), ("dtend", appointment.ends), ("dtstamp", appointment.changed)):
        event.add(key, vDDDTypes(_utc(moment)))
    event.add("sequence", appointment.edition)
    event.add("status", "CANCELLED" if appointment.is_cancelled else "CONFIRMED")
    for key, words in (("location", appointment.place), ("description", appointment.text)):
        if words:
            event.add(key, vText(words))
    if appointment.address:
        event.add("url", vUri(appointment.address))
    return event


def _utc(moment):
    return moment.astimezone(UTC)
