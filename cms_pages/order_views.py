"""The public pages to order leaflets by post. No account, and nothing typed stands in an address."""

import uuid

from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import get_language
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from cms_pages.order_form import OrderForm, languages_offered
from cms_pages.orders import folders_of, order_folders
from portal.organisations.queries import organisation_for
from portal.spam import assess
from portal.workflow.once import DoneBefore


@method_decorator([never_cache, sensitive_post_parameters()], name="dispatch")
class OrderView(View):
    """The leaflets of one language at a time; the others are a link away (`?in=tr`)."""

    def dispatch(self, request, *args, **kwargs):
        self.organisation = organisation_for(request)
        if self.organisation is None:
            raise Http404
        self.folders = folders_of(self.organisation)
        wanted = request.GET.get("in", get_language())
        self.language = wanted if wanted in self.folders else next(iter(self.folders), "")
        return super().dispatch(request, *args, **kwargs)

    def get(self, request):
        return self._ask(OrderForm(request=request, folders=self._offered()))

    def post(self, request):
        form = OrderForm(request.POST, request=request, folders=self._offered())
        if not form.is_valid():
            return self._ask(form, status=422)
        assessment = assess(request, form, action="folders")
        if assessment.wait:
            form.add_error(None, assessment.sentence)
            return self._ask(form, status=429, headers={"Retry-After": str(assessment.wait)})
        try:
            order_folders(
                self.organisation,
                language=self.language,
                lines=form.lines,
                address=form.where_to,
                needs_look=not assessment.is_proven,
                drawn=form.cleaned_data["drawn"] or uuid.uuid4(),
            )
        except DoneBefore:
            pass  # the same form twice, as by a double click: it was heard
        return redirect("cms_pages:folders_ordered")

    def _offered(self):
        return self.folders.get(self.language, [])

    def _ask(self, form, *, status=200, headers=None):
        context = {"form": form, "languages": languages_offered(self.folders), "language": self.language}
        response = render(self.request, "cms_pages/order_folders.html", context, status=status)
        for name, value in (headers or {}).items():
            response[name] = value
        return response


@never_cache
def ordered(request):
    """Says that the order came in. Repeats nothing of it: the next person at this computer reads along."""
    return render(request, "cms_pages/folders_ordered.html")
