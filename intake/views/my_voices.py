"""What a coordinator and the region write to each other, a worry about safety, and putting a conference on hold."""

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from intake.actions.case_messages import read_case_messages, write_to_region
from intake.actions.pausing import pause_case, resume_case
from intake.actions.safety import raise_concern
from intake.assignment_states import AT_HAND
from intake.case_states import OPEN_CASES
from intake.forms.my_voices import HoldActForm, MessageActForm, WorryActForm
from intake.views.at_work import AtWorkActView


class MessagesView(AtWorkActView):
    """Their own thread with the region; what coordinators before them wrote is not in it. Reading it is enough."""

    tab = back = "my_messages"
    states = AT_HAND
    template = "case_messages"
    form_class = MessageActForm
    done = _("Your message was sent.")

    @cached_property
    def thread(self):
        return list(self.assignment.messages.select_related("by").order_by("sent_at", "pk"))

    def act(self, *, text):
        write_to_region(self.assignment, by=self.request.user, text=text)

    def page(self, form, *, status=200):
        with self.look_at_work():
            response = self.show(self.template, {"form": form, "thread": self.thread}, status=status)
        read_case_messages(self.thread, as_coordinator=True)
        return response


class CaseWorryView(AtWorkActView):
    """Only the region reads it; the page does not show it again."""

    states = AT_HAND
    template = "case_worry"
    form_class = WorryActForm
    done = _("Your region is told at once. Until they wrote down what is done, nothing goes out.")

    @property
    def is_possible(self):
        return super().is_possible and self.case.state in OPEN_CASES

    def act(self, *, text):
        raise_concern(self.case, by=self.request.user, text=text)


class CaseHoldView(AtWorkActView):
    template = "case_hold"
    form_class = HoldActForm
    done = _("It is on hold. Your region is told.")

    @property
    def is_possible(self):
        return super().is_possible and self.case.paused_at is None

    def act(self, *, reason, until):
        pause_case(self.case, by=self.request.user, reason=reason, until=until)


class CaseGoOnView(AtWorkActView):
    states = AT_HAND
    template = "case_go_on"
    done = _("It goes on again. Your region is told.")

    @property
    def is_possible(self):
        return super().is_possible and self.case.paused_at is not None

    def act(self):
        resume_case(self.case, by=self.request.user)
