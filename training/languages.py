"""The full list of languages that somebody may speak, named in the reader's own."""

from functools import lru_cache

from babel import Locale
from django.utils.translation import get_language

# Two- and three-letter codes of spoken languages; scripts and regional writings of one language are one language.
_NOT_SPOKEN = frozenset({"und", "mul", "mis", "zxx", "root"})
# What is asked for most stands first (DOMAIN §1: coordinators speak 72 languages and dialects).
OFTEN = ("nl", "fr", "en", "de", "ar", "tr", "zgh", "pl", "pap", "so", "ti", "fa", "es", "pt", "uk")


@lru_cache(maxsize=8)
def _names(language: str) -> dict[str, str]:
    names = Locale.parse(language).languages
    return {code: name for code, name in names.items() if "_" not in code and code not in _NOT_SPOKEN}


def language_choices() -> list[tuple[str, str]]:
    """Every language as (code, name), by name in the reader's language."""
    names = _names(get_language() or "nl")
    return sorted(names.items(), key=lambda pair: pair[1].casefold())


def language_name(code: str) -> str:
    """The language's name for the reader, else in Dutch; the code itself for one that is not in the list."""
    return _names(get_language() or "nl").get(code) or _names("nl").get(code, code)


def is_language(code: str) -> bool:
    return code in _names("nl")
