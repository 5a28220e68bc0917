"""A coach's own pages: how far their coordinators are, and what one of them opened (DESIGN §1, coach)."""

from django.contrib.auth.views import redirect_to_login
from django.http import Http404
from django.shortcuts import render
from django.utils.decorators import method_decorator
from django.utils.http import urlencode
from django.utils.translation import gettext_noop
from django.views import View
from django.views.decorators.cache import never_cache

from intake.circle_drawn import drawn_circle
from intake.coaching import beads_of, coached_case, coordinator_called, coordinators_of, is_opened, next_of
from intake.models import Assignment, Plan
from intake.plan_shown import shown_plan
from portal.accounts import second_factor
from portal.privacy.looking import looking, refused
from training.permissions import is_coach

# What "who looked" of the case says a coach saw.
MESSAGES_SCREEN = gettext_noop("as coach: how far it is, and the messages with the region")
OPENED_SCREEN = gettext_noop("as coach: what the coordinator opened")
REFUSED_SCREEN = gettext_noop("as coach")


@method_decorator(never_cache, name="dispatch")
class CoachView(View):
    """For coaches, whose session passed a second factor. For anybody else there is nothing here."""

    def dispatch(self, request, *args, **kwargs):
        if not request.user.is_authenticated:
            return redirect_to_login(request.path)
        self.find(**kwargs)
        return self._second_factor_first() if second_factor.is_owed(request) else super().dispatch(request)

    def find(self):
        """Raises Http404 for what is not theirs."""
        if not is_coach(self.request.user):
            raise Http404

    def show(self, template, context, *, status=200):
        own = {"has_track": hasattr(self.request.user, "candidate")}
        return render(self.request, f"intake/{template}.html", own | context, status=status)

    def _second_factor_first(self):
        user = self.request.user
        address = f"{second_factor.address_owed(user)}?{urlencode({'next': self.request.path})}"
        context = {"address": address, "is_enrolled": second_factor.is_enrolled(user)}
        return self.show("coaching_second_factor", context, status=403)


class CoachingView(CoachView):
    """All of their coordinators. Nothing is opened here: numbers, states and days."""

    def get(self, request):
        return self.show("coaching", {"coordinators": coordinators_of(request.user)})


class CoachedCaseView(CoachView):
    """One conference. What families said only while its coordinator lets them read along; messages stay unread."""

    assignment: Assignment

    def find(self, *, pk):
        found = coached_case(self.request.user, pk)
        if found is None:
            raise self._refused(pk)
        self.assignment = found

    def get(self, request):
        assignment, case = self.assignment, self.assignment.case
        is_open = is_opened(assignment)
        with looking(case, by=request.user, screen=OPENED_SCREEN if is_open else MESSAGES_SCREEN):
            context = {
                "assignment": assignment,
                "case": case,
                "called": coordinator_called(assignment.coordinator),
                "next": next_of(assignment),
                "beads": beads_of(assignment),
                "thread": list(assignment.messages.select_related("by").order_by("sent_at", "pk")),
                "is_open": is_open,
            }
            return self.show("coaching_case", context | (_opened(case) if is_open else {}))

    def _refused(self, pk) -> Http404:
        foreign = Assignment.objects.select_related("case__vault").filter(pk=pk).first()
        if foreign is not None:
            refused(foreign.case, by=self.request.user, screen=REFUSED_SCREEN)
        return Http404()


def _opened(case):
    """What is read along, read while looking. No number and no address of anybody, and no worry about safety."""
    plan = Plan.objects.select_related("vault").filter(case=case).first()
    return {
        "question": getattr(case, "question", None),
        "circle": drawn_circle(case),
        "plan": shown_plan(plan) if plan is not None else None,
    }
