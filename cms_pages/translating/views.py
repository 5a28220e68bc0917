"""The board of translations in the admin, and what changed in one page since it was translated."""

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import get_language_info, gettext_lazy, ngettext
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.models import Page, Site
from wagtail_localize.models import Translation

from cms_pages.models.site_page import SitePage
from cms_pages.translating.board import State, acts_on, board_rows, count_lines, languages
from cms_pages.translating.memory import call_change_small, changes_since, last_small_change, read_over
from intake.queries import languages_asked_for

MAY_TRANSLATE = "wagtail_localize.submit_translation"
ROWS_SHOWN = 50


class BoardFilter(forms.Form):
    """Which pages the board shows. What it does not know counts as not asked."""

    site = forms.ModelChoiceField(Site.objects.none(), required=False, label=gettext_lazy("Site"))
    type = forms.ChoiceField(required=False, label=gettext_lazy("Kind of page"))
    language = forms.ChoiceField(required=False, label=gettext_lazy("Language"))
    state = forms.ChoiceField(required=False, label=gettext_lazy("Stands at"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        anything = [("", _("all"))]
        models = [model for model in _below(SitePage) if not model._meta.abstract]
        self.fields["site"].queryset = Site.objects.order_by("-is_default_site", "site_name")
        self.fields["site"].empty_label = _("all")
        self.fields["type"].choices = anything + sorted(
            ((model._meta.model_name, model._meta.verbose_name) for model in models), key=lambda choice: str(choice[1])
        )
        self.fields["language"].choices = anything + [
            (each.language_code, _name(each.language_code)) for each in languages()
        ]
        self.fields["state"].choices = anything + State.choices


class _TranslatingView(PermissionRequiredMixin, WagtailAdminTemplateMixin, TemplateView):
    permission_required = MAY_TRANSLATE
    raise_exception = True
    header_icon = "globe"


class BoardView(_TranslatingView):
    """Pages × languages."""

    page_title = gettext_lazy("Translations")
    template_name = "cms_pages/translating/board.html"

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs):
        wanted = BoardFilter(self.request.GET)
        wanted.is_valid()
        asked = wanted.cleaned_data
        rows = board_rows(
            site=asked.get("site"),
            page_type=asked.get("type", ""),
            state=asked.get("state", ""),
            language=asked.get("language", ""),
        )
        shown = Paginator(rows, ROWS_SHOWN).get_page(self.request.GET.get("p"))
        acts_on(count_lines(shown.object_list), back=self.request.get_full_path())
        return super().get_context_data(
            filter=wanted,
            is_filtered=any(asked.values()),
            rows=shown,
            languages=languages(),
            asked_for=[] if any(asked.values()) else _what_next(rows),
            query=self._query_without_page(),
            **kwargs,
        )

    def _query_without_page(self):
        query = self.request.GET.copy()
        query.pop("p", None)
        return query.urlencode()


class ChangesView(_TranslatingView):
    """What changed in the source since each translation was made, and what a machine wrote of it."""

    template_name = "cms_pages/translating/changes.html"

    def dispatch(self, request, *args, page_id, **kwargs):
        self.source_page = get_object_or_404(Page.objects.select_related("locale"), pk=page_id, alias_of=None)
        return super().dispatch(request, *args, **kwargs)

    def get_page_title(self):
        return _("What changed in “%(title)s”") % {"title": self.source_page.title}

    def get_context_data(self, **kwargs):
        rows = acts_on(count_lines(board_rows(page=self.source_page)), back=self.request.path)
        cells = rows[0].cells if rows else []
        translated = {page.pk: page for page in self.source_page.get_translations().filter(alias_of=None)}
        for cell in cells:
            cell.changes = None
            if cell.state == State.OUTDATED:
                cell.changes = changes_since(translated[cell.page_id], self.source_page)
        return super().get_context_data(
            source_page=self.source_page,
            groups=_by_change([cell for cell in cells if cell.state == State.OUTDATED]),
            unread=[cell for cell in cells if cell.by_machine],
            may_call_small=any(cell.changes and cell.changes.are_small for cell in cells),
            may_publish=self.source_page.permissions_for_user(self.request.user).can_publish(),
            last_small=last_small_change(self.source_page),
            **kwargs,
        )

    def get_breadcrumbs_items(self):
        here = {"url": "", "label": self.get_page_title(), "sublabel": ""}
        return [*self.breadcrumbs_items, {"url": reverse("translating:board"), "label": _("Translations")}, here]


class CallSmallView(PermissionRequiredMixin, View):
    """Somebody says that a change of the source was small, so that translations are still right."""

    permission_required = MAY_TRANSLATE
    raise_exception = True
    http_method_names = ["post"]

    def post(self, request, page_id):
        page = get_object_or_404(Page.objects.select_related("locale"), pk=page_id, alias_of=None)
        _refuse_unless_publisher(page, request.user)
        right = call_change_small(page, by=request.user)
        if not right:
            messages.warning(request, _("Nothing was changed: lines were added or taken away, and want translating."))
            return redirect("translating:changes", page.pk)
        names = ", ".join(_name(each.locale.language_code) for each in right)
        messages.success(request, _("These translations are current again: %(languages)s.") % {"languages": names})
        return redirect("translating:board")


class ReadOverView(PermissionRequiredMixin, View):
    """Somebody says that they have read what a machine wrote, and that it is right."""

    permission_required = MAY_TRANSLATE
    raise_exception = True
    http_method_names = ["post"]

    def post(self, request, translation_id):
        translation = get_object_or_404(Translation.objects.select_related("source"), pk=translation_id)
        page = get_object_or_404(
            Page, translation_key=translation.source.object_id, locale=translation.target_locale_id, alias_of=None
        )
        _refuse_unless_publisher(page, request.user)
        count = read_over(translation, by=request.user)
        text = ngettext("%(count)d line is now yours.", "%(count)d lines are now yours.", count) % {"count": count}
        messages.success(request, text)
        return redirect("translating:board")


def _refuse_unless_publisher(page, user):
    if not page.permissions_for_user(user).can_publish():
        raise PermissionDenied


def _by_change(cells):
    """Languages in which the same changed stand together: most were translated from the same words."""
    groups: list[list] = []
    for cell in cells:
        same = next((group for group in groups if group[0].changes == cell.changes), None)
        if same is None:
            groups.append([cell])
        else:
            same.append(cell)
    return groups


def _below(model):
    for each in model.__subclasses__():
        yield each
        yield from _below(each)


def _what_next(rows):
    """The languages that people asked for, each with how many of these pages lack something in it."""
    lacking: dict[str, int] = {}
    for row in rows:
        for cell in row.cells:
            if cell.state != State.CURRENT:
                lacking[cell.locale.language_code] = lacking.get(cell.locale.language_code, 0) + 1
    return [
        {
            "code": code,
            "name": _name(code),
            "asked": asked,
            "lacking": lacking.get(code, 0),
        }
        for code, asked in languages_asked_for().items()
        if code != settings.LANGUAGE_CODE
    ]


def _name(code):
    """A language in the words of who works in the admin."""
    return str(get_language_info(code)["name_translated"])
