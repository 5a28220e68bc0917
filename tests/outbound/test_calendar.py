"""Appointments as calendar programs read them."""

from datetime import UTC, datetime

from icalendar import Calendar

from portal.outbound.calendar import Appointment, as_calendar

MEETING = Appointment(
    identity="een@localhost",
    title="Informatie; kom, en vraag",
    starts=datetime(2026, 6, 5, 17, 30, tzinfo=UTC),
    ends=datetime(2026, 6, 5, 19, 30, tzinfo=UTC),
    changed=datetime(2026, 5, 1, 8, 0, tzinfo=UTC),
    place="Zwolle",
    text="Regel een\nregel twee",
    address="http://localhost/nl/agenda/een/",
)


def test_what_goes_in_comes_out():
    calendar = Calendar.from_ical(as_calendar([MEETING], name="Agenda", language="nl"))
    (event,) = calendar.walk("VEVENT")
    assert str(event["SUMMARY"]) == MEETING.title
    assert (event.start, event.end) == (MEETING.starts, MEETING.ends)
    assert (str(event["UID"]), str(event["LOCATION"]), str(event["URL"])) == (
        "een@localhost",
        "Zwolle",
        MEETING.address,
    )
    assert str(event["DESCRIPTION"]) == MEETING.text
    assert str(calendar["X-WR-CALNAME"]) == "Agenda"


def test_a_line_break_in_a_title_starts_no_new_line_of_the_file():
    sly = Appointment(**{**vars(MEETING), "title": "Dag\r\nATTENDEE:mailto:iemand@example.org"})
    (event,) = Calendar.from_ical(as_calendar([sly], name="Agenda", language="nl")).walk("VEVENT")
    assert "ATTENDEE" not in event


def test_what_changes_says_so_by_a_higher_number():
    moved = Appointment(**{**vars(MEETING), "edition": 3})
    events = Calendar.from_ical(as_calendar([MEETING, moved], name="Agenda", language="nl")).walk("VEVENT")
    assert [(event["SEQUENCE"], str(event["STATUS"])) for event in events] == [(0, "CONFIRMED"), (3, "CONFIRMED")]


def test_what_is_cancelled_says_so():
    cancelled = Appointment(**{**vars(MEETING), "edition": 1, "is_cancelled": True})
    (event,) = Calendar.from_ical(as_calendar([cancelled], name="Agenda", language="nl")).walk("VEVENT")
    assert (event["SEQUENCE"], str(event["STATUS"])) == (1, "CANCELLED")


def test_nothing_to_come_is_a_calendar_too():
    assert Calendar.from_ical(as_calendar([], name="Agenda", language="ar")).walk("VEVENT") == []
