"""Who came in with a code of the circle, or to accept the plan, says that they are worried about safety."""

from django.contrib import messages
from django.shortcuts import redirect

from intake.actions.safety import raise_concern_by_code
from intake.forms.decisions import WorryOfCircleForm
from intake.views.decisions import WorryView
from intake.views.plan_read import RecipientView
from portal.workflow.moves import NotPossible
from portal.workflow.once import DoneBefore


class PlanWorryView(RecipientView):
    """Nothing of it is shown here again, nor to others with a code. When nobody reads it any more: whom to call."""

    shut = "plan_worry_over"

    def get(self, request):
        return self._page(self._form())

    def post(self, request):
        form = self._form(request.POST)
        if not form.is_valid():
            return self._page(form, status=422)
        try:
            with self.doing_once(form.cleaned_data["drawn"]):
                raise_concern_by_code(self.case, text=form.cleaned_data["text"], of=self.recipient.participant)
        except DoneBefore:
            pass
        except NotPossible as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal.message))
            return self._page(form, status=422)
        messages.success(request, WorryView.done[self.is_child])
        return redirect("intake:plan_read")

    def _form(self, data=None):
        return WorryOfCircleForm(data, is_child=self.is_child)

    def _page(self, form, *, status=200):
        if self.is_open:
            return self.show("plan_worry", {"form": form}, status=status)
        return self.show("plan_worry_over", {"typed": self.typed_text()}, status=409 if form.is_bound else 200)
