"""How a plan goes after three months, told once by who has a code of their own, without an account.

Of the circle, of who must accept the plan, or of somebody whom it is about: the same page, with the way back to theirs.
"""

from django.db import transaction
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from intake.actions.following import Follower
from intake.actions.following_up import answers_from, has_answered, measurement_to_answer, reply_by_code
from intake.actions.own_codes import OwnCode, is_child, opens_something, participant_of
from intake.forms.follow_up import ChildReplyForm, ReplyForm
from intake.results import somebody_else_asked
from intake.views import following, plan_read
from portal.workflow.moves import NotPossible
from portal.workflow.references import shown


@method_decorator([never_cache, sensitive_post_parameters()], name="dispatch")
class FollowUpReplyView(View):
    """A child reads a shorter page, in a child's words. Who answered already is thanked.

    A kind page for who has no code that is open here, and their own page for who asked for somebody else.
    """

    code: OwnCode

    def dispatch(self, request, *args, **kwargs):
        recipient = plan_read.recipient_of(request)
        code = following.follower_of(request) if recipient is None else recipient.row
        if code is None:
            return render(request, "intake/follow_over.html", {"typed": request.POST.get("words", "")}, status=404)
        if not opens_something(code):
            return redirect("intake:followed")
        self.code, self.recipient = code, recipient
        return super().dispatch(request, *args, **kwargs)

    def get(self, request):
        if measurement_to_answer(self.code) is None:
            return self._nothing_to_ask()
        self._see_who_tells()
        return self._page(self._form())

    def post(self, request):
        if measurement_to_answer(self.code) is not None:
            self._see_who_tells()
        form = self._form(request.POST)
        if not form.is_valid():
            return self._page(form, status=422)
        try:
            with self._looking(), transaction.atomic():
                reply_by_code(self.code, said=form.said())
        except NotPossible as refusal:
            if measurement_to_answer(self.code) is None:
                return self._nothing_to_ask(form)
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal.message))
            return self._page(form, status=422)
        return redirect("intake:follow_up_reply")

    def _see_who_tells(self):
        """The circle says who is a child: whom it is about stands there from now on."""
        with self._looking(), transaction.atomic():
            participant_of(self.code)

    def _looking(self):
        if self.recipient is not None:
            return plan_read.looking_on(self.request, self.recipient)
        return following.looking_on(self.request, self.code)

    def _form(self, data=None):
        return (ChildReplyForm if is_child(self.code) else ReplyForm)(data)

    def _page(self, form, *, status=200):
        return self._show("follow_up_reply", {"form": form}, status=status)

    def _nothing_to_ask(self, form=None):
        """Who sends it twice is thanked; what came too late is given back."""
        is_answered = has_answered(self.code)
        typed = form["words"].value() if form is not None and not is_answered else ""
        return self._show(
            "follow_up_replied", {"has_answered": is_answered, "typed": typed, "opens_on": answers_from(self.code)}
        )

    def _show(self, template, context, *, status=200):
        case = self.code.case
        own = {
            "reference": shown(case.reference),
            "is_child": is_child(self.code),
            "is_followed": isinstance(self.code, Follower),
            "may_share_results": isinstance(self.code, Follower) and somebody_else_asked(case.referral),
        }
        return render(self.request, f"intake/{template}.html", own | context, status=status)
