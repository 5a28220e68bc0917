"""What a candidate does with their track: each on a page of its own that says what happens then, and asks once more."""

from abc import ABC, abstractmethod

from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from portal.workflow.moves import NotPossible
from portal.workflow.once import DoneBefore, once
from portal.workflow.tracks import Text
from training.actions.ending import begin_again, go_on_after_pause, pause_track, withdraw_candidacy
from training.actions.evaluating import write_evaluation
from training.actions.guiding import decide_to_train
from training.actions.talking import reconsider
from training.actions.windows import Changed, mark_of
from training.forms.my import ActForm, LookBackForm, ReconsiderForm, StopForm
from training.models import Evaluator
from training.states import CandidateState
from training.telling import reports_of
from training.views.my import OwnView
from training.views.my_now import own_evaluation

SOMETHING_CHANGED = _("Something changed in the meantime. Here you see how it is now.")


class ActView(OwnView, ABC):
    """GET asks, POST does, once. `transition` is the move of the track that it makes."""

    form_class: type[ActForm] = ActForm
    transition = ""
    template = "act"
    heading: Text = ""
    lead: Text = ""
    points: tuple[tuple[Text, Text], ...] = ()
    button: Text = ""
    back: Text = _("No, go back")
    done: Text = ""
    leads_to = "training:my"

    def get(self, request):
        if self.transition not in self.possible:
            return redirect(self.leads_to)
        return self.page(self.form_of())

    def post(self, request):
        form = self.form_of(request.POST)
        if not form.is_valid():
            return self.page(form, status=422)
        answers = form.cleaned_data
        drawn = answers.pop("drawn")
        try:
            with transaction.atomic():
                if drawn:
                    once(drawn, f"{request.path}?{request.POST.urlencode()}")
                self.act(**answers)
        except DoneBefore:
            pass
        except NotPossible:
            return self.too_late()
        messages.success(request, self.done)
        return redirect(self.leads_to)

    def form_of(self, said=None):
        return self.form_class(said)

    @abstractmethod
    def act(self, **answers):
        """Does what was asked, with what the form asks; raises NotPossible."""

    def too_late(self):
        messages.warning(self.request, SOMETHING_CHANGED)
        return redirect(self.leads_to)

    def page(self, form, *, status=200):
        return self.show(self.template, {"act": self, "form": form}, status=status)


class DecideView(ActView):
    transition = "decide"
    template = "decide"
    heading = _("Do you take the training?")
    lead = _("You choose. Nobody counts on it before you said yes.")
    button = _("Yes, I want to take the training")
    done = _("You said yes. Welcome!")

    def act(self):
        decide_to_train(self.candidate, by=self.request.user)


class PauseView(ActView):
    transition = "pause"
    heading = _("Do you want to pause?")
    lead = _("You may, at any step. You need no reason.")
    points = (
        (_("What you did stays"), _("Your letter, your report, the training: it all still counts.")),
        (_("Nobody calls you about it"), _("Your region sees that you paused.")),
        (_("You go on when you want to"), _("On your page stands a button for it.")),
    )
    button = _("Pause")
    done = _("You paused. Take the time that you need.")

    def act(self):
        pause_track(self.candidate, by=self.request.user)


class GoOnView(ActView):
    transition = "go_on"
    heading = _("Do you go on?")
    lead = _("You go on where you were. Your region hears of it.")
    button = _("Yes, go on")
    back = _("Not yet, go back")
    done = _("Good that you are here again.")

    def act(self):
        go_on_after_pause(self.candidate, by=self.request.user)


class StopView(ActView):
    transition = "withdraw"
    form_class = StopForm
    heading = _("Do you want to stop?")
    lead = _("You may. You need no reason, and nobody holds it against you.")
    points = (
        (_("Your region hears that you stop"), _("Nobody waits for you any more.")),
        (_("You may come back"), _("What you did stays yours: begin again whenever you want to.")),
    )
    button = _("Stop")
    back = _("No, I do not stop")
    done = _("You stopped. Thank you for the way you went with us.")

    def act(self, *, reason):
        withdraw_candidacy(self.candidate, by=self.request.user, reason=reason.strip())


class BeginAgainView(ActView):
    transition = "come_back"
    heading = _("Do you want to begin again?")
    lead = _("You are welcome.")
    points = (
        (_("Your letter is still here"), _("Your region reads it once more and invites you.")),
        (_("What you did may count"), _("Together you look from where you go on.")),
    )
    button = _("Yes, begin again")
    back = _("Not yet, go back")
    done = _("Welcome back.")

    def act(self):
        begin_again(self.candidate, by=self.request.user)


class WordsView(ActView, ABC):
    """A text of their own that may be changed as long as it is asked; two windows lose nothing."""

    changed: Changed | None = None

    def get(self, request):
        with self.look():
            kept = self.kept()
            if kept is None:
                return redirect("training:my")
            return self.page(self.form_class(initial=kept | {"read": mark_of(kept["text"])}))

    def post(self, request):
        with self.look():
            return super().post(request)

    @abstractmethod
    def kept(self) -> dict | None:
        """What the form begins with, "text" among it; None when it is not asked now."""

    def act(self, **answers):
        try:
            self.keep(**answers)
        except Changed as changed:
            self.changed = changed
            raise

    @abstractmethod
    def keep(self, **answers):
        """Keeps what was written; raises Changed when it was changed in another window."""

    def too_late(self):
        """What was typed is not lost: beside what another window kept, or to copy."""
        if self.changed is not None:
            said = self.request.POST.copy()
            said["read"] = mark_of(self.changed.stored)
            context = {"act": self, "form": self.form_class(said), "changed": self.changed}
            return self.show(self.template, context, status=409)
        form = self.form_class(self.request.POST)
        form.is_valid()
        if not form.cleaned_data["text"]:
            return super().too_late()
        return self.show("not_kept", {"typed": form.cleaned_data["text"], "hint": SOMETHING_CHANGED}, status=409)


class LookBackView(WordsView):
    """The candidate's own evaluation of the newest conference; it may be changed while it is talked about."""

    form_class = LookBackForm
    template = "look_back"
    done = _("We kept what you wrote.")

    def kept(self):
        if self.candidate.state != CandidateState.LOOKING_BACK:
            return None
        found = own_evaluation(self.candidate)
        return {"text": found.text if found else ""}

    def keep(self, *, text, read):
        write_evaluation(self.candidate, by=self.request.user, by_whom=Evaluator.SELF, text=text, read=read)


class ReconsiderView(WordsView):
    """What the candidate thinks after the talk with the trainers; nothing is chosen for them beforehand."""

    form_class = ReconsiderForm
    template = "reconsider"
    done = _("We kept what you think now. The trainers hear of it.")

    def kept(self):
        report = reports_of(self.candidate).filter(part=1).first()
        asked = self.candidate.state == CandidateState.IN_TALK and not self.candidate.is_paused
        if not asked or report is None or report.talked_at is None:
            return None
        return {"text": report.reconsidered, "verdict": report.verdict if report.said_since_talk else ""}

    def keep(self, *, verdict, text, read):
        reconsider(self.candidate, by=self.request.user, verdict=verdict, text=text, read=read)
