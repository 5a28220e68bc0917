"""The pages of an export: seeing how far it is, and taking it along after signing in once more."""

from collections.abc import Iterator

from allauth.account.internal.flows.reauthentication import raise_if_reauthentication_required
from django.http import Http404, HttpResponseRedirect, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from portal.backoffice.exports import table
from portal.backoffice.exports.asking import discard_export, exports_of
from portal.backoffice.filters import conditions, list_of, may_list
from portal.backoffice.models import Export
from portal.backoffice.viewsets import registered_viewsets
from portal.privacy.looking import looking, refused

LOOK_AGAIN_AFTER = 3  # seconds


class _ExportPage(WagtailAdminTemplateMixin, TemplateView):
    header_icon = "download"

    def get(self, request, *args, **kwargs):
        response = super().get(request, *args, **kwargs)
        add_never_cache_headers(response)
        return response


class ExportsView(_ExportPage):
    """What the user asked for and can still take along."""

    template_name = "backoffice/exports.html"

    def get_page_title(self):
        return _("My downloads")

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs):
        user = self.request.user
        kept = [each for each in exports_of(user) if each.is_still_for(user)]
        exports = [{"export": each, "title": title_of(each)} for each in kept]
        return super().get_context_data(**kwargs) | {"exports": exports}


class ExportView(_ExportPage):
    """How far it is: looks again by itself while it is being made, unless asked not to (`?still`).

    `?start` begins the download. That is also where people come back to after signing in once more: a file as the
    answer to a password would leave them on the page of the password.
    """

    template_name = "backoffice/export.html"

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.export = _own_export(request.user, kwargs["pk"])
        self.is_still = "still" in request.GET
        self.starts = "start" in request.GET and self.export.is_ready

    def get(self, request, *args, **kwargs):
        if self.starts:
            raise_if_reauthentication_required(request, app="portal.backoffice")
        response = super().get(request, *args, **kwargs)
        if self.starts:
            response["Refresh"] = f"0; url={self._file_url()}"
        elif self.export.is_under_way and not self.is_still:
            response["Refresh"] = str(LOOK_AGAIN_AFTER)
        return response

    def get_page_title(self):
        return title_of(self.export)

    def get_breadcrumbs_items(self):
        mine = {"url": reverse("exports:exports"), "label": _("My downloads")}
        return [*self.breadcrumbs_items, mine, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs):
        viewset = _viewset_of(self.export)
        return super().get_context_data(**kwargs) | {
            "export": self.export,
            "conditions": self._conditions(viewset),
            "file_url": self._file_url(),
            "list_url": reverse(viewset.get_url_name("index")) if viewset else "",
            "starts": self.starts,
            "is_still": self.is_still,
        }

    def _conditions(self, viewset):
        if viewset is None:
            return []
        return conditions(list_of(viewset, user=self.request.user, query=self.export.query))

    def _file_url(self):
        return reverse("exports:file", args=[self.export.pk])


class ExportFileView(View):
    """The file itself, to who asked for it and signed in once more a moment ago."""

    http_method_names = ("get",)

    def get(self, request, *args, **kwargs):
        export = _own_export(request.user, kwargs["pk"])
        if not export.is_ready:
            return HttpResponseRedirect(reverse("exports:export", args=[export.pk]))
        raise_if_reauthentication_required(request, app="portal.backoffice")
        response = StreamingHttpResponse(_Opened(export, by=request.user), content_type="text/csv; charset=utf-8")
        day = timezone.localtime(export.created).date()
        response["Content-Disposition"] = f'attachment; filename="{export.viewset}-{day.isoformat()}.csv"'
        response["Content-Length"] = str(len(table.BEGINNING.encode()) + export.size)  # what breaks off is noticed
        response["X-Content-Type-Options"] = "nosniff"
        add_never_cache_headers(response)
        return response


class _Opened:
    """The bytes of an export, part by part. Opened at once: no answer begins before the access log has its line.

    It stays open until the last byte is sent, or the reader has gone: the server closes what it was given to send.
    """

    def __init__(self, export: Export, *, by):
        self._pieces = _pieces(export, by)
        self._beginning = next(self._pieces)

    def __iter__(self) -> Iterator[bytes]:
        yield self._beginning
        yield from self._pieces

    def close(self) -> None:
        self._pieces.close()


def _pieces(export, by):
    with looking(export, by=by, screen=f"export: {export.viewset}"):
        yield table.BEGINNING.encode()
        keys = export.parts.order_by("number").values_list("pk", flat=True)
        for key in list(keys):
            yield export.parts.get(pk=key).content.encode()


def title_of(export: Export) -> str:
    viewset = _viewset_of(export)
    return str(viewset.menu_label) if viewset else export.viewset


def _own_export(user, key):
    """Theirs, still kept, and of a list that they may still open; else it is not there (404), and the try is logged.

    What they asked for in a region or organisation where they are no more is taken away at once.
    """
    export = get_object_or_404(Export.objects.select_related("vault"), pk=key)
    viewset = _viewset_of(export)
    is_kept = export.expires_at is None or export.expires_at > timezone.now()
    if is_kept and export.is_still_for(user) and (viewset is None or may_list(viewset, user)):
        return export
    refused(export, by=user, screen=f"export: {export.viewset}")
    if export.asked_by_id == user.pk and not export.is_still_for(user):
        discard_export(export)
    raise Http404


def _viewset_of(export):
    return next((each for each in registered_viewsets() if each.name == export.viewset), None)
