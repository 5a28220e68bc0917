"""Whether two texts name the same body: where a coordinator works, and who decides or helps (DOMAIN §3.3)."""

import re

from portal.privacy.folding import folded

# People write several bodies in one field, and what they say of each.
_BETWEEN = re.compile(r"[\n\r,;/•|()]+|\s[-–—&+]\s")
_WORD = re.compile(r"[^\W_]+")
# What names no body: said by who works nowhere, or standing between the words of a name.
_NO_NAME = frozenset(
    {
        "geen", "niemand", "niets", "nvt", "none", "nobody", "nothing", "no", "nee", "aucun", "aucune", "personne",
        "rien", "non", "yok", "hicbir", "brak", "nikt", "nic", "nie", "لا", "احد", "de", "het", "een", "van", "voor",
        "en", "in", "te", "bij", "der", "den", "the", "a", "an", "of", "for", "and", "at", "le", "la", "les", "l", "un",
        "une", "des", "du", "d", "et", "pour", "ve", "i", "w", "z", "dla", "في", "من",
    }
)  # fmt: skip


def names_same_body(employer: str, bodies: str) -> bool:
    """Whether what somebody typed as their employer is one of the bodies in a text, or has it in it, or stands in it.

    Spelling, accents and the order of words make no difference. "Wijkteam" stands in "Wijkteam Zuid": rather one too
    many than one too few, for whoever is held up wrongly calls their region.
    """
    if not _words(employer):
        return False
    return any(_is_same(employer, part) for part in _BETWEEN.split(bodies))


def _is_same(employer, body):
    own, named = _words(employer), _words(body)
    return bool(named) and (own <= named or named <= own or _joined(employer) == _joined(body))


def _words(text):
    return frozenset(_WORD.findall(folded(text))) - _NO_NAME


def _joined(text):
    return "".join(_WORD.findall(folded(text)))
