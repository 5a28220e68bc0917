"""A page is taken down with a reason, which stands in its history: one page, many, and what goes with them."""

from contextlib import contextmanager
from contextvars import ContextVar

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.pages.bulk_actions.unpublish import UnpublishBulkAction
from wagtail.admin.views.pages.unpublish import UnpublishView
from wagtail.log_actions import LogFormatter, log

LOG_ACTION = "cms_pages.unpublish.reason"
_reason: ContextVar[str] = ContextVar("why pages are taken down", default="")


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Why do you take it down?"),
        help_text=_("It stands in the history of the page, for your colleagues. No names of families."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class UnpublishWithReason(UnpublishView):
    """Wagtail's page that asks “are you sure?”, and why."""

    template_name = "cms_pages/unpublish.html"

    def post(self, request, *args, **kwargs):
        self.form = ReasonForm(request.POST)
        if not self.form.is_valid():
            return self.render_to_response(self.get_context_data(), status=422)
        with because(self.form.cleaned_data["reason"]):
            return super().post(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {
            "form": getattr(self, "form", None) or ReasonForm(),
            "checked": "include_descendants" in self.request.POST,  # the box on pages below it keeps its tick
        }


class UnpublishManyWithReason(UnpublishBulkAction):
    """The same for the pages that are ticked in a list."""

    template_name = "cms_pages/unpublish_many.html"

    class form_class(ReasonForm, UnpublishBulkAction.form_class):
        field_order = ["reason", "include_descendants"]

    def form_valid(self, form):
        with because(form.cleaned_data["reason"]):
            return super().form_valid(form)


@contextmanager
def because(reason: str):
    """Every page that goes down meanwhile gets this reason in its history: translations and pages below it too."""
    before = _reason.set(reason)
    try:
        yield
    finally:
        _reason.reset(before)


def log_reason(instance, **kwargs) -> None:
    """Called by Wagtail's signal when a page has gone. What goes by the clock or for consent gave its reason before."""
    if reason := _reason.get():
        log(instance, LOG_ACTION, data={"reason": reason})


class ReasonInHistory(LogFormatter):
    label = _("Reason for unpublishing")

    def format_message(self, log_entry):
        return _("Taken down, because: %(reason)s") % {"reason": log_entry.data.get("reason", "")}
