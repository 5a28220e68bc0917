"""A plan that must change when its coordinator was done: they write it once more, as nobody else does (DOMAIN §3.7)."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from intake.actions.pausing import refuse_while_paused
from intake.actions.planning import hold_plan, revise_plan
from intake.actions.safety import refuse_while_unsafe
from intake.mails import send_assignment_news_mail
from intake.models import AcceptedHow, Agreement, Assignment
from intake.plan_shown import WORDS_AROUND, fields_of_kept, given_revision
from intake.plan_states import PlanState
from portal.privacy.looking import looking
from portal.workflow import log
from portal.workflow.moves import NotPossible, move
from training.roster import unfit_by_now

SCREEN = gettext_noop("case: workbench")


@transaction.atomic
def take_up_again(assignment: Assignment, *, by, reason: str) -> Assignment:
    """The coordinator who was done has the case at hand again, until everybody has the changed plan (`finish_call`).

    They read the reason. Raises NotAllowed, and NotPossible while the case is on hold, somebody is worried about
    safety, or this coordinator cannot (Assignment.can_take_up; paused, or without documents that count), and without a
    reason (field "reason").
    """
    case = assignment.case
    plan = hold_plan(case)
    refuse_while_paused(case)
    refuse_while_unsafe(case)
    _refuse_unfit(assignment)
    move(assignment, "take_up", by=by, reason=reason, ended_at=None)
    assignment.case = case
    log.note(case, "take_up_again", by=by)
    if plan.state == PlanState.GIVEN:
        revise_plan(case, by=by, reason=reason)
    send_assignment_news_mail(assignment)
    return assignment


@transaction.atomic
def let_rest(assignment: Assignment, *, by, reason: str) -> Assignment:
    """The region ends it: the plan does not change after all. What was given is the plan again, and the draft is gone.

    Raises NotAllowed, and NotPossible before the call after four weeks was written down, and without a reason.
    """
    case = assignment.case
    plan = hold_plan(case)
    move(assignment, "let_rest", by=by, reason=reason, ended_at=timezone.now())
    assignment.case = case
    log.note(case, "let_rest", by=by)
    if plan.is_changed:
        with looking(case, by=None, screen=SCREEN):
            _bring_back(plan)
    send_assignment_news_mail(assignment)
    return assignment


def _refuse_unfit(assignment):
    """Who stopped doing conferences, or has no documents that count, opens no case: as when it was accepted."""
    reasons = unfit_by_now(assignment.coordinator) if assignment.coordinator is not None else []
    if reasons:
        raise NotPossible(" ".join(str(words) for words in reasons))


def _bring_back(plan):
    """The plan as everybody has it. Verdicts of the draft stay readable, with a revision that is not the plan's."""
    given = given_revision(plan)
    changes = {"edition": plan.edition + 1} | _accepted_once(plan, given)
    if given is not None:
        changes |= {"revision": given.number, "presented_at": given.made_at}
        changes |= {name: given.content[name] for name in WORDS_AROUND}
        _bring_back_agreements(plan, given.content["agreements"])
    move(plan, "let_rest", by=None, **changes)


def _bring_back_agreements(plan, agreements):
    """A row whose words stand in both stays itself: what became of it hangs on it."""
    rows = list(plan.agreements.all())
    for place, kept in enumerate(agreements, start=1):
        row = next((each for each in rows if each.text == kept["text"]), None)
        if row is None:
            row = Agreement(vault=plan.case.vault, case=plan.case, plan=plan)
        else:
            rows.remove(row)
        for name, value in ({"position": place} | fields_of_kept(kept)).items():
            setattr(row, name, value)
        row.save()
    for row in rows:
        row.delete()


def _accepted_once(plan, given):
    """Who accepted what was given: changing it emptied that, and the three answers to that revision still tell it."""
    said = plan.verdicts.filter(revision=given.number).order_by("said_on", "pk").last() if given is not None else None
    if said is None:
        return {"accepted_on": timezone.localdate(plan.given_at), "accepted_how": AcceptedHow.CIRCLE, "accepted_by": ""}
    return {"accepted_on": said.said_on, "accepted_how": said.how, "accepted_by": said.said_by}
