"""What a coordinator does with the plan: types it, presents it, writes down what the circle says, gives it to all."""

from functools import partial

from django.http import Http404
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from intake.actions.giving import give_plan, may_get_code
from intake.actions.judging import accept_as_circle, judge_as_circle
from intake.actions.planning import (
    WITH_WRITING,
    begin_plan,
    import_agreements,
    present_plan,
    remove_agreement,
    return_plan,
    write_agreement,
    write_around,
)
from intake.actions.recipient_codes import GivenCode, codes_shown_before, issue_recipient_code
from intake.actions.voices import objections_to
from intake.assignment_states import AssignmentState
from intake.case_states import OPEN_CASES
from intake.forms.plan import (
    AcceptPlanForm,
    AgreementForm,
    AroundForm,
    CircleVerdictForm,
    GiveForm,
    ImportForm,
    ReturnForm,
)
from intake.models import Plan, VerdictAbout
from intake.plan_states import PlanState
from intake.views.at_work import AtWorkActView
from intake.views.my_cases import typed_in
from intake.views.my_plan import WHILE_CODES_ARE_SHOWN, OfPlanView, key_of
from portal.workflow.once import seed_of


class PlanActView(OfPlanView, AtWorkActView):
    """Does one thing with the plan, in the states of the plan in which it can be done."""

    back = "my_plan"
    plan_states: tuple[str, ...] = (PlanState.WRITING,)

    def post(self, request):
        try:
            return super().post(request)
        except Http404:
            if not typed_in(request):
                raise
            # What it was about was taken out meanwhile; what was typed is theirs.
            response = self.too_late()
            response.status_code = 404
            return response

    @property
    def is_possible(self):
        if self.assignment.state not in self.states or self.case.state not in WITH_WRITING:
            return False
        state = Plan.objects.filter(case=self.case).values_list("state", flat=True).first()
        return (state or PlanState.WRITING) in self.plan_states

    def page(self, form, *, status=200):
        with self.look_at_work():
            self.prepare(form)
            return self.show(self.template, {"form": form, "plan": self.plan} | self.more(), status=status)

    def prepare(self, form) -> None:
        """Completes the form with what is sealed."""

    def more(self) -> dict:
        """What else the page shows, while the case is open."""
        return {}


class AgreementView(PlanActView):
    """A new one. Afterwards the next can be typed at once."""

    form_class = AgreementForm
    template = "plan_agreement"
    done = _("The agreement stands in the plan.")

    def act(self, **answers):
        write_agreement(self.case, by=self.request.user, **answers)


class ChangeView(AgreementView):
    done = _("The agreement was changed.")

    def prepare(self, form):
        row = self.agreement()
        names = ("text", "who", "on_day", "often", "condition", "done_by")
        form.initial |= {name: getattr(row, name) for name in names}

    def act(self, **answers):
        write_agreement(self.case, by=self.request.user, agreement=self.agreement(), **answers)

    def more(self):
        return {"agreement": self.agreement()}


class RemoveView(PlanActView):
    template = "plan_remove"
    done = _("The agreement does not stand in the plan any more.")

    def act(self):
        remove_agreement(self.case, by=self.request.user, agreement=self.agreement())

    def more(self):
        return {"agreement": self.agreement()}


class ImportView(PlanActView):
    """First it shows which agreements it will make; then they are made."""

    form_class = ImportForm
    template = "plan_import"
    done = _("The agreements stand in the plan.")

    def post(self, request):
        form = ImportForm(request.POST)
        if "look" in request.POST and self.is_possible:
            return self.page(form, status=200 if form.is_valid() else 422)
        return super().post(request)

    def act(self, *, text):
        import_agreements(self.case, by=self.request.user, text=text)


class AroundView(PlanActView):
    """Who watches, who meets, how it is printed."""

    form_class = AroundForm
    template = "plan_around"
    done = _("It was kept.")

    def prepare(self, form):
        form.show_row(begin_plan(self.case, by=self.request.user))

    def act(self, **answers):
        write_around(self.case, by=self.request.user, **answers)


class PresentView(PlanActView):
    template = "plan_present"
    done = _("Now go through it together: is it safe, does the law allow it, can it be done?")

    def act(self):
        present_plan(self.case, by=self.request.user)


class JudgeView(PlanActView):
    """One of the three questions, where the circle itself decides."""

    template = "plan_judge"
    plan_states = (PlanState.PRESENTED,)
    done = _("The answer was written down.")

    def find(self, *, pk, about):
        if about not in VerdictAbout.values:
            raise Http404
        super().find(pk=pk, about=about)

    @cached_property
    def requirements(self):
        return list(self.case.minimumrequirements.all())

    @property
    def form_class(self):
        return partial(CircleVerdictForm, requirements=self.requirements)

    def prepare(self, form):
        form.name_requirements()

    def act(self, **answers):
        judge_as_circle(self.case, by=self.request.user, about=self.which["about"], **answers)

    def more(self):
        return {"asked": VerdictAbout(self.which["about"]).label, "requirements": self.requirements}


class AcceptPlanView(PlanActView):
    form_class = AcceptPlanForm
    template = "plan_accept"
    plan_states = (PlanState.PRESENTED,)
    done = _("The plan is accepted. Now everybody gets it.")

    def more(self):
        return {"objections": objections_to(self.plan, doing=self.assignment)}

    def act(self, **answers):
        accept_as_circle(self.case, by=self.request.user, **answers)


class ReturnPlanView(PlanActView):
    form_class = ReturnForm
    template = "plan_return"
    plan_states = (PlanState.PRESENTED, PlanState.ACCEPTED)
    done = _("The circle changes its plan. You can type again.")

    def act(self, *, reason):
        return_plan(self.case, by=self.request.user, reason=reason)


class CodesView(PlanActView):
    """Gives codes, which stand on the page that follows (`answer`).

    The same form sent twice, by a double click or a reload, shows them again for a while: they are made of what only
    the browser holds of that form, and are kept nowhere.
    """

    answer = ""
    guarded = WHILE_CODES_ARE_SHOWN
    codes: list[GivenCode] | None = None

    @property
    def seed(self) -> str:
        return seed_of(key_of(self.request.POST.get("drawn")), self.request)

    def lead_back(self):
        if self.codes is None and self.seed:
            self.codes = codes_shown_before(self.case, seed=self.seed) or None
        if self.codes is None:
            return super().lead_back()
        with self.look_at_work():
            return self.show(self.answer, {"codes": self.codes})


class GivePlanView(CodesView):
    """The codes stand on the page that follows, once, each with a letter."""

    template = "plan_give"
    answer = "plan_given"
    plan_states = (PlanState.ACCEPTED,)

    @property
    def form_class(self):
        return partial(GiveForm, people=may_get_code(self.case))

    def more(self):
        is_last = self.assignment.state == AssignmentState.DISTRIBUTED and self.assignment.call_is_over()
        objections = objections_to(self.plan, doing=self.assignment)
        return {"is_last": is_last, "go_on": self.case.codes_that_work(), "objections": objections}

    def act(self, *, recipients):
        self.codes = give_plan(self.case, by=self.request.user, recipients=recipients, seed=self.seed)
        # Of a plan that was given before, the page with the codes is their last one.
        self.assignment.refresh_from_db(fields=["state"])


class NewCodeView(CodesView):
    """For somebody of the circle who lost theirs, or whose code was on a page that was closed too soon."""

    template = "plan_code"
    answer = "plan_coded"

    @property
    def is_possible(self):
        return self.assignment.state in self.states and self.case.state in OPEN_CASES and self.case.has_given_plan()

    def act(self):
        self.codes = [
            issue_recipient_code(self.case, by=self.request.user, participant=self.participant, seed=self.seed)
        ]

    def more(self):
        return {"participant": self.participant}

    @cached_property
    def participant(self):
        row = may_get_code(self.case).filter(pk=self.which["participant"]).first()
        if row is None:
            raise Http404
        return row
