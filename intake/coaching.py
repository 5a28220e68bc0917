"""A coach's coordinators and how far their conferences are: plain facts, no name, nothing is opened (DESIGN §1)."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from intake.assignment_states import ACTIVE, ASKED, AT_HAND
from intake.case_states import OPEN_CASES, CaseState
from intake.coordinating import moment_in_words
from intake.follow_up_states import FollowUpState
from intake.models import (
    About,
    Assignment,
    CaseMessage,
    Conference,
    Contact,
    CoreDecision,
    FollowUp,
    Moment,
    Participant,
)
from portal.workflow.tracks import Text
from training.coordinator_states import ON_THE_ROSTER
from training.models import Coordinator
from training.own_lines import OwnLine
from training.permissions import is_coach
from training.roster import number_of

# No promise says how soon after a conference its plan is given; a coach asks after two weeks.
PLAN_AWAITED = timedelta(days=14)


@dataclass(frozen=True)
class Next:
    """What comes next, in words; `is_overdue` when its day went by."""

    words: str
    is_overdue: bool = False


@dataclass(frozen=True)
class Running:
    """A conference that runs: its `assignment`, what comes next, and what lies unread."""

    assignment: Assignment
    next: Next
    waits: list[str]

    @property
    def is_open(self) -> bool:
        return is_opened(self.assignment)


@dataclass
class Coached:
    """One of their coordinators. `asked` says until when they have to answer a question for a conference."""

    called: str
    conferences: list[Running] = field(default_factory=list)
    asked: list[Next] = field(default_factory=list)


@dataclass(frozen=True)
class Bead:
    """A step of a conference: done, now or later; `line` says when, or how far."""

    name: Text
    line: str
    status: str


def coached_cases(user) -> QuerySet[Assignment]:
    """What a coach may see: the conferences that run, of volunteers who have them as a coach, in their organisation.

    It ends at once with another coach, without the role or the account, and when the assignment or the case ends.
    """
    if not user.is_authenticated or not is_coach(user):
        return Assignment.objects.none()
    rows = Assignment.objects.filter(
        coordinator__in=_coordinators(user).values("pk"), case__organisation=user.organisation_id,
        case__region__organisation=user.organisation_id, state__in=AT_HAND, case__state__in=OPEN_CASES,
    )  # fmt: skip
    return rows.select_related("case__vault", "case__region", "case__organisation", "coordinator__candidate")


def is_opened(assignment: Assignment) -> bool:
    """Whether its coordinator lets the coach read along; nobody does who works on it no more."""
    return assignment.opened_to_coach_at is not None and assignment.state in ACTIVE


def coordinators_of(user) -> list[Coached]:
    """Each with what runs and what they are asked, in a number of queries that does not grow."""
    if not is_coach(user):
        return []
    found = {one.pk: Coached(coordinator_called(one)) for one in _coordinators(user).order_by("registered_on", "pk")}
    for assignment in _with_facts(coached_cases(user)).order_by("accepted_at", "pk"):
        found[assignment.coordinator_id].conferences.append(
            Running(assignment, next_of(assignment), list(_waits(assignment)))
        )
    asked = Assignment.objects.filter(coordinator__in=found, state__in=ASKED, answer_by__gt=timezone.now())
    for assignment in asked.select_related("case__organisation").order_by("answer_by"):
        found[assignment.coordinator_id].asked.append(_asked(assignment))
    return list(found.values())


def coached_case(user, pk) -> Assignment | None:
    """One that the coach may see, with the facts of its steps; None when it is not there for them."""
    return _with_facts(coached_cases(user)).select_related("coordinator__coach").filter(pk=pk).first()


def next_of(assignment: Assignment) -> Next:
    """Of a row of `coached_case` or `coordinators_of`."""
    case, facts, today = assignment.case, vars(assignment), timezone.localdate()
    if case.paused_at is not None:
        return Next(_("On hold: nothing presses"))
    if case.state == CaseState.PREPARATION:
        return _conference(facts["conference_at"], today)
    if case.state == CaseState.HELD and case.held_on is not None:
        words = _("The plan is to be given to everybody. The conference was on %(day)s.") % {"day": _day(case.held_on)}
        return Next(words, is_overdue=case.held_on + PLAN_AWAITED < today)
    if facts["call_due"] is None:
        return Next(_("The plan must change: the coordinator writes it"))
    words = _("The call of four weeks after: on %(day)s") % {"day": _day(facts["call_due"])}
    return Next(words, is_overdue=facts["call_due"] < today)


def beads_of(assignment: Assignment) -> list[Bead]:
    """The whole way of a row of `coached_case`, with its days."""
    case, beads, is_now_said = assignment.case, [], False
    for name, line, is_done in _steps(assignment, case):
        status = "done" if is_done else "later" if is_now_said else "now"
        is_now_said = is_now_said or status == "now"
        beads.append(Bead(name, line, status))
    return beads


def coordinator_called(coordinator: Coordinator) -> str:
    """By number: names lie sealed."""
    if number := number_of(coordinator):
        return _("Coordinator %(number)s") % {"number": number}
    return _("Candidate %(number)s, who practises") % {"number": coordinator}


def own_lines(user) -> Iterator[OwnLine]:
    """What leads a coach to their coordinators."""
    if is_coach(user):
        yield OwnLine(_("You are a coach: see how far your coordinators are"), reverse("intake:my_coaching"), _("Look"))


def coaching_held(user) -> str:
    """Where a coach goes on: a password alone shows nothing of others (DESIGN §1, second factor)."""
    return reverse("intake:my_coaching") if is_coach(user) else ""


def _coordinators(user):
    """Nobody coaches themselves, and nobody who left."""
    rows = Coordinator.objects.filter(
        coach=user, organisation=user.organisation_id, region__organisation=user.organisation_id,
        state__in=ON_THE_ROSTER,
    )  # fmt: skip
    return rows.exclude(candidate__user=user).select_related("candidate")


def _with_facts(rows):
    """With the days and what lies unread, all of it plain."""
    of_case = {"case": OuterRef("case")}
    unread = CaseMessage.objects.filter(assignment=OuterRef("pk"), read_at__isnull=True).order_by()
    decided = CoreDecision.objects.filter(**of_case, seen_by_coordinator_at__isnull=True).order_by()
    calls = FollowUp.objects.filter(**of_case, moment=Moment.FOUR_WEEKS, state=FollowUpState.WAITING)
    people = Participant.objects.filter(**of_case, is_core=False).order_by().values("case")
    return rows.annotate(
        conference_at=Subquery(Conference.objects.filter(**of_case).values("starts_at")[:1]),
        call_due=Subquery(calls.values("due_on")[:1]),
        plan_given_at=F("case__plan__given_at"),
        circle_count=Coalesce(Subquery(people.annotate(count=Count("pk")).values("count")), 0),
        spoken_count=Coalesce(
            Subquery(people.annotate(count=Count("pk", filter=Q(contact=Contact.SPOKEN))).values("count")), 0
        ),
        has_message=Exists(unread.filter(is_from_coordinator=False)),
        wrote=Exists(unread.filter(is_from_coordinator=True)),
        has_decision=Exists(decided.exclude(about__in=(About.COORDINATOR, About.STOP))),
    )


def _conference(starts_at: datetime | None, today: date) -> Next:
    if starts_at is None:
        return Next(_("No day was chosen yet"))
    day = timezone.localdate(starts_at)
    if day < today:
        words = _("The conference was to be on %(day)s. Nobody wrote down yet that it was held.")
        return Next(words % {"day": _day(day)}, is_overdue=True)
    return Next(_("The conference is on %(day)s") % {"day": _day(day)})


def _waits(assignment) -> Iterator[str]:
    if assignment.has_decision:
        yield _("Somebody whom it is about decided something: the coordinator did not read it yet")
    if assignment.has_message:
        yield _("The region wrote: the coordinator did not read it yet")
    if assignment.wrote:
        yield _("The coordinator wrote: the region did not read it yet")


def _asked(assignment) -> Next:
    words = _("Is asked for a conference: answers before %(moment)s") % {
        "moment": moment_in_words(assignment.answer_by)
    }
    promised = assignment.case.promise_due
    if promised is None or promised >= timezone.now():
        return Next(words)
    return Next(_("%(words)s. It was promised before %(day)s.") % {"words": words, "day": _day(promised)}, True)


def _steps(assignment, case) -> Iterator[tuple[Text, str, bool]]:
    was_held, count = case.held_on is not None, assignment.circle_count
    yield _("The coordinator accepted"), _day(assignment.accepted_at), True
    yield _("The circle"), _circle(count, count - assignment.spoken_count), was_held or _is_spoken(assignment)
    has_day = assignment.conference_at is not None
    yield _("Day and place"), _day(assignment.conference_at) if has_day else "", was_held or has_day
    yield _("The conference"), _day(case.held_on) if was_held else "", was_held
    given = assignment.plan_given_at
    yield _("Everybody has the plan"), _day(given) if given else "", given is not None
    yield _("The call after four weeks"), _day(assignment.call_due) if assignment.call_due else "", False


def _is_spoken(assignment):
    return 0 < assignment.circle_count == assignment.spoken_count


def _circle(count, to_speak):
    if not count:
        return _("Nobody yet")
    people = ngettext("%(count)d person", "%(count)d people", count) % {"count": count}
    if not to_speak:
        return people
    return _("%(people)s, %(count)d of them still to speak to") % {"people": people, "count": to_speak}


def _day(day) -> str:
    return date_format(timezone.localdate(day) if isinstance(day, datetime) else day, "DATE_FORMAT")
