"""What a conference is to answer, and under which conditions: the question, what a safe plan needs, who accepts it,
who pays (DOMAIN §3.2)."""

from decimal import Decimal

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from intake.actions.case_holding import hold_case, refuse_outdated
from intake.actions.recipient_codes import shut_out_acceptor
from intake.case_states import BEFORE_THE_CONFERENCE, CaseState
from intake.models import (
    CHECKLIST,
    Acceptor,
    Case,
    CaseQuestion,
    Financing,
    FinancingSource,
    FinancingState,
    MinimumRequirement,
    Plan,
)
from intake.plan_states import PlanState
from portal.privacy.looking import looking
from portal.workflow import log
from portal.workflow.moves import NotPossible, move

SETTLE = "intake.settle_question"
SCREEN = gettext_noop("case: workbench")
# A plan can still need somebody's yes after the conference: the judge may say so that very week.
_BEFORE_IT_IS_ACCEPTED = (
    *BEFORE_THE_CONFERENCE, CaseState.HELD, CaseState.PLAN_RUNNING, CaseState.FOLLOWED_UP,
)  # fmt: skip
_MOST = Decimal("9999999.99")


@transaction.atomic
def write_question(
    case: Case, *, by, text: str, language: str, is_open: bool, is_concrete: bool, is_shareable: bool,
    leaves_room: bool, edition: int | None = None,
) -> CaseQuestion:  # fmt: skip
    """The question in the family's words, with the points of a good one that it meets, in place of what stood there.

    Once it is settled the family and the coordinator read it: then only a question that meets all four takes its
    place. `edition` is that of the form, 0 when there was no question. Raises NotAllowed, Outdated, and NotPossible
    (with the field) for what cannot be.
    """
    hold_case(case, by=by, permission=SETTLE)
    row = CaseQuestion.objects.filter(case=case).first()
    refuse_outdated(row, edition)
    points = dict(zip(CHECKLIST, (is_open, is_concrete, is_shareable, leaves_room), strict=True))
    text = _required(text, "text")
    if language not in dict(settings.LANGUAGES):
        raise NotPossible(_("Choose the language in which it is written."), field="language")
    missing = [name for name, said in points.items() if not said]
    if missing and case.state != CaseState.QUESTION:
        raise NotPossible(
            _("People read this question already. Say yes to each of the four points before you change it."),
            field=missing[0],
        )
    told = points | {"text": text, "language": language, "written_at": timezone.now(), "written_by": by}
    return _keep(CaseQuestion, row, case, told, note="change_question", by=by)


def settle_question(case: Case, *, by) -> Case:
    """The question stands: from now on a coordinator is looked for, and the core persons read it."""
    return move(case, "settle_question", by=by)


@transaction.atomic
def write_requirement(
    case: Case, *, by, text: str, set_by: str, reason: str, requirement: MinimumRequirement | None = None,
    edition: int | None = None,
) -> MinimumRequirement:  # fmt: skip
    """What a safe plan must hold at least, who says so and why: a new one, or in place of `requirement`."""
    hold_case(case, by=by, permission=SETTLE)
    row = None
    if requirement is not None:
        row = _requirement(case, requirement)
        refuse_outdated(row, edition)
    told = {
        "text": _required(text, "text"),
        "set_by": _required(set_by, "set_by"),
        "reason": _required(reason, "reason"),
        "written_at": timezone.now() if row is None else row.written_at,
        "written_by": by,
    }
    return _keep(MinimumRequirement, row, case, told, note="change_requirement", by=by)


@transaction.atomic
def remove_requirement(requirement: MinimumRequirement, *, by, reason: str) -> Case:
    """It does not count any more. Its words are erased; that it was taken away, and why, stays in the timeline."""
    case = requirement.case
    hold_case(case, by=by, permission=SETTLE)
    row, reason = _requirement(case, requirement), _reason(reason)
    row.delete()
    log.note(case, "remove_requirement", by=by, reason=reason)
    return case


def can_change_acceptor(case: Case) -> bool:
    """Whether the plan is not accepted yet, or the circle is changing it again."""
    accepted = Plan.objects.filter(case=case, state__in=(PlanState.ACCEPTED, PlanState.GIVEN))
    return case.state in _BEFORE_IT_IS_ACCEPTED and not accepted.exists()


@transaction.atomic
def write_acceptor(
    case: Case, *, by, name: str, body: str, legal_basis: str, telephone: str = "", email: str = "",
    edition: int | None = None,
) -> Acceptor:  # fmt: skip
    """The professional who must accept the plan, and by which law; one for a case, never the coordinator.

    When it becomes somebody else, or of another body, the code of who it was opens nothing any more, and what was
    answered about the plan as it is presented is asked anew: it was not theirs. Raises NotAllowed, Outdated, and
    NotPossible with the field, or once the plan was accepted.
    """
    _hold_before_acceptance(case, by=by)
    row = Acceptor.objects.filter(case=case).first()
    refuse_outdated(row, edition)
    told = {
        "name": _required(name, "name"),
        "body": _required(body, "body"),
        "legal_basis": _required(legal_basis, "legal_basis"),
        "telephone": telephone,
        "email": email,
    }
    if row is None:
        _ask_anew(case)
    elif _is_somebody_else(case, row, told):
        _ask_anew(case)
        shut_out_acceptor(case, by=by)
    return _keep(Acceptor, row, case, told, note="change_acceptor", by=by)


@transaction.atomic
def remove_acceptor(case: Case, *, by, reason: str) -> Case:
    """Nobody outside the circle has to accept the plan any more. Details are erased, the code is taken back.

    What they answered about the plan as it is presented does not count as the circle's. As write_acceptor, not once
    the plan was accepted.
    """
    _hold_before_acceptance(case, by=by)
    row, reason = Acceptor.objects.filter(case=case).first(), _reason(reason)
    if row is None:
        raise NotPossible(_("This is no longer here."))
    row.delete()
    _ask_anew(case)
    shut_out_acceptor(case, by=by)
    log.note(case, "remove_acceptor", by=by, reason=reason)
    return case


@transaction.atomic
def write_financing(
    case: Case, *, by, source: str, state: str, amount: Decimal | None = None, details: str = "",
    edition: int | None = None,
) -> Financing:  # fmt: skip
    """Who pays for the conference and how far that is; `amount` in euro. Refused where families never pay."""
    hold_case(case, by=by, permission=SETTLE)
    if case.organisation.free_for_families:
        raise NotPossible(_("A conference is free for the family here: there is nothing to write down."))
    row = Financing.objects.filter(case=case).first()
    refuse_outdated(row, edition)
    if source not in FinancingSource.values:
        raise NotPossible(_("Choose who pays."), field="source")
    if state not in FinancingState.values:
        raise NotPossible(_("Choose how far it is."), field="state")
    if amount is not None and not 0 <= amount <= _MOST:
        raise NotPossible(_("Write an amount in euro, for example 1250 or 1250.50."), field="amount")
    told = {"source": source, "state": state, "amount": amount, "details": details}
    return _keep(Financing, row, case, told, note="change_financing", by=by)


def _keep(model, row, case, told, *, note, by):
    """Stores what was told in `row`, or in a new one in the vault of the case."""
    if row is None:
        row = model.objects.create(vault=case.vault, case=case, **told)
    else:
        for name, value in told.items():
            setattr(row, name, value)
        row.edition += 1
        row.save()
    log.note(case, note, by=by)
    return row


def _hold_before_acceptance(case, *, by):
    hold_case(case, by=by, permission=SETTLE, states=_BEFORE_IT_IS_ACCEPTED)
    if not can_change_acceptor(case):
        raise NotPossible(_("The plan is accepted. Who must accept it does not change any more."))


def _ask_anew(case):
    """Whoever answered about the presented plan was not who decides about it now."""
    for plan in Plan.objects.filter(case=case, state=PlanState.PRESENTED):
        plan.verdicts.filter(revision=plan.revision).delete()


def _is_somebody_else(case, row, told):
    """Opens the case only when there is a code to take back, or an answer that would count as theirs."""
    has_code = case.recipientcodes.filter(participant=None, revoked_at__isnull=True).exists()
    if not has_code and not Plan.objects.filter(case=case, state=PlanState.PRESENTED).exists():
        return False
    with looking(case, by=None, screen=SCREEN):
        return (row.name, row.body) != (told["name"], told["body"])


def _requirement(case, requirement):
    """As it stands now. Raises NotPossible when it is gone, or of another case."""
    row = MinimumRequirement.objects.filter(case=case, pk=requirement.pk).first()
    if row is None:
        raise NotPossible(_("This is no longer here."))
    return row


def _required(text, field):
    if not text.strip():
        raise NotPossible(_("Write this down first."), field=field)
    return text.strip()


def _reason(reason):
    if not reason.strip():
        raise NotPossible(_("Write down the reason."), field="reason")
    return reason
