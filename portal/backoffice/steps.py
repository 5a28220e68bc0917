"""The one view that confirms a transition: it says what will happen, asks what the table asks, calls one action."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from portal.backoffice.scope import ScopedObject, drawn_now, looking_at
from portal.workflow import moves
from portal.workflow.once import DoneBefore, once
from portal.workflow.queries import timeline
from portal.workflow.tracks import Text, Transition

_JUST_NOW = timedelta(minutes=1)


class Drawn(forms.UUIDField):
    """A name of its own for every form that is drawn, so that sending it twice can be told. Nonsense counts as none."""

    def __init__(self):
        super().__init__(widget=forms.HiddenInput, required=False, initial=uuid.uuid4)

    def to_python(self, value):
        try:
            return super().to_python(value)
        except ValidationError:
            return None


class StepForm(forms.Form):
    """What a transition asks. A step that asks more names a subclass; its fields reach the action by their names.

    Fields that need something sealed to be drawn (names to choose from) get it in `show`, which runs only when the
    page is drawn, while somebody is looking.
    """

    drawn = Drawn()
    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea(attrs={"rows": 4}), max_length=5000)
    on = forms.DateField(label=_("Date"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))

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
    """

    action: Callable
    form: type[StepForm] = StepForm
    consequences: tuple[Text, ...] = ()
    looks: bool = False


class StepView(ScopedObject, WagtailAdminTemplateMixin, TemplateView):
    """GET asks, POST does, once: the same form sent twice changes nothing the second time."""

    viewset = None
    model = None
    pk_url_kwarg = "pk"
    template_name = "backoffice/step.html"

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.object = self.get_object()
        name = kwargs["step"]
        if name not in self.viewset.steps:
            raise Http404
        self.step = self.viewset.steps[name]
        self.transition = self.model.track.transition(name)

    def dispatch(self, request, *args, **kwargs):
        if not moves.may(request.user, self.object, self.transition.name):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get(self, request, *args, **kwargs):
        return self._page(self._form())

    def post(self, request, *args, **kwargs):
        form = self._form(request.POST)
        if not form.is_valid():
            return self._page(form)
        answers = form.cleaned_data
        drawn = answers.pop("drawn")
        try:
            with transaction.atomic():
                if drawn:
                    once(drawn, f"{request.path}?{request.POST.urlencode()}")
                self.step.action(self.object, by=request.user, **answers)
        except DoneBefore:
            return self._done()
        except moves.NotPossible as refusal:
            if self._was_done_just_now():
                return self._done()
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            return self._done()
        self.object = get_object_or_404(self.model.objects.visible_to(request.user), pk=self.object.pk)
        return self._page(form)

    def get_page_title(self):
        return self.transition.label

    def get_page_subtitle(self):
        return str(self.object)

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": reverse(self.viewset.get_url_name("index")), "label": self.viewset.menu_label},
            {"url": self._workbench_url(), "label": str(self.object)},
            {"url": "", "label": self.transition.label},
        ]

    def get_context_data(self, **kwargs):
        transition, track = self.transition, self.model.track
        return super().get_context_data(**kwargs) | {
            "object": self.object,
            "transition": transition,
            "target_label": track.states(transition.target).label,
            "refusals": self._refusals(),
            "consequences": self.step.consequences,
            "back_url": self._workbench_url(),
        }

    def _form(self, data=None):
        return self.step.form(data, transition=self.transition, obj=self.object, user=self.request.user)

    def _page(self, form):
        if not self.step.looks:
            return drawn_now(self.render_to_response(self.get_context_data(form=form)))
        with looking_at(self.object, by=self.request.user, screen=self.viewset.screen):
            form.show()
            return drawn_now(self.render_to_response(self.get_context_data(form=form)))

    def _refusals(self):
        """Why it cannot be done now, before anybody has filled in anything."""
        for step in moves.steps(self.request.user, self.object):
            if step.transition == self.transition:
                return step.blocked_by
        return [gettext("This cannot be done now: it is “%(state)s”.") % {"state": self.object.state_label}]

    def _was_done_just_now(self):
        """Whether this is the second half of a double click."""
        last = timeline(self.object).first()
        return (
            last is not None
            and last.action == self.model.track.action(self.transition.name)
            and last.user_id == self.request.user.pk
            and last.timestamp > timezone.now() - _JUST_NOW
        )

    def _done(self):
        messages.success(self.request, f"{self.object}: {self.transition.log_label}")
        still_theirs = self.model.objects.visible_to(self.request.user).filter(pk=self.object.pk).exists()
        index = reverse(self.viewset.get_url_name("index"))
        return HttpResponseRedirect(self._workbench_url() if still_theirs else index)

    def _workbench_url(self):
        return reverse(self.viewset.get_url_name("inspect"), args=[self.object.pk])
