"""The second report: for which conferences the coordinator wants to be there from now on."""

from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from portal.workflow.moves import NotPossible
from portal.workflow.once import DoneBefore, once
from training.actions.reporting import choose_scopes
from training.actions.windows import mark_of
from training.forms.my import ADDED_SCOPES, ActForm, ScopesForm
from training.models import Report, Scope
from training.states import CandidateState
from training.views.my_acts import SOMETHING_CHANGED
from training.views.report import KeepView, ReportPart


class SecondReport:
    part, asked_in = 2, CandidateState.DEEPENED


class ScopesView(SecondReport, KeepView):
    """Asks what fits; once it was sent, they read it here again."""

    template = "second_report"

    def get(self, request, **where):
        if self.is_asked:
            return super().get(request, **where)
        with self.look():
            report = self.report()
            if report is None or report.sent_at is None:
                return redirect("training:my")
            return self.show("second_report_sent", {"report": report} | chosen_in(report))

    def get_form(self, data=None, **options):
        return ScopesForm(data, **options)

    def kept(self, report):
        text = report.conclusion if report else ""
        chosen = [scope for scope in report.scopes if scope in ADDED_SCOPES] if report else []
        return {"scopes": chosen, "conclusion": text, "read": mark_of(text)}

    def said(self, answers):
        scopes = [Scope.FAMILY.value, *answers["scopes"]]
        return {"scopes": scopes, "conclusion": answers["conclusion"], "read": {"conclusion": answers["read"]}}

    def lead_on(self, is_back):
        return redirect("training:my" if is_back else "training:my_second_report_send")


class SendScopesView(SecondReport, ReportPart):
    """What was chosen, once more, and then it is sent."""

    def get(self, request):
        with self.look():
            report = self.report()
            if report is None or not self.is_asked:
                return redirect("training:my")
            return self.show("second_report_send", {"form": ActForm(), "report": report} | chosen_in(report))

    def post(self, request):
        form = ActForm(request.POST)
        form.is_valid()
        drawn = form.cleaned_data.get("drawn")
        try:
            with transaction.atomic():
                if drawn:
                    once(drawn, request.path)
                choose_scopes(self.candidate, by=request.user)
        except DoneBefore:
            pass
        except NotPossible:
            messages.warning(request, SOMETHING_CHANGED)
            return redirect("training:my")
        messages.success(request, _("You sent your choice. All ten steps are done."))
        return redirect("training:my")


def chosen_in(report: Report) -> dict[str, list]:
    """What they want to be there for, and for what not."""
    return {
        "scopes": [scope.label for scope in Scope if scope in report.scopes],
        "not_chosen": [scope.label for scope in ADDED_SCOPES if scope not in report.scopes],
    }
