"""A conference that is theirs, in pages: circle, day, plan, how it goes, hours. Tabs lead from one to another."""

from dataclasses import dataclass

from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from intake.assignment_states import ACTIVE, AT_HAND, AssignmentState
from intake.views.my_case_acts import CaseActView
from intake.views.my_cases import CASE_SCREEN, OwnCaseView
from portal.workflow.tracks import Text


@dataclass(frozen=True)
class Tab:
    """`name` is that of the address ("intake:my_circle"), which takes the key of the assignment."""

    name: str
    label: Text
    # In which states of the assignment it is there.
    states: tuple[str, ...] = ACTIVE


# In the order in which a conference comes about.
TABS = (
    Tab("my_case", _("Overview"), AT_HAND),
    Tab("my_circle", _("Circle")),
    Tab("my_conference", _("Conference")),
    Tab("my_plan", _("Plan"), AT_HAND),
    Tab("my_follow_up", _("How it goes"), AT_HAND),
    Tab("my_messages", _("Messages"), AT_HAND),
    Tab("my_claim", _("Hours and costs"), (*AT_HAND, AssignmentState.DONE)),
)


class AtWorkView(OwnCaseView):
    """A page of a conference that is theirs now. Is it not any more, they are led to the page that says so.

    `tab` is the name of the tab that is marked; `states` those of the assignment in which the page is there.
    """

    tab = ""
    states: tuple[str, ...] = ACTIVE

    def hindrance(self):
        # What was typed is not lost: an act that comes too late gives it back itself (CaseActView).
        if self.assignment.state not in self.states and self.request.method != "POST":
            return redirect("intake:my_case", pk=self.assignment.pk)
        return super().hindrance()

    @cached_property
    def tabs(self) -> list[tuple[str, Text, bool]]:
        """Address, words, and whether it is the one they are at."""
        here = [tab for tab in TABS if self.assignment.state in tab.states]
        return [
            (reverse(f"intake:{tab.name}", args=[self.assignment.pk]), tab.label, tab.name == self.tab) for tab in here
        ]

    def look_at_work(self):
        """Opens the case: a line in its access log."""
        return self.look(CASE_SCREEN)

    def show(self, template, context, *, status=200):
        return super().show(template, {"tabs": self.tabs} | context, status=status)


class AtWorkActView(AtWorkView, CaseActView):
    """Asks and does one thing in it, once (CaseActView); afterwards they are at `back`, a tab."""

    back = "my_case"

    @property
    def is_possible(self):
        return self.assignment.state in self.states

    def while_looking(self):
        return self.look_at_work()

    def lead_back(self):
        return redirect(f"intake:{self.back}", pk=self.assignment.pk)
