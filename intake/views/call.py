"""Two ways beside the form: ask to be called back, and what to do when somebody is in danger now."""

from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView

from intake.actions.drafts import COMPLETE, DraftTooLarge
from intake.forms.refer import CUT_OFF, CallForm, as_kept, typed
from intake.models import Channel
from intake.views.refer import DraftView, TooManyBegun, see_other


class CallView(DraftView):
    """One short page, kept and sent like the form: it becomes a referral of which staff hear the rest."""

    step = "call"

    def get(self, request):
        if self.is_sent:
            return redirect("intake:received")
        if self.draft is None:
            return self.show(self._form())
        with self.look():
            return self.show(self._form())

    def post(self, request):
        if self.is_sent:
            return self.sent_already()
        try:
            self.begin()
        except TooManyBegun as too_many:
            form = CallForm(typed(request.POST), organisation=self.organisation, request=request)
            return self.wait_to_begin(form, too_many)
        with self.look():
            return self._send(typed(request.POST))

    def _form(self):
        kept = self.draft.answers if self.draft else {}
        # Whoever wrote their number in the form need not write it again.
        known = kept.get("call") or ({"said": kept["contact"]["said"], "tried": []} if "contact" in kept else None)
        return as_kept(CallForm, known, organisation=self.organisation, request=self.request)

    def _send(self, said):
        form = CallForm(said, organisation=self.organisation, request=self.request)
        if not form.is_whole:
            return self.refuse(form, CUT_OFF)
        if form.non_field_errors():
            return self.show(form, status=422)
        try:
            self.keep(form, said, tried=True)
        except DraftTooLarge:
            return self.refuse(form, _("This is more than we can keep. Make it shorter, or tell the rest later."))
        if not form.is_valid():
            return see_other("intake:call")
        return self.send(form, action="call", fit=self._fit_call, channel=Channel.CALLBACK)

    def _fit_call(self, kept):
        form = as_kept(CallForm, kept.get("call"), organisation=self.organisation)
        is_right = form.is_bound and form.is_valid()
        return {"call": form.cleaned_data if is_right else {}}, COMPLETE if is_right else "call"

    def show(self, form, _reading=None, *, status=200):
        return render(self.request, "intake/call.html", {"form": form}, status=status)


@method_decorator(never_cache, name="dispatch")
class DangerView(TemplateView):
    """Whom to call now, and what the form is not for."""

    template_name = "intake/danger.html"
