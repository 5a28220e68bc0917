"""How a plan goes, after four weeks and after three months: asked, answered, or not (DOMAIN §3.7).

Locks are taken in the order of `assigning`: the case, then its measurement, then the assignment.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from intake.actions.case_holding import WORK, hold_case
from intake.actions.own_codes import OwnCode, as_it_is_now, is_child, opens_something, participant_of, replies_with
from intake.assignment_states import AssignmentState
from intake.case_states import CaseState
from intake.follow_up_states import FollowUpState
from intake.mails import send_call_due_mail, send_case_news_mail, send_follow_up_due_mail
from intake.models import (
    Agreement,
    AgreementOutcome,
    Assignment,
    Case,
    FollowUp,
    FollowUpReply,
    Giver,
    Improved,
    Moment,
    Outcome,
    Participant,
)
from intake.plan_states import PlanState
from portal.privacy import VISITOR
from portal.workflow import log
from portal.workflow.moves import NotAllowed, NotPossible, lock, may, move

# Who hears late that it is to be asked (it was on hold) still has as long as this.
LEAST_TIME = timedelta(days=7)
_ASKED_IN = (CaseState.PLAN_RUNNING, CaseState.FOLLOWED_UP)


@dataclass(frozen=True)
class Became:
    """What became of one agreement."""

    outcome: str
    helped_by: str = ""


@dataclass(frozen=True)
class Said:
    """What one person says of how it goes: whatever of it they wanted to say."""

    improved: str = ""
    mark_conference: int | None = None
    mark_plan: int | None = None
    mark_coordinator: int | None = None
    words: str = ""

    @property
    def is_something(self) -> bool:
        marks = (self.mark_conference, self.mark_plan, self.mark_coordinator)
        return bool(self.improved or self.words or any(mark is not None for mark in marks))


@transaction.atomic
def register_follow_up(
    follow_up: FollowUp, *, by, outcomes: Mapping[Agreement, Became], replies: Mapping[Participant, Said],
    remarks: str = "",
) -> FollowUp:  # fmt: skip
    """Writes down what was told: of each agreement, and by each person who was called.

    After four weeks the coordinator does it (or staff), and then the case is closed to them; after three months staff.
    Raises NotAllowed, and NotPossible when it was written down already or it is too early (FollowUp.opens_on), when
    something is missing (the field is "outcome_<key>"), and for who answered by own code already ("words_<key>").
    """
    case = follow_up.case
    lock(case)
    lock(follow_up)
    follow_up.case = case
    if not may(by, follow_up, "answer"):
        raise NotAllowed(f"{by!r} does not write down how {case.pk} goes.")
    still_open(follow_up if case.state in _ASKED_IN else None)
    _keep_outcomes(follow_up, outcomes)
    for participant, said in replies.items():
        _keep_reply(follow_up, participant, said)
    now = timezone.now()
    move(follow_up, "answer", by=by, answered_at=now, remarks=remarks.strip())
    log.note(case, "answer_follow_up", by=by)
    _go_on(follow_up)
    return follow_up


@transaction.atomic
def reply_by_code(code: OwnCode, *, said: Said) -> FollowUpReply:
    """Somebody with a code of their own tells how it goes after three months: once. To be called while looking.

    Raises NotPossible when they did already, said nothing at all (field "improved"), or it is not asked now.
    """
    case = code.case
    lock(case)
    own = as_it_is_now(code)
    follow_up = _waiting_for(own) if own is not None else None
    if own is None or follow_up is None:
        raise NotPossible(_("You cannot answer this now. You answered already, or the time for it is over."))
    still_open(follow_up)
    if not said.is_something:
        raise NotPossible(_("Choose one, or write a few words."), field="improved")
    _refuse_odd(said)
    participant = participant_of(own)
    giver = Giver.CHILD if is_child(own) else giver_of(participant)
    reply = FollowUpReply.objects.create(
        vault=case.vault, case=case, follow_up=follow_up, participant=participant, giver=giver,
        by_code=True, improved=said.improved, mark_conference=said.mark_conference, mark_plan=said.mark_plan,
        mark_coordinator=said.mark_coordinator, words=said.words.strip(),
    )  # fmt: skip
    log.note(case, "answer_follow_up", by=VISITOR)
    if follow_up.replies.filter(by_code=True).count() == 1:
        send_case_news_mail(case)
    return reply


def measurement_to_answer(code: OwnCode) -> FollowUp | None:
    """The measurement that waits for the word of who has this code; None when there is none, or they gave it.

    Nobody is asked while it is on hold.
    """
    waiting = _waiting_for(code)
    return waiting if waiting is not None and waiting.is_open_now else None


def answers_from(code: OwnCode) -> date | None:
    """From which day who has this code may tell how it goes; None when nothing waits for them."""
    return getattr(_waiting_for(code), "opens_on", None)


def still_open(follow_up: FollowUp | None) -> FollowUp:
    """The same. Raises NotPossible when there is nothing to answer any more, or (naming the day) not yet."""
    if follow_up is None or follow_up.state != FollowUpState.WAITING:
        raise NotPossible(_("This was written down already, or it is not to be asked any more."))
    if not follow_up.is_open_now and follow_up.opens_on is not None:
        words = _("It is too early to say how it goes after three months. You can do it from %(day)s on.")
        raise NotPossible(words % {"day": date_format(follow_up.opens_on, "DATE_FORMAT")})
    return follow_up


def has_answered(code: OwnCode) -> bool:
    """Whether this person said already how it goes after three months."""
    said = FollowUpReply.objects.filter(case_id=code.case.pk, follow_up__moment=Moment.THREE_MONTHS)
    return said.filter(replies_with(code)).exists()


@transaction.atomic
def finish_again(case: Case, *, by) -> Case:
    """A case that was opened again goes on to its end: the last measurement was there before, and none is to come."""
    hold_case(case, by=by, permission=WORK, states=(CaseState.PLAN_RUNNING,))
    if case.followups.filter(state=FollowUpState.WAITING).exists():
        raise NotPossible(_("First it is asked how it goes."))
    return move(case, "finish_follow_up", by=None)


def finish_call(case: Case) -> None:
    """After the call the coordinator is done, unless the plan is being changed: first everybody has the new one."""
    if case.plan.state != PlanState.GIVEN:
        return
    for assignment in case.assignments.filter(state=AssignmentState.DISTRIBUTED):
        if assignment.call_is_over():
            move(assignment, "finish", by=None, ended_at=timezone.now())


def giver_of(participant: Participant | None) -> str:
    """As what somebody speaks; who has no row of their own is who must accept the plan."""
    if participant is None or participant.is_professional:
        return Giver.PROFESSIONAL
    return Giver.CHILD if participant.is_child else Giver.ADULT


def remind_of_follow_ups() -> int:
    """Tells, once, whose turn it is to ask how it goes; how many. Nobody is told of what is on hold."""
    due = _waiting().filter(due_on__lte=timezone.localdate(), reminded_at__isnull=True)
    return sum(_remind(follow_up) for follow_up in due)


def lapse_follow_ups() -> int:
    """Ends what nobody answered in time: not answering is an answer. How many."""
    late = _waiting().filter(lapses_on__lt=timezone.localdate(), reminded_at__lte=timezone.now() - LEAST_TIME)
    return sum(_lapse(follow_up) for follow_up in late)


def _waiting_for(code):
    """The measurement after three months that this code can answer, now or from its day on."""
    if not opens_something(code):
        return None
    waiting = FollowUp.objects.filter(
        case_id=code.case.pk, case__state__in=_ASKED_IN, case__paused_at__isnull=True, moment=Moment.THREE_MONTHS,
        state=FollowUpState.WAITING,
    ).first()  # fmt: skip
    return None if waiting is None or has_answered(code) else waiting


def _waiting():
    rows = FollowUp.objects.filter(
        state=FollowUpState.WAITING, case__state__in=_ASKED_IN, case__paused_at__isnull=True
    )  # fmt: skip
    return rows.select_related("vault", "case__vault", "case__region", "case__organisation__site").order_by("due_on")


@transaction.atomic
def _remind(follow_up):
    unreminded = FollowUp.objects.filter(pk=follow_up.pk, state=FollowUpState.WAITING, reminded_at__isnull=True)
    if not unreminded.update(reminded_at=timezone.now()):
        return False
    assignment = _still_calls(follow_up)
    if assignment is None:
        send_follow_up_due_mail(follow_up.case)
    else:
        send_call_due_mail(assignment)
    return True


@transaction.atomic
def _lapse(follow_up):
    case = follow_up.case
    try:
        lock(case)
        lock(follow_up)
    except NotPossible:
        return False  # erased in this very moment
    if follow_up.state != FollowUpState.WAITING or case.paused_at is not None or case.state not in _ASKED_IN:
        return False
    follow_up.case = case
    if follow_up.replies.filter(by_code=True).exists():
        move(follow_up, "answer_by_code", by=None, answered_at=timezone.now())
        log.note(case, "answer_follow_up", by=None)
    else:
        move(follow_up, "lapse", by=None)
        log.note(case, "lapse_follow_up", by=None)
    _go_on(follow_up)
    return True


def _go_on(follow_up):
    """After four weeks the coordinator is done; after three months so is asking how it goes."""
    case = follow_up.case
    if follow_up.moment == Moment.FOUR_WEEKS:
        finish_call(case)
    elif case.state == CaseState.PLAN_RUNNING:
        move(case, "finish_follow_up", by=None)


def _still_calls(follow_up) -> Assignment | None:
    """The coordinator who makes the call after four weeks; None when it is the region's."""
    if follow_up.moment != Moment.FOUR_WEEKS:
        return None
    doing = Assignment.objects.filter(case=follow_up.case, state=AssignmentState.DISTRIBUTED, coordinator__isnull=False)
    related = ("coordinator__candidate__user", "case__region", "case__organisation__site", "case__vault")
    return doing.select_related(*related).first()


def _keep_outcomes(follow_up, outcomes):
    keys = {agreement.pk: became for agreement, became in outcomes.items()}
    agreements = list(Agreement.objects.filter(plan__case=follow_up.case).only("pk", "plan"))
    if missing := [each.pk for each in agreements if each.pk not in keys]:
        raise NotPossible(_("Choose what became of this agreement."), field=f"outcome_{missing[0]}")
    for agreement in agreements:
        became = keys[agreement.pk]
        if became.outcome not in Outcome.values:
            raise NotPossible(_("Choose what became of this agreement."), field=f"outcome_{agreement.pk}")
        AgreementOutcome.objects.create(
            vault=follow_up.vault, case=follow_up.case, follow_up=follow_up, agreement=agreement,
            outcome=became.outcome, helped_by=became.helped_by.strip(),
        )  # fmt: skip


def _keep_reply(follow_up, participant, said):
    if not said.is_something:
        return
    _refuse_odd(said)
    if participant.case_id != follow_up.case_id:
        raise NotPossible(_("This is no longer here."))
    if follow_up.replies.filter(participant=participant).exists():
        raise NotPossible(_("They answered themselves in the meantime."), field=f"words_{participant.pk}")
    FollowUpReply.objects.create(
        vault=follow_up.vault, case=follow_up.case, follow_up=follow_up, participant=participant,
        giver=giver_of(participant), improved=said.improved, mark_conference=said.mark_conference,
        mark_plan=said.mark_plan, mark_coordinator=said.mark_coordinator, words=said.words.strip(),
    )  # fmt: skip


def _refuse_odd(said):
    if said.improved and said.improved not in Improved.values:
        raise NotPossible(_("Choose one of the answers below."), field="improved")
    for name in ("mark_conference", "mark_plan", "mark_coordinator"):
        mark = getattr(said, name)
        if mark is not None and not 1 <= mark <= 10:
            raise NotPossible(_("A mark is between 1 and 10."), field=name)
