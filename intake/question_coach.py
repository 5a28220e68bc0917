"""Looks at the question for a conference as a kind colleague would: what makes it hard to answer together, and how it
could begin (DOMAIN §3.2). It only remarks; whoever writes decides. A wrong remark costs more than a missed one.
"""

import re
from collections.abc import Callable
from typing import NamedTuple

from django.utils.translation import gettext as _

from intake.question_words import SOUNDS, Sounds

LONGEST = 40  # words: longer, nobody says it from memory
_READ_AT_MOST = 2_000  # signs
_MARKS = re.compile(r"[?؟]+")
_SENTENCE = re.compile(r"[^.!?]+(?:[.](?=\S)[^.!?]+)*[.!?]*")


class Remark(NamedTuple):
    """`kind` is one of no_question, closed, leading, blames, names_somebody, two_questions, vague, too_long."""

    kind: str
    words: str


def knows(language: str) -> bool:
    """Whether there is something to say of questions in this language."""
    return language in SOUNDS


def remarks_on(text: str, language: str) -> list[Remark]:
    """What could be better about a question written in `language`, in the words of whoever reads it now.

    Nothing for an empty text, or in a language that has no table.
    """
    plain = " ".join(text[:_READ_AT_MOST].replace("’", "'").replace("`", "'").lower().split())
    if not plain or not knows(language):
        return []
    sounds = SOUNDS[language]
    said = {"begin": sounds.begin, "how": sounds.begin_how, "longest": LONGEST}
    return [Remark(kind, _words(kind) % said) for kind, is_so in _LOOKS.items() if is_so(plain, sounds)]


def _asks_nothing(plain, sounds):
    return not _MARKS.search(plain) and not _asked(plain, sounds)


def _is_closed(plain, sounds):
    return any(_closes(sentence, sounds) for sentence in _asked(plain, sounds))


def _closes(sentence, sounds):
    if sounds.asks_how.search(sentence) or sounds.opens.match(sentence):
        return False
    if sounds.closes.match(sentence):
        return True
    first = sentence.split(",")[0]
    return bool(sounds.inverts and sounds.inverts.search(first) and not re.match(r"(?:si|quand|s'il)\b", first))


def _asked(plain, sounds):
    """The sentences that ask: with a question mark; or, without one anywhere, those that begin as questions do."""
    sentences = [found.strip(" \"'«»“”„-–") for found in _SENTENCE.findall(plain)]
    if "?" in plain:
        return [one for one in sentences if one.endswith("?")]
    return [one for one in sentences if sounds.opens.match(one) or sounds.closes.match(one)]


def _leads(plain, sounds):
    return bool(sounds.leads.search(plain))


def _blames(plain, sounds):
    return bool(sounds.blames.search(plain)) and not sounds.softens.search(plain)


def _names_somebody(plain, sounds):
    return bool(sounds.names.search(plain))


def _asks_twice(plain, _sounds):
    return len(_MARKS.findall(plain)) > 1


def _is_vague(plain, sounds):
    bare = plain.strip(" .!?\"'«»“”…")
    return bool(sounds.vague.fullmatch(bare)) or (bool(_MARKS.search(plain)) and len(bare.split()) < 3)


def _is_long(plain, _sounds):
    return len(plain.split()) > LONGEST


# In the order in which it helps to hear it.
_LOOKS: dict[str, Callable[[str, Sounds], bool]] = {
    "no_question": _asks_nothing,
    "closed": _is_closed,
    "leading": _leads,
    "blames": _blames,
    "names_somebody": _names_somebody,
    "two_questions": _asks_twice,
    "vague": _is_vague,
    "too_long": _is_long,
}


def _words(kind):
    return {
        "no_question": _("This asks nothing yet. A question makes everybody think along. Begin like this: “%(begin)s”"),
        "closed": _(
            "Yes or no answers this, and then there is nothing left to make a plan about. Begin like this: “%(begin)s”"
        ),
        "leading": _("The answer is in it already. Leave the answer to the family. Begin like this: “%(how)s”"),
        "blames": _(
            "Somebody may hear blame in this, and stay away. Ask what is needed from now on, not how it came. "
            "Begin like this: “%(begin)s”"
        ),
        "names_somebody": _(
            "This makes one person the problem, and that person reads it too. Say what all of you want to reach. "
            "Begin like this: “%(how)s”"
        ),
        "two_questions": _(
            "These are two questions or more. Choose what matters most, and begin like this: “%(begin)s”"
        ),
        "vague": _(
            "Not everybody will know what this is about. Say what must become possible, and for whom: “%(begin)s”"
        ),
        "too_long": _(
            "This is long: people must be able to say it from memory. Try at most %(longest)s words, and begin like "
            "this: “%(begin)s” What led to it is told at the conference itself."
        ),
    }[kind]
