"""Nothing in the source language stands under another language's address as if it were translated.

A page that readers see is a row with `live` set, so the rule is kept where such a row is saved: whichever way it came
about (the translation editor, an update, a schedule, a workflow, several pages at once), it passes here.
"""

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.log_actions import log
from wagtail.models import Locale
from wagtail_localize.models import StringSegment, StringTranslation

from cms_pages.models.source_words import SourceWords
from cms_pages.translating.lines import lines_of, lines_taken_over, same_in_both, source_of

HELD_BACK = "cms_pages.translation.hold_back"
_NAMED = 3  # lines that a message names; more would be a wall of text
_LONGEST = 60


def obstacles(page) -> str:
    """Why this translation, with what stands in it, cannot appear, for its editor; empty when it can."""
    source = None if page.alias_of_id else source_of(page)
    if source is None:
        return ""
    if missing := _missing_lines(page, source):
        return refusal(page.locale, missing)
    return unread(machine_lines(source, page.locale_id)) if getattr(page, "needs_reading_over", False) else ""


def keep_source_text_out(page) -> None:
    """Asked before a page row is saved. Raises ValidationError for a translation that readers would see unfinished.

    An alias in another language is the source text under another address: it is never public.
    """
    if page.alias_of_id:
        page.live = page.live and page.alias_of.locale_id == page.locale_id
        return
    if not page.live:
        return
    source = source_of(page)
    page.machine_translated = source is not None and bool(machine_lines(source, page.locale_id))
    if reason := obstacles(page):
        raise ValidationError({NON_FIELD_ERRORS: reason})  # wagtail-localize goes through its fields


def hold_back(page, revision, *, reason: str, by=None) -> None:
    """What was to be published stays a draft, without a date; the page's history says why."""
    page.revisions.update(approved_go_live_at=None)
    log(instance=page, action=HELD_BACK, user=by, revision=revision, data={"reason": reason})


def machine_lines(source, locale) -> int:
    """How many lines of `source` a machine wrote in `locale` that nobody has read since."""
    lines = StringSegment.objects.filter(source=source).get_translations(locale)
    return lines.filter(translation_type=StringTranslation.TRANSLATION_TYPE_MACHINE).count()


def refusal(locale: Locale, missing: list[str]) -> str:
    """The sentence that says which lines are missing in `locale`."""
    named = ", ".join(f"“{_short(words)}”" for words in missing[:_NAMED])
    count = len(missing)
    text = ngettext(
        "This page cannot appear in %(language)s yet: %(count)d line is not translated: %(lines)s",
        "This page cannot appear in %(language)s yet: %(count)d lines are not translated: %(lines)s",
        count,
    ) % {"language": locale.get_display_name(), "count": count, "lines": named}
    if count > _NAMED:
        return _("%(sentence)s and more.") % {"sentence": text}
    return f"{text}."


def unread(count: int) -> str:
    """The sentence that says that nobody read what a machine wrote; empty when there is nothing to read."""
    if not count:
        return ""
    return ngettext(
        "A machine translated %(count)d line of this leaflet. Somebody reads it over first: see Translations.",
        "A machine translated %(count)d lines of this leaflet. Somebody reads them over first: see Translations.",
        count,
    ) % {"count": count}


def _missing_lines(page, source):
    of_source: dict[str, set[str]] = {}
    for path, words in [*lines_taken_over(source), *_what_source_says_now(source)]:
        of_source.setdefault(path, set()).add(words)
    same = same_in_both(page)
    return [words for path, words in lines_of(page) if words in of_source.get(path, ()) and (path, words) not in same]


def _what_source_says_now(source):
    said = SourceWords.objects.filter(
        page__translation_key=source.object_id, page__locale_id=source.locale_id, page__alias_of=None
    )
    return [tuple(line) for lines in said.values_list("lines", flat=True) for line in lines]


def _short(words):
    words = strip_tags(words)
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1].rstrip()}…"
