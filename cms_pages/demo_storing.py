"""Words of the first content as they are stored: blocks in the database, and translations that can be gone on with."""

import uuid

from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationLog

from cms_pages.demo_films import demo_film
from cms_pages.demo_pictures import demo_picture
from cms_pages.demo_words import IncompleteTranslation


def remember_translations(sources, translated, words):
    """Hand every line and its translation to wagtail-localize. Raises IncompleteTranslation."""
    strings = []
    for key, source in sources.items():
        locale = translated[key].locale
        Translation.objects.create(source=source, target_locale=locale)
        TranslationLog.objects.create(source=source, locale=locale, revision=translated[key].latest_revision)
        segments = StringSegment.objects.filter(source=source).select_related("string")
        for segment in segments:
            if segment.string.data not in words:
                raise IncompleteTranslation(f"{locale.language_code}: no translation of “{segment.string.data}”")
            strings.append(
                StringTranslation(
                    translation_of_id=segment.string_id,
                    context_id=segment.context_id,
                    locale=locale,
                    data=words[segment.string.data],
                )
            )
    StringTranslation.objects.bulk_create(strings, ignore_conflicts=True)


def stored_block(words, links, place):
    """One block of a StreamField as it is stored."""
    kind = words["block"]
    inner = {key: value for key, value in words.items() if key != "block"}
    return {"type": kind, "id": _identity(place), "value": _value(kind, inner, links, place)}


def _value(kind, words, links, place):
    match kind:
        case "heading":
            return words["text"]
        case "paragraph":
            return _paragraphs(words["text"])
        case "film":
            words = words | {"transcript": _paragraphs(words["transcript"])}
        case "steps" | "points" | "questions" | "sourced_figures":
            return _items(words[kind], links, place)
        case "contact" | "danger" | "live_figures":
            return None
    return _struct(words, links, place)


def _paragraphs(lines):
    return "".join(f"<p>{line}</p>" for line in lines)


def _struct(words, links, place):
    return {key: _part(key, value, links, f"{place}/{key}") for key, value in words.items()}


def _part(key, value, links, place):
    if key == "page":
        return links[value].pk  # the Dutch page: links are led to the reader's language when shown
    if key == "film":
        return demo_film(value).pk
    if key == "poster":
        return demo_picture(value).pk
    if isinstance(value, list) and value and all(isinstance(item, dict) for item in value):
        return _items(value, links, place)
    return _struct(value, links, place) if isinstance(value, dict) else value


def _items(values, links, place):
    return [
        {"type": "item", "id": _identity(f"{place}/{number}"), "value": _struct(value, links, f"{place}/{number}")}
        for number, value in enumerate(values)
    ]


def _identity(place):
    """The same id for the same place in every language: by it the translation editor finds a line again."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, place))
