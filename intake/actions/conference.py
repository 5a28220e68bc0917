"""Day and place of the conference, that it was held, and when each part was (DOMAIN §3.4–3.5; DESIGN §3, Conference).

Locks are always taken in one order, so that nobody waits in a circle: the candidate, the coordinator, the case.
"""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from intake.actions.case_holding import hold_at_work, refuse_outdated
from intake.actions.pausing import refuse_while_paused
from intake.actions.safety import refuse_while_unsafe
from intake.assignment_states import ACTIVE
from intake.case_states import AT_WORK, CaseState
from intake.mails import send_assignment_news_mail
from intake.models import Assignment, Case, Conference, Participant, PartTime, Plan, Verdict, parts_of
from intake.preparation import names_secret_address
from portal.workflow import log
from portal.workflow.moves import NotPossible, lock, move
from training.actions.practising import correct_conference_day, count_conference, counted_for
from training.models import Candidate

# As far ahead as a day is chosen, and as long ago as one is written down.
FARTHEST = timedelta(days=366)
# Until it is closed: then its figures are kept as they are.
_CORRECTABLE = (CaseState.MATCHING, CaseState.HELD, CaseState.PLAN_RUNNING, CaseState.FOLLOWED_UP)
Times = Mapping[str, tuple[datetime, datetime]]


@transaction.atomic
def write_conference(
    case: Case, *, by, starts_at: datetime | None, place: str = "", language: str = "", food: str = "",
    rituals: str = "", safety_plan: str = "", edition: int | None = None,
) -> Conference:  # fmt: skip
    """What the family chose. Another day, hour or place asks for new invitations (`day_edition`).

    Nothing is required: it comes bit by bit. The coordinator hears of it when staff wrote it. To be called while
    looking at the case. Raises NotAllowed, Outdated for an older `edition`, and NotPossible for a moment that is past
    or more than a year ahead (field "day") or at a secret address (field "place").
    """
    hold_at_work(case, by=by, states=(CaseState.PREPARATION,))
    row = Conference.objects.filter(case=case).first()
    refuse_outdated(row, edition)
    is_new = row is None
    row = row or Conference(vault=case.vault, case=case, edition=0)
    told = {
        "place": place.strip(), "language": language.strip(), "food": food.strip(), "rituals": rituals.strip(),
        "safety_plan": safety_plan.strip(),
    }  # fmt: skip
    if row.starts_at != starts_at:
        _refuse_moment(starts_at)
    if names_secret_address(case, told["place"]):
        raise NotPossible(_("Somebody lives there whose address is secret. Choose another place."), field="place")
    is_another = not is_new and (row.starts_at != starts_at or row.place != told["place"])
    row.starts_at = starts_at
    for name, value in told.items():
        setattr(row, name, value)
    row.edition += 1
    if is_another:
        row.day_edition += 1
    row.save()
    log.note(case, "change_conference", by=by)
    _tell_coordinator(case, by)
    return row


@transaction.atomic
def write_times(case: Case, *, by, times: Times) -> list[PartTime]:
    """When each part of its model began and ended, in place of what stood there. Of private time nothing else is kept.

    Raises NotAllowed, and NotPossible (fields "begins_<part>", "ends_<part>") where a part is missing, ends before it
    begins, overlaps with the one before, is still to come, was more than a year ago or lies on another day than the
    others.
    """
    hold_at_work(case, by=by, states=AT_WORK)
    _refuse_times(case, times)
    _refuse_another_day(case, times)
    rows = _keep_times(case, times)
    log.note(case, "change_times", by=by)
    return rows


@transaction.atomic
def hold_conference(case: Case, *, by, times: Times, present: Mapping[Participant, Collection[str]]) -> Case:
    """The conference was held: its times, and of each who came to which parts; who is not named was not there.

    It counts for the coordinator who organised it; while nobody does, for nobody. Raises NotAllowed, and NotPossible
    while somebody is worried about safety or it is on hold, for wrong times (see write_times), when nobody came (field
    "present"), and for who has no place in private time (field "parts_<key>").
    """
    candidate = _organiser(case)
    if candidate is not None:
        lock(candidate)
    hold_at_work(case, by=by, states=(CaseState.PREPARATION,))
    now = _organiser(case)
    if now != candidate:
        raise NotPossible(_("Something changed in the meantime. Here you see how it is now."))
    refuse_while_unsafe(case)
    refuse_while_paused(case)
    write_times(case, by=by, times=times)
    _write_presence(case, present)
    day = _day_of(times)
    move(case, "hold", by=by, held_on=day)
    if candidate is not None:
        count_conference(candidate, by=None, on=day, key=_key_of(case))
    return case


def can_correct_held(case: Case) -> bool:
    """Whether there is a conference to correct: it was held, and its figures are not kept yet."""
    return case.held_on is not None and case.state in _CORRECTABLE


@transaction.atomic
def correct_held(case: Case, *, by, times: Times, present: Mapping[Participant, Collection[str]]) -> Case:
    """When its parts were and who was there, in place of what was written down; who is not named was not there.

    Its coordinator does it as long as they type the plan, staff until the case is closed. It still counts once for who
    organised it: on another day, that day is corrected there too. The coordinator hears of it when staff wrote it.

    Raises NotAllowed, and NotPossible as hold_conference does, and for a day on which the plan had been judged or
    accepted already (field "day").
    """
    candidate = counted_for(_key_of(case))
    if candidate is not None:
        lock(candidate)
    hold_at_work(case, by=by, states=_CORRECTABLE)
    if not can_correct_held(case):
        raise NotPossible(_("The conference was not held yet."))
    _refuse_times(case, times)
    day = _day_of(times)
    _refuse_after_plan(case, day)
    _keep_times(case, times)
    _write_presence(case, present)
    if day != case.held_on:
        case.held_on = day
        case.save(update_fields=["held_on"])
        if candidate is not None:
            correct_conference_day(candidate, by=None, key=_key_of(case), on=day)
    log.note(case, "correct_times", by=by, on=day)
    _tell_coordinator(case, by)
    return case


def _organiser(case):
    """Who does it now, on the side of the roster; None while nobody does."""
    return Candidate.objects.filter(
        coordinator__assignments__case=case, coordinator__assignments__state__in=ACTIVE
    ).first()


def _key_of(case):
    """What the roster calls the conference of this case."""
    return f"case:{case.pk.hex}"


def _day_of(times):
    return timezone.localdate(min(starts for starts, _ends in times.values()))


def _tell_coordinator(case, by):
    """Whoever does it reads that there is news, unless it is their own."""
    doing = Assignment.objects.filter(case=case, state__in=ACTIVE).select_related("coordinator__candidate__user")
    if not case.belongs_to(by) and (assignment := doing.first()) is not None:
        assignment.case = case
        send_assignment_news_mail(assignment)


def _keep_times(case, times):
    case.parttimes.all().delete()
    return [
        PartTime.objects.create(
            vault=case.vault, case=case, part=part.key, starts_at=times[part.key][0], ends_at=times[part.key][1]
        )
        for part in parts_of(case.model)
    ]


def _refuse_moment(starts_at):
    if starts_at is None:
        return
    now = timezone.now()
    if starts_at < now:
        raise NotPossible(_("Choose a moment that is still to come."), field="day")
    if starts_at > now + FARTHEST:
        raise NotPossible(_("Choose a day within one year."), field="day")


def _refuse_times(case, times):
    now, before = timezone.now(), None
    for part in parts_of(case.model):
        if part.key not in times:
            raise NotPossible(_("Fill in when this part began."), field=f"begins_{part.key}")
        starts, ends = times[part.key]
        if ends <= starts:
            raise NotPossible(_("A part ends after it began."), field=f"ends_{part.key}")
        if before is not None and starts < before:
            raise NotPossible(_("This part begins when the one before has ended."), field=f"begins_{part.key}")
        if starts < now - FARTHEST:
            raise NotPossible(_("This date is too long ago."), field=f"begins_{part.key}")
        if ends > now:
            raise NotPossible(_("This moment is still to come."), field=f"ends_{part.key}")
        _refuse_other_day(case, times, part)
        before = ends


def _refuse_other_day(case, times, part):
    starts, ends = (timezone.localdate(moment) for moment in times[part.key])
    first = timezone.localdate(times[parts_of(case.model)[0].key][0])
    if starts != first:
        raise NotPossible(_("All parts are on one day."), field=f"begins_{part.key}")
    if ends != first:
        raise NotPossible(_("All parts are on one day."), field=f"ends_{part.key}")


def _refuse_another_day(case, times):
    """What was held stays on its day, unless that day is what is corrected."""
    if case.held_on is not None and _day_of(times) != case.held_on:
        words = _("The conference was on %(day)s.") % {"day": date_format(case.held_on, "DATE_FORMAT")}
        raise NotPossible(words, field=f"begins_{parts_of(case.model)[0].key}")


def _refuse_after_plan(case, day):
    accepted = Plan.objects.filter(case=case, accepted_on__lt=day)
    if accepted.exists() or Verdict.objects.filter(case=case, said_on__lt=day).exists():
        words = _("Before this day an answer about the plan was written down already. Look at the day again.")
        raise NotPossible(words, field="day")


def _write_presence(case, present):
    wished = {row.pk: set(parts) for row, parts in present.items() if parts}
    people = list(case.participants.select_for_update())
    if not wished:
        raise NotPossible(_("Tick at least one person: who was there?"), field="present")
    if set(wished) - {row.pk for row in people}:
        raise NotPossible(_("Something changed in the meantime. Here you see how it is now."), field="present")
    private = {part.key.value for part in parts_of(case.model) if part.is_private}
    known = [part.key.value for part in parts_of(case.model)]
    for row in people:
        parts = wished.get(row.pk, set())
        if parts - set(known):
            raise NotPossible(_("Choose among the parts of this conference."), field=f"parts_{row.pk}")
        if parts & private and not row.may_be_in_private_time:
            raise NotPossible(_("Private time is for the circle alone."), field=f"parts_{row.pk}")
        row.was_there = bool(parts)
        row.in_private_time = bool(parts & private)
        row.open_parts = [key for key in known if key in parts - private]
    Participant.objects.bulk_update(people, ["was_there", "in_private_time", "open_parts"])
