"""Words as the search compares them, the same on every database: no accents, no capitals, one way to write Arabic."""

import re
import unicodedata

# What has no accent to take off, but is typed as if it had: Turkish, Polish, Danish, German; Arabic of two spellings.
_SAME = str.maketrans(
    {"ı": "i", "ł": "l", "đ": "d", "ø": "o", "æ": "ae", "œ": "oe", "ß": "ss", "ى": "ي", "ة": "ه", "ـ": "", "ٱ": "ا"}
)
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
_WORD = re.compile(r"[^\W_]+")
# "And", "with", "like", "so", "for" and "the", written on to the word. What is left must still be a word.
_ARABIC_PREFIX = re.compile(r"^(?:[وبكف]?ال|لل)(?=[\u0621-\u064a]{3})")


def words_of(text: str) -> list[str]:
    """The words of a text in their simplest spelling; "Élan", "elan" and "ELAN" are the same word."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(character for character in apart if not unicodedata.combining(character))
    return [_ARABIC_PREFIX.sub("", word) for word in _WORD.findall(plain.translate(_SAME).translate(_DIGITS))]
