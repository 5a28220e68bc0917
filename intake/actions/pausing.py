"""Putting a case on hold, at the family's pace, and going on (DESIGN §3, Case)."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from intake.actions.case_holding import hold_case
from intake.assignment_states import AT_HAND
from intake.case_states import OPEN_CASES
from intake.follow_up_states import FollowUpState
from intake.mails import send_assignment_news_mail, send_case_news_mail
from intake.models import Assignment, Case, CasePause, RaisedBy
from portal.privacy import VISITOR
from portal.workflow import log
from portal.workflow.moves import NotPossible, lock

PAUSE = "intake.pause_case"
LONGEST = timedelta(days=366)


@transaction.atomic
def pause_case(case: Case, *, by, reason: str, until: date | None = None) -> CasePause:
    """Staff or the coordinator put it on hold, because the family asks for it; with `until` it goes on by itself then.

    Raises NotAllowed, and NotPossible when it is on hold already or has ended, without a reason (field "reason"), and
    for a day that is past or too far away (field "until").
    """
    asked_as = _hold(case, by)
    if not reason.strip():
        raise NotPossible(_("Write down the reason."), field="reason")
    return _pause(case, by=by, asked_as=asked_as, reason=reason.strip(), until=until)


@transaction.atomic
def pause_by_code(case: Case, *, reason: str = "", until: date | None = None) -> CasePause:
    """As `pause_case`, by the code of somebody whom it is about: without a reason unless they want to say one."""
    lock(case)
    _refuse_ended(case)
    return _pause(case, by=VISITOR, asked_as=RaisedBy.CORE_PERSON, reason=reason.strip(), until=until)


@transaction.atomic
def resume_case(case: Case, *, by) -> Case:
    """Staff or the coordinator let it go on. It goes on already: nothing happens."""
    _hold(case, by)
    return _resume(case, by=by)


@transaction.atomic
def resume_by_code(case: Case) -> Case:
    """As `resume_case`, by the code of somebody whom it is about."""
    lock(case)
    _refuse_ended(case)
    return _resume(case, by=VISITOR)


def resume_due() -> int:
    """Lets everything go on of which the day has come, and tells; how many."""
    due = CasePause.objects.filter(ended_at__isnull=True, until__lte=timezone.localdate())
    return sum(_resume_on_its_day(pause) for pause in due.select_related("case__vault"))


def end_pause(case: Case) -> None:
    """It has ended, so that it is not on hold any more. To be called with the case locked."""
    case.casepauses.filter(ended_at__isnull=True).update(ended_at=timezone.now())
    remind_anew(case)
    if case.paused_at is not None:
        case.paused_at = None
        case.save(update_fields=["paused_at"])


def remind_anew(case: Case) -> None:
    """What waited while nobody could ask is said again, and has its time again before it lapses."""
    case.followups.filter(state=FollowUpState.WAITING).update(reminded_at=None)


def paused_until(case: Case) -> date | None:
    """The day on which it goes on by itself; None when nobody said one, or it is not on hold."""
    if case.paused_at is None:
        return None
    return case.casepauses.filter(ended_at__isnull=True).values_list("until", flat=True).first()


def refuse_while_paused(case: Case) -> None:
    """Raises NotPossible while it is on hold: nobody is asked for it, and no conference is held."""
    if case.paused_at is not None:
        raise NotPossible(_("It is on hold, as the family asked. First let it go on."))


def _hold(case, by):
    """Who they are to the case, which is held from here on."""
    lock(case)
    if case.is_at_hand_of(by):
        _refuse_ended(case)
        return RaisedBy.COORDINATOR
    hold_case(case, by=by, permission=PAUSE, states=OPEN_CASES)
    return RaisedBy.STAFF


def _refuse_ended(case):
    if case.state not in OPEN_CASES:
        raise NotPossible(
            _("This cannot be done now: in the meantime it is “%(state)s”.") % {"state": case.state_label}
        )


def _pause(case, *, by, asked_as, reason, until):
    if case.paused_at is not None:
        raise NotPossible(_("It is on hold already."))
    _refuse_day(until)
    pause = CasePause.objects.create(
        vault=case.vault, case=case, asked_as=asked_as, asked_by=None if by is VISITOR else by, until=until,
        reason=reason,
    )  # fmt: skip
    case.paused_at = pause.since
    case.save(update_fields=["paused_at"])
    log.note(case, "pause", by=by)
    _tell(case, by=by)
    return pause


def _refuse_day(until):
    today = timezone.localdate()
    if until is not None and until <= today:
        raise NotPossible(_("Choose a day that is still to come."), field="until")
    if until is not None and until > today + LONGEST:
        raise NotPossible(_("At most one year. Leave it empty if you do not know yet."), field="until")


def _resume(case, *, by):
    if case.paused_at is None:
        return case
    end_pause(case)
    log.note(case, "resume", by=by)
    _tell(case, by=by)
    return case


@transaction.atomic
def _resume_on_its_day(pause):
    case = pause.case
    try:
        lock(case)
    except NotPossible:
        return False  # erased in this very moment
    still = CasePause.objects.filter(pk=pause.pk, ended_at__isnull=True, until__lte=timezone.localdate()).exists()
    if not still or case.paused_at is None:
        return False
    _resume(case, by=None)
    return True


def _tell(case, *, by):
    """The region and the coordinator, but not whoever did it."""
    is_person = by is not None and by is not VISITOR
    send_case_news_mail(case, except_for=by if is_person else None)
    doing = Assignment.objects.filter(case=case, state__in=AT_HAND)
    for assignment in doing.select_related(
        "vault", "coordinator__candidate__user", "case__vault", "case__region", "case__organisation__site"
    ):
        if not (is_person and assignment.belongs_to(by)):
            send_assignment_news_mail(assignment)
