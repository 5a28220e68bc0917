"""A plan that must change while it is carried out, on the workbench: who types it then, or why nobody does here."""

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from intake.actions.case_holding import WORK
from intake.actions.taking_up import let_rest, take_up_again
from intake.assignment_states import AssignmentState
from intake.case_states import CaseState
from intake.forms.fields import TypedText
from intake.forms.matching import RunningForm
from intake.models import Assignment, Case, Plan
from intake.plan_states import PlanState
from portal.backoffice.entries import EntryAction
from portal.workflow.moves import steps

OFFER = "intake.offer_case"
PANEL = "plan"


def _take_up(case, *, by, assignment, reason):
    return take_up_again(assignment, by=by, reason=reason)


def _let_rest(case, *, by, assignment, reason):
    return let_rest(assignment, by=by, reason=reason)


class FinishedForm(RunningForm):
    """About who finished it last, and can write the plan once more; without them there is nothing to ask."""

    state = AssignmentState.DONE
    reason = TypedText(
        label=_("Why must it change?"),
        help_text=_("The coordinator reads it."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["assignment"] = getattr(last_in(self.obj, self.state), "pk", None)


class RestForm(FinishedForm):
    """About who types the changed plan."""

    state = AssignmentState.DISTRIBUTED
    reason = TypedText(label=_("Reason"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}))


TAKE_UP_ENTRIES = {
    "take_up": EntryAction(
        _take_up, OFFER, FinishedForm, _("The plan must change: let the coordinator write it"), panel=PANEL,
        consequences=(
            _("The case opens again for the coordinator who did it: who came, their numbers, and the plan."),
            _("The circle words it anew, and the coordinator types it. They get a mail that there is news."),
            _("What everybody was given counts, and can be read, until the new one is given. Then they are done."),
        ),
        done=_("The coordinator writes the changed plan"),
    ),
    "let_rest": EntryAction(
        _let_rest, OFFER, RestForm, _("The plan does not change after all"), panel=PANEL,
        consequences=(
            _("From now on the case is closed to the coordinator again. They get a mail that there is news."),
            _("What everybody was given goes on to count. What was typed since is not given to anybody."),
        ),
        done=_("The plan stays as it was given"),
    ),
}  # fmt: skip


class PlanChange:
    """What can be done when the plan that everybody has must change. Two queries at most for each answer."""

    def __init__(self, case: Case, user, plan: Plan | None):
        self.user, self.plan = user, plan
        self.is_theirs = case.region_id in user.region_ids
        self.is_given = plan is not None and plan.state == PlanState.GIVEN
        self.is_carried_out = case.state in (CaseState.PLAN_RUNNING, CaseState.FOLLOWED_UP)
        self.finished = last_in(case, AssignmentState.DONE)
        self.writes = last_in(case, AssignmentState.DISTRIBUTED)

    @cached_property
    def somebody_types(self) -> bool:
        return self.plan is not None and self.plan.somebody_types()

    @property
    def may_revise(self) -> bool:
        return self.is_theirs and self.user.holds(WORK) and self.is_given and self.somebody_types

    @cached_property
    def may_take_up(self) -> bool:
        return self.is_carried_out and self._may(self.finished, "take_up")

    @property
    def may_let_rest(self) -> bool:
        """Whether the plan is being changed, and nothing else is left to do for the coordinator."""
        return self.plan is not None and self.plan.is_changed and self._may(self.writes, "let_rest")

    @property
    def nobody_types(self) -> bool:
        """Whether it cannot be changed here at all, which has to be said."""
        can = self.finished is not None and self.finished.can_take_up()
        return self.is_carried_out and not self.somebody_types and not can

    def _may(self, assignment, name):
        found = [] if assignment is None else steps(self.user, assignment)
        return any(step.transition.name == name and not step.blocked_by for step in found)


def last_in(case: Case, state: str) -> Assignment | None:
    """Who of its coordinators came to this state last."""
    rows = case.assignments.filter(state=state).select_related("coordinator", "case", "vault")
    return rows.order_by("-accepted_at", "pk").first()
