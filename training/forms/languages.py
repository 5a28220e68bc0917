"""Finding a language by what people call it: in the reader's language, in its own, or by its code."""

from difflib import get_close_matches
from functools import lru_cache

from babel import Locale
from babel.core import UnknownLocaleError
from django.conf import settings
from django.utils.translation import get_language

from portal.privacy.folding import searched_words
from training.languages import OFTEN, is_language, language_choices, language_name

_NEAR, _MOST_NEAR = 0.7, 3


def listed_languages(here) -> list[tuple[str, str]]:
    """What is asked for most, and after it what else this person chose, as choices with a name."""
    others = [code for code in here if code not in OFTEN and is_language(code)]
    return [(code, language_name(code)) for code in dict.fromkeys([*OFTEN, *others])]


def find_language(typed: str) -> tuple[str, list[str]]:
    """The code of what somebody typed, else "" and a few names that look like it."""
    wanted = _folded(typed)
    if found := _by_name(get_language() or "nl").get(wanted) or _by_any_name().get(wanted):
        return found, []
    if is_language(typed.strip().lower()):
        return typed.strip().lower(), []
    names = {_folded(name): name for _code, name in language_choices()}
    near = get_close_matches(wanted, names, n=_MOST_NEAR, cutoff=_NEAR)
    return "", [names[each] for each in near]


@lru_cache(maxsize=8)
def _by_name(language):
    names = Locale.parse(language).languages
    return {_folded(name): code for code, name in names.items() if is_language(code)}


@lru_cache(maxsize=1)
def _by_any_name():
    """In the languages of the site, and each language in its own words."""
    own = {}
    for code, _name in language_choices():
        try:
            name = Locale.parse(code).get_display_name(code)
        except (UnknownLocaleError, ValueError):
            continue
        if name:
            own[_folded(name)] = code
    for code, _name in settings.LANGUAGES:
        own = _by_name(code) | own
    return own


def _folded(name):
    return " ".join(sorted(searched_words(name)))
