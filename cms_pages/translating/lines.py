"""The lines of a page, as wagtail-localize cuts them: (place in the page, words)."""

import hashlib
import json

from django.db.models import F, Q
from wagtail_localize.models import StringSegment, StringTranslation, TranslationSource
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

Line = tuple[str, str]
ADDRESS = "slug"  # a line to translate, but no words to read: a new address makes no translation out of date


def lines_of(page) -> list[Line]:
    """What stands in `page` (with its own type, saved or not) to be translated, in its order."""
    return [
        (segment.path, segment.string.data)
        for segment in extract_segments(page)
        if isinstance(segment, StringSegmentValue)
    ]


def source_of(page) -> TranslationSource | None:
    """What this page is a translation of, also when its translation was stopped; None for an original."""
    sources = TranslationSource.objects.filter(
        object_id=page.translation_key, translations__target_locale_id=page.locale_id
    )
    return sources.exclude(locale_id=page.locale_id).order_by("pk").first()


def lines_taken_over(source: TranslationSource) -> list[Line]:
    """The lines that translators of `source` have before them now."""
    segments = StringSegment.objects.filter(source=source).order_by("order", "pk")
    return list(segments.values_list("context__path", "string__data"))


def untranslated(source: TranslationSource, locale) -> list[str]:
    """The words of `source` for which there is nothing valid in `locale`, in their order."""
    segments = StringSegment.objects.filter(source=source).annotate_translation(locale)
    missing = segments.filter(Q(translation=None) | Q(translation="")).order_by("order", "pk")
    return list(missing.values_list("string__data", flat=True))


def same_in_both(page) -> set[Line]:
    """The lines of which a translator said that they are the same in the language of `page`: a name, a number."""
    said = StringTranslation.objects.filter(
        context__object_id=page.translation_key,
        locale_id=page.locale_id,
        has_error=False,
        data=F("translation_of__data"),
    )
    return set(said.values_list("context__path", "data"))


def words_to_read(lines) -> list[Line]:
    """Lines in an order that does not change when blocks change places, without the page's address."""
    return sorted(((path, words) for path, words in lines if path != ADDRESS), key=lambda line: line[0])


def fingerprint_of(lines) -> str:
    """The same for the same lines."""
    return hashlib.sha256(json.dumps([list(line) for line in lines], ensure_ascii=False).encode()).hexdigest()
