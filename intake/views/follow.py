"""Following a referral with its number and code: the public state, nothing that was written."""

from django.shortcuts import render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views import View
from django.views.decorators.cache import never_cache

from intake.actions.following import follow_referral
from intake.forms.follow import FollowForm
from intake.references import shown
from intake.states import CaseState, ReferralState
from portal.accounts.limits import attempt
from portal.organisations.queries import organisation_for

# What a state means for who follows it: what happens now, and what they can do.
EXPLANATIONS: dict[str, object] = {
    ReferralState.RECEIVED: _("We contact you, only in the way and at the times that you said are safe."),
    ReferralState.IN_TALK: _("We are finding out together whether a conference fits, and who agrees."),
    CaseState.QUESTION: _("Together with the person it is about, we look for the question and for a coordinator."),
    CaseState.STOPPED: _("This has stopped. Do you want to know why, or ask again? Call us."),
    ReferralState.DECLINED: _("We do not go on with this request. Do you want to know why, or ask again? Call us."),
}
TRIES = "10/15m/ip"  # wrong ones, from one network


@method_decorator(never_cache, name="dispatch")
class FollowView(View):
    """The page opens only in answer to number and code, so its address leads nowhere for who finds it later."""

    def get(self, request):
        return self._ask(FollowForm())

    def post(self, request):
        form = FollowForm(request.POST)
        if not form.is_valid():
            return self._ask(form, status=422)
        tried = attempt(request, action="follow", rate=TRIES)
        if tried is None:
            form.add_error(None, _("There were too many wrong tries from here. Wait a quarter of an hour, or call us."))
            return self._ask(form, status=429)
        referral = follow_referral(organisation=organisation_for(request), **form.cleaned_data)
        if referral is None:
            form.add_error(None, _("We do not find this number with this code. Look at both once more."))
            return self._ask(form, status=422)
        tried.rollback()
        where = referral.case if referral.state == ReferralState.ACCEPTED else referral
        context = {
            "reference": shown(referral.reference),
            "state": where.public_state_label,
            "explanation": EXPLANATIONS[where.state],
            "received_at": referral.received_at,
        }
        return render(request, "intake/followed.html", context)

    def _ask(self, form, *, status=200):
        return render(self.request, "intake/follow.html", {"form": form}, status=status)
