"""The first page of a conference: for who does it with the tabs to the others, for who was asked as ever."""

from intake.actions.pausing import paused_until
from intake.assignment_states import AssignmentState
from intake.case_states import CaseState
from intake.views.at_work import AtWorkView
from intake.views.my_cases import CaseView
from intake.views.my_conference import to_do
from intake.views.my_plan import plan_step
from training.coaching import coach_of


class OverviewView(AtWorkView, CaseView):
    tab = "my_case"
    states = tuple(AssignmentState.values)  # it says itself what is theirs

    def show(self, template, context, *, status=200):
        context = context | {"says_on_hold": True, "paused_until": paused_until(self.case)}
        if template == "case_open":
            todo = to_do(self.case, self.assignment)
            coach = coach_of(self.assignment.coordinator)
            if self.case.state == CaseState.HELD:
                context = context | plan_step(self.case)
            context = context | {"coach": coach, "todo": todo, "has_begun": any(one.is_done for one in todo)}
        return super().show(template, context, status=status)
