"""The end of a case on its workbench: what is registered, closing, opening again, and who leads it."""

from django import forms
from django.contrib.auth import get_user_model
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from intake.actions.case_holding import WORK
from intake.actions.cases import change_manager, close_case, reopen_case, stop_case
from intake.actions.following_up import finish_again
from intake.case_states import OPEN_CASES, CaseState
from intake.models import Case
from intake.registration import registration_of
from portal.backoffice.entries import EntryAction, EntryForm
from portal.backoffice.steps import StepAction
from portal.backoffice.workbench import Panel
from portal.organisations.queries import people_for

PANEL = "registration"
_COUNTED = _("Numbers of nobody are kept for the figures: how long it took, how many came, how it went.")


class ManagerForm(EntryForm):
    """Who leads the case from now on: one of those who answer for its region."""

    manager: forms.ModelChoiceField = forms.ModelChoiceField(
        label=_("Who leads this case?"), queryset=None, widget=forms.RadioSelect, empty_label=None,
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Choose somebody who answers for this region.")),
    )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        people = people_for(self.obj.region)
        field = self.fields["manager"]
        field.queryset = get_user_model().objects.filter(pk__in=[one.pk for one in people])
        self.initial.setdefault("manager", next((one.pk for one in people if one.pk != self.obj.manager_id), None))


_GOES_ON = (
    _("It goes on where it had come to: at the question, the search for a coordinator, or the plan."),
    _("The numbers that were kept of its end are taken back."),
)
CLOSING_STEPS = {
    "close": StepAction(close_case, consequences=(_COUNTED, _("Nobody writes in it any more."))),
    "stop": StepAction(
        stop_case,
        consequences=(_("Nobody is asked for it any more, and who did it is told."), _COUNTED),
    ),
    **{
        name: StepAction(reopen_case, consequences=_GOES_ON) for name in ("reopen", "reopen_after", "reopen_plan")
    },
}  # fmt: skip
CLOSING_ENTRIES = {
    "change_manager": EntryAction(
        change_manager, WORK, ManagerForm, _("Somebody else leads the case"), panel=PANEL,
        consequences=(_("It stands on their worklist. Coordinator and family read their name."),),
        done=_("Somebody else leads the case now"),
    ),
    "finish_again": EntryAction(
        finish_again, WORK, EntryForm, _("It was followed up before"), panel=PANEL,
        consequences=(_("For a case that was opened again: nothing more is asked, and it can be closed."),),
        done=_("Followed up"),
    ),
}  # fmt: skip


def leader_notices(case: Case) -> list[str]:
    """What is to be read first: that nobody leads the case who still works here."""
    if case.state not in OPEN_CASES or case.manager.is_active:
        return []
    return [gettext("Who leads this case does not work here any more. Choose somebody else below, at Registration.")]


def registration_panel(case: Case, user) -> Panel:
    pieces = registration_of(case)
    may_work = case.region_id in user.region_ids and user.holds(WORK)
    doing = case.assignments.filter(accepted_at__isnull=False, coordinator__region__in=user.region_ids)
    context = {
        "case": case,
        "pieces": pieces,
        "own_coordinators": list(doing.order_by().values_list("coordinator", flat=True).distinct()),
        "missing": sum(piece.sign == "todo" for piece in pieces),
        "may_change_manager": may_work and case.state in OPEN_CASES and _somebody_else_may_lead(case),
        "may_finish": may_work
        and case.state == CaseState.PLAN_RUNNING
        and not case.followups.filter(state="waiting").exists(),
    }
    return Panel(PANEL, _("Registration"), "intake/workbench/registration.html", context)


def _somebody_else_may_lead(case):
    return any(one.pk != case.manager_id for one in people_for(case.region))
