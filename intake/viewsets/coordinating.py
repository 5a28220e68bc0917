"""The coordinator of a case on its workbench: what the family wishes, who was asked, what came of it, who does it."""

from contextlib import contextmanager

from django.core.exceptions import ValidationError
from django.forms import UUIDField
from django.http import Http404
from django.utils.functional import cached_property
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from intake.actions.assigning import decline_case, end_assignment, offer_case, withdraw_offer
from intake.actions.wishing import write_wishes
from intake.assignment_states import ACTIVE, ASKED, RUNNING
from intake.case_states import BEFORE_THE_CONFERENCE, CaseState
from intake.forms.follow_up import MeasureForm
from intake.forms.matching import AskForm, EndAssignmentForm, RunningForm, SaidNoForm, WishesForm, WithdrawOfferForm
from intake.matching import matches_for, refused_because, why, wishes_of
from intake.models import Case, DeclineGround
from intake.next_acts import Act
from intake.viewsets.questions import CaseEntryView
from portal.backoffice.entries import EntryAction
from portal.backoffice.workbench import Panel
from portal.privacy.looking import looking
from training.languages import language_name
from training.models import Coordinator
from training.roster import number_of

OFFER, END = "intake.offer_case", "intake.end_assignment"
PANEL = "coordinator"
SCREEN = gettext_noop("case: who could do it")
_MAIL = _("They get a mail that there is news, with the number and nothing else.")


def _withdraw(case, *, by, assignment, reason):
    return withdraw_offer(assignment, by=by, reason=reason)


def _said_no(case, *, by, assignment, ground, reason):
    return decline_case(assignment, by=by, ground=ground, reason=reason)


def _end(case, *, by, assignment, reason, handover):
    return end_assignment(assignment, by=by, reason=reason, handover=handover)


COORDINATOR_ENTRIES = {
    "wishes": EntryAction(
        write_wishes, OFFER, WishesForm, _("What the family wishes of a coordinator"), looks=True, panel=PANEL,
        consequences=(_("Who fits best stands first in the list of who could do it."),),
        done=_("The wishes were kept"),
    ),
    "ask": EntryAction(
        offer_case, OFFER, AskForm, _("Ask this coordinator"), looks=True, panel=PANEL,
        consequences=(
            _("They see the language, the region, the kind of conference and the days. No name."),
            _("Do they want to know more? Then they see the names, and it is written down that they looked."),
            _("Only when they declare to be independent and accept does the case open for them."),
            _("They get a mail that there is a question, with the number and nothing else."),
        ),
        done=_("The coordinator was asked"),
    ),
    "withdraw_offer": EntryAction(
        _withdraw, OFFER, WithdrawOfferForm, _("Take the question back"), panel=PANEL,
        consequences=(_MAIL, _("You can ask somebody else at once.")), done=_("The question was taken back"),
    ),
    "said_no": EntryAction(
        _said_no, OFFER, SaidNoForm, _("They said no"), panel=PANEL,
        consequences=(
            _("For when they told you. On their own page they can do it themselves."),
            _("Who is tied to somebody of the case, or to a body in it, is not offered for this case again."),
        ),
        done=_("Written down"),
    ),
    "end_assignment": EntryAction(
        _end, END, EndAssignmentForm, _("End the assignment"), panel=PANEL,
        consequences=(
            _("From now on the case is closed to this coordinator."),
            _MAIL,
            _("Another coordinator is looked for. Whoever follows the case reads that."),
        ),
        done=_("The assignment was ended"),
    ),
}  # fmt: skip


class CoordinatorEntryView(CaseEntryView):
    """As CaseEntryView. Whom to ask is said by `?coordinator=<key>`, and shown by name: each look is a line."""

    def dispatch(self, request, *args, **kwargs):
        if self.asked.form is AskForm and request.user.holds(OFFER):
            self.coordinator  # noqa: B018  (not there, before anything else is asked)
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def coordinator(self) -> Coordinator:
        """Who is asked: of the own organisation, and one who works in this region or was seen among the matches."""
        try:
            key = UUIDField().clean(self.request.POST.get("coordinator") or self.request.GET.get("coordinator"))
        except ValidationError:
            raise Http404 from None
        rows = Coordinator._base_manager.filter(organisation=self.object.organisation_id)
        found = rows.select_related("candidate__vault", "vault", "region").filter(pk=key).first()
        if found is None:
            raise Http404
        return found

    @cached_property
    def match(self) -> Coordinator | None:
        """The same one as the list ranks them; None when they cannot be asked (any more)."""
        return matches_for(self.object, wishes=self.wishes).filter(pk=self.coordinator.pk).first()

    @cached_property
    def wishes(self):
        return wishes_of(self.object)

    def get_form(self, data=None, files=None):
        form = super().get_form(data, files)
        if self.asked.form is AskForm:
            form.initial["coordinator"] = self.coordinator.pk
        if isinstance(form, RunningForm) and not form.is_bound and form.initial["assignment"] is None:
            raise Http404
        return form

    def get_template_names(self):
        if issubclass(self.asked.form, MeasureForm):
            return ["intake/workbench/measured.html"]
        return ["intake/workbench/ask.html"] if self.asked.form is AskForm else super().get_template_names()

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        if self.asked.form is not AskForm:
            return context
        return context | {
            "called": called(self.coordinator),
            "name": self.coordinator.candidate.name if self.match else "",
            "reasons": why(self.match, wishes=self.wishes) if self.match else [],
            "matching_url": self.viewset.matching_url(self.object),
        }

    def _page(self, form):
        with self._name_open():
            return super()._page(form)

    @contextmanager
    def _name_open(self):
        """A name opens only for who could be asked for this case: nobody reads others' by trying their keys."""
        if self.asked.form is not AskForm or self.match is None:
            yield
            return
        with looking(self.coordinator, by=self.request.user, screen=SCREEN):
            yield


class CoordinatorOpened:
    """All that stands around the coordinator of a case, open, in a number of queries that does not grow."""

    def __init__(self, case: Case, user):
        self.case, self.wishes = case, wishes_of(case)
        rows = case.assignments.select_related("coordinator__candidate", "coordinator__region", "offered_by")
        self.assignments = list(rows)
        for each in self.assignments:
            each.called = called(each.coordinator)
        self.running = next((each for each in self.assignments if each.state in RUNNING), None)
        is_theirs = case.region_id in user.region_ids
        self.may_ask = is_theirs and user.holds(OFFER) and case.state in BEFORE_THE_CONFERENCE
        self.may_end = is_theirs and user.holds(END)

    @property
    def has_wishes(self) -> bool:
        return not self.wishes._state.adding

    @property
    def language(self) -> str:
        return language_name(self.wishes.language) if self.wishes.language else ""

    @property
    def is_matching(self) -> bool:
        return self.case.state == CaseState.MATCHING

    @property
    def is_asked(self) -> bool:
        return self.running is not None and self.running.state in ASKED

    @property
    def is_done(self) -> bool:
        return self.running is not None and self.running.state in ACTIVE

    @property
    def past(self):
        return [each for each in self.assignments if self.running is None or each.pk != self.running.pk]

    def next_act(self, matching_url: str) -> Act | None:
        """What is to be done now; None when that stands among the steps, or there is nothing but to wait."""
        if not (self.is_matching and self.may_ask) or self.running is not None:
            return None
        return Act(gettext("Ask somebody else") if self.past else gettext("Ask a coordinator"), matching_url)

    @property
    def grounds(self) -> list[tuple[str, int]]:
        return [(str(DeclineGround(name).label), count) for name, count in refused_because(self.case).items()]


def called(coordinator: Coordinator | None) -> str:
    """What staff read where a name would have to be opened: the number, and where they live."""
    if coordinator is None:
        return gettext("Somebody who is not here any more")
    if number := number_of(coordinator):
        return gettext("Coordinator %(number)s, %(region)s") % {"number": number, "region": coordinator.region}
    return gettext("Candidate %(number)s, %(region)s") % {"number": coordinator, "region": coordinator.region}


def coordinator_panel(opened: CoordinatorOpened, *, matching_url: str) -> Panel:
    """Made while looking at the case."""
    context = {"case": opened.case, "opened": opened, "matching_url": matching_url}
    return Panel(PANEL, _("The coordinator"), "intake/workbench/coordinator.html", context)
