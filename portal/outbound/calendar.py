"""The only door to calendars: appointments as iCalendar (RFC 5545)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from icalendar import Calendar, Event, vDDDTypes, vText, vUri

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


def as_calendar(appointments: Iterable[Appointment], *, name: str, language: str) -> bytes:
    """One file with all `appointments`; calendars show `name`. Times go out in UTC, so that no time zone is needed."""
    calendar = Calendar()
    calendar.add("prodid", "-//Eigen Kracht//Portal//NL")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)
    for appointment in appointments:
        calendar.add_component(_event(appointment, language))
    return calendar.to_ical()


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
