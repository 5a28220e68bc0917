"""What waits for managers and trainers: letters, places to give, reports to answer, evaluations, documents that end.

Lines are plain: a number and what to do, never a name (PROMISES). Each source asks the database for no more lines than
are shown, in the order in which they are shown.
"""

from datetime import datetime, time

from django.db.models import Count, Exists, F, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.backoffice.worklist import Line
from training.event_states import PLAN, EventState, SeatState
from training.models import (
    Candidate,
    EventDay,
    EventTrainer,
    Report,
    ReportAnswer,
    Seat,
    Signature,
    TrainingEvent,
    Verdict,
)
from training.searching import conduct_expires, in_this_state_since, lacks_evaluation
from training.states import ANSWER, GUIDE, CandidateState

_PLAIN = ("reference", "state", "applied_at", "conduct_valid_until", "organisation_id")


def letter_lines(user, most: int) -> list[Line]:
    """Letters that nobody answered with an invitation yet, the longest waiting first."""
    waiting = _guided(user).filter(state=CandidateState.APPLIED).order_by("applied_at")
    return [_line(row, _("Read the letter and invite them"), since=row.applied_at) for row in waiting[:most]]


def place_lines(user, most: int) -> list[Line]:
    """Who wants to take the training and has no place yet."""
    return _state_lines(user, most, Q(state=CandidateState.DECIDED), lambda: _("Give a place in the training"))


def evaluation_lines(user, most: int) -> list[Line]:
    """Whose conference was held, and of which the manager did not write down how it went."""
    missing = Q(state=CandidateState.LOOKING_BACK) & lacks_evaluation()
    return _state_lines(user, most, missing, lambda: _("Write down how you look back on the conference"))


def conduct_lines(user, most: int) -> list[Line]:
    """Whose good-conduct document ends within three months, or ended, the soonest first."""
    ending = _guided(user, also_paused=True).filter(conduct_expires()).order_by("conduct_valid_until")
    return [
        _line(row, _("Ask for a new good-conduct document"), due=_end_of(row.conduct_valid_until))
        for row in ending[:most]
    ]


def report_lines(user, most: int) -> list[Line]:
    """Reports for which this trainer can do something now; what waits for another trainer's signature is not theirs."""
    if not user.holds(ANSWER):
        return []
    rows = _answered(Candidate.objects.visible_to(user), by=user)
    agreed = _ENOUGH & (_BOTH_YES | _TO_TALK | _STILL_NO)
    theirs = rows.filter(Q(verdict__isnull=True) | Q(signed=False) | agreed | (_TO_HOLD & ~_BOTH_YES))
    return [_line(row, _what_to_do(row), since=row.sent_at, kind=_("Report")) for row in theirs[:most]]


def answered_lines(user, most: int) -> list[Line]:
    """Reports to which the trainers signed an answer that is no yes: the manager tells the candidate."""
    rows = _answered(_guided(user), by=user).filter(_ENOUGH & ~Q(verdict=Verdict.YES) & _TALKED_OVER)
    detail = _("Read the answer of the trainers and say how it goes on")
    return [_line(row, detail, since=row.sent_at, kind=_("Report")) for row in rows[:most]]


def attendance_lines(user, most: int) -> list[Line]:
    """Events of which the last day is over and that nobody called held yet, the longest ago first.

    And those that are held, while of somebody with a place it is not written down for each day whether they were there.
    What is for one region is that region's, and of who gives it; what is for all is everybody's who plans.
    """
    if not user.holds(PLAN):
        return []
    over = TrainingEvent.objects.visible_to(user).filter(ends__lte=timezone.now())
    waiting = over.filter(Q(state=EventState.OPEN) | Q(Exists(_unwritten_seats()), state=EventState.HELD))
    given = EventTrainer.objects.filter(trainer=user).values("event")
    own = Q(region__isnull=True) | Q(region__in=user.region_ids) | Q(pk__in=given)
    return [
        Line(
            str(event),
            _("Held, and not written down of everybody who was there")
            if event.state == EventState.HELD
            else _("Write down who was there"),
            reverse("training_events:inspect", args=[event.pk]),
            since=event.ends,
            kind=_("Training event"),
        )
        for event in waiting.filter(own).order_by("ends")[:most]
    ]


SOURCES = (attendance_lines, letter_lines, place_lines, report_lines, answered_lines, evaluation_lines, conduct_lines)


_ENOUGH = Q(signatures__gte=F("rule_book__trainers_sign"))
_BOTH_YES = Q(verdict=Verdict.YES, own_verdict=Verdict.YES)
# Of who has an answer, the same as `Candidate.is_talked_over`.
_TALKED_OVER = Q(talked_at__isnull=False) | (~Q(verdict=Verdict.UNSURE) & Q(verdict=F("own_verdict")))
_TO_TALK = Q(state=CandidateState.REPORTED) & ~_TALKED_OVER
# The talk was asked for, and nobody wrote down yet that it was held.
_TO_HOLD = Q(state=CandidateState.IN_TALK, talked_at__isnull=True)
# The trainers say yes, and the candidate does not, also after the talk.
_STILL_NO = Q(
    state=CandidateState.IN_TALK, verdict=Verdict.YES, own_verdict__in=[Verdict.NO, Verdict.UNSURE],
    said_since_talk=True,
)  # fmt: skip


def _unwritten_seats():
    """The places in an event of whose people it is not written down for each day whether they were there."""
    days = EventDay.objects.filter(event=OuterRef("event")).order_by().values("event").annotate(count=Count("pk"))
    seats = Seat.objects.filter(event=OuterRef("pk"), state=SeatState.TAKEN).order_by()
    return seats.annotate(written=Count("attendances")).filter(written__lt=Subquery(days.values("count")))


def _answered(rows, *, by):
    """Those whose report waits for its answer, with how far it is; the longest waiting first."""
    answers = ReportAnswer.objects.filter(report__candidate=OuterRef("pk"), report__part=1)
    reports = Report.objects.filter(candidate=OuterRef("pk"), part=1).with_talks()
    signed = Signature.objects.filter(answer__report__candidate=OuterRef("pk"), answer__report__part=1)
    counted = signed.order_by().values("answer").annotate(count=Count("pk")).values("count")
    waiting = rows.filter(state__in=(CandidateState.REPORTED, CandidateState.IN_TALK), paused_at__isnull=True)
    return (
        waiting.annotate(
            sent_at=Subquery(reports.values("sent_at")[:1]),
            own_verdict=Subquery(reports.values("verdict")[:1]),
            said_since_talk=Subquery(reports.values("said_since_talk")[:1]),
            talked_at=Subquery(reports.values("talked_at")[:1]),
            verdict=Subquery(answers.values("verdict")[:1]),
            signatures=Subquery(counted),
            signed=Exists(signed.filter(trainer=by.pk)),
        )
        .order_by("sent_at")
        .only(*_PLAIN)
    )


def _what_to_do(row):
    both_say_yes = row.verdict == row.own_verdict == Verdict.YES
    if row.state == CandidateState.IN_TALK and row.talked_at is None and not both_say_yes:
        return _("Have the talk, and write down that it was held")
    if row.verdict is None:
        return _("Read the report and answer it")
    if not row.signed:
        return _("Read the answer and sign it")
    if both_say_yes:
        return _("Both sides say yes: write it down")
    if row.state == CandidateState.IN_TALK:
        return _("The candidate says no, or is not sure, also after the talk: change your answer, or talk once more")
    return _("You see it differently: have a talk")


def _state_lines(user, most, condition, detail):
    waiting = _guided(user).filter(condition).annotate(in_state_since=in_this_state_since())
    return [_line(row, detail(), since=row.in_state_since) for row in waiting.order_by("in_state_since")[:most]]


def _guided(user, *, also_paused=False):
    """The candidates whom this user guides, without what is sealed; who pauses waits for nobody."""
    if not user.holds(GUIDE):
        return Candidate.objects.none()
    rows = Candidate.objects.visible_to(user).only(*_PLAIN)
    return rows if also_paused else rows.filter(paused_at__isnull=True)


def _line(row, detail, *, since=None, due=None, kind=None):
    address = reverse("candidates:inspect", args=[row.pk])
    return Line(str(row), detail, address, due=due, since=since, kind=kind or _("Candidate"))


def _end_of(day):
    return timezone.make_aware(datetime.combine(day, time.max))
