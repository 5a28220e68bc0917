"""What somebody whom it is about decides by own code: question, circle, day, plan; on hold, stop, another coordinator;
and a worry about safety. Nobody sees here what another decided.
"""

from abc import ABC, abstractmethod
from contextlib import nullcontext

from django.contrib import messages
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from intake.actions.case_holding import Outdated
from intake.actions.laid_before import laid_before
from intake.actions.voices import (
    ask_another_coordinator,
    core_person_of,
    decide,
    has_coordinator,
    last_decisions,
    pause_by_person,
    resume_by_person,
    stop_by_person,
    worry_by_person,
)
from intake.follow_up_states import FollowUpState
from intake.forms.decisions import YES, ByCodeForm, DecideForm, HoldForm, WhyForm, WorryForm
from intake.models import About
from intake.plan_shown import plan_for_core_person
from intake.views import following
from intake.views.followed import FollowerView, typed_by
from intake.views.to_decide import HEADINGS, to_decide
from portal.workflow.moves import NotPossible
from portal.workflow.once import DoneBefore, once
from portal.workflow.tracks import Text


class DecidingView(FollowerView, ABC):
    """GET asks, POST does, once; afterwards they are at their own page. Who does not decide here is led there too."""

    form_class: type[ByCodeForm] = ByCodeForm
    template = ""
    done: tuple[Text, Text] = ("", "")  # to everybody else, and to a child

    def hindrance(self):
        self.person = core_person_of(self.follower)
        if self.person is None or not self.follower.is_running:
            return self.too_late() if self.request.method == "POST" else redirect("intake:followed")
        return None

    def get(self, request, **kwargs):
        return self.page(self.form()) if self.is_possible else redirect("intake:followed")

    def post(self, request, **kwargs):
        form = self.form(request.POST)
        if not form.is_valid():
            return self.page(form, status=422) if self.is_possible else self.too_late()
        answers = form.cleaned_data
        drawn = answers.pop("drawn")
        try:
            with transaction.atomic():
                if drawn:
                    once(drawn, f"{request.path} {self.follower.key} {request.POST.urlencode()}")
                self.act(**answers)
        except DoneBefore:
            pass
        except NotPossible as refusal:
            return self.refused(form, refusal)
        messages.success(request, self.done[self.is_child])
        return redirect("intake:followed")

    @property
    def is_possible(self) -> bool:
        return True

    @abstractmethod
    def act(self, **answers):
        """Does what was asked, with what the form asks; raises NotPossible."""

    def form(self, data=None):
        return self.form_class(data, is_child=self.is_child)

    def refused(self, form, refusal):
        if not self.is_possible:
            return self.too_late()
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal.message))
        return self.page(form, status=422)

    def too_late(self):
        """What was typed is given back."""
        if typed := typed_by(self.request):
            return render(self.request, "intake/not_kept.html", self.context() | {"typed": typed}, status=409)
        messages.warning(self.request, _("Something changed in the meantime. Look below how far it is now."))
        return redirect("intake:followed")

    def page(self, form, *, status=200):
        with self.while_looking():
            context = self.context() | {"form": form} | self.shown()
            return render(self.request, f"intake/{self.template}.html", context, status=status)

    def while_looking(self):
        """What must be open while the page is drawn."""
        return nullcontext()

    def shown(self) -> dict:
        return {}


class DecideView(DecidingView):
    """What lies before them, and yes or otherwise."""

    template = "decide"
    done = (_("Thank you. We read it."), pgettext_lazy("child", "Thank you. We read it."))

    def hindrance(self):
        if self.about not in HEADINGS:
            raise Http404
        hindrance = super().hindrance()
        reads_on = self.person is not None and self.about == About.PLAN and self.request.method == "GET"
        return None if reads_on else hindrance  # the plan stays theirs when all else has ended

    @property
    def about(self) -> str:
        return self.kwargs["about"]

    @cached_property
    def laid(self):
        return laid_before(self.person, case=self.follower.case)

    @cached_property
    def last(self):
        return last_decisions(self.person, case=self.follower.case)

    @property
    def is_possible(self):
        return self.about in self.laid

    def form(self, data=None):
        laid = self.laid.get(self.about)
        first = {"edition": laid.edition if laid else None}
        return DecideForm(data, about=self.about, is_child=self.is_child, initial=first)

    def act(self, *, edition, answer, words):
        decide(self.follower, about=self.about, is_yes=answer == YES, words=words, edition=edition)

    def refused(self, form, refusal):
        if not self.is_possible or not self.laid[self.about].is_open:
            return self.too_late()
        if isinstance(refusal, Outdated):  # what stands there now is what the next answer is about
            form.data = form.data.copy()
            form.data["edition"] = str(self.laid[self.about].edition)
            form.add_error(None, _("It changed in the meantime. Look at what stands here now, and answer again."))
            return self.page(form, status=422)
        return super().refused(form, refusal)

    def while_looking(self):
        return following.looking_on(self.request, self.follower)

    def shown(self):
        laid = self.laid[self.about]
        [line] = to_decide({self.about: laid}, self.last)
        own = self.last.get(self.about)
        plan = plan_for_core_person(self.follower.case) if self.about == About.PLAN else None
        return {"laid": laid, "line": line, "own": own, "plan": plan, "may_write": self.follower.may_write}


class HoldView(DecidingView):
    """On hold for as long as they want; while it is, the same address lets it go on."""

    template = "hold"
    done = (_("It is on hold. We wait for you."), pgettext_lazy("child", "It is on hold. We wait for you."))
    form_class = HoldForm

    @property
    def is_possible(self):
        return self.follower.case.paused_at is None

    def act(self, *, reason, until):
        pause_by_person(self.follower, reason=reason, until=until)


class GoOnView(DecidingView):
    """It is on hold, and they let it go on."""

    template = "go_on"
    done = (_("It goes on again."), pgettext_lazy("child", "It goes on again."))

    @property
    def is_possible(self):
        return self.follower.case.paused_at is not None

    def act(self):
        resume_by_person(self.follower)


class StopView(DecidingView):
    template = "stop"
    done = (_("It has stopped."), pgettext_lazy("child", "It has stopped."))
    form_class = WhyForm

    def act(self, *, reason):
        stop_by_person(self.follower, reason=reason)

    def shown(self):
        """What ends with it is something else once the conference was held."""
        case = self.follower.case
        return {
            "was_held": case.was_held(),
            "has_plan": case.has_given_plan(),
            "is_asked_later": case.followups.filter(state=FollowUpState.WAITING).exists(),
        }


class AnotherCoordinatorView(DecidingView):
    template = "another_coordinator"
    done = (
        _("We look for another coordinator. We contact you."),
        pgettext_lazy("child", "We look for another coordinator. We contact you."),
    )
    form_class = WhyForm

    @property
    def is_possible(self):
        return has_coordinator(self.follower.case)

    def act(self, *, reason):
        ask_another_coordinator(self.follower, reason=reason)


class WorryView(DecidingView):
    """Nothing of it is shown here again: somebody may look along."""

    template = "worry"
    done = (
        _("We read it, and call you as you asked."),
        pgettext_lazy("child", "We read it, and call you as you asked."),
    )
    form_class = WorryForm

    def act(self, *, text):
        worry_by_person(self.follower, text=text)
