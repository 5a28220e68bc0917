"""The demo's conferences after a coordinator accepted: circle, day, plan, how it goes, each by the real actions."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext_noop

from intake.actions.case_messages import write_to_coordinator, write_to_region
from intake.actions.cases import close_case
from intake.actions.circle import add_participant, change_participant, core_of_circle
from intake.actions.claiming import add_line, approve_claim, hand_in_claim
from intake.actions.conference import hold_conference, write_conference
from intake.actions.following_up import Became, Said, register_follow_up
from intake.actions.giving import give_plan
from intake.actions.inviting import invite_all
from intake.actions.judging import accept_as_circle, judge_as_circle
from intake.actions.pausing import pause_case
from intake.actions.planning import present_plan, write_agreement, write_around
from intake.actions.safety import raise_concern
from intake.assignment_states import ACTIVE
from intake.models import Assignment, Capacity, Case, Coming, Contact, Moment, VerdictAbout, parts_of
from portal.accounts.models import User
from portal.demo.circles import GATHERINGS, Gathering
from portal.demo.clock import days_ago
from portal.privacy.looking import looking

_SCREEN = gettext_noop("making the demo")
_BEGINS = time(13, 0)
_UNTIL = ("preparation", "held", "presented", "given", "four_weeks", "three_months", "closed")


def make_gatherings(cases: dict[str, Case]) -> None:
    """`cases` by the name of who asked; each has the coordinator that its gathering names."""
    for gathering in GATHERINGS:
        # By the system: the demo is made in one transaction, and people do not look inside one.
        with looking(cases[gathering.name], by=None, screen=_SCREEN):
            _make(gathering, cases[gathering.name])
    _write_to_each_other(cases["Nadia Demo-Amrani"])
    with days_ago(2):
        ria = fresh(cases["Ria Demo-Zandstra"])
        pause_case(ria, by=ria.manager, reason="Opa Jan wil eerst met zijn zus praten.")
    with days_ago(1):
        emine = fresh(cases["Emine Demo-Kaya"])
        raise_concern(emine, by=emine.manager, text="Anne söyledi: baba geceleri yalnız dışarı çıkıyor.")


def _write_to_each_other(case):
    assignment = _assignment_of(case)
    own = _user_of(assignment)
    with days_ago(5, hour=20):
        write_to_region(assignment, by=own, text="De zaal is geregeld. Vader twijfelt nog of hij komt.")
    with days_ago(4, hour=9):
        write_to_coordinator(fresh(case), by=case.manager, text="Dank je. Zal ik meedenken over de reis van vader?")


def _make(gathering, case):
    assignment = _assignment_of(case)
    own, far = _user_of(assignment), _UNTIL.index(gathering.until)
    with days_ago(gathering.days - 1, hour=19):
        _gather(gathering, fresh(case), own)
    if gathering.place:
        planned = max(gathering.held_days + 8, 7)
        with days_ago(planned, hour=20):
            _plan_day(gathering, fresh(case), own, ahead=round(planned - gathering.held_days))
    if far >= _UNTIL.index("held"):
        with days_ago(gathering.held_days, hour=18):
            _hold(fresh(case), own)
        with days_ago(gathering.held_days - 1, hour=20):
            _write(gathering, fresh(case), own)
    if far >= _UNTIL.index("given"):
        with days_ago(gathering.held_days - 3, hour=20):
            _accept_and_give(fresh(case), own)
    if far >= _UNTIL.index("four_weeks"):
        with days_ago(gathering.held_days - 32, hour=19):
            _tell(fresh(case), own, Moment.FOUR_WEEKS)
            _claim(assignment, own)
    if far >= _UNTIL.index("three_months"):
        with days_ago(gathering.held_days - 96, hour=10):
            _tell(fresh(case), case.manager, Moment.THREE_MONTHS)
    if far >= _UNTIL.index("closed"):
        with days_ago(gathering.held_days - 110, hour=10):
            close_case(fresh(case), by=case.manager)


def fresh(case: Case) -> Case:
    """As it stands now: each step changed it."""
    return Case.objects.select_related("vault", "organisation", "region", "referral", "manager").get(pk=case.pk)


def _gather(gathering: Gathering, case, own):
    core_of_circle(case)
    for person in case.participants.all():
        change_participant(person, by=own, language=gathering.language, **_coming(case, {}))
    for member in gathering.people:
        said = {"language": gathering.language} | member.said
        add_participant(case, by=own, name=member.name, who=member.who, tie=member.tie, **_coming(case, said))


def _coming(case, said):
    """Spoken to and coming to what their capacity leaves open, unless something else is `said`."""
    said = {"contact": Contact.SPOKEN, "coming": Coming.COMES} | said
    informs = said.get("capacity", Capacity.MEMBER) == Capacity.INFORMANT
    parts = [part.key.value for part in parts_of(case.model)]
    if said["contact"] == Contact.SPOKEN:
        said["contacted_on"] = timezone.localdate()
    return said | {"parts": (parts[:1] if informs else parts) if said["coming"] == Coming.COMES else []}


def _plan_day(gathering, case, own, *, ahead):
    day = timezone.localdate() + timedelta(days=ahead)
    write_conference(
        case, by=own, starts_at=_at(day, _BEGINS), place=gathering.place, language="", food=gathering.food,
        rituals=gathering.rituals, safety_plan="",
    )  # fmt: skip
    invite_all(case, by=own)


def _hold(case, own):
    parts, end = parts_of(case.model), timezone.now() - timedelta(hours=1)
    begin = end - timedelta(hours=len(parts))
    times = {
        part.key.value: (begin + timedelta(hours=place), begin + timedelta(hours=place + 1))
        for place, part in enumerate(parts)
    }
    people = case.participants.exclude(coming=Coming.NOT)
    hold_conference(case, by=own, times=times, present={person: _expected_at(person, parts) for person in people})


def _expected_at(person, parts):
    return [
        part.key.value
        for part in parts
        if (person.in_private_time if part.is_private else part.key.value in person.open_parts)
    ]


def _write(gathering, case, own):
    held = case.held_on
    write_around(case, by=own, language=gathering.language, watcher=gathering.watcher, adjusting=gathering.adjusting)
    for each in gathering.agreements:
        day = held + timedelta(days=each.days) if each.days is not None else None
        write_agreement(
            case, by=own, text=each.text, who=each.who, on_day=day, often=each.often, condition=each.condition,
            done_by=each.done_by,
        )  # fmt: skip
    if gathering.until != "held":
        present_plan(case, by=own)


def _accept_and_give(case, own):
    today = timezone.localdate()
    for about in VerdictAbout:
        judge_as_circle(case, by=own, about=about, holds=True, said_by="De kring", said_on=today)
    accept_as_circle(case, by=own, said_by="De kring", accepted_on=today)
    give_plan(case, by=own, recipients=case.participants.filter(is_core=False, was_there=True)[:3])


def _tell(case, by, moment):
    follow_up = case.followups.get(moment=moment)
    outcomes = {
        each: Became("changed" if place == 1 else "kept") for place, each in enumerate(case.plan.agreements.all())
    }
    people = list(case.participants.filter(is_core=False, was_there=True)[:2])
    for_coordinator = 9 if moment == Moment.THREE_MONTHS else None
    replies = {
        person: Said(improved="better", mark_conference=8, mark_plan=8 - place, mark_coordinator=for_coordinator)
        for place, person in enumerate(people)
    }
    register_follow_up(follow_up, by=by, outcomes=outcomes, replies=replies)


def _claim(assignment, own):
    mine = Assignment.objects.select_related("case__organisation", "vault", "coordinator__candidate__user").get(
        pk=assignment.pk
    )
    today: date = timezone.localdate()
    add_line(mine, by=own, kind="hours", on_day=today, number=Decimal("6.5"), what="De conferentie zelf")
    add_line(mine, by=own, kind="kilometres", on_day=today, number=Decimal("48"), what="Twee keer heen en terug")
    claim = hand_in_claim(mine, by=own)
    approve_claim(claim, by=mine.case.manager)


def _assignment_of(case):
    return Assignment.objects.get(case=case, state__in=ACTIVE)


def _user_of(assignment):
    return User.objects.get(candidate__coordinator__assignments=assignment)


def _at(day: date, hour: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, hour))
