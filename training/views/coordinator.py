"""What the work of a coordinator is, for whom it fits and what one gets: told before anybody applies (DOMAIN §4)."""

from django.http import Http404
from django.shortcuts import render
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters

from portal.organisations.queries import organisation_for
from portal.organisations.words import word_of
from training.forms.self_test import SelfTestForm
from training.models import RuleBook


# Without a token: the self-test changes nothing and stores nothing, so there is nothing to forge.
@method_decorator([never_cache, csrf_exempt, sensitive_post_parameters()], name="dispatch")
class CoordinatorView(View):
    def get(self, request):
        return self._page(SelfTestForm())

    def post(self, request):
        """The answer to the self-test, at once: a redirect would have to carry it in an address or a session."""
        return self._page(SelfTestForm(request.POST))

    def _page(self, form):
        organisation = organisation_for(self.request)
        if organisation is None:
            raise Http404
        context = {
            "form": form,
            "rule_book": rule_book_of(organisation),
            "manager": word_of(organisation, "regional manager"),
        }
        return render(self.request, "training/coordinator.html", context)


def rule_book_of(organisation) -> RuleBook | None:
    """The organisation's rule book of today; without one nobody can apply there."""
    try:
        return RuleBook.objects.in_force(organisation)
    except RuleBook.DoesNotExist:
        return None
