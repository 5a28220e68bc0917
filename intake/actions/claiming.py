"""What a coordinator claims for a case: written line by line, handed in, approved or sent back (DESIGN §3, Claim)."""

from datetime import date
from decimal import Decimal

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from intake.actions.case_holding import refuse_outdated
from intake.assignment_states import AT_HAND, AssignmentState
from intake.claim_states import OPEN_CLAIMS, ClaimState
from intake.mails import send_assignment_news_mail, send_case_news_mail
from intake.models import Assignment, Claim, ClaimKind, ClaimLine
from portal.workflow import log
from portal.workflow.moves import NotAllowed, NotPossible, lock, move

# From accepting on, and after the last call too.
CLAIMED_IN = (*AT_HAND, AssignmentState.DONE)
MOST_LINES = 200
_MOST = {ClaimKind.HOURS: Decimal(24), ClaimKind.KILOMETRES: Decimal(2_000), ClaimKind.EXPENSE: Decimal(10_000)}


@transaction.atomic
def add_line(assignment: Assignment, *, by, kind: str, on_day: date, number: Decimal, what: str) -> ClaimLine:
    """One line more in the claim that is being written, which begins with its first line.

    Raises NotAllowed for who does not do the case, and NotPossible (with the field) for what cannot be: hours or
    kilometres where none are paid, a day to come, nothing or far too much, and when the claim was handed in meanwhile.
    """
    _hold(assignment, by)
    claim = open_claim(assignment)
    if claim is None:
        _refuse_new(assignment)
        claim = Claim.objects.create(vault=assignment.vault, case=assignment.case, assignment=assignment)
    _refuse_handed_in(claim)
    if kind not in kinds_for(assignment):
        raise NotPossible(_("Choose what it is."), field="kind")
    if on_day > timezone.localdate():
        raise NotPossible(_("This day is still to come."), field="on_day")
    if not 0 < number <= _MOST[ClaimKind(kind)]:
        raise NotPossible(
            _("Fill in more than nothing, and at most %(most)s.") % {"most": _MOST[ClaimKind(kind)]}, field="number"
        )
    if not what.strip():
        raise NotPossible(_("Write down what it was for."), field="what")
    if claim.lines.count() >= MOST_LINES:
        raise NotPossible(_("This is as much as fits in one claim. Hand it in first."))
    line = ClaimLine.objects.create(
        vault=claim.vault, case=claim.case, claim=claim, kind=kind, on_day=on_day, number=number, what=what.strip()
    )
    _changed(claim)
    return line


@transaction.atomic
def remove_line(assignment: Assignment, *, by, key) -> None:
    """Takes one line away, while the claim is not handed in. It is gone already: nothing happens."""
    _hold(assignment, by)
    claim = open_claim(assignment)
    if claim is None:
        return
    _refuse_handed_in(claim)
    if claim.lines.filter(pk=key).delete()[0]:
        _changed(claim)


@transaction.atomic
def hand_in_claim(assignment: Assignment, *, by) -> Claim:
    """To the region, at the fees of today."""
    _hold(assignment, by)
    claim = open_claim(assignment)
    if claim is None:
        raise NotPossible(_("First write down hours or expenses."))
    case, organisation = assignment.case, assignment.case.organisation
    lock(claim)
    claim.assignment, claim.case = assignment, case
    move(
        claim, "hand_in", by=by, handed_in_at=timezone.now(), hour_fee=organisation.hour_fee or 0,
        kilometre_fee=organisation.kilometre_fee, edition=claim.edition + 1,
    )  # fmt: skip
    log.note(case, "hand_in_claim", by=by)
    send_case_news_mail(case)
    return claim


@transaction.atomic
def approve_claim(claim: Claim, *, by, edition: int | None = None) -> Claim:
    """It is paid. Nobody approves their own. `edition` is that of the form: nobody approves what they did not read."""
    return _judge(claim, "approve", by=by, edition=edition)


@transaction.atomic
def send_claim_back(claim: Claim, *, by, reason: str, edition: int | None = None) -> Claim:
    """Something is not right: the coordinator reads why, changes it, hands it in again. `edition`: as approve_claim."""
    return _judge(claim, "send_back", by=by, reason=reason, edition=edition)


def open_claim(assignment: Assignment) -> Claim | None:
    """The one that is not approved yet, whoever's turn it is; at most one (claim_one_open_per_assignment)."""
    rows = assignment.claims.exclude(state=ClaimState.APPROVED).select_related("vault", "case__organisation")
    return rows.first()


def kinds_for(assignment: Assignment) -> list[ClaimKind]:
    """What can be claimed: hours and kilometres only where they are paid, expenses everywhere (DOMAIN §1)."""
    organisation = assignment.case.organisation
    paid = {ClaimKind.HOURS: organisation.hour_fee, ClaimKind.KILOMETRES: organisation.kilometre_fee}
    return [kind for kind in ClaimKind if paid.get(kind, True)]


def may_begin(assignment: Assignment) -> bool:
    """Whether a new claim can be begun: after the end once, and until then as often as one was approved.

    What was approved before the end does not count: who wrote a changed plan once more was done twice.
    """
    if assignment.state != AssignmentState.DONE:
        return assignment.state in CLAIMED_IN
    before = Q(judged_at__lt=assignment.ended_at) if assignment.ended_at else Q(pk__in=[])
    return not assignment.claims.exclude(before, state=ClaimState.APPROVED).exists()


def _hold(assignment, by):
    case = assignment.case
    lock(case)  # before any row of it, as everywhere, so that nobody waits for ever
    lock(assignment)
    assignment.case = case
    if not assignment.belongs_to(by):
        raise NotAllowed(f"{by!r} claims nothing for {assignment.pk}.")
    if assignment.state not in CLAIMED_IN:
        raise NotPossible(_("This conference is not yours any more. Call your region about what you paid."))


def _refuse_new(assignment):
    if not may_begin(assignment):
        raise NotPossible(_("Your claim was approved. Call your region if something is missing."))


def _refuse_handed_in(claim):
    lock(claim)
    if claim.state not in OPEN_CLAIMS:
        raise NotPossible(_("You handed it in already. Wait until your region looked at it."))


def _changed(claim):
    claim.edition += 1
    claim.save(update_fields=["edition"])


def _judge(claim, name, *, by, reason="", edition=None):
    assignment, case = claim.assignment, claim.case
    if assignment.belongs_to(by):
        raise NotAllowed(f"{by!r} does not judge their own {claim.pk}.")
    lock(case)
    lock(claim)
    claim.assignment, claim.case = assignment, case
    refuse_outdated(claim, edition)
    move(claim, name, by=by, reason=reason, judged_at=timezone.now())
    log.note(case, "judge_claim", by=by)
    send_assignment_news_mail(assignment)
    return claim
