"""The pages where staff take a step or write something at a referral, begun at one of its people if a link says so."""

from dataclasses import dataclass

from intake.viewsets.people import missing_of
from portal.backoffice.entries import EntryAction, EntryView
from portal.backoffice.scope import looking_at
from portal.backoffice.steps import StepAction, StepView


@dataclass(frozen=True)
class OpenEntry(EntryAction):
    """An entry whose action reads what is sealed (an address to mail to, names to be found by): it opens the row."""


@dataclass(frozen=True)
class OpenStep(StepAction):
    """A step whose action reads what is sealed: as OpenEntry."""


class ReferralStepView(StepView):
    """`?core_person=<key>` chooses one beforehand; what is missing to accept is said person by person."""

    def post(self, request, *args, **kwargs):
        if not isinstance(self.asked, OpenStep):
            return super().post(request, *args, **kwargs)
        with looking_at(self.object, by=request.user, screen=self.viewset.screen):
            return super().post(request, *args, **kwargs)

    def get_template_names(self):
        is_accept = self.transition.name == "accept" and self.template_name == StepView.template_name
        return ["intake/workbench/accept.html"] if is_accept else super().get_template_names()

    def get_form(self, data=None, files=None):
        return begun(super().get_form(data, files), self.request)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        if self.transition.name == "accept" and context["refusals"]:
            people = self.object.core_persons.prefetch_related("consents")
            context["refusals"] += [line for person in people for line in missing_of(person)]
        return context


class ReferralEntryView(EntryView):
    """As ReferralStepView."""

    def get_form(self, data=None, files=None):
        return begun(super().get_form(data, files), self.request)

    def post(self, request, *args, **kwargs):
        if not isinstance(self.asked, OpenEntry):
            return super().post(request, *args, **kwargs)
        with looking_at(self.object, by=request.user, screen=self.viewset.screen):
            return super().post(request, *args, **kwargs)


def begun(form, request):
    """A form about one of the people, with who is named by the link chosen beforehand."""
    if "core_person" in form.fields and "core_person" in request.GET:
        form.initial["core_person"] = request.GET["core_person"]
    return form
