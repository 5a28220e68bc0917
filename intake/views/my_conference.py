"""The conference itself on its coordinator's pages: day and place, what is still to be done, and that it was held."""

from functools import partial
from typing import NamedTuple

from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from intake.actions.case_holding import Outdated
from intake.actions.conference import can_correct_held, correct_held, hold_conference, write_conference
from intake.case_states import CaseState
from intake.forms.conference import ConferenceForm, HeldForm
from intake.models import Case, Conference, PartTime, parts_of
from intake.preparation import asks_safety_plan, still_to_do
from intake.views.at_work import TABS, AtWorkActView, AtWorkView
from intake.views.my_plan import plan_step
from portal.workflow.tracks import Text


class Linked(NamedTuple):
    """One thing to do, and where; `address` is empty on the page where it is done."""

    words: str
    address: str
    is_done: bool


def to_do(case: Case, assignment, *, here: str = "") -> list[Linked]:
    """The list with its addresses; made while looking. Nothing of it is left when the conference was held."""
    if case.state != CaseState.PREPARATION:
        return []
    pages = {tab.name for tab in TABS} | {"my_invitations"}
    return [
        Linked(
            one.words,
            reverse(f"intake:{one.page}", args=[assignment.pk]) if one.page in pages and one.page != here else "",
            one.is_done,
        )
        for one in sorted(still_to_do(case), key=lambda one: one.is_done)
    ]


class OfConferenceView(AtWorkView):
    """A page about the conference of a case that is theirs."""

    tab = "my_conference"

    @cached_property
    def conference(self) -> Conference | None:
        return Conference.objects.select_related("vault").filter(case=self.case).first()


class ConferenceView(OfConferenceView, AtWorkActView):
    """Day and place while it is prepared; afterwards when each part was."""

    form_class = ConferenceForm
    template = "conference"
    back = "my_conference"
    done = _("It was kept.")
    is_outdated = False

    @property
    def is_possible(self):
        return self.assignment.state in self.states and self.case.state == CaseState.PREPARATION

    def get(self, request):
        if self.case.state == CaseState.PREPARATION:
            return self.page(ConferenceForm())
        if self.assignment.state not in self.states:
            return redirect("intake:my_case", pk=self.assignment.pk)
        return self._as_it_was()

    def act(self, **answers):
        write_conference(self.case, by=self.request.user, **answers)

    def refused(self, form, refusal):
        if isinstance(refusal, Outdated):
            # What they typed stays; what stands there now is beside it, and can be written over knowingly.
            form.data = form.data.dict() | {"edition": self.conference.edition if self.conference else 0}
            self.is_outdated = True
        return super().refused(form, refusal)

    def page(self, form, *, status=200):
        with self.look_at_work():
            form.initial |= ConferenceForm.told(self.conference)
            context = {
                "form": form,
                "conference": self.conference,
                "todo": to_do(self.case, self.assignment, here=self.tab),
                "asks_safety_plan": asks_safety_plan(self.case),
                "is_outdated": self.is_outdated,
                "is_past": is_over(self.conference),
            }
            return self.show(self.template, context, status=status)

    def _as_it_was(self):
        with self.look_at_work():
            context = {"conference": self.conference, "times": parts_as_held(self.case)}
            return self.show("conference_held", context | who_came(self.case) | plan_step(self.case))


class HeldView(OfConferenceView, AtWorkActView):
    """When each part began and ended, and who was there. Of private time nothing else is asked."""

    template = "held"
    back = "my_conference"
    done = _("It is written down that the conference was held. Now the plan of the circle is typed.")

    @property
    def form_class(self):
        return partial(HeldForm, case=self.case)

    @property
    def is_possible(self):
        return self.assignment.state in self.states and self.case.state == CaseState.PREPARATION

    def act(self, *, times, present):
        hold_conference(self.case, by=self.request.user, times=times, present=present)

    def page(self, form, *, status=200):
        with self.look_at_work():
            form.name_people()
            context = {
                "form": form,
                "conference": self.conference,
                "is_safe": self.case.nothing_unsafe(),
                "is_corrected": self.case.was_held(),
            }
            return self.show(self.template, context, status=status)


class CorrectHeldView(HeldView):
    """As HeldView, of what was written down wrongly."""

    done = _("It was corrected.")

    @property
    def is_possible(self):
        return self.assignment.state in self.states and can_correct_held(self.case)

    def act(self, *, times, present):
        correct_held(self.case, by=self.request.user, times=times, present=present)


def is_over(conference: Conference | None) -> bool:
    """Whether its day has come: then it can be written down that it was held."""
    if conference is None or conference.starts_at is None:
        return False
    return conference.starts_at <= timezone.now()


def parts_as_held(case: Case) -> list[tuple[Text, PartTime]]:
    """Each part that has its times, as the organisation calls it."""
    rows = {row.part: row for row in PartTime.objects.filter(case=case)}
    return [
        (part.label_for(case.organisation.words), rows[part.key.value])
        for part in parts_of(case.model)
        if part.key.value in rows
    ]


def who_came(case: Case) -> dict[str, list]:
    """Read while looking."""
    people = list(case.participants.select_related("vault"))
    return {
        "came": [one for one in people if one.was_there],
        "stayed_away": [one for one in people if one.was_there is False],
    }
