"""Pages × languages: which translation is current, which is not, and what comes next, in a fixed number of queries."""

from dataclasses import dataclass, field

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.models import Locale, Page, Site
from wagtail_localize.models import StringSegment, StringTranslation, Translation

from cms_pages.models import SourceWords
from cms_pages.models.site_page import SitePage
from cms_pages.navigation import HOME_DEPTH


class State(models.TextChoices):
    """How a translation stands, as readers have it."""

    CURRENT = "current", pgettext_lazy("a translation", "current")
    OUTDATED = "outdated", pgettext_lazy("a translation", "outdated")
    BEING_TRANSLATED = "being-translated", pgettext_lazy("a translation", "being translated")
    MISSING = "missing", pgettext_lazy("a translation", "missing")


@dataclass
class Cell:
    """One page in one language. `address` leads to what can be done next, which `act` says."""

    locale: Locale
    state: State
    page_id: int | None = None
    translation: dict | None = None
    is_taken_over: bool = True  # whether translators have the newest words of the source before them
    address: str = ""
    act: str = ""
    lines: int = 0
    done: int = 0
    by_machine: int = 0


@dataclass
class Row:
    """A page in the language in which it was written, and its other languages."""

    page_id: int
    title: str
    path: str
    key: object
    locale: Locale
    page_type: str
    cells: list[Cell] = field(default_factory=list)

    @property
    def has_changes(self) -> bool:
        """Whether there is something to read about what changed since, or about what a machine wrote."""
        return any(cell.state == State.OUTDATED or cell.by_machine for cell in self.cells)


def languages() -> list[Locale]:
    """The languages of the site in the order in which readers see them."""
    order = [code for code, _name in settings.LANGUAGES]
    return sorted(Locale.objects.filter(language_code__in=order), key=lambda each: order.index(each.language_code))


def board_rows(*, site: Site | None = None, page_type="", state="", language="", page=None) -> list[Row]:
    """Every public page with how its translations stand, in the order of the tree.

    `page_type` is a content type's model name, `state` and `language` leave rows in which a cell has both; `page` is
    the one to look at. Eight queries.
    """
    locales = languages()
    known = _Known(page)
    rows = [row for row in known.rows(locales) if _is_wanted(row, known, site, page_type)]
    for row in rows:
        row.cells = [known.cell(row, locale) for locale in locales if locale != row.locale]
    return [row for row in rows if _has_cell(row, state, language)]


def count_lines(rows: list[Row]) -> list[Row]:
    """Adds to each cell how many lines there are, how many are translated, how many a machine wrote. Two queries."""
    sources = {cell.translation["source_id"] for row in rows for cell in row.cells if cell.translation}
    keys = [row.key for row in rows]
    totals = _lines_by_source(sources)
    done = _translated_lines(sources, keys)
    for row in rows:
        for cell in row.cells:
            if cell.translation:
                cell.lines = totals.get(cell.translation["source_id"], 0)
                cell.done, cell.by_machine = done.get((row.key, cell.locale.pk), (0, 0))
    return rows


def acts_on(rows: list[Row], back: str) -> list[Row]:
    """Adds to each cell where to go on; after that one comes back to the address `back`."""
    for row in rows:
        for cell in row.cells:
            cell.address, cell.act = _next_act(row, cell, urlencode({"next": back}))
    return rows


class _Known:
    """What the database holds of all pages and their translations, asked once."""

    def __init__(self, page):
        found = Page.objects.filter(alias_of=None, depth__gte=HOME_DEPTH)
        translations = Translation.objects.all()
        words = SourceWords.objects.all()
        if page is not None:
            found = found.filter(translation_key=page.translation_key)
            translations = translations.filter(source__object_id=page.translation_key)
            words = words.filter(page__translation_key=page.translation_key)
        self.pages: dict[tuple, dict] = {}
        names = ("pk", "title", "path", "locale_id", "translation_key", "content_type_id", "live")
        for each in found.order_by("path").values(*names):
            self.pages[each["translation_key"], each["locale_id"]] = each
        self.translations = {
            (each["source__object_id"], each["target_locale_id"]): each
            for each in translations.values(
                "pk",
                "enabled",
                "source_id",
                "source__object_id",
                "source__locale_id",
                "source__last_updated_at",
                "target_locale_id",
            )
        }
        self.words = {each["page_id"]: each for each in words.values("page_id", "fingerprint", "changed_at")}
        self.sites = list(Site.objects.select_related("root_page")) if page is None else []
        self.types = ContentType.objects.in_bulk({each["content_type_id"] for each in self.pages.values()})

    def rows(self, locales):
        """The originals: not made from another language, and not standing beside a page in the first language."""
        first = next((each.pk for each in locales if each.language_code == settings.LANGUAGE_CODE), None)
        sources = {(key, each["source__locale_id"]) for (key, _target), each in self.translations.items()}
        by_id = {each.pk: each for each in locales}
        for (key, locale_id), page in self.pages.items():
            is_made_from_another = (key, locale_id) in self.translations
            is_beside_the_first = locale_id != first and (key, first) in self.pages
            is_source = (key, locale_id) in sources or not (is_made_from_another or is_beside_the_first)
            model = self.types[page["content_type_id"]].model_class()
            is_ours = model is not None and issubclass(model, SitePage) and page["live"] and locale_id in by_id
            if is_ours and is_source and not is_made_from_another:
                yield Row(
                    page_id=page["pk"],
                    title=page["title"],
                    path=page["path"],
                    key=key,
                    locale=by_id[locale_id],
                    page_type=model._meta.verbose_name,
                )

    def cell(self, row, locale):
        page = self.pages.get((row.key, locale.pk))
        translation = self.translations.get((row.key, locale.pk))
        if page is None:
            return Cell(locale, State.MISSING)
        state = State.BEING_TRANSLATED
        if page["live"]:
            made_from, now = self.words.get(page["pk"]), self.words.get(row.page_id)
            is_current = made_from and now and made_from["fingerprint"] == now["fingerprint"]
            state = State.CURRENT if is_current else State.OUTDATED
        is_taken_over = self.is_taken_over(row, translation)
        return Cell(locale, state, page_id=page["pk"], translation=translation, is_taken_over=is_taken_over)

    def is_taken_over(self, row, translation):
        words = self.words.get(row.page_id)
        return not words or not translation or translation["source__last_updated_at"] >= words["changed_at"]

    def paths_of(self, site):
        keys = [each.root_page.translation_key for each in self.sites if each.pk == site.pk]
        return {each["path"] for (key, _locale), each in self.pages.items() if key in keys}

    def type_of(self, row):
        return self.types[self.pages[row.key, row.locale.pk]["content_type_id"]].model


def _is_wanted(row, known, site, page_type):
    if page_type and known.type_of(row) != page_type:
        return False
    return site is None or any(row.path.startswith(path) for path in known.paths_of(site))


def _has_cell(row, state, language):
    return any(
        state in ("", cell.state.value) and language in ("", cell.locale.language_code) for cell in row.cells
    ) or not (state or language)


def _next_act(row, cell, back):
    if cell.state == State.MISSING:
        submit = reverse("wagtail_localize:submit_page_translation", args=[row.page_id])
        return f"{submit}?{urlencode({'select_locale': cell.locale.language_code})}&{back}", _("Submit for translation")
    edit = reverse("wagtailadmin_pages:edit", args=[cell.page_id])
    if cell.state == State.CURRENT:
        return edit, _("Look at it")
    if cell.translation and cell.translation["enabled"] and not cell.is_taken_over:
        update = reverse("wagtail_localize:update_translations", args=[cell.translation["source_id"]])
        return f"{update}?{back}", _("Take over the changes")
    return edit, _("Go on translating")


def _lines_by_source(sources):
    counted = StringSegment.objects.filter(source__in=sources).values("source_id").annotate(n=Count("pk"))
    return {each["source_id"]: each["n"] for each in counted}


def _translated_lines(sources, keys):
    used = StringSegment.objects.filter(
        source__in=sources, string_id=OuterRef("translation_of_id"), context_id=OuterRef("context_id")
    )
    machine = Q(translation_type=StringTranslation.TRANSLATION_TYPE_MACHINE)
    counted = (
        StringTranslation.objects.filter(Exists(used), context__object_id__in=keys, has_error=False)
        .exclude(data="")
        .values("context__object_id", "locale_id")
        .annotate(n=Count("pk"), by_machine=Count("pk", filter=machine))
    )
    return {(each["context__object_id"], each["locale_id"]): (each["n"], each["by_machine"]) for each in counted}
