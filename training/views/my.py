"""My track: the whole route, where the candidate is, what is asked now, what was decided and why."""

from django.contrib.auth.views import redirect_to_login
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from portal.organisations.queries import people_for
from portal.privacy.looking import sitting
from portal.privacy.queries import begins_sitting
from portal.workflow.moves import steps
from portal.workflow.references import shown
from training.models import Candidate, Scope
from training.own_lines import own_lines
from training.queries import events_for, seats_of
from training.states import ENDED, CandidateState
from training.telling import candidate_of, happened_to, reports_of
from training.views.my_now import asked_now
from training.views.my_now_dates import asked_about_dates
from training.views.my_route import route_of
from training.views.own_certificate import asked_off_the_roster, told_of

SCREEN = "my track"
# What the texts of these pages are called: what somebody typed for too long is theirs, and they get it back.
TYPED = ("text", "conclusion", "reason", "background")

# Where the report is still to be sent or read: an answer that stands there is of an earlier round, or not given yet.
_NOT_ANSWERED = (
    CandidateState.APPLIED, CandidateState.INVITED, CandidateState.INFORMED, CandidateState.DECIDED,
    CandidateState.IN_TRAINING, CandidateState.TRAINED, CandidateState.REPORTED,
)  # fmt: skip
# Where a talk may still have to come, or never came.
_BEFORE_THE_TALK = (CandidateState.IN_TALK, CandidateState.WITHDRAWN)


@method_decorator([never_cache, sensitive_post_parameters()], name="dispatch")
class OwnView(View):
    """A page for the candidate themselves. Whoever has no row gets none of it."""

    candidate: Candidate

    def dispatch(self, request, *args, **kwargs):
        if not request.user.is_authenticated:
            return self.ask_to_sign_in()
        own = candidate_of(request.user)
        if own is None:
            return self.without_row()
        self.candidate = own
        return super().dispatch(request, *args, **kwargs)

    def ask_to_sign_in(self):
        typed = next((self.request.POST[name] for name in TYPED if self.request.POST.get(name)), "")
        if typed:
            return render(self.request, "training/my/signed_out.html", {"typed": typed}, status=403)
        return redirect_to_login(self.request.path)

    def without_row(self):
        raise Http404

    def look(self):
        is_new = begins_sitting(self.candidate, by=self.request.user)
        return sitting(self.candidate, screen=SCREEN, is_new=is_new, by=self.request.user)

    @cached_property
    def possible(self):
        """The names of the moves that are theirs to make now."""
        return {step.transition.name for step in steps(self.request.user, self.candidate) if not step.blocked_by}

    def show(self, template, context, *, status=200):
        context = {"candidate": self.candidate, "reference": shown(self.candidate.reference)} | context
        return render(self.request, f"training/my/{template}.html", context, status=status)


class TrackView(OwnView):
    def get(self, request):
        with self.look():
            return self.show("track", self._context())

    def without_row(self):
        """A coach has their coordinators, staff have their work; who thinks of becoming a coordinator reads of that."""
        lines = own_lines(self.request.user)
        if lines:
            return redirect(lines[0].address)
        if self.request.user.is_staff:
            return redirect("wagtailadmin_home")
        begin = address_of("training:coordinator")
        return redirect(begin) if begin else render(self.request, "training/my/not_begun.html")

    def _context(self):
        candidate = self.candidate
        happened = happened_to(candidate)
        reports = {report.part: report for report in reports_of(candidate)}
        route, told = route_of(candidate, happened), told_of(candidate)
        seats, events = list(seats_of(candidate)), events_for(candidate)
        lines = own_lines(self.request.user)
        return {
            "name": called(candidate.name),
            "route": route,
            "told": told,
            "now": asked_off_the_roster(told, happened)
            or asked_about_dates(candidate, seats=seats, events=events)
            or asked_now(candidate, reports=reports, happened=happened),
            "has_dates": bool(seats or events),
            "happened": happened,
            "answer": _answer(candidate, reports.get(1)),
            "talked_on": getattr(reports.get(1), "talked_on", None),
            "scopes": _scopes(candidate, reports.get(2)),
            "people": _people(candidate),
            "report": reports.get(1),
            "second_report": reports.get(2),
            "is_coordinator": hasattr(candidate, "coordinator"),
            "own_lines": lines if hasattr(candidate, "coordinator") else [],
            "may_pause": "pause" in self.possible,
            "may_stop": "withdraw" in self.possible,
            "is_ended": candidate.state in ENDED,
            "is_writing": candidate.state == CandidateState.WRITING,
        }


def address_of(name) -> str:
    """The address of a page that may not be there; empty when it is not."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def called(name: str) -> str:
    """How we greet somebody: by the first name, unless it is only a letter."""
    first = name.split(" ")[0]
    return first if len(first.strip(".")) > 1 else name


def _answer(candidate, report):
    """The trainers' answer, once enough of them stand behind it and the candidate has heard it.

    Where they see it differently it is heard in the talk, not from a page; an old one stands over no new beginning.
    """
    answer = getattr(report, "answer", None)
    if answer is None or candidate.state in _NOT_ANSWERED:
        return None
    if candidate.state in _BEFORE_THE_TALK and report.talked_at is None and report.is_seen_differently:
        return None
    return answer if report.signed >= candidate.rule_book.trainers_sign else None


def _scopes(candidate, report):
    if candidate.state != CandidateState.COMPLETE or report is None:
        return []
    return [scope.label for scope in Scope if scope in report.scopes]


def _people(candidate):
    if candidate.region is None:
        return []
    return [name for one in people_for(candidate.region) if (name := one.get_full_name())]
