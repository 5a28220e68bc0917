"""Following a referral with its number and code: asking for them, and opening what they open."""

from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from intake.actions.following import FollowingOver, follow_referral
from intake.actions.recipient_codes import Recipient
from intake.forms.follow import FollowForm
from intake.views import following, plan_read
from portal.accounts.limits import attempt, note_failure, seconds_to_wait, seconds_until
from portal.organisations.queries import organisation_for
from portal.spam.turns import keep_place, leave_place, use_place
from portal.workflow.references import read_reference

ACTION = "follow"
# Of one network and one number, so that a house with one address for many shuts out nobody who asks for another number.
TRIES = "10/15m/key"  # wrong ones
LOOKS = "60/15m/key"  # right ones
# Of one network whatever the number: so many wrong tries in a quarter of an hour, and then a pause that grows.
FREE_TRIES, LONGEST_PAUSE = 20, 60  # seconds


@method_decorator([never_cache, sensitive_post_parameters()], name="dispatch")
class FollowView(View):
    """Number and code are sent, never in an address; what they open stands at an address that opens nothing alone."""

    def get(self, request):
        return self._ask(FollowForm())

    def post(self, request):
        form = FollowForm(request.POST)
        if not form.is_valid():
            return self._ask(form, status=422)
        if wait := self._seconds_to_wait():
            return self._wait(form, wait)
        typed = form.cleaned_data["reference"]
        number = read_reference(typed) or typed.upper()
        tried = attempt(request, action=ACTION, rate=TRIES, about=f"wrong {number}")
        looked = tried and attempt(request, action=ACTION, rate=LOOKS, about=f"right {number}")
        if not looked:
            about, rate = (f"right {number}", LOOKS) if tried else (f"wrong {number}", TRIES)
            if tried:
                tried.rollback()
            return self._wait(form, seconds_until(request, action=ACTION, rate=rate, about=about))
        try:
            follower = follow_referral(organisation=organisation_for(request), **form.cleaned_data)
        except FollowingOver:
            tried.rollback()
            return render(request, "intake/follow_ended.html", status=410)
        if follower is None:
            looked.rollback()
            note_failure(request, action=ACTION)
            form.add_error(None, _("We do not find this number with this code. Look at both once more."))
            return self._ask(form, status=422)
        tried.rollback()
        leave_place(request, action=ACTION)
        if isinstance(follower, Recipient):
            following.end(request)
            plan_read.begin(request, follower)
            return redirect("intake:plan_read")
        plan_read.end(request)
        following.begin(request, follower)
        return redirect("intake:followed")

    def _seconds_to_wait(self):
        """What everybody of this network waits after many wrong tries; nobody waits twice for one look."""
        wait = seconds_to_wait(self.request, action=ACTION, free=FREE_TRIES, longest=LONGEST_PAUSE)
        if not wait or use_place(self.request, action=ACTION):
            return 0
        return keep_place(self.request, action=ACTION, wait=wait)

    def _wait(self, form, seconds):
        soon = ngettext(
            "There were many wrong tries from where you are. Wait %(seconds)d second, then send it once more.",
            "There were many wrong tries from where you are. Wait %(seconds)d seconds, then send it once more.",
            seconds,
        ) % {"seconds": seconds}
        late = _("There were too many wrong tries from here. Wait a quarter of an hour, or call us.")
        form.add_error(None, late if seconds > LONGEST_PAUSE else soon)
        response = self._ask(form, status=429)
        response["Retry-After"] = str(seconds)
        return response

    def _ask(self, form, *, status=200):
        return render(self.request, "intake/follow.html", {"form": form}, status=status)
