"""A page about one row that asks and then does something once: the ground under steps and entries."""

import uuid
from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Any, Protocol

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.decorators import method_decorator
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from portal.backoffice.scope import ScopedObject, drawn_now, looking_at
from portal.backoffice.trail import Trail
from portal.workflow.moves import NotPossible
from portal.workflow.once import DoneBefore, once, seed_of, sent_in

LeadsTo = Callable[[Any, Any], str | None]


class Drawn(forms.UUIDField):
    """A name of its own for every form that is drawn, so that sending it twice can be told. Nonsense counts as none."""

    def __init__(self):
        super().__init__(widget=forms.HiddenInput, required=False, initial=uuid.uuid4)

    def to_python(self, value):
        try:
            return super().to_python(value)
        except ValidationError:
            return None


class Asked(Protocol):
    """What both a StepAction and an EntryAction say."""

    @property
    def action(self) -> Callable: ...
    @property
    def looks(self) -> bool: ...
    @property
    def answer(self) -> str: ...
    @property
    def leads_to(self) -> LeadsTo | None: ...
    @property
    def again(self) -> Callable | None: ...


@method_decorator(sensitive_post_parameters(), name="dispatch")
class AskingView(Trail, ScopedObject, WagtailAdminTemplateMixin, TemplateView, ABC):
    """GET asks, POST does, once: the same form sent twice changes nothing the second time.

    A subclass sets `asked` in `setup`, checks who may in `dispatch`, and says in `get_label` what is done here.
    """

    viewset = None
    model = None
    pk_url_kwarg = "pk"
    asked: Asked

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.object = self.get_object()

    def get(self, request, *args, **kwargs):
        return self._page(self.get_form())

    def post(self, request, *args, **kwargs):
        form = self.get_form(request.POST, request.FILES)
        if not form.is_valid():
            return self._page(form)
        answers = form.cleaned_data
        drawn = answers.pop("drawn")
        try:
            with transaction.atomic():
                if drawn:
                    once(drawn, sent_in(request))
                result = self.asked.action(self.object, by=request.user, **answers, **self._seed_for_action(drawn))
        except DoneBefore:
            return self._done_before(drawn)
        except NotPossible as refusal:
            if self.was_done_just_now():
                return self._done_before(drawn)
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            return self._done(result)
        self.object = get_object_or_404(self.model.objects.visible_to(request.user), pk=self.object.pk)
        return self._page(form)

    @abstractmethod
    def get_form(self, data=None, files=None):
        """The form that asks, bound when something was sent."""

    @abstractmethod
    def get_label(self):
        """What is done here: the title and the button."""

    @abstractmethod
    def get_success_message(self):
        """What is said once it is done."""

    def get_anchor(self):
        """The panel of the workbench to go back to."""
        return ""

    def was_done_just_now(self):
        """Whether this is the second half of a double click on a form without a name of its own."""
        return False

    def get_page_title(self):
        return self.get_label()

    def get_page_subtitle(self):
        return str(self.object)

    @property
    def workbench_url(self):
        anchor = self.get_anchor()
        return f"{super().workbench_url}#{anchor}" if anchor else super().workbench_url

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {
            "object": self.object,
            "label": self.get_label(),
            "back_url": self.workbench_url,
        }

    def _seed_for_action(self, drawn) -> dict[str, Any]:
        return {"seed": seed_of(drawn, self.request)} if self.asked.again else {}

    def _result_again(self, drawn) -> Any:
        """What the first of two equal forms was answered with, where that may be shown again."""
        seed = seed_of(drawn, self.request)
        return self.asked.again(self.object, seed=seed) if self.asked.again and seed else None

    def _page(self, form):
        if not self.asked.looks:
            return drawn_now(self.render_to_response(self.get_context_data(form=form)))
        with looking_at(self.object, by=self.request.user, screen=self.viewset.screen):
            form.show()
            return drawn_now(self.render_to_response(self.get_context_data(form=form)))

    def _done(self, result):
        if not self.asked.answer:
            return self._lead_on(result)
        self.template_name = self.asked.answer
        onward = (self.asked.leads_to and self.asked.leads_to(self.object, result)) or self.workbench_url
        context = {"result": result, "message": self.get_success_message(), "onward_url": onward}
        if not (self.asked.looks and self._still_theirs()):
            return drawn_now(self.render_to_response(self.get_context_data(**context)))
        with looking_at(self.object, by=self.request.user, screen=self.viewset.screen):
            return drawn_now(self.render_to_response(self.get_context_data(**context)))

    def _done_before(self, drawn):
        """What was done the first time; an answer only where it can be given again."""
        self.object = self.model._base_manager.filter(pk=self.object.pk).first() or self.object
        if again := self._result_again(drawn):
            return self._done(again)
        return self._lead_on(None)

    def _lead_on(self, result):
        messages.success(self.request, self.get_success_message())
        elsewhere = self.asked.leads_to and self.asked.leads_to(self.object, result)
        if elsewhere:
            return HttpResponseRedirect(elsewhere)
        return HttpResponseRedirect(self.workbench_url if self._still_theirs() else self.index_url)

    def _still_theirs(self):
        return self.model.objects.visible_to(self.request.user).filter(pk=self.object.pk).exists()
