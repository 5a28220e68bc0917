"""The public referral form: one step a page, a check page. No account, no JavaScript, no loss.

Every post is kept as it was typed and answered by a redirect, right or wrong: the browser's Back asks nothing.
"""

from django.conf import settings
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.cache import never_cache

from intake.actions.drafts import (
    MOST_BYTES,
    MOST_BYTES_UNBEGUN,
    DraftGone,
    DraftSent,
    DraftTooLarge,
    DraftUnfinished,
    discard_draft,
    keep_answers,
    start_draft,
    submit_draft,
)
from intake.forms.refer import CHECK, CUT_OFF, STEPS, read, typed
from intake.queries import unfinished_draft
from intake.views import following
from intake.views.summary import summary_of
from portal.accounts.limits import attempt, seconds_until
from portal.organisations.queries import organisation_for
from portal.privacy.looking import sitting
from portal.privacy.queries import begins_sitting
from portal.spam import Assessment, assess
from portal.spam.turns import keep_place, leave_place, use_place

SESSION_KEY = "referral_draft"
ADDRESSES = {name: "intake:refer" if name == "who" else f"intake:{name}" for name in [*STEPS, "call"]}


# Forms that one network begins: so many in an hour, and then a pause between two.
BEGUN, BEGUN_AN_HOUR, BEGUN_PAUSE = "refer.begun", "60/h/ip", "1/10s/ip"


class TooManyBegun(Exception):
    """One network began very many; the next can be begun in `seconds`."""

    def __init__(self, seconds: int):
        super().__init__(seconds)
        self.seconds = seconds


class SeeOther(HttpResponseRedirect):
    """What answers a post: the page to get next."""

    status_code = 303


def see_other(name, *, part=""):
    return SeeOther(reverse(name) + part)


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
            return see_other("intake:received")
        except DraftGone:
            return see_other("intake:refer")
        except DraftUnfinished as unfinished:
            return see_other(ADDRESSES[unfinished.step])

    @property
    def is_sent(self):
        return self.draft is not None and self.draft.referral_id is not None

    def look(self):
        return sitting(self.draft, screen="refer", is_new=begins_sitting(self.draft))

    def begin(self):
        """Whoever posts first, gets a draft in this browser.

        Raises TooManyBegun when one network begins very many. Who is told to wait keeps a place, and comes in after
        that however many others of that network try.
        """
        if self.draft is not None:
            return
        if any(attempt(self.request, action=BEGUN, rate=rate) for rate in (BEGUN_AN_HOUR, BEGUN_PAUSE)):
            leave_place(self.request, action=BEGUN)
        elif not use_place(self.request, action=BEGUN):
            wait = seconds_until(self.request, action=BEGUN, rate=BEGUN_PAUSE)
            raise TooManyBegun(keep_place(self.request, action=BEGUN, wait=wait))
        self.draft = start_draft(organisation=self.organisation, language=get_language(), answers={})
        # Whoever knew the session before (at a shared computer) reads nothing of what is written from here on.
        self.request.session.cycle_key()
        self.request.session[SESSION_KEY] = str(self.draft.pk)

    def keep(self, form, said, *, tried):
        """Stores what was typed in this step; returns what follows."""
        begins = self.step in ("who", "call") and form.is_valid()
        return keep_answers(
            self.draft,
            step=self.step,
            said={name: said.getlist(name) for name in form.asked if name in said},
            asked=form.asked,
            tried=tried,
            language=get_language(),
            fit=self.fit,
            most=MOST_BYTES if begins or self.read().following != "who" else MOST_BYTES_UNBEGUN,
        )

    def read(self):
        return read(self.draft.answers if self.draft else {}, organisation=self.organisation)

    def fit(self, kept):
        """The cleaned answers by step, and the first step that is missing or does not fit the others."""
        reading = read(kept, organisation=self.organisation)
        return {name: form.cleaned_data for name, form in reading.forms.items()}, reading.following

    def refuse(self, form, sentence, reading=None, *, status=422):
        """The page at once, with what was typed: for what cannot be kept."""
        form.add_error(None, sentence)
        return self.show(form, reading, status=status)

    def send(self, form, reading=None, *, action, **how):
        """Sends what was written, unless too much comes from this network just now: then it waits, kept."""
        assessment = assess(self.request, form, action=action)
        if assessment.wait:
            now = unfinished_draft(self.draft.pk)
            if now is not None and now.referral_id:  # in another window, or by a second press of the button
                return self.sent_already()
            response = self.refuse(form, assessment.sentence, reading, status=429)
            response["Retry-After"] = str(assessment.wait)
            return response
        submit_draft(self.draft, language=get_language(), needs_look=not assessment.is_proven, **how)
        return see_other("intake:received")

    def sent_already(self):
        """To what the first press of the button gave; perhaps its answer never arrived.

        Sending keeps the session as it is: a second press still carries the first one's cookie, and must find its way.
        """
        return see_other("intake:received")

    def wait_to_begin(self, form, too_many, reading=None):
        """The page with what was typed, of which nothing is stored but that they wait."""
        response = self.refuse(form, Assessment(too_many.seconds, is_proven=False).sentence, reading, status=429)
        response["Retry-After"] = str(too_many.seconds)
        return response


class StepView(DraftView):
    """One step with questions."""

    step = "who"

    def get(self, request):
        if self.is_sent:
            return redirect("intake:received")
        if self.draft is None:
            return self._page()
        with self.look():
            return self._page()

    def post(self, request):
        if self.is_sent:
            return see_other("intake:received")
        try:
            self.begin()
        except TooManyBegun as too_many:
            reading = self.read()
            return self.wait_to_begin(reading.form(self.step, typed(request.POST)), too_many, reading)
        with self.look():
            return self._keep(typed(request.POST))

    def _page(self):
        reading = self.read()
        if not reading.may_show(self.step):
            return redirect(ADDRESSES[reading.following])
        return self.show(reading.form(self.step), reading)

    def _keep(self, said):
        reading = self.read()
        form = reading.form(self.step, said)
        if not form.is_whole:
            return self.refuse(form, CUT_OFF, reading)
        said = form.look_up(said, organisation=self.organisation)
        form, row = reading.form(self.step, said), ""
        if "add" in said:
            said, row = form.with_another_row(said)
        try:
            following = self.keep(form, said, tried=not row and "back" not in said)
        except DraftTooLarge:
            return self.refuse(
                form, _("This is more than we can keep. Make it shorter, or tell the rest later."), reading
            )
        if row:
            return see_other(ADDRESSES[self.step], part=f"#{row}")
        if "back" in said:
            return see_other(ADDRESSES[reading.step_before(self.step)])
        return see_other(ADDRESSES[following if form.is_valid() else self.step])

    def show(self, form, reading, *, status=200):
        context = {"form": form, "step": self.step, **_place(reading, self.step)}
        return render(self.request, "intake/step.html", context, status=status)


class CheckView(DraftView):
    """Everything once more, with a way to change each answer; then it is sent."""

    step = CHECK

    def get(self, request):
        return self._when_complete(lambda reading: self.show(reading.form(CHECK, request=request), reading))

    def post(self, request):
        if self.is_sent:
            return self.sent_already()
        return self._when_complete(self._send)

    def _when_complete(self, respond):
        if self.draft is None:
            return see_other("intake:refer")
        if self.is_sent:
            return see_other("intake:received")
        with self.look():
            reading = self.read()
            return respond(reading) if reading.following == CHECK else see_other(ADDRESSES[reading.following])

    def _send(self, reading):
        said = typed(self.request.POST)
        form = reading.form(CHECK, said, request=self.request)
        if "back" in said:
            return see_other(ADDRESSES[reading.step_before(CHECK)])
        if not form.is_whole:
            return self.refuse(form, CUT_OFF, reading)
        if form.non_field_errors():
            return self.show(form, reading, status=422)
        if not form.is_valid():
            self.keep(form, said, tried=True)
            return see_other("intake:check")
        return self.send(form, reading, action="refer", fit=self.fit)

    def show(self, form, reading, *, status=200):
        context = {"form": form, "step": CHECK, "summary": summary_of(reading), **_place(reading, CHECK)}
        return render(self.request, "intake/check.html", context, status=status)


class LeaveView(DraftView):
    """The quick exit: takes away what was typed or open here and leads to a neutral page. Works without JavaScript."""

    def head(self, request):
        """What only looks where a link leads takes nothing away."""
        return HttpResponseRedirect(self.organisation.leave_to)

    def get(self, request):
        forget(request, self.draft)
        following.end(request)
        response = HttpResponseRedirect(self.organisation.leave_to)
        if not request.user.is_authenticated:
            request.session.flush()
            response.delete_cookie(settings.CSRF_COOKIE_NAME)
        response["Clear-Site-Data"] = '"cache", "storage"'
        response["Referrer-Policy"] = "no-referrer"
        return response


def forget(request, draft):
    """Takes what this browser is writing, or has sent, off it."""
    if draft is not None:
        discard_draft(draft)
    request.session.pop(SESSION_KEY, None)


def _place(reading, step):
    steps = reading.steps
    number = steps.index(step) + 1 if step in steps else 1
    return {
        "step_number": number,
        "step_total": len(steps),
        "is_first": number == 1,
        "is_child": reading.is_for_a_child,
    }
