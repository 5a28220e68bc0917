"""How a plan goes after three months, told by who has a code of the circle: once, without an account."""

from django.db import transaction
from django.shortcuts import redirect

from intake.actions.following_up import has_answered, measurement_to_answer, reply_by_code
from intake.forms.follow_up import ChildReplyForm, ReplyForm
from intake.views.plan_read import RecipientView, looking_on
from portal.workflow.moves import NotPossible


class FollowUpReplyView(RecipientView):
    """A child reads a shorter page, in a child's words. Who answered already is thanked."""

    def get(self, request):
        if measurement_to_answer(self.recipient.row) is None:
            return self._nothing_to_ask()
        return self._page(self._form())

    def post(self, request):
        form = self._form(request.POST)
        if not form.is_valid():
            return self._page(form, status=422)
        try:
            with looking_on(request, self.recipient), transaction.atomic():
                reply_by_code(self.recipient.row, said=form.said())
        except NotPossible as refusal:
            if measurement_to_answer(self.recipient.row) is None:
                return self._nothing_to_ask()
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal.message))
            return self._page(form, status=422)
        return redirect("intake:follow_up_reply")

    def _form(self, data=None):
        return (ChildReplyForm if self.is_child else ReplyForm)(data)

    def _page(self, form, *, status=200):
        return self.show("follow_up_reply", {"form": form}, status=status)

    def _nothing_to_ask(self):
        return self.show("follow_up_replied", {"has_answered": has_answered(self.recipient.row)})
