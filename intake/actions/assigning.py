"""Asking a coordinator for a case, and what they answer (DOMAIN §3.3; DESIGN §3, Assignment).

Locks are always taken in one order, so that nobody waits in a circle: the coordinator, the case, the assignment.
"""

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from intake.actions.pausing import refuse_while_paused
from intake.assignment_states import ACTIVE, ASKED, AT_HAND, RUNNING, AssignmentState
from intake.case_states import AT_WORK, CaseState
from intake.mails import (
    send_accepted_mail,
    send_asked_mail,
    send_asked_reminder_mail,
    send_assignment_news_mail,
    send_looks_again_mail,
)
from intake.matching import matches_for, takes_practising, why_not, wishes_of
from intake.models import Assignment, Case, DeclineGround, Financing, FinancingSource
from intake.tied import names_same_body
from portal.workflow import log
from portal.workflow.moves import NotAllowed, NotPossible, lock, may, move
from training.coordinator_states import ON_THE_ROSTER, CoordinatorState
from training.models import Coordinator

LONGEST_OFFER = 14  # days
# Who still has as long as this to answer is reminded when half of the time is gone.
REMINDED_BEFORE = timedelta(days=1)
# Who pays and may be a body that decides about or helps this family; the others only give money.
_BODIES_THAT_PAY = (FinancingSource.BODY, FinancingSource.SCHOOL, FinancingSource.EMPLOYER)
_OFFER = "intake.offer_case"


@transaction.atomic
def offer_case(case: Case, *, by, coordinator: Coordinator, days: int, message: str = "") -> Assignment:
    """Asks one coordinator, who has so many days to answer. They see language, region, model and days, and no name.

    Raises NotAllowed, and NotPossible when nobody is looked for now, when somebody else is asked already, for too few
    or too many days (field "days"), and for whoever cannot be matched (field "coordinator"), with the reasons.
    """
    if not _may_offer(by, case):
        raise NotAllowed(f"{by!r} does not ask anybody for {case.pk}.")
    if not 1 <= days <= LONGEST_OFFER:
        raise NotPossible(_("Between 1 and %(days)d days.") % {"days": LONGEST_OFFER}, field="days")
    lock(coordinator)
    lock(case)
    _refuse_unless_matching(case)
    refuse_while_paused(case)
    if case.assignments.filter(state__in=RUNNING).exists():
        raise NotPossible(_("Somebody is asked for this case already."))
    wishes = wishes_of(case)
    if not matches_for(case, wishes=wishes).filter(pk=coordinator.pk).exists():
        reasons = why_not(coordinator, case=case, wishes=wishes)
        raise NotPossible(" ".join(str(words) for words in reasons), field="coordinator")
    now = timezone.now()
    assignment = Assignment(
        vault=case.vault, case=case, coordinator=coordinator, offered_by=by, message=message.strip(),
        offered_at=now, answer_by=now + timedelta(days=days),
        is_guided=coordinator.state == CoordinatorState.PRACTISING and takes_practising(case, wishes),
    )  # fmt: skip
    try:
        with transaction.atomic():
            assignment.save(force_insert=True)
    except IntegrityError:
        raise NotPossible(_("Somebody is asked for this case already.")) from None
    log.note(assignment, "offer", by=by)
    log.note(case, "offer", by=by)
    send_asked_mail(assignment)
    return assignment


@transaction.atomic
def show_interest(assignment: Assignment, *, by) -> Assignment:
    """The coordinator wants to know who it is about. Whoever shows the names afterwards opens the case to do so.

    Raises NotAllowed, and NotPossible while the case is on hold and when the time to answer is over.
    """
    if assignment.state == AssignmentState.INTERESTED and assignment.belongs_to(by):
        return assignment
    if assignment.belongs_to(by):
        lock(assignment.case)
        refuse_while_paused(assignment.case)
    return move(assignment, "show_interest", by=by, interested_at=timezone.now())


@transaction.atomic
def accept_case(assignment: Assignment, *, by, employer: str, is_independent: bool) -> Assignment:
    """The coordinator takes the case: then, and only then, it opens for them, and its preparation begins.

    To be called while looking at the case: where they work is compared with the bodies that decide or help there.
    Raises NotPossible for who has as many cases as there may be, when the time to answer is over, when nobody is looked
    for any more or the case is on hold, for who does not declare to be independent (field "is_independent"), and for
    who works for one of those bodies (field "employer"). Accepted already: nothing happens.
    """
    coordinator, case = assignment.coordinator, assignment.case
    if coordinator is None or not coordinator.belongs_to(by):
        raise NotAllowed(f"{by!r} does not accept {assignment.pk}.")
    lock(coordinator)
    lock(case)
    lock(assignment)
    assignment.coordinator, assignment.case = coordinator, case
    if assignment.state in ACTIVE:
        return assignment
    if assignment.state in RUNNING:
        _refuse_unless_matching(case)
        refuse_while_paused(case)
        _refuse_unfit(coordinator, case)
    if not is_independent:
        raise NotPossible(
            _("Only somebody who is tied to nobody here can do it. Tick it, or say no."), field="is_independent"
        )
    _refuse_tied(case, employer)
    now = timezone.now()
    move(
        assignment, "accept", by=by, place=_free_place(coordinator, case), accepted_at=now, independent_at=now,
        employer=employer.strip(),
    )  # fmt: skip
    move(case, "assign_after" if case.was_held() else "assign", by=None)
    send_accepted_mail(assignment)
    return assignment


@transaction.atomic
def decline_case(assignment: Assignment, *, by, ground: str, reason: str = "") -> Assignment:
    """The coordinator says no, or said so to staff on the telephone; the question can go to somebody else at once.

    Raises NotPossible without a ground (field "ground").
    """
    if ground not in DeclineGround.values:
        raise NotPossible(_("Choose why not."), field="ground")
    if assignment.state == AssignmentState.DECLINED and may(by, assignment, "decline"):
        return assignment
    move(assignment, "decline", by=by, reason=reason, ground=ground)
    log.note(assignment.case, "decline_offer", by=by)
    if assignment.belongs_to(by):
        send_looks_again_mail(assignment)
    return assignment


@transaction.atomic
def withdraw_offer(assignment: Assignment, *, by, reason: str) -> Assignment:
    """Staff take the question back before it is accepted, with a reason that the coordinator does not read."""
    move(assignment, "withdraw", by=by, reason=reason)
    log.note(assignment.case, "withdraw_offer", by=by)
    send_assignment_news_mail(assignment)
    return assignment


@transaction.atomic
def end_assignment(assignment: Assignment, *, by, reason: str, handover: str = "") -> Assignment:
    """The coordinator stops with the case before its end, or the manager ends it: another one is looked for.

    From now on it is closed to who did it. `handover` is what the next one must know.
    """
    case = assignment.case
    lock(case)
    now, handover = timezone.now(), handover.strip()
    move(assignment, "end", by=by, reason=reason, place=None, ended_at=now, handover=handover)
    assignment.case = case
    if handover:
        log.note(assignment, "hand_over", by=by)
    if case.state in AT_WORK:
        move(case, "look_again", by=None)
    if assignment.belongs_to(by):
        send_looks_again_mail(assignment)
    else:
        send_assignment_news_mail(assignment)
    return assignment


def cancel_running(case: Case) -> None:
    """The case stops: nobody is asked for it any more, and nobody does it. To be called with the case locked."""
    for assignment in _with_people(Assignment.objects.filter(case=case, state__in=(*RUNNING, *AT_HAND))):
        if assignment.state in AT_HAND:
            move(assignment, "end_with_case", by=None, place=None, ended_at=timezone.now())
        else:
            move(assignment, "cancel", by=None)
        send_assignment_news_mail(assignment)


def end_of_those_who_left() -> int:
    """Ends what a coordinator had at hand who left the roster, or was erased: another one is looked for; how many."""
    gone = Assignment.objects.filter(state__in=AT_HAND).exclude(coordinator__state__in=ON_THE_ROSTER)
    return sum(_end(assignment) for assignment in _with_people(gone))


def expire_offers() -> int:
    """Ends every question that was not answered in time, or whose coordinator left or paused since; how many."""
    asked = Assignment.objects.filter(state__in=ASKED)
    late = asked.filter(answer_by__lte=timezone.now())
    gone = asked.exclude(coordinator__state__in=ON_THE_ROSTER, coordinator__candidate__paused_at__isnull=True)
    return sum(_expire(assignment) for assignment in _with_people(late | gone))


def remind_asked() -> int:
    """Reminds, once, whoever did not answer when half of the time is gone and a day at least is left; how many."""
    now = timezone.now()
    waiting = Assignment.objects.filter(
        state__in=ASKED, reminded_at__isnull=True, answer_by__gte=now + REMINDED_BEFORE, coordinator__isnull=False,
        case__paused_at__isnull=True,
    )  # fmt: skip
    half_gone = [one for one in _with_people(waiting) if one.offered_at + (one.answer_by - one.offered_at) / 2 <= now]
    return sum(_remind(assignment) for assignment in half_gone)


def _may_offer(by, case):
    if not getattr(by, "is_authenticated", False) or not by.holds(_OFFER):
        return False
    return Case.objects.visible_to(by).filter(pk=case.pk).exists()


def _refuse_unless_matching(case):
    if case.state != CaseState.MATCHING:
        raise NotPossible(_("Nobody is looked for now: the case is in “%(state)s”.") % {"state": case.state_label})


def _refuse_unfit(coordinator, case):
    """What was true when they were asked must still be: documents end, people pause, families change their wishes."""
    _free_place(coordinator, case)
    if reasons := why_not(coordinator, case=case, wishes=wishes_of(case)):
        words = " ".join(str(words) for words in reasons)
        raise NotPossible(_("You cannot do this one now: call your region. The reason: %(words)s") % {"words": words})


def _refuse_tied(case, employer):
    referral = case.referral
    bodies = [referral.bodies_involved, referral.referrer_work]
    if hasattr(case, "acceptor"):
        bodies.append(case.acceptor.body)
    financing = Financing.objects.filter(case=case, source__in=_BODIES_THAT_PAY).first()
    if financing is not None:
        bodies.append(financing.details)
    if any(names_same_body(employer, text) for text in bodies):
        raise NotPossible(
            _(
                "Where you work is involved here, so you are not independent for this family. "
                "Say no, and choose that you are tied to a body."
            ),
            field="employer",
        )


def _free_place(coordinator, case):
    """The lowest number that none of their cases has. Raises NotPossible when they have as many as there may be."""
    taken = set(Assignment.objects.filter(coordinator=coordinator, state__in=ACTIVE).values_list("place", flat=True))
    limit = case.organisation.active_cases_per_coordinator
    if limit is not None and len(taken) >= limit:
        raise NotPossible(_("You have a case already. First that one ends, or somebody else does this one."))
    return min(set(range(1, len(taken) + 2)) - taken)


@transaction.atomic
def _end(assignment):
    case = assignment.case
    lock(case)
    try:
        move(assignment, "end_with_coordinator", by=None, place=None, ended_at=timezone.now())
    except NotPossible:
        return False  # ended in this very moment
    assignment.case = case
    if case.state in AT_WORK:
        move(case, "look_again", by=None)
    send_looks_again_mail(assignment)
    return True


@transaction.atomic
def _expire(assignment):
    try:
        move(assignment, "expire", by=None)
    except NotPossible:
        return False  # answered in this very moment
    log.note(assignment.case, "lapse_offer", by=None)
    send_assignment_news_mail(assignment)
    send_looks_again_mail(assignment)
    return True


@transaction.atomic
def _remind(assignment):
    unreminded = Assignment.objects.filter(pk=assignment.pk, state__in=ASKED, reminded_at__isnull=True)
    if not unreminded.update(reminded_at=timezone.now()):
        return False
    send_asked_reminder_mail(assignment)
    return True


def _with_people(assignments):
    """With all that mailing about them reads."""
    return assignments.select_related(
        "vault", "coordinator__candidate__user", "case__vault", "case__region", "case__organisation__site"
    ).order_by("offered_at", "pk")
