"""What is found of a plan: safe, legal, workable; and its acceptance, by who decides and nobody else (DESIGN §3, Plan).

Where the law asks that somebody accepts the plan they decide, by their own code or on paper that staff write down.
Elsewhere the circle itself answers, and its coordinator writes that down.
"""

from contextlib import nullcontext
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from intake.actions.case_holding import WORK
from intake.actions.planning import hold_plan
from intake.models import (
    AcceptedHow,
    Acceptor,
    Case,
    MinimumRequirement,
    Plan,
    RecipientCode,
    RefusalGround,
    Verdict,
    VerdictAbout,
)
from intake.plan_states import PlanState
from portal.privacy import VISITOR
from portal.privacy.looking import looking
from portal.workflow import log
from portal.workflow.moves import NotAllowed, NotPossible, move

SCREEN = gettext_noop("the minimum requirement that a refusal names")


@transaction.atomic
def judge_as_circle(case: Case, *, by, about: str, holds: bool, said_by: str, said_on: date, **refusal) -> Plan:
    """What the circle itself says, written down by its coordinator.

    Raises NotPossible where somebody else decides, and (with the field) for what cannot be. `refusal` is that of
    `judge_on_paper`.
    """
    plan = hold_plan(case)
    _refuse_others_than_coordinator(case, by)
    _refuse_when_decided_elsewhere(case)
    told = {"holds": holds, "said_by": said_by, "said_on": said_on} | refusal
    return _judge(plan, by=by, how=AcceptedHow.CIRCLE, about=about, **told)


@transaction.atomic
def judge_on_paper(
    case: Case, *, by, about: str, holds: bool, said_by: str, said_on: date, reason: str = "", ground: str = "",
    requirement: MinimumRequirement | None = None, acceptable: str = "",
) -> Plan:  # fmt: skip
    """What who must accept the plan wrote or said, written down by staff. Never by the coordinator of the case.

    A refusal cites its ground, and says what would be acceptable. After three answers of which one is no, the plan
    goes back to the circle.
    """
    plan = hold_plan(case)
    _refuse_unless_staff(case, by)
    told: dict[str, Any] = {
        "reason": reason, "ground": ground, "requirement": requirement, "acceptable": acceptable,
    }  # fmt: skip
    told |= {"holds": holds, "said_by": said_by, "said_on": said_on}
    # The words of the requirement are kept beside the refusal; nobody else sees them for it.
    with looking(case, by=None, screen=SCREEN) if requirement else nullcontext():
        return _judge(plan, by=by, how=AcceptedHow.PAPER, about=about, **told)


@transaction.atomic
def judge_by_code(code: RecipientCode, *, about: str, holds: bool, **refusal) -> Plan:
    """As judge_on_paper, by their own code, today. Three times yes accepts the plan. To be called while looking."""
    case = code.case
    plan = hold_plan(case)
    row = RecipientCode.objects.filter(pk=code.pk, participant__isnull=True).first()
    if row is None or not row.works:
        raise NotAllowed(f"The code {code.pk} decides nothing.")
    said_by = _acceptor_of(case).name
    told = {"holds": holds, "said_by": said_by, "said_on": timezone.localdate()} | refusal
    plan = _judge(plan, by=VISITOR, how=AcceptedHow.CODE, about=about, **told)
    if plan.state == PlanState.PRESENTED and plan.verdicts_are_yes():
        accepted = {"accepted_on": timezone.localdate(), "accepted_how": AcceptedHow.CODE, "accepted_by": said_by}
        move(plan, "accept_by_code", by=VISITOR, **accepted)
    return plan


@transaction.atomic
def accept_as_circle(case: Case, *, by, said_by: str, accepted_on: date) -> Plan:
    """The circle accepts its own plan, written down by its coordinator."""
    plan = hold_plan(case)
    _refuse_others_than_coordinator(case, by)
    _refuse_when_decided_elsewhere(case)
    return _accept(plan, by=by, how=AcceptedHow.CIRCLE, said_by=said_by, accepted_on=accepted_on)


@transaction.atomic
def accept_on_paper(case: Case, *, by, said_by: str, accepted_on: date) -> Plan:
    """Who must accept the plan did so on paper, written down by staff. Never by the coordinator of the case."""
    plan = hold_plan(case)
    _refuse_unless_staff(case, by)
    return _accept(plan, by=by, how=AcceptedHow.PAPER, said_by=said_by, accepted_on=accepted_on)


def _judge(
    plan, *, by, how, about, holds, said_by, said_on, reason="", ground="", requirement=None, acceptable=""
):  # fmt: skip
    if plan.state != PlanState.PRESENTED:
        raise NotPossible(_("The plan is not presented now: look at how far it is."))
    if about not in VerdictAbout.values:
        raise NotPossible(_("Choose one of the list."), field="about")
    _refuse_day(plan, said_on, "said_on")
    told = {"holds": holds, "said_by": _required(said_by, "said_by"), "said_on": said_on, "how": how}
    told |= {"reason": reason.strip(), "ground": "", "requirement": "", "acceptable": ""}
    if not holds:
        told |= _refusal(plan, reason=reason, ground=ground, requirement=requirement, acceptable=acceptable)
    row = plan.verdicts.filter(revision=plan.revision, about=about).first()
    if row is None:
        row = Verdict(vault=plan.case.vault, case=plan.case, plan=plan, revision=plan.revision, about=about)
    for name, value in told.items():
        setattr(row, name, value)
    row.save()
    log.note(plan.case, "write_verdict", by=by)
    _back_when_refused(plan, by=by)
    return plan


def _refusal(plan, *, reason, ground, requirement, acceptable):
    """Raises NotPossible for a refusal that does not say why, and what would be acceptable."""
    if ground not in RefusalGround.values:
        raise NotPossible(_("A refusal says on which ground."), field="ground")
    words = ""
    if ground == RefusalGround.REQUIREMENT:
        row = plan.case.minimumrequirements.filter(pk=requirement.pk).first() if requirement else None
        if row is None:
            has_any = plan.case.minimumrequirements.exists()
            words = (
                _("Choose which minimum requirement is not in it.")
                if has_any
                else _("No minimum requirement was set. Choose another ground.")
            )
            raise NotPossible(words, field="requirement" if has_any else "ground")
        words = row.text
    return {
        "ground": ground,
        "requirement": words,
        "reason": _required(reason, "reason"),
        "acceptable": _required(acceptable, "acceptable", _("Write down what would be acceptable.")),
    }


def _back_when_refused(plan, *, by):
    """Once each of the three is answered and one is no, the circle looks at it again."""
    said = dict(plan.verdicts.filter(revision=plan.revision).values_list("about", "holds"))
    if set(said) != set(VerdictAbout.values) or all(said.values()):
        return
    if by is VISITOR:
        move(plan, "refuse", by=VISITOR)
        return
    move(plan, "return_to_circle", by=by, reason=_("Not accepted. The reason stands with the answer."))


def _accept(plan, *, by, how, said_by, accepted_on):
    _refuse_day(plan, accepted_on, "accepted_on")
    accepted = {"accepted_on": accepted_on, "accepted_how": how, "accepted_by": _required(said_by, "said_by")}
    return move(plan, "accept", by=by, **accepted)


def _refuse_others_than_coordinator(case, by):
    if not case.is_at_hand_of(by):
        raise NotAllowed(f"{by!r} is not the coordinator of {case.pk}.")


def _refuse_unless_staff(case, by):
    """Staff, where somebody must accept the plan; and never who does the case as its coordinator."""
    is_theirs = by.holds(WORK) and Case.objects.visible_to(by).filter(pk=case.pk).exists()
    if not is_theirs or case.is_at_hand_of(by):
        raise NotAllowed(f"{by!r} does not write down what is decided about the plan of {case.pk}.")
    _acceptor_of(case)


def _refuse_when_decided_elsewhere(case):
    if Acceptor.objects.filter(case=case).exists():
        raise NotPossible(
            _("Who must accept the plan decides: with their own code, or on paper that the region writes down.")
        )


def _acceptor_of(case):
    row = Acceptor.objects.filter(case=case).first()
    if row is None:
        raise NotPossible(_("Nobody has to accept this plan: the circle itself says yes or no."))
    return row


def _refuse_day(plan, day, field):
    """Not before the conference, and not after today."""
    if day > timezone.localdate():
        raise NotPossible(_("This day is still to come."), field=field)
    if plan.case.held_on and day < plan.case.held_on:
        raise NotPossible(_("That was before the conference."), field=field)


def _required(text, field, words=None):
    if not text.strip():
        raise NotPossible(words or _("Write this down first."), field=field)
    return text.strip()
