"""The public referral form: one step a page, a check page, an answer page. No account, no JavaScript, no loss."""

from django.conf import settings
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import get_language
from django.views import View
from django.views.decorators.cache import never_cache

from intake.actions.drafts import (
    COMPLETE,
    DraftGone,
    DraftSent,
    DraftUnfinished,
    discard_draft,
    keep_answers,
    start_draft,
    submit_draft,
)
from intake.forms.refer import CheckForm, ContactForm, StoryForm, WhoForm
from intake.queries import unfinished_draft
from intake.references import shown, spelled
from intake.views.summary import summary_of
from portal.organisations.queries import organisation_for
from portal.privacy import VISITOR
from portal.privacy.looking import looking

SESSION_KEY = "referral_draft"
STEPS = {"who": WhoForm, "story": StoryForm, "contact": ContactForm}
ADDRESSES = {"who": "intake:refer", "story": "intake:story", "contact": "intake:contact", "check": "intake:check"}
NAMES = [*STEPS, COMPLETE]


@method_decorator(never_cache, name="dispatch")
class DraftView(View):
    """A page of the form, with the draft that this browser is writing (or None)."""

    def dispatch(self, request, *args, **kwargs):
        self.organisation = organisation_for(request)
        self.draft = unfinished_draft(request.session.get(SESSION_KEY)) if SESSION_KEY in request.session else None
        if self.organisation is None:
            raise Http404
        if self.draft is not None and self.draft.organisation_id != self.organisation.pk:
            self.draft = None
        try:
            return super().dispatch(request, *args, **kwargs)
        except DraftSent:
            return redirect("intake:received")
        except DraftGone:
            return redirect("intake:refer")
        except DraftUnfinished as unfinished:
            return redirect(ADDRESSES[unfinished.step])

    @property
    def is_sent(self):
        return self.draft is not None and self.draft.referral_id is not None

    def fit(self, answers):
        """The answers as the questions now take them, and the first step that is missing or no longer fits.

        Whoever asks for somebody else after all has a name to add; whoever asks for themselves has one too many.
        """
        fitted, following = dict(answers), None
        for name, form_class in STEPS.items():
            form = (
                form_class(answers[name], organisation=self.organisation, answers=answers) if name in answers else None
            )
            if form is not None and form.is_valid():
                fitted[name] = form.cleaned_data
            else:
                following = following or name
        return fitted, following or COMPLETE

    def look(self):
        return looking(self.draft, by=VISITOR, screen=f"refer: {self.step}")

    def show(self, form, *, status=200, **context):
        place = NAMES.index(self.step)
        before = NAMES[place - 1] if place else None
        context |= {
            "form": form,
            "step": self.step,
            "step_number": place + 1,
            "step_total": len(NAMES),
            "back": reverse(ADDRESSES[before]) if before else None,
        }
        return render(self.request, self.template_name, context, status=status)


class StepView(DraftView):
    """One step with questions."""

    step = "who"
    template_name = "intake/step.html"

    def get(self, request):
        if self.draft is None:
            return self._first() or self.show(self._form())
        if self.is_sent:
            return redirect("intake:received")
        with self.look():
            return self._too_early(self.draft.answers) or self.show(self._form(self.draft.answers))

    def post(self, request):
        if self.is_sent:
            return redirect("intake:received")
        if self.draft is None:
            return self._keep({})
        with self.look():
            return self._keep(self.draft.answers)

    def _first(self):
        """Leads to the first step whoever comes in half-way without a draft."""
        return None if self.step == "who" else redirect("intake:refer")

    def _too_early(self, answers):
        missing = next((name for name in NAMES[: NAMES.index(self.step)] if name not in answers), None)
        return redirect(ADDRESSES[missing]) if missing else None

    def _form(self, answers=None):
        answers = answers or {}
        return STEPS[self.step](organisation=self.organisation, answers=answers, initial=answers.get(self.step))

    def _keep(self, answers):
        form = STEPS[self.step](self.request.POST, organisation=self.organisation, answers=answers)
        if not form.is_valid():
            return self.show(form, status=422)
        if self.draft is None:
            answers, following = self.fit({self.step: form.cleaned_data})
            draft = start_draft(organisation=self.organisation, language=get_language(), answers=answers)
            self.request.session[SESSION_KEY] = str(draft.pk)
        else:
            following = keep_answers(
                self.draft, step=self.step, answers=form.cleaned_data, language=get_language(), fit=self.fit
            )
        return redirect(ADDRESSES[following])


class CheckView(DraftView):
    """Everything once more, with a way to change each answer; then it is sent."""

    step = "check"
    template_name = "intake/check.html"

    def get(self, request):
        return self._with_answers(lambda answers: self._page(CheckForm(organisation=self.organisation), answers))

    def post(self, request):
        return self._with_answers(self._send)

    def _with_answers(self, respond):
        if self.draft is None:
            return redirect("intake:refer")
        if self.is_sent:
            return redirect("intake:received")
        with self.look():
            answers = self.draft.answers
            _answers, following = self.fit(answers)
            return redirect(ADDRESSES[following]) if following != self.step else respond(answers)

    def _send(self, answers):
        form = CheckForm(self.request.POST, organisation=self.organisation, answers=answers)
        if not form.is_valid():
            return self._page(form, answers, status=422)
        submit_draft(self.draft, fit=self.fit)
        return redirect("intake:received")

    def _page(self, form, answers, *, status=200):
        return self.show(form, status=status, summary=summary_of(answers))


class ReceivedView(DraftView):
    """The answer page: the number, the code, and what happens now; in this browser, while the draft is kept."""

    step = "received"

    def get(self, request):
        if not self.is_sent:
            return redirect("intake:refer")
        with self.look():
            reference, code = self.draft.answers["reference"], self.draft.answers["code"]
        context = {
            "reference": shown(reference),
            "spelling": spelled(reference),
            "code": f"{code[:4]} {code[4:8]} {code[8:]}",
        }
        return render(request, "intake/received.html", context)


class AnotherView(DraftView):
    """Takes the number and code off this browser; what was sent stays with us."""

    def post(self, request):
        _forget(request, self.draft)
        return redirect("intake:refer")


class LeaveView(DraftView):
    """The quick exit: takes away what was typed here and leads to a neutral page. Works without JavaScript."""

    def get(self, request):
        _forget(request, self.draft)
        response = HttpResponseRedirect(self.organisation.leave_to)
        if not request.user.is_authenticated:
            request.session.flush()
            response.delete_cookie(settings.CSRF_COOKIE_NAME)
        response["Clear-Site-Data"] = '"cache", "storage"'
        response["Referrer-Policy"] = "no-referrer"
        return response


def _forget(request, draft):
    if draft is not None:
        discard_draft(draft)
    request.session.pop(SESSION_KEY, None)
