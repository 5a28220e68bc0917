"""Is this somebody a coordinator? Anybody may ask, with the number of a certificate (DESIGN §5)."""

from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views import View
from django.views.decorators.cache import never_cache

from portal.accounts.limits import note_failure, seconds_to_wait
from portal.organisations.queries import organisation_for
from portal.spam.turns import keep_place, leave_place, use_place
from portal.workflow.references import shown
from training.forms.verify import VerifyForm
from training.verifying import verified

ACTION = "verify"
# Of one network: so many numbers that nobody has in a quarter of an hour, and then a pause that grows.
FREE_TRIES, LONGEST_PAUSE = 20, 60  # seconds


@method_decorator(never_cache, name="dispatch")
class VerifyView(View):
    """Asks for the number. It is no secret, so it may stand in the address of the answer."""

    http_method_names = ["get", "head"]

    def get(self, request):
        if "number" not in request.GET:
            return ask(request, VerifyForm())
        form = VerifyForm(request.GET)
        if not form.is_valid():
            return ask(request, form, status=422)
        return redirect("training:verify_number", form.cleaned_data["number"])


@method_decorator(never_cache, name="dispatch")
class VerifyNumberView(View):
    """The answer, as it is at this moment. A number that nobody has gets a kind page of the same kind."""

    http_method_names = ["get", "head"]

    def get(self, request, number):
        form = VerifyForm({"number": number})
        if not form.is_valid():
            return self._answer(None, number=number[:20])
        if wait := self._seconds_to_wait():
            return self._wait(form, wait)
        found = verified(form.cleaned_data["number"])
        if found is None:
            note_failure(request, action=ACTION)
        else:
            leave_place(request, action=ACTION)
        return self._answer(found, number=shown(form.cleaned_data["number"]))

    def _answer(self, found, *, number):
        context = {
            "found": found,
            "number": number,
            "is_of_sister": found is not None and found.organisation != organisation_for(self.request),
        }
        response = render(self.request, "training/verify_number.html", context)
        response["X-Robots-Tag"] = "noindex"
        return response

    def _seconds_to_wait(self):
        """What everybody of this network waits after many numbers that nobody has; nobody waits twice for one look."""
        wait = seconds_to_wait(self.request, action=ACTION, free=FREE_TRIES, longest=LONGEST_PAUSE)
        if not wait or use_place(self.request, action=ACTION):
            return 0
        return keep_place(self.request, action=ACTION, wait=wait)

    def _wait(self, form, seconds):
        form.add_error(
            None,
            ngettext(
                "Many numbers were asked for from where you are. Wait %(seconds)d second, then look once more.",
                "Many numbers were asked for from where you are. Wait %(seconds)d seconds, then look once more.",
                seconds,
            )
            % {"seconds": seconds},
        )
        response = ask(self.request, form, status=429)
        response["Retry-After"] = str(seconds)
        return response


def ask(request, form, *, status=200):
    return render(request, "training/verify.html", {"form": form, "heading": _("Check a certificate")}, status=status)
