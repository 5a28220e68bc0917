"""The plan on the workbench: what stands in it, what was said of it, who has a code. Staff change no word of it."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views import View
from wagtail.admin import messages

from intake.actions.case_holding import WORK
from intake.actions.giving import give_plan
from intake.actions.judging import accept_on_paper, judge_on_paper
from intake.actions.planning import return_plan, revise_plan
from intake.actions.recipient_codes import (
    code_shown_before,
    codes_shown_before,
    issue_acceptor_code,
    issue_recipient_code,
    letter_for,
    revoke_code,
)
from intake.case_states import OPEN_CASES
from intake.documents.plan import plan_pdf
from intake.forms.plan_bench import (
    GiveBenchForm,
    NewCodeForm,
    PaperAcceptForm,
    PaperVerdictForm,
    PlanReasonForm,
    RevokeForm,
)
from intake.models import Acceptor, Case, Plan, VerdictAbout
from intake.plan_shown import given_plan, shown_plan, shown_revision
from intake.plan_states import PlanState
from intake.viewsets.taking_up import PlanChange
from portal.backoffice.entries import EntryAction, EntryForm
from portal.backoffice.scope import ScopedObject, looking_at
from portal.backoffice.workbench import Panel
from portal.outbound.pdf import PdfUnavailable

PANEL = "plan"
SEE = "intake.view_case"
_ONCE = _("The next page shows it, once: say it or print it.")
PLAN_ENTRIES = {
    "return_plan": EntryAction(
        return_plan, WORK, PlanReasonForm, _("Send the plan back to the circle"), panel=PANEL,
        consequences=(
            _("The circle changes it, and the coordinator types it. You change no word."),
            _("What was presented stays readable."),
        ),
        done=_("The plan went back to the circle"),
    ),
    "revise_plan": EntryAction(
        revise_plan, WORK, PlanReasonForm, _("The plan must change"), panel=PANEL,
        consequences=(
            _("The circle words it anew, and the coordinator who still has the case at hand types it."),
            _("What everybody was given counts, and can be read, until the new one is given."),
        ),
        done=_("The circle changes the plan"),
    ),
    "paper_verdict": EntryAction(
        judge_on_paper, WORK, PaperVerdictForm, _("Write down an answer that was given on paper"), looks=True,
        panel=PANEL,
        consequences=(
            _("Only what they wrote or said themselves. The coordinator never decides about a plan."),
            _("After three answers of which one is no, the plan goes back to the circle."),
        ),
        done=_("The answer was written down"),
    ),
    "paper_accept": EntryAction(
        accept_on_paper, WORK, PaperAcceptForm, _("They accepted the plan on paper"), looks=True, panel=PANEL,
        done=_("The plan is accepted"),
    ),
    "give_plan": EntryAction(
        give_plan, WORK, GiveBenchForm, _("Give the plan to everybody"), looks=True, panel=PANEL,
        consequences=(
            _("Everybody whom you choose gets a code of their own. The next page shows the codes, once."),
            _("You see to it that they get the plan, on paper or by their code: nobody gets a mail."),
            _("Nobody is asked as its coordinator any more."),
            _("From then on it is carried out, and how it goes is asked after four weeks and after three months."),
        ),
        answer="intake/workbench/plan_given.html", again=codes_shown_before,
        done=_("Everybody has the plan"),
    ),
    "acceptor_code": EntryAction(
        issue_acceptor_code, WORK, EntryForm, _("Code for who must accept the plan"), panel=PANEL,
        consequences=(
            _ONCE,
            _("With it they read the plan once it is presented, and answer the three questions."),
            _("A code that they had before opens nothing any more."),
        ),
        answer="intake/workbench/plan_coded.html", again=code_shown_before,
        done=_("A new code was made"),
    ),
    "recipient_code": EntryAction(
        issue_recipient_code, WORK, NewCodeForm, _("New code for somebody of the circle"), looks=True, panel=PANEL,
        consequences=(_ONCE, _("The code that this person had opens nothing any more.")),
        answer="intake/workbench/plan_coded.html", again=code_shown_before,
        done=_("A new code was made"),
    ),
    "revoke_code": EntryAction(
        revoke_code, WORK, RevokeForm, _("Take a code back"), looks=True, panel=PANEL,
        consequences=(_("From now on it opens nothing, and who is reading with it is shut out."),),
        done=_("The code was taken back"),
    ),
}  # fmt: skip


class PlanPdfView(ScopedObject, View):
    """The plan on paper, as it is now or as `?number=` was presented; posted, as given to somebody of the circle."""

    viewset = None
    model = None
    pk_url_kwarg = "pk"

    def get(self, request, *args, **kwargs):
        if not request.user.holds(SEE):
            raise PermissionDenied
        case = self.get_object()
        row = Plan.objects.filter(case=case).first()
        number = request.GET.get("number", "")
        revision = row.revisions.filter(number=number).first() if row and number.isdecimal() else None
        if row is None or (number and revision is None):
            raise Http404
        return self._paper(case, lambda: shown_plan(row) if revision is None else shown_revision(row, revision))

    def post(self, request, *args, **kwargs):
        if not request.user.holds(WORK):
            raise PermissionDenied
        case, code = self.get_object(), request.POST.get("code", "")
        participant = letter_for(case, key=request.POST.get("participant"), code=code)
        if participant is None or not case.has_given_plan():
            raise Http404
        return self._paper(case, lambda: given_plan(case), participant=participant, code=code)

    def _paper(self, case, read, **whose):
        """`read` opens the plan, while looking."""
        with looking_at(case, by=self.request.user, screen=self.viewset.screen):
            try:
                content = plan_pdf(case, read(), **whose)
            except PdfUnavailable:
                messages.warning(self.request, _("No PDF can be made at the moment. Try it later."))
                return redirect(self.viewset.get_url_name("inspect"), case.pk)
        response = HttpResponse(content, content_type="application/pdf")
        response["Content-Disposition"] = 'attachment; filename="plan.pdf"'
        response["Cache-Control"] = "no-store"
        return response


class PlanOpened:
    """The plan of a case, open, with all that was said of it, in a number of queries that does not grow."""

    def __init__(self, case: Case, user):
        self.case = case
        self.row = Plan.objects.filter(case=case).first()
        self.plan = shown_plan(self.row) if self.row is not None else None
        self.acceptor = Acceptor.objects.filter(case=case).first()
        self.verdicts = list(self.row.verdicts.all()) if self.row is not None else []
        self.revisions = list(self.row.revisions.defer("content")) if self.row is not None else []
        self.codes = list(case.recipientcodes.select_related("participant"))
        is_theirs = case.region_id in user.region_ids and user.holds(WORK)
        self.may_work = is_theirs and case.state in OPEN_CASES
        # Who does the case as its coordinator writes down nothing for who decides.
        self.may_decide = self.may_work and self.acceptor is not None and not case.is_at_hand_of(user)
        self.may_revoke = is_theirs and any(code.works for code in self.codes)

    @property
    def state(self) -> str:
        return self.row.state if self.row is not None else ""

    @property
    def is_presented(self) -> bool:
        return self.state == PlanState.PRESENTED

    @property
    def is_given(self) -> bool:
        return self.state == PlanState.GIVEN

    @property
    def may_give(self) -> bool:
        """Its coordinator gives it; staff when there is none any more."""
        return (
            self.may_work
            and self.row is not None
            and self.state == PlanState.ACCEPTED
            and not self.row.somebody_types()
        )

    @property
    def may_return(self) -> bool:
        return self.may_work and self.state in (PlanState.PRESENTED, PlanState.ACCEPTED)

    @property
    def may_accept(self) -> bool:
        now = [one for one in self.verdicts if self.row is not None and one.revision == self.row.revision]
        return self.is_presented and sum(one.holds for one in now) == len(VerdictAbout)

    @property
    def was_given(self) -> bool:
        return self.row is not None and self.row.given_at is not None


def plan_panel(case: Case, user) -> Panel:
    """Made while looking at the case."""
    opened = PlanOpened(case, user)
    change = PlanChange(case, user, opened.row)
    context = {"case": case, "opened": opened, "change": change, "pdf_url": reverse("cases:plan_pdf", args=[case.pk])}
    return Panel(PANEL, _("The plan"), "intake/workbench/plan.html", context)
