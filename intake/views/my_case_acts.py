"""What a coordinator does with a conference they are asked for, or that is theirs. Each happens once."""

from abc import ABC, abstractmethod
from contextlib import nullcontext

from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from intake.actions.assigning import accept_case, decline_case, end_assignment, show_interest
from intake.assignment_states import ACTIVE, AssignmentState
from intake.coordinating import is_asked
from intake.forms.my_case import AcceptForm, ActForm, DeclineForm, EndForm
from intake.queries import assignments_of
from intake.views.my_cases import NAMES_SCREEN, CaseView, OwnCaseView, typed_in
from portal.workflow.moves import NotPossible
from portal.workflow.once import DoneBefore, once, sent_in
from portal.workflow.tracks import Text

SOMETHING_CHANGED = _("Something changed in the meantime. Here you see how it is now.")


class CaseActView(OwnCaseView, ABC):
    """GET asks, POST does, once; afterwards they are at the conference. Nothing that was typed is lost."""

    form_class: type[ActForm] = ActForm
    template = ""
    done: Text = ""

    def get(self, request):
        return self.page(self.form_class()) if self.is_possible else self.lead_back()

    def post(self, request):
        form = self.form_class(request.POST)
        is_valid = form.is_valid()
        answers = form.cleaned_data
        drawn = answers.pop("drawn", None)
        if not self.is_possible:
            return self.lead_back() if self._is_sent_twice(drawn) else self.too_late()
        if not is_valid:
            return self.page(form, status=422)
        try:
            with self.while_looking(), transaction.atomic():
                self._once(drawn)
                self.act(**answers)
        except DoneBefore:
            pass
        except NotPossible as refusal:
            return self.refused(form, refusal)
        if self.done:
            messages.success(request, self.done)
        return self.lead_back()

    @property
    def is_possible(self) -> bool:
        return is_asked(self.assignment)

    @abstractmethod
    def act(self, **answers):
        """Does what was asked, with what the form asks; raises NotPossible."""

    def while_looking(self):
        """What must be open for the act, opened before its transaction begins."""
        return nullcontext()

    def refused(self, form, refusal):
        """Next to its field while it can still be done; else as it is now."""
        now = assignments_of(self.request.user).get(pk=self.assignment.pk)
        changed, self.assignment.state = now.state != self.assignment.state, now.state
        if changed or not self.is_possible:
            return self.too_late()
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal.message))
        return self.page(form, status=422)

    def too_late(self):
        if typed := typed_in(self.request):
            return self.show("case_not_kept", {"typed": typed, "hint": SOMETHING_CHANGED}, status=409)
        messages.warning(self.request, SOMETHING_CHANGED)
        return self.lead_back()

    def _once(self, drawn):
        if drawn:
            once(drawn, sent_in(self.request))

    def _is_sent_twice(self, drawn) -> bool:
        """Whether this very form did its work a moment ago: the second half of a double click."""
        try:
            with transaction.atomic():
                self._once(drawn)
                transaction.set_rollback(True)
        except DoneBefore:
            return True
        return False

    def lead_back(self):
        return redirect("intake:my_case", pk=self.assignment.pk)

    def page(self, form, *, status=200):
        return self.show(self.template, {"form": form}, status=status)


class InterestedView(CaseActView):
    """Before any name is shown: what they see then, and that it is written down."""

    template = "case_interested"

    @property
    def is_possible(self):
        return self.assignment.state == AssignmentState.OFFERED and is_asked(self.assignment)

    def act(self):
        show_interest(self.assignment, by=self.request.user)


class AcceptView(CaseActView, CaseView):
    """The declaration stands on the page with the names."""

    form_class = AcceptForm
    done = _("The conference is yours. Thank you. Here you read what to do now.")

    def get(self, request):
        return self.lead_back()

    @property
    def is_possible(self):
        return self.assignment.state == AssignmentState.INTERESTED and is_asked(self.assignment)

    def while_looking(self):
        return self.look(NAMES_SCREEN)

    def act(self, *, employer, is_independent):
        accept_case(self.assignment, by=self.request.user, employer=employer, is_independent=is_independent)

    def page(self, form, *, status=200):
        return self.page_for_state(form, status=status)


class DeclineView(CaseActView):
    """Shows nothing of anybody: whoever does not want a second factor can still say no."""

    names_are_shown = False
    form_class = DeclineForm
    template = "case_decline"
    done = _("You said no. Thank you for telling us.")

    def act(self, *, ground, reason):
        decline_case(self.assignment, by=self.request.user, ground=ground, reason=reason)


class EndView(CaseActView):
    form_class = EndForm
    template = "case_end"
    done = _("You stopped. Your region goes on with the family.")

    @property
    def is_possible(self):
        return self.assignment.state in ACTIVE

    def act(self, *, reason, handover):
        end_assignment(self.assignment, by=self.request.user, reason=reason, handover=handover)
