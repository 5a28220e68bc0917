"""What number and code open: how far it is, the messages, a way to answer, to take it back and to close."""

from contextlib import nullcontext

from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from intake.actions.following import answer_message, read_messages
from intake.actions.following_up import measurement_to_answer
from intake.actions.laid_before import laid_before
from intake.actions.own_codes import is_child
from intake.actions.pausing import paused_until
from intake.actions.referrals import withdraw_referral
from intake.actions.sharing import results_with
from intake.actions.voices import core_person_of, has_coordinator, last_decisions
from intake.forms.follow import AnswerForm, WithdrawForm
from intake.models import About
from intake.results import may_be_shared
from intake.views import following
from intake.views.my_case_shown import who_asked
from intake.views.progress import BEADS, progress_of
from intake.views.to_decide import to_decide
from portal.organisations.words import word_of
from portal.workflow.moves import NotPossible
from portal.workflow.once import DoneBefore, once
from portal.workflow.references import shown

TYPED = ("text", "reason", "words")


@method_decorator([never_cache, sensitive_post_parameters()], name="dispatch")
class FollowerView(View):
    """A page for who follows in this browser; a kind page for everybody else."""

    def dispatch(self, request, *args, **kwargs):
        self.follower = following.follower_of(request)
        if self.follower is None:
            # What somebody wrote for too long is theirs: they get it back to copy.
            return render(request, "intake/follow_over.html", {"typed": typed_by(request)}, status=404)
        self.is_child = self.follower.asked_as_child
        return self.hindrance() or super().dispatch(request, *args, **kwargs)

    def hindrance(self):
        """A page that comes first, if any."""

    def context(self):
        referral = self.follower.referral
        erased_on = referral.erases_at if self.follower.is_owner else None
        return {
            "reference": shown(referral.reference),
            "is_child": self.is_child,
            # The daily task may still have to run.
            "erased_on": max(erased_on, timezone.now()) if erased_on else None,
            "erases_soon": referral.erases_soon,
        }


class FollowedView(FollowerView):
    """How far it is, and the thread of messages; a message is sent once."""

    def get(self, request):
        return self._page(AnswerForm(is_child=self.is_child))

    def post(self, request):
        form = AnswerForm(request.POST, is_child=self.is_child)
        if not form.is_valid():
            return self._page(form, status=422)
        text, drawn = form.cleaned_data["text"], form.cleaned_data["drawn"]
        try:
            with transaction.atomic():
                if drawn:
                    once(drawn, f"{self.follower.key} {text}")
                answer_message(self.follower, text=text)
        except NotPossible as refusal:
            form.add_error(refusal.field, refusal.message)
            return self._page(form, status=422)
        except DoneBefore:
            pass
        sent = pgettext("child", "Your message was sent.") if self.is_child else _("Your message was sent.")
        messages.success(request, sent)
        return redirect("intake:followed")

    def _page(self, form, *, status=200):
        follower = self.follower
        thread, laid = list(follower.messages), self._laid()
        question = laid[About.QUESTION].rows if About.QUESTION in laid else None
        shares = self._person is not None and may_be_shared(follower.case)
        with following.looking_on(self.request, follower) if thread or question or shares else nullcontext():
            context = self.context() | self._shown(thread, form) | {"question": question} | self._to_decide(laid)
            context |= self._after_the_plan(shares=shares)
            response = render(self.request, "intake/followed.html", context, status=status)
        read_messages(follower, shown=thread)
        return response

    @cached_property
    def _person(self):
        return core_person_of(self.follower)

    def _laid(self):
        return {} if self._person is None else laid_before(self._person, case=self.follower.case)

    def _to_decide(self, laid):
        """What is theirs to decide, in plain words; once it has ended there is the plan to read, and nothing else."""
        if self._person is None:
            return {}
        if not self.follower.is_running:
            return {"reads_plan": About.PLAN in laid}
        case = self.follower.case
        return {
            "to_decide": to_decide(laid, last_decisions(self._person, case=case)),
            "may_change_coordinator": has_coordinator(case),
            "is_paused": case.paused_at is not None,
            "paused_until": paused_until(case),
        }

    def _after_the_plan(self, *, shares):
        """How it goes is asked of those whom it is about; whether who asked may know it; and what these may know."""
        if self._person is None:
            return {"results": results_with(self.follower)}
        asks, referral = measurement_to_answer(self.follower) is not None, self.follower.referral
        return {
            "asks_how_it_goes": asks,
            "asks_as_child": asks and is_child(self.follower),
            "shares_results": shares,
            "shared_at": self._person.results_shared_at,
            "asked_by": who_asked(referral).name if shares and referral.may_tell_who_asked else "",
        }

    def _shown(self, thread, form):
        follower = self.follower
        case = follower.case if self._person else None
        return {
            "progress": progress_of(follower, is_answered=any(message.is_from_staff for message in thread)),
            "beads_total": len(BEADS),
            "thread": thread,
            "form": form,
            "typed": form["text"].value() if form.is_bound and not follower.may_write else "",
            "may_write": follower.may_write,
            "is_only_by_code": follower.is_only_by_code,
            "may_withdraw": follower.may_withdraw,
            "is_ended": not follower.is_running,
            "may_ask_again": follower.is_owner and not follower.is_running and not follower.referral.duplicate_of_id,
            "may_pause": case is not None and follower.is_running,
            "manager": case.manager.get_full_name() if case and case.manager.is_active else "",
            "manager_word": word_of(follower.referral.organisation, "regional manager") if case else "",
        }


class WithdrawView(FollowerView):
    """Taking it back: what that means, perhaps why, one button. Once, and only while it is theirs and open."""

    def get(self, request):
        if not self.follower.may_withdraw:
            return redirect("intake:followed")
        return self._page(WithdrawForm(is_child=self.is_child))

    def post(self, request):
        form = WithdrawForm(request.POST, is_child=self.is_child)
        if not self.follower.may_withdraw:
            return redirect("intake:followed")
        if not form.is_valid():
            return self._page(form, status=422)
        try:
            withdraw_referral(self.follower.referral, reason=form.cleaned_data["reason"])
        except NotPossible:
            messages.warning(request, _("Something changed in the meantime. Look below how far it is now."))
        return redirect("intake:followed")

    def _page(self, form, *, status=200):
        return render(self.request, "intake/withdraw.html", self.context() | {"form": form}, status=status)


@method_decorator(never_cache, name="dispatch")
class CloseView(View):
    """Takes what is followed off this browser."""

    def get(self, request):
        """Who comes here by an old address or the browser's history loses nothing."""
        return redirect("intake:followed")

    def post(self, request):
        following.end(request)
        response = redirect("intake:gone")
        # Chromium may keep a page in memory for the back button even though nothing may store it.
        response["Clear-Site-Data"] = '"cache"'
        return response


@method_decorator(never_cache, name="dispatch")
class GoneView(View):
    """Says that it is off the screen, and leads on."""

    def get(self, request):
        return render(request, "intake/gone.html")


def typed_by(request) -> str:
    """What somebody wrote on a page of theirs, to give it back."""
    return next((typed for name in TYPED if (typed := request.POST.get(name, "").strip())), "")
