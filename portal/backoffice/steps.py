"""The one view that confirms a transition: it says what will happen, asks what the table asks, calls one action."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.backoffice.asking import AskingView, Drawn, LeadsTo
from portal.backoffice.moments import DayField
from portal.workflow import moves
from portal.workflow.queries import timeline
from portal.workflow.tracks import Text, Transition

_JUST_NOW = timedelta(minutes=1)


class StepForm(forms.Form):
    """What a transition asks. A step that asks more names a subclass; its fields reach the action by their names.

    Fields that need something sealed to be drawn (names to choose from) get it in `show`, which runs only when the
    page is drawn, while somebody is looking.
    """

    drawn = Drawn()
    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea(attrs={"rows": 4}), max_length=5000)
    on = DayField(label=_("Date"))

    def __init__(self, *args, transition: Transition, obj, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.transition, self.obj, self.user = transition, obj, user
        if not transition.asks_reason:
            del self.fields["reason"]
        if not transition.asks_date:
            del self.fields["on"]
        self.order_fields([name for name in self.fields if name not in ("on", "reason")] + ["on", "reason"])

    def show(self):
        """Completes the fields with what is sealed; called while looking at `obj`."""


@dataclass(frozen=True)
class StepAction:
    """What a viewset does for one step: `action(obj, *, by, **what the form asks)` moves `obj` or raises NotPossible.

    `consequences` says, sentence by sentence, what else will happen (a mail, another row). `looks` opens the row while
    the page is drawn: only for a form that shows something sealed.

    After success the workbench follows, or the address that `leads_to(obj, result)` gives. `answer` is a template
    (extends backoffice/answer.html) that is drawn first, straight from the POST, with `result` and `onward_url`: for a
    code that is shown once. `result` is what the action returned; for the same form sent a second time it is None, and
    no answer is drawn. With `again`, the action takes a `seed` too, and `again(obj, *, seed)` gives once more what it
    returned, to that same form; None when it may not be shown any more.
    """

    action: Callable
    form: type[StepForm] = StepForm
    consequences: tuple[Text, ...] = ()
    looks: bool = False
    answer: str = ""
    leads_to: LeadsTo | None = None
    again: Callable | None = None


class StepView(AskingView):
    template_name = "backoffice/step.html"

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        name = kwargs["step"]
        if name not in self.viewset.steps:
            raise Http404
        self.asked = self.viewset.steps[name]
        self.transition = self.model.track.transition(name)

    def dispatch(self, request, *args, **kwargs):
        if not moves.may(request.user, self.object, self.transition.name):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_form(self, data=None, files=None):
        return self.asked.form(data, files, transition=self.transition, obj=self.object, user=self.request.user)

    def get_label(self):
        return self.transition.label

    def get_success_message(self):
        return f"{self.object}: {self.transition.log_label}"

    def get_context_data(self, **kwargs):
        transition, track = self.transition, self.model.track
        return super().get_context_data(**kwargs) | {
            "transition": transition,
            "target_label": track.states(transition.lands_in(self.object.state)).label,
            "refusals": self._refusals(),
            "consequences": self.asked.consequences,
        }

    def was_done_just_now(self):
        last = timeline(self.object).first()
        return (
            last is not None
            and last.action == self.model.track.action(self.transition.name)
            and last.user_id == self.request.user.pk
            and last.timestamp > timezone.now() - _JUST_NOW
        )

    def _refusals(self):
        """Why it cannot be done now, before anybody has filled in anything."""
        for step in moves.steps(self.request.user, self.object):
            if step.transition == self.transition:
                return step.blocked_by
        return [gettext("This cannot be done now: it is “%(state)s”.") % {"state": self.object.state_label}]
