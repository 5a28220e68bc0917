"""What a code of the circle opens: the plan; for who must accept it, also the answer. Kept open as following is."""

from contextlib import contextmanager

from django.contrib import messages
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from intake.actions.following_up import measurement_to_answer
from intake.actions.judging import judge_by_code
from intake.actions.recipient_codes import Recipient, recipient_with
from intake.case_states import OPEN_CASES
from intake.documents.plan import has_calendar, plan_calendar, plan_pdf
from intake.forms.plan import CodeVerdictForm
from intake.models import Acceptor, Plan, VerdictAbout
from intake.plan_shown import ShownPlan, given_plan, plan_for_core_person
from intake.plan_states import PlanState
from intake.views.following import AT_MOST, IDLE
from intake.views.my_plan import NO_PDF, as_file
from portal.organisations.queries import organisation_for
from portal.outbound.calendar import CONTENT_TYPE
from portal.outbound.pdf import PdfUnavailable
from portal.privacy import VISITOR
from portal.privacy.looking import SITTING, looking, sitting
from portal.workflow.moves import NotPossible
from portal.workflow.once import DoneBefore, once
from portal.workflow.references import shown

SESSION_KEY = "reading"
SCREEN = gettext_noop("the plan, by own code")


def begin(request, recipient: Recipient) -> None:
    """From now on this browser reads, until it is idle for too long or somebody closes it."""
    request.session.cycle_key()
    _keep(request, recipient.key, end=int((timezone.now() + AT_MOST).timestamp()))


def recipient_of(request) -> Recipient | None:
    """Who reads in this browser now; looking keeps it open. None when nobody does, or not any more."""
    kept = request.session.get(SESSION_KEY)
    if kept is None:
        return None
    is_over = kept["until"] < timezone.now().timestamp()
    recipient = None if is_over else recipient_with(kept["key"], organisation=organisation_for(request))
    if recipient is None:
        del request.session[SESSION_KEY]
        return None
    _keep(request, kept["key"], end=kept["end"], opened=kept.get("opened", 0))
    return recipient


@contextmanager
def looking_on(request, recipient: Recipient, *, takes_away=False):
    """Opens the case: one line in the access log for each hour that somebody of the circle looks on.

    Who must accept the plan looks at what is another's, and what is taken away leaves our sight: each is a line.
    """
    if takes_away or recipient.is_acceptor:
        with looking(recipient.case, by=VISITOR, screen=SCREEN):
            yield
        return
    kept, now = request.session[SESSION_KEY], int(timezone.now().timestamp())
    is_new = kept["opened"] <= now - SITTING.total_seconds()
    if is_new:
        request.session[SESSION_KEY] = kept | {"opened": now}
    with sitting(recipient.case, screen=SCREEN, is_new=is_new):
        yield


def end(request) -> None:
    """This browser reads no more."""
    if request.session.pop(SESSION_KEY, None) is not None:
        request.session.cycle_key()


@method_decorator([never_cache, sensitive_post_parameters()], name="dispatch")
class RecipientView(View):
    """A page for who came in with a code of the circle; a kind page for everybody else, with what they typed."""

    typed = ("reason", "acceptable", "text", "words")
    shut = "follow_over"  # what everybody else reads
    recipient: Recipient

    def dispatch(self, request, *args, **kwargs):
        recipient = recipient_of(request)
        if recipient is None:
            return render(request, f"intake/{self.shut}.html", {"typed": self.typed_text()}, status=404)
        self.recipient = recipient
        return super().dispatch(request, *args, **kwargs)

    def typed_text(self) -> str:
        """All that was typed, to give it back."""
        return "\n\n".join(self.request.POST[name] for name in self.typed if self.request.POST.get(name, "").strip())

    @property
    def case(self):
        return self.recipient.case

    @property
    def is_child(self) -> bool:
        participant = self.recipient.participant
        return participant is not None and participant.is_child

    def readable(self) -> ShownPlan | None:
        """Who must accept it reads what is presented; everybody else what was given. Made while looking."""
        return plan_for_core_person(self.case) if self.recipient.is_acceptor else given_plan(self.case)

    @property
    def is_open(self) -> bool:
        """Whether somebody still works on it, and so reads what is sent."""
        return self.case.state in OPEN_CASES

    @contextmanager
    def doing_once(self, drawn):
        """In one transaction, what a form asks for. Raises DoneBefore for the same form with the same answers."""
        with transaction.atomic():
            if drawn:
                once(drawn, f"{self.recipient.key} {self.request.path} {self.request.POST.urlencode()}")
            yield

    def show(self, template, context, *, status=200):
        own = {"reference": shown(self.case.reference), "case": self.case, "is_child": self.is_child}
        own |= {"is_acceptor": self.recipient.is_acceptor, "is_open": self.is_open}
        return render(self.request, f"intake/{template}.html", own | context, status=status)


class PlanReadView(RecipientView):
    def get(self, request):
        with looking_on(request, self.recipient):
            plan = self.readable()
            context = {
                "plan": plan,
                "question": getattr(self.case, "question", None),
                "has_calendar": plan is not None and has_calendar(plan),
                "name": self._name(),
                "asks_how_it_goes": measurement_to_answer(self.recipient.row) is not None,
            }
            return self.show("plan_read", context | self._to_judge())

    def _name(self):
        if self.recipient.is_acceptor:
            acceptor = Acceptor.objects.filter(case=self.case).first()
            return acceptor.name if acceptor else ""
        return self.recipient.participant.name

    def _to_judge(self):
        if not self.recipient.is_acceptor:
            return {}
        row = Plan.objects.filter(case=self.case).first()
        if row is None:
            return {}
        said = {one.about: one for one in row.verdicts.filter(revision=row.revision)}
        return {
            "may_judge": row.state == PlanState.PRESENTED and self.is_open,
            "is_accepted": row.state in (PlanState.ACCEPTED, PlanState.GIVEN),
            "is_back": row.state == PlanState.WRITING and bool(said),
            "questions": [(about, about.label, said.get(about.value)) for about in VerdictAbout],
            "requirements": list(self.case.minimumrequirements.all()),
        }


class PlanAnswerView(RecipientView):
    """One of the three questions, by who must accept the plan. Once, and only while it is presented."""

    def dispatch(self, request, *args, about, **kwargs):
        if about not in VerdictAbout.values:
            raise Http404
        self.about = VerdictAbout(about)
        return super().dispatch(request, *args, **kwargs)

    def get(self, request):
        if not self._may_judge():
            return redirect("intake:plan_read")
        return self._page(self._form())

    def post(self, request):
        if not self.recipient.is_acceptor:
            raise Http404
        form = self._form(request.POST)
        if not form.is_valid():
            return self._page(form, status=422)
        answers = form.cleaned_data
        drawn = answers.pop("drawn", None)
        try:
            with looking_on(request, self.recipient), self.doing_once(drawn):
                judge_by_code(self.recipient.row, about=self.about, **answers)
        except DoneBefore:
            pass
        except NotPossible as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal.message))
            return self._page(form, status=422)
        messages.success(request, _("Your answer was kept."))
        return redirect("intake:plan_read")

    def _may_judge(self):
        is_presented = Plan.objects.filter(case=self.case, state=PlanState.PRESENTED).exists()
        return self.recipient.is_acceptor and is_presented and self.is_open

    def _form(self, data=None):
        return CodeVerdictForm(data, requirements=list(self.case.minimumrequirements.all()))

    def _page(self, form, *, status=200):
        with looking_on(self.request, self.recipient):
            form.name_requirements()
            return self.show("plan_answer", {"form": form, "asked": self.about.label}, status=status)


class PlanPaperView(RecipientView):
    """The plan as a PDF, without any code on it."""

    def get(self, request):
        with looking_on(request, self.recipient, takes_away=True):
            plan = self.readable()
            if plan is None:
                raise Http404
            try:
                recipient = self.recipient
                content = plan_pdf(
                    self.case, plan, participant=recipient.participant, has_contacts=not recipient.is_acceptor
                )
            except PdfUnavailable:
                messages.warning(request, NO_PDF)
                return redirect("intake:plan_read")
        return as_file(content, "application/pdf", "plan.pdf")


class PlanDaysView(RecipientView):
    def get(self, request):
        with looking_on(request, self.recipient, takes_away=True):
            plan = self.readable()
            if plan is None:
                raise Http404
            content = plan_calendar(self.case, plan)
        return as_file(content, CONTENT_TYPE, "plan.ics")


class PlanCloseView(View):
    """Takes the plan off this browser."""

    def get(self, request):
        return redirect("intake:plan_read")

    def post(self, request):
        end(request)
        response = redirect("intake:gone")
        response["Clear-Site-Data"] = '"cache"'
        return response


def _keep(request, key, *, end, opened=0):
    until = min(int((timezone.now() + IDLE).timestamp()), end)
    request.session[SESSION_KEY] = {"key": key, "until": until, "end": end, "opened": opened}
