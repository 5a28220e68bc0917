"""What stands above a list besides its search and filters: saved filters, and taking the list along."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.generic import View
from wagtail.admin import messages
from wagtail.admin.views.generic import PermissionCheckedMixin

from portal.backoffice.exports.asking import MOST_KEPT, TooMany, ask_for_export
from portal.backoffice.filters import kept_query, list_of, not_kept
from portal.backoffice.models.exports import LONGEST_QUERY
from portal.backoffice.saved_filters import SaveForm, shown_on


def list_tools(view) -> dict | None:
    """For the template: what a list offers as it is shown now; None where there is nothing to offer."""
    viewset, offers_export = view.viewset, bool(view.viewset.export_columns)
    if view.filters is None and not offers_export:
        return None
    query = kept_query(view, with_order=True)
    return {
        "saved": shown_on(view, query=query),
        "save_form": SaveForm(initial={"query": query}, auto_id="save-%s") if query else None,
        "save_url": reverse(viewset.get_url_name("save_filter")),
        "export_url": reverse(viewset.get_url_name("ask_for_export")) if offers_export else "",
        "exports_url": reverse("exports:exports"),
        "query": query,
        "left_out": not_kept(view),
    }


class AskForExportView(PermissionCheckedMixin, View):
    """POST with the list's filter in `query` asks for the file, and leads to its page."""

    viewset = None
    model = None
    any_permission_required = ("add", "change", "delete", "view")
    http_method_names = ("post",)

    def post(self, request, *args, **kwargs):
        if request.user.organisation_id is None:
            raise PermissionDenied  # no list is theirs
        asked = list_of(self.viewset, user=request.user, query=request.POST.get("query", ""))
        query = kept_query(asked)
        if len(query) > LONGEST_QUERY:
            messages.error(request, _("This filter has too many choices to keep. Choose fewer."))
            return HttpResponseRedirect(reverse(self.viewset.get_url_name("index")))
        try:
            export = ask_for_export(self.viewset, by=request.user, query=query, language=get_language())
        except TooMany:
            sentence = ngettext(
                "You have %(count)d download already. Each goes after a day; then you can ask for another.",
                "You have %(count)d downloads already. Each goes after a day; then you can ask for another.",
                MOST_KEPT,
            )
            messages.error(request, sentence % {"count": MOST_KEPT})
            return HttpResponseRedirect(reverse("exports:exports"))
        return HttpResponseRedirect(reverse("exports:export", args=[export.pk]))
