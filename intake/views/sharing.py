"""May who asked for somebody else know how it went? Those whom it is about say so with their own code."""

from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from intake.actions.sharing import share_results
from intake.actions.voices import core_person_of
from intake.forms.decisions import OTHERWISE, YES
from intake.forms.sharing import SharingForm
from intake.results import may_be_shared
from intake.views import following
from intake.views.decisions import DecidingView
from intake.views.my_case_shown import who_asked


class ResultsView(DecidingView):
    """What they would read, and yes or no; to take it back too, also when all else has ended."""

    template = "results"
    done = (_("Your answer was kept."), _("Your answer was kept."))

    def hindrance(self):
        self.person = core_person_of(self.follower)
        if self.person is None or not may_be_shared(self.follower.case):
            return self.too_late() if self.request.method == "POST" else redirect("intake:followed")
        return None

    def form(self, data=None):
        is_shared = self.person.results_shared_at is not None
        return SharingForm(data, initial={"answer": YES if is_shared else OTHERWISE})

    def act(self, *, answer):
        share_results(self.follower, is_shared=answer == YES)

    def while_looking(self):
        return following.looking_on(self.request, self.follower)

    def shown(self):
        referral = self.follower.referral
        return {
            "name": who_asked(referral).name if referral.may_tell_who_asked else "",
            "shared_at": self.person.results_shared_at,
            "are_several": referral.core_persons.count() > 1,
        }
