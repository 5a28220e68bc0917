"""Reads cms_pages/demo/<subject>/<language>.toml: the words of the first content, as each organisation says them.

Dutch holds the words and the shape (blocks, drawings, links); the other languages hold only words, in the same places.
"""

import tomllib
from pathlib import Path

from portal.organisations.models import Country

FOLDER = Path(__file__).parent / "demo"
SOURCE = "nl"
# Pages stand in this order, so the menu does too.
SUBJECTS = ("home", "models", "stories", "agenda", "news", "publications", "folders", "regions", "facts", "text")
LEAFLETS = ("leaflets",)  # the same for all organisations: `cms_pages.demo_leaflets`
SHAPE = frozenset(
    [
        "type",
        "under",
        "menu",
        "footer",
        "block",
        "drawing",
        "leads_to",
        "page",
        "seating",
        "company",
        "middle",
        "audience",
        "form_of_address",
        "cover",
    ]
    + ["subject", "consent_on_file", "consent_given_on", "picture", "in_days", "from", "until", "region"]
    + ["kind", "year", "written_in", "authors", "publisher", "film", "poster"]
)


class IncompleteTranslation(Exception):
    """A language lacks words that the Dutch text has, or has words in another place."""


def content_of(country: str, language: str, subjects=SUBJECTS) -> dict:
    """Shape and words of all pages of one organisation in one language. Raises IncompleteTranslation."""
    source = _read(country, SOURCE, subjects)
    return source if language == SOURCE else _in_the_shape_of(source, _read(country, language, subjects), language)


def word_pairs(source, target) -> list[tuple[str, str]]:
    """(Dutch, other language) for all words of two contents."""
    if isinstance(source, str):
        return [(source, target)]
    if isinstance(source, list):
        return [pair for one, other in zip(source, target, strict=True) for pair in word_pairs(one, other)]
    if isinstance(source, dict):
        return [pair for key in source.keys() - SHAPE for pair in word_pairs(source[key], target[key])]
    return []


def _read(country, language, subjects):
    pages: dict = {}
    others: dict = {}
    for subject in subjects:
        path = FOLDER / subject / f"{language}.toml"
        if path.exists():
            with path.open("rb") as file:
                words = _as_said_in(country, tomllib.load(file))
            pages |= words.pop("pages", {})
            others |= words
    return others | {"pages": pages}


def _as_said_in(country, value):
    """Where the organisations differ, a value is a table { NL = …, BE = … }."""
    if isinstance(value, list):
        return [_as_said_in(country, item) for item in value]
    if not isinstance(value, dict):
        return value
    if value.keys() == set(Country.values):
        return _as_said_in(country, value[country])
    return {key: _as_said_in(country, item) for key, item in value.items()}


def _in_the_shape_of(source, target, place):
    if isinstance(source, str):
        if not target or not isinstance(target, str):
            raise IncompleteTranslation(f"{place}: no translation of “{source}”")
        return target
    if isinstance(source, list):
        if not isinstance(target, list) or len(source) != len(target):
            raise IncompleteTranslation(f"{place}: another number of items")
        return [
            _in_the_shape_of(one, other, f"{place}[{number}]")
            for number, (one, other) in enumerate(zip(source, target, strict=True))
        ]
    if not isinstance(target, dict):
        raise IncompleteTranslation(f"{place}: a table was expected")
    unknown = target.keys() - source.keys() | target.keys() & SHAPE
    if unknown:
        raise IncompleteTranslation(f"{place}: {', '.join(sorted(unknown))} belong to no Dutch words")
    return {
        key: value if key in SHAPE else _in_the_shape_of(value, target.get(key), f"{place}.{key}")
        for key, value in source.items()
    }
