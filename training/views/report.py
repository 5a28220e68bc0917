"""The report: a page for each point of the profile, one for the conclusion, and all of it once more before it is sent.

Every page keeps what was typed on it, and nothing else: two windows lose nothing.
"""

from abc import ABC, abstractmethod

from django.contrib import messages
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from portal.workflow.moves import NotPossible
from portal.workflow.once import DoneBefore, once
from training.actions.reporting import keep_report, send_report
from training.actions.windows import Changed, mark_of
from training.drawn.meter import meter
from training.forms.my import ActForm, ConclusionForm, PointForm
from training.models import ProfilePoint, Report
from training.states import CandidateState
from training.views.my import OwnView
from training.views.my_acts import SOMETHING_CHANGED
from training.views.my_now import written_points

POINTS = tuple(ProfilePoint)


class ReportPart(OwnView):
    """A page of a report in the making. `part` is 1 after the first training, 2 after the second."""

    part, asked_in = 1, CandidateState.TRAINED

    @property
    def is_asked(self):
        return self.candidate.state == self.asked_in

    def report(self):
        return Report.objects.filter(candidate=self.candidate, part=self.part).first()


class KeepView(ReportPart, ABC):
    """One page with something to write, kept when it is sent. A subclass says which fields of the report it holds."""

    template = ""

    def get(self, request, **where):
        if not self.is_asked:
            return redirect("training:my")
        with self.look():
            report = self.report()
            return self.page(self.get_form(initial=self.kept(report)), report)

    def post(self, request, **where):
        form = self.get_form(request.POST)
        with self.look():
            if not form.is_valid():
                return self.page(form, self.report(), status=422)
            try:
                keep_report(self.candidate, by=request.user, **self.said(form.cleaned_data))
            except Changed as changed:
                said = request.POST.copy()
                said["read"] = mark_of(changed.stored)
                return self.page(self.get_form(said), self.report(), changed=changed, status=409)
            except NotPossible as refusal:
                typed = form.cleaned_data.get("text") or form.cleaned_data.get("conclusion")
                if typed:
                    return self.show("not_kept", {"typed": typed, "hint": refusal.message}, status=409)
                return redirect("training:my")
        return self.lead_on("back" in request.POST)

    @abstractmethod
    def get_form(self, data=None, **options):
        """The form of this page, bound when something was sent."""

    @abstractmethod
    def kept(self, report) -> dict:
        """What the form begins with."""

    @abstractmethod
    def said(self, answers) -> dict:
        """The same for `keep_report`."""

    @abstractmethod
    def lead_on(self, is_back):
        """Where it goes on from here, or back."""

    def page(self, form, report, *, changed=None, status=200):
        return self.show(self.template, {"form": form, "changed": changed} | self.context(report), status=status)

    def context(self, report):
        return {}


class PointView(KeepView):
    template = "report_point"

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.number = kwargs["number"]
        if not 1 <= self.number <= len(POINTS):
            raise Http404
        self.point = POINTS[self.number - 1]

    def get_form(self, data=None, **options):
        return PointForm(data, label=self.point.label, **options)

    def kept(self, report):
        text = report.points.get(self.point, "") if report else ""
        return {"text": text, "read": mark_of(text)}

    def said(self, answers):
        return {"points": {self.point.value: answers["text"]}, "read": {self.point.value: answers["read"]}}

    def lead_on(self, is_back):
        number = self.number - 1 if is_back else self.number + 1
        if number < 1:
            return redirect("training:my_report")
        if number > len(POINTS):
            return redirect("training:my_report_conclusion")
        return redirect("training:my_report_point", number=number)

    def context(self, report):
        written = written_points(report)
        return {"number": self.number, "total": len(POINTS), "meter": meter(written, now=self.number - 1)}


class ConclusionView(KeepView):
    template = "report_conclusion"

    def get_form(self, data=None, **options):
        return ConclusionForm(data, **options)

    def kept(self, report):
        text = report.conclusion if report else ""
        return {"conclusion": text, "verdict": report.verdict if report else "", "read": mark_of(text)}

    def said(self, answers):
        return {name: answers[name] for name in ("conclusion", "verdict")} | {"read": {"conclusion": answers["read"]}}

    def lead_on(self, is_back):
        if is_back:
            return redirect("training:my_report_point", number=len(POINTS))
        return redirect("training:my_report")

    def context(self, report):
        return {"meter": meter(written_points(report))}


class ReportView(ReportPart):
    """The whole report: to write on, to send, and to read again once it was sent."""

    def get(self, request):
        with self.look():
            report = self.report()
            if report is None and not self.is_asked:
                return redirect("training:my")
            return self.page(ActForm(), report)

    def post(self, request):
        form = ActForm(request.POST)
        form.is_valid()
        drawn = form.cleaned_data.get("drawn")
        try:
            with transaction.atomic():
                if drawn:
                    once(drawn, request.path)
                send_report(self.candidate, by=request.user)
        except DoneBefore:
            pass
        except NotPossible as refusal:
            if refusal.field is None:
                messages.warning(request, SOMETHING_CHANGED)
                return redirect("training:my")
            form.add_error(None, refusal.message)
            with self.look():
                return self.page(form, self.report(), status=422)
        messages.success(request, _("You sent your report. The trainers read it now."))
        return redirect("training:my")

    def page(self, form, report, *, status=200):
        written = written_points(report)
        points = report.points if report else {}
        context = {
            "form": form,
            "report": report,
            "points": [(number, point.label, points.get(point, "")) for number, point in enumerate(POINTS, start=1)],
            "meter": meter(written),
            "count": sum(written),
            "total": len(POINTS),
            "first_open": next((number for number, is_there in enumerate(written, start=1) if not is_there), 0),
            "may_write": self.is_asked,
            "may_send": "report" in self.possible,
        }
        return self.show("report", context, status=status)
