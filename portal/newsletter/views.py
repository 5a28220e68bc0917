"""The public pages of the newsletter: asking, confirming, leaving. Every form is answered by a redirect."""

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import get_language
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import TemplateView

from portal.newsletter import agreement
from portal.newsletter.actions import LinkGone, confirm, leave, sign_up
from portal.newsletter.forms import SignUpForm
from portal.newsletter.models import Subscriber
from portal.newsletter.typed import TooManyKept, forget_typed, keep_typed, looking_at, typed_form_of
from portal.organisations.queries import organisation_for
from portal.spam import Assessment, assess


@method_decorator(never_cache, name="dispatch")
class NewsletterView(View):
    """A page of the organisation whose site this is."""

    def dispatch(self, request, *args, **kwargs):
        self.organisation = organisation_for(request)
        if self.organisation is None:
            raise Http404
        return super().dispatch(request, *args, **kwargs)


@method_decorator(sensitive_post_parameters(), name="dispatch")
class SignUpView(NewsletterView):
    """Asks for an address. The answer is the same whether it was known or not."""

    def get(self, request):
        typed = typed_form_of(request, self.organisation)
        if typed is None:
            return self._page(self._form())
        with looking_at(typed):
            form = self._form(typed.said)
            if form.is_valid() and (wait := _seconds_until(typed.wait_until)):
                form.add_error(None, Assessment(wait, is_proven=False).sentence)
            return self._page(form)

    def post(self, request):
        form, wait = self._form(request.POST), 0
        if form.is_valid():
            wait = assess(request, form, action="newsletter").wait
            if not wait:
                self._sign_up(form.cleaned_data)
                return _see_other("newsletter:sent")
        try:
            keep_typed(request, self.organisation, said=form.said, wait=wait)
        except TooManyKept as too_many:
            form.add_error(None, Assessment(too_many.seconds, is_proven=False).sentence)
            return self._page(form, status=429, headers={"Retry-After": str(too_many.seconds)})
        return _see_other("newsletter:sign_up")

    def _sign_up(self, said):
        address, about, region = said["email"], said["about"], said["region"]
        sign_up(self.organisation, language=get_language(), address=address, about=about, region=region)
        forget_typed(self.request)

    def _form(self, data=None):
        return SignUpForm(data, request=self.request, organisation=self.organisation)

    def _page(self, form, *, status=200, headers=None):
        context = {"form": form, "words": agreement.WORDS[agreement.VERSION]}
        response = render(self.request, "newsletter/sign_up.html", context, status=status)
        for name, value in (headers or {}).items():
            response[name] = value
        return response


class ConfirmView(NewsletterView):
    """Where the link in the mail leads: a button. Looking at it confirms nothing, for programs that read mail look."""

    def get(self, request, token):
        subscriber = Subscriber.objects.to_confirm(self.organisation, token).first()
        if subscriber is None:
            return render(request, "newsletter/confirm_gone.html", status=404)
        if subscriber.is_confirmed:
            return redirect("newsletter:confirmed")
        return render(request, "newsletter/confirm.html", {"words": agreement.WORDS[agreement.VERSION]})

    def post(self, request, token):
        try:
            confirm(self.organisation, token=token)
        except LinkGone:
            return _see_other("newsletter:confirm", token)
        return _see_other("newsletter:confirmed")


@method_decorator(csrf_exempt, name="dispatch")  # the link itself is the secret, and mail programs have no cookies
class LeaveView(NewsletterView):
    """A button to stop. A mail program that posts what RFC 8058 asks for leaves in one click, without a redirect."""

    def get(self, request, token):
        if not Subscriber.objects.to_leave(self.organisation, token).exists():
            return render(request, "newsletter/leave_gone.html", status=404)
        return render(request, "newsletter/leave.html")

    def post(self, request, token):
        leave(self.organisation, token=token)
        if request.POST.get("List-Unsubscribe") == "One-Click":
            return HttpResponse(content_type="text/plain; charset=utf-8")
        return _see_other("newsletter:left")


class AnswerView(NewsletterView, TemplateView):
    """Says what was done. Repeats nothing of it: the next person at this computer reads along."""


def _seconds_until(moment):
    return max(0, round((moment - timezone.now()).total_seconds())) if moment else 0


def _see_other(name, *args):
    return HttpResponseRedirect(reverse(name, args=args), status=303)
