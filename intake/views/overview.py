"""The first page of a conference: for who does it with the tabs to the others, for who was asked as ever."""

from intake.assignment_states import AssignmentState
from intake.views.at_work import AtWorkView
from intake.views.my_cases import CaseView


class OverviewView(AtWorkView, CaseView):
    tab = "my_case"
    states = tuple(AssignmentState.values)  # it says itself what is theirs
