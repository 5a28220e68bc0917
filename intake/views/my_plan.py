"""The plan on its coordinator's pages: read, print, and the list in the order in which the circle wants it."""

import uuid

from django.contrib import messages
from django.db import transaction
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from intake.actions.codes import SHOWN_AGAIN
from intake.actions.giving import may_get_code
from intake.actions.planning import WITH_WRITING, move_agreement
from intake.actions.recipient_codes import letter_for
from intake.actions.voices import objections_to, read_by_coordinator
from intake.assignment_states import AT_HAND, AssignmentState
from intake.coordinating import NAMES_ARE_SHOWN
from intake.documents.plan import has_calendar, plan_calendar, plan_pdf
from intake.forms.my_case import ActForm
from intake.models import Acceptor, Agreement, FollowUp, Moment, Participant, Plan, RecipientCode, VerdictAbout
from intake.plan_shown import given_plan, shown_plan, shown_revision
from intake.plan_states import PlanState
from intake.views.at_work import AtWorkView
from intake.views.my_case_acts import SOMETHING_CHANGED
from portal.outbound.calendar import CONTENT_TYPE
from portal.outbound.pdf import PdfUnavailable
from portal.workflow.moves import NotPossible
from portal.workflow.once import DoneBefore, once, sent_in

NO_PDF = _("No PDF can be made at the moment. Print this page, or try it later.")
# Who was done by giving the plan still has the page with the codes before them, for a while.
WHILE_CODES_ARE_SHOWN = (*NAMES_ARE_SHOWN, AssignmentState.DONE)


class OfPlanView(AtWorkView):
    """A page about the plan of a case that is theirs, or that they still call about."""

    tab = "my_plan"
    states = AT_HAND

    def find(self, *, pk, **which):
        super().find(pk=pk)
        self.which = which

    @cached_property
    def plan(self) -> Plan | None:
        return Plan.objects.select_related("vault").filter(case=self.case).first()

    def plan_or_404(self) -> Plan:
        if self.plan is None:
            raise Http404
        return self.plan

    def agreement(self) -> Agreement:
        """The one that the address names; of another case there is none."""
        row = Agreement.objects.filter(case=self.case, pk=self.which["agreement"]).first()
        if row is None:
            raise Http404
        return row


class PlanView(OfPlanView):
    """What stands in it, how far it is, and what comes next."""

    def get(self, request):
        if self.case.state not in WITH_WRITING:
            return self.show("plan_later", {})
        with self.look_at_work():
            context = plan_context(self.case, self.plan) | {"form": ActForm(), "readers": readers_of(self.case)}
            objections = objections_to(self.plan, doing=self.assignment)
            response = self.show("plan", context | {"objections": objections})
        read_by_coordinator(objections)
        return response


class RevisionView(OfPlanView):
    """What was presented earlier, and what was said of it."""

    def get(self, request):
        plan = self.plan_or_404()
        revision = plan.revisions.filter(number=self.which["number"]).first()
        if revision is None:
            raise Http404
        with self.look_at_work():
            verdicts = list(plan.verdicts.filter(revision=revision.number))
            context = {"plan": shown_revision(plan, revision), "revision": revision, "verdicts": verdicts}
            return self.show("plan_revision", context)


class OrderView(OfPlanView):
    """One agreement a place up or down, with a button each."""

    def get(self, request):
        return redirect("intake:my_plan", pk=self.assignment.pk)

    def post(self, request):
        if self.assignment.state not in self.states:
            return redirect("intake:my_case", pk=self.assignment.pk)
        is_up = "up" in request.POST
        self.which["agreement"] = key_of(request.POST.get("up") or request.POST.get("down"))
        form = ActForm(request.POST)
        drawn = form.cleaned_data["drawn"] if form.is_valid() else None
        try:
            with transaction.atomic():
                if drawn:
                    once(drawn, sent_in(request))
                move_agreement(self.case, by=request.user, agreement=self.agreement(), is_up=is_up)
        except DoneBefore:
            pass
        except NotPossible:
            messages.warning(request, SOMETHING_CHANGED)
        response = redirect("intake:my_plan", pk=self.assignment.pk)
        response["Location"] += f"#agreement-{self.which['agreement']}"
        return response


class PdfView(OfPlanView):
    """To print it again, as long as they may see it; with a code only while that is shown on the page before.

    Posted, as somebody was given it: with the code just shown, or without one for who reads it with an earlier code.
    """

    guarded = WHILE_CODES_ARE_SHOWN

    def get(self, request):
        return self._paper()

    def post(self, request):
        if self.assignment.state not in self.states and not self._was_done_by_giving():
            return redirect("intake:my_case", pk=self.assignment.pk)
        code = request.POST.get("code", "")
        row = letter_for(self.case, key=request.POST.get("participant"), code=code)
        if row is None:
            raise Http404
        return self._paper(participant=row, code=code)

    def _was_done_by_giving(self):
        """Who gave a changed plan after the call was done with it: while the codes are shown, so are the letters."""
        given_at = self.plan.given_at if self.plan is not None else None
        if self.assignment.state != AssignmentState.DONE or given_at is None:
            return False
        if given_at < timezone.now() - SHOWN_AGAIN:
            return False
        calls = FollowUp.objects.filter(case=self.case, moment=Moment.FOUR_WEEKS)
        return calls.filter(Q(answered_at__lt=given_at) | Q(lapses_on__lt=timezone.localdate(given_at))).exists()

    def _paper(self, **whose):
        """As it is now; for somebody of the circle as everybody was given it, also while the circle changes it."""
        plan = self.plan_or_404()
        with self.look_at_work():
            shown = given_plan(self.case) if whose else shown_plan(plan)
            if shown is None:
                raise Http404
            try:
                content = plan_pdf(self.case, shown, **whose)
            except PdfUnavailable:
                messages.warning(self.request, NO_PDF)
                return redirect("intake:my_plan", pk=self.assignment.pk)
        return as_file(content, "application/pdf", "plan.pdf")


class CalendarView(OfPlanView):
    def get(self, request):
        plan = self.plan_or_404()
        with self.look_at_work():
            content = plan_calendar(self.case, shown_plan(plan))
        return as_file(content, CONTENT_TYPE, "plan.ics")


def plan_context(case, plan: Plan | None) -> dict:
    """What a page of a plan shows; made while looking, in a number of queries that does not grow."""
    acceptor = Acceptor.objects.filter(case=case).first()
    if plan is None:
        return {"plan": None, "state": PlanState.WRITING, "acceptor": acceptor, "is_writing": True}
    verdicts = list(plan.verdicts.all())
    now = {row.about: row for row in verdicts if row.revision == plan.revision}
    all_yes = sum(row.holds for row in now.values()) == len(VerdictAbout)
    shown = shown_plan(plan)
    return {
        "row": plan,
        "plan": shown,
        "state": plan.state,
        "state_label": plan.state_label,
        "acceptor": acceptor,
        "is_writing": plan.state == PlanState.WRITING,
        "step": _step(plan, acceptor, all_yes=all_yes),
        "is_presented": plan.state == PlanState.PRESENTED,
        "is_accepted": plan.state == PlanState.ACCEPTED,
        "is_given": plan.state == PlanState.GIVEN,
        "is_changed": plan.is_changed,
        "questions": [(about, about.label, now.get(about.value)) for about in VerdictAbout],
        "refused": [row for row in now.values() if not row.holds],
        "revisions": list(plan.revisions.defer("content")),
        "has_calendar": has_calendar(shown),
        "professionals": sum(one.is_by_professional for one in shown.agreements),
    }


def plan_step(case) -> dict:
    """What its coordinator does now with the plan, for a page that shows no more of it; made while looking."""
    acceptor = Acceptor.objects.filter(case=case).first()
    plan = Plan.objects.filter(case=case).first()
    step = "write" if plan is None else _step(plan, acceptor, all_yes=plan.verdicts_are_yes())
    return {"step": step, "acceptor": acceptor}


def _step(plan, acceptor, *, all_yes):
    """In a word: write, wait (for who must accept it), judge, accept, give, or done."""
    if plan.state == PlanState.PRESENTED:
        return "wait" if acceptor is not None else "accept" if all_yes else "judge"
    return {PlanState.WRITING: "write", PlanState.ACCEPTED: "give", PlanState.GIVEN: "done"}[plan.state]


def readers_of(case) -> list[tuple[Participant, RecipientCode | None]]:
    """Who of the circle reads, or may read, a plan that was given, each with the code they have; made while looking."""
    if not case.has_given_plan():
        return []
    codes = {row.participant_id: row for row in case.recipientcodes.filter(revoked_at__isnull=True)}
    return [(one, codes.get(one.pk)) for one in may_get_code(case)]


def as_file(content: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def key_of(text: str | None) -> uuid.UUID | None:
    """A key that was sent; None, which no row has, for nonsense."""
    try:
        return uuid.UUID(text or "")
    except ValueError:
        return None
