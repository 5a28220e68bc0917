"""Hard words and what people say instead, per language: `words/<language>.toml`, a list of our own."""

import re
import tomllib
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).with_name("words")


@cache
def plain_words(language: str) -> dict[str, str]:
    """Hard words in small letters, with plainer ones; empty for a language without a list."""
    file = _FOLDER / f"{language}.toml"
    return tomllib.loads(file.read_text(encoding="utf-8")) if file.exists() else {}


def hard_words_in(text: str, language: str) -> list[str]:
    """The hard words of this text, as the list has them, each as often as it stands there."""
    pattern = _pattern(language)
    return [_straight(found).lower() for found in pattern.findall(text)] if pattern else []


@cache
def _pattern(language):
    words = sorted(plain_words(language), key=len, reverse=True)  # "met betrekking tot" before anything inside it
    if not words:
        return None
    alternatives = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in words)
    return re.compile(rf"(?<!\w)(?:{alternatives})(?!\w)", re.IGNORECASE)


def _straight(words):
    return " ".join(words.split())
