"""Filters that staff save for themselves under a name, as links above the list; without JavaScript."""

import hmac
from typing import NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, View
from wagtail.admin import messages
from wagtail.admin.views.generic import PermissionCheckedMixin, WagtailAdminTemplateMixin

from portal.backoffice.filters import conditions, kept_query, list_of, not_kept
from portal.backoffice.models import SavedFilter
from portal.backoffice.models.exports import LONGEST_QUERY
from portal.privacy.models import PurposeKey
from portal.privacy.sealing import seal_for, unseal_all_for

MOST = 20  # per person and list: they stand above it
_PURPOSE = "saved_filter.label"
_ANY_PERMISSION = ("add", "change", "delete", "view")


class Shown(NamedTuple):
    """A saved filter as a link; `is_current` when the list shows just that."""

    label: str
    url: str
    remove_url: str
    is_current: bool


def save_filter(viewset, *, by, label: str, query: str) -> SavedFilter:
    """Keeps `query` for this user and list. Raises ValidationError for a name twice, too many, or too long a filter."""
    if len(query) > LONGEST_QUERY:
        raise ValidationError(_("This filter has too many choices to keep. Choose fewer."))
    if SavedFilter.objects.filter(user=by, viewset=viewset.name).count() >= MOST:
        raise ValidationError(_("You have %(most)d filters here already. Remove one first.") % {"most": MOST})
    try:
        with transaction.atomic():
            return SavedFilter.objects.create(
                user=by,
                viewset=viewset.name,
                query=query,
                sealed_label=seal_for(_PURPOSE, label),
                label_digest=_digest(label),
            )
    except IntegrityError:
        raise ValidationError(_("You have a filter with this name already.")) from None


def shown_on(view, *, query: str) -> list[Shown]:
    """The user's own filters for a list that shows `query` now. At most two questions to the database."""
    viewset = view.viewset
    saved = list(SavedFilter.objects.filter(user=view.request.user, viewset=viewset.name))
    labels = unseal_all_for(_PURPOSE, [each.sealed_label for each in saved])
    index = reverse(viewset.get_url_name("index"))
    return [
        Shown(
            label=label,
            url=f"{index}?{each.query}",
            remove_url=reverse(viewset.get_url_name("remove_filter"), args=[each.pk]),
            is_current=each.query == query,
        )
        for each, label in zip(saved, labels, strict=True)
    ]


def _digest(label):
    """Capitals and blanks make no other name."""
    key = PurposeKey.objects.key_for(_PURPOSE)
    return hmac.digest(key, " ".join(label.casefold().split()).encode(), "sha256")


class SaveForm(forms.Form):
    label = forms.CharField(label=gettext_lazy("Name of this filter"), max_length=40)
    query = forms.CharField(widget=forms.HiddenInput, required=False, max_length=5000)
    label.widget.attrs["autocomplete"] = "off"


class SaveFilterView(PermissionCheckedMixin, WagtailAdminTemplateMixin, FormView):
    """POST saves; what does not fit is asked again on a page of its own, with what was typed."""

    viewset = None
    model = None
    any_permission_required = _ANY_PERMISSION
    form_class = SaveForm
    template_name = "backoffice/save_filter.html"
    header_icon = "draft"
    http_method_names = ("post",)

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.list = list_of(self.viewset, user=request.user, query=request.POST.get("query", ""))
        self.query = kept_query(self.list, with_order=True)

    def form_valid(self, form):
        try:
            if not self.query:
                raise ValidationError(_("This list has no filter that can be saved. Choose one first."))
            save_filter(self.viewset, by=self.request.user, label=form.cleaned_data["label"], query=self.query)
        except ValidationError as refusal:
            form.add_error("label", refusal)
            return self.form_invalid(form)
        messages.success(self.request, _("Your filter is saved. It stands above the list."))
        return HttpResponseRedirect(self._list_url())

    def get_page_title(self):
        return _("Save this filter")

    def get_breadcrumbs_items(self):
        index = {"url": self._list_url(), "label": self.viewset.menu_label}
        return [*self.breadcrumbs_items, index, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {
            "conditions": conditions(self.list),
            "left_out": not_kept(self.list),
            "save_url": self.request.path,
            "list_url": self._list_url(),
        }

    def _list_url(self):
        return f"{reverse(self.viewset.get_url_name('index'))}?{self.query}".rstrip("?")


class RemoveFilterView(PermissionCheckedMixin, View):
    """POST removes one of the user's own."""

    viewset = None
    model = None
    any_permission_required = _ANY_PERMISSION
    http_method_names = ("post",)

    def post(self, request, *args, **kwargs):
        own = SavedFilter.objects.filter(user=request.user, viewset=self.viewset.name)
        get_object_or_404(own, pk=kwargs["pk"]).delete()
        messages.success(request, _("The filter is removed."))
        return HttpResponseRedirect(reverse(self.viewset.get_url_name("index")))
