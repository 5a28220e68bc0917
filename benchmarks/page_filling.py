"""The most that an editor can put on a page, to see what it costs; for benchmarks and tests."""

from collections.abc import Iterable

from wagtail.models import Page

from cms_pages.models import HomePage

TIMES = 3  # of each: it must not matter how many


def fill_pages(pages: Iterable[Page], *, picture, film, target: Page) -> None:
    """Each page gets pictures, films, figures and links to `target`, as many kinds as it can hold, and stays public."""
    for page in pages:
        page.body = _first_page(target) if isinstance(page, HomePage) else _text(picture, film, target) * TIMES
        if hasattr(page, "picture_id"):
            page.picture, page.picture_alt = picture, "Een kring om een tafel."
        page.save()


def _text(picture, film, target):
    words = {"title": "Zo gaat het", "transcript": "<p>Dag allemaal.</p>"}
    shown = {"image": picture.pk, "alt_text": "Een tafel.", "decorative": False}
    return [
        {"type": "paragraph", "value": f'<p>Samen <a linktype="page" id="{target.pk}">aan tafel</a>.</p>'},
        {"type": "picture", "value": {"picture": shown, "caption": "In Zwolle", "credit": ""}},
        {"type": "film", "value": words | {"film": film.pk, "address": "", "poster": picture.pk}},
        {"type": "film", "value": words | {"film": None, "address": "https://vimeo.com/1", "poster": picture.pk}},
        {"type": "call_to_action", "value": _link(target)},
        *({"type": name, "value": None} for name in ("live_figures", "contact", "danger")),
    ]


def _first_page(target):
    way = {"drawing": "way-inside", "title": "Voor mij", "text": "Vraag het zelf.", "link": _link(target)}
    kind = {"drawing": "model-work", "name": "Werk", "text": "Samen.", "page": target.pk}
    told = dict.fromkeys(("label", "quote", "question", "who_came", "plan"), "Opa belt.")
    story = Page.objects.filter(content_type__model="storypage").first()
    return [
        {"type": "ways", "value": {"title": "Waar?", "explanation": "", "ways": [way] * TIMES}},
        {"type": "story", "value": told | {"page": story.pk if story else None}},
        {"type": "models", "value": {"title": "Hoe?", "text": "Samen.", "models": [kind] * TIMES}},
    ]


def _link(target):
    return {"text": "Lees verder", "leads_to": "page", "page": target.pk}
