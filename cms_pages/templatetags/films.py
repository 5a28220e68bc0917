"""Films in templates."""

from dataclasses import dataclass

from django import template
from django.utils.translation import get_language

register = template.Library()


@dataclass(frozen=True)
class Track:
    code: str
    name: str
    address: str
    default: bool


@register.simple_tag
def captions_of(film):
    """The captions of a film as `Track`s; those in the reader's language are shown from the start."""
    return [
        Track(each.language, each.get_language_display(), each.file.url, each.language == get_language())
        for each in film.all_captions
    ]
