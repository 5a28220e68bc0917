"""How hard a text reads. Counting only: it knows nothing of what the words mean.

The formulas, from words per sentence (w) and syllables per word (s), give about 100 for very easy, 0 for very hard:

- Dutch: W. H. Douma, De leesbaarheid van landbouwbladen (1960): 206.84 - 0.93 w - 77 s
- English: R. Flesch, A new readability yardstick (1948): 206.835 - 1.015 w - 84.6 s
- French: L. Kandel and A. Moles, Application de l'indice de Flesch à la langue française (1958): 207 - 1.015 w - 73.6 s

No formula measures B1, a level of what readers can. That B1 reads about as easily as what Flesch calls "fairly easy"
(70 and more) is our own estimate, and the page says so.
"""

import re
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

from cms_pages.plain_language.hard_words import hard_words_in, plain_words

LONG_SENTENCE = 15  # words; what advice on B1 Dutch gives as the most
LONG_WORD = 14  # letters
ENOUGH_WORDS = 40  # fewer say nothing of how a page reads
_EASY, _HARDER = 70, 60
_FORMULAS = {"nl": (206.84, 0.93, 77), "en": (206.835, 1.015, 84.6), "fr": (207, 1.015, 73.6)}
# A new syllable begins with each of these. A vowel with a trema begins its own.
_VOWELS = {
    "nl": re.compile("aai|ooi|oei|eeu|ieu|aa|ee|oo|uu|ie|oe|eu|ui|ij|ei|ou|au|[aeiouyàáâèéêëíîïóôöúûü]"),
    "en": re.compile("(?!e$)[aeiouy]+|(?<=[^aeiouy]l)e$"),
    "fr": re.compile("(?:eau|ou|oi|ai|au|eu|œu|ei|ui|io|ia|ie(?!$)|[aiouyàâèéêëîïôùûüœ]|e(?!s?$|nt$))"),
}
_PASSIVE = {
    "nl": re.compile(r"\b(?:wordt|worden|werd|werden)\b", re.IGNORECASE),
    "en": re.compile(r"\b(?:is|are|was|were|be|been|being)\s+(?:\w+ly\s+)?\w{2,}(?:ed|en)\b", re.IGNORECASE),
}
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_ABBREVIATIONS = (
    "bijv.",
    "bv.",
    "o.a.",
    "d.w.z.",
    "m.b.t.",
    "i.v.m.",
    "t.o.v.",
    "enz.",
    "nr.",
    "dr.",
    "mr.",
    "e.g.",
    "i.e.",
)
_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"”’»)]*\s+|\n+")


class Level(StrEnum):
    EASY, HARDER, HARD = "easy", "harder", "hard"


@dataclass(frozen=True)
class Reading:
    """What was counted in a text; `score` and `level` are None where it is too short or no formula is known."""

    language: str
    words: int
    sentences: int
    long_sentences: list[str]
    passive_sentences: list[str]
    hard_words: list[tuple[str, str, int]]  # the word, what to say instead, how often
    long_words: list[tuple[str, int]]
    score: int | None
    level: Level | None

    @property
    def words_per_sentence(self) -> float:
        return self.words / self.sentences if self.sentences else 0.0

    @property
    def has_word_list(self) -> bool:
        return bool(plain_words(self.language))


def read(texts: list[str], language: str) -> Reading:
    """Reads some texts of one page: each begins a new sentence, whether or not the one before ends in a full stop."""
    sentences = [sentence for text in texts for sentence in sentences_of(text)]
    words = [word for sentence in sentences for word in words_of(sentence)]
    score = _score(words, len(sentences), language)
    hard = Counter(word for sentence in sentences for word in hard_words_in(sentence, language))
    long_words = Counter(word.lower() for word in words if len(word) >= LONG_WORD)
    passive = _PASSIVE.get(language)
    return Reading(
        language=language,
        words=len(words),
        sentences=len(sentences),
        long_sentences=[sentence for sentence in sentences if len(words_of(sentence)) > LONG_SENTENCE],
        passive_sentences=[sentence for sentence in sentences if passive and passive.search(sentence)],
        hard_words=[(word, plain_words(language)[word], times) for word, times in hard.most_common()],
        long_words=[(word, times) for word, times in long_words.most_common() if word not in hard],
        score=score,
        level=_level(score),
    )


def sentences_of(text: str) -> list[str]:
    """The sentences of a text that hold a word."""
    sentences, begun = [], ""
    for piece in _SENTENCE_END.split(text):
        begun = f"{begun} {piece}".strip()
        if not begun.lower().endswith(_ABBREVIATIONS):
            sentences.append(begun)
            begun = ""
    return [sentence for sentence in (*sentences, begun) if words_of(sentence)]


def words_of(sentence: str) -> list[str]:
    return _WORD.findall(sentence)


def syllables_in(word: str, language: str) -> int:
    """About how many syllables a word has: its groups of vowels, at least one."""
    return max(1, len(_VOWELS[language].findall(word.lower())))


def _score(words, sentences, language):
    if language not in _FORMULAS or len(words) < ENOUGH_WORDS:
        return None
    base, per_word, per_syllable = _FORMULAS[language]
    syllables = sum(syllables_in(word, language) for word in words)
    score = base - per_word * len(words) / sentences - per_syllable * syllables / len(words)
    return round(min(100, max(0, score)))


def _level(score):
    if score is None:
        return None
    if score >= _EASY:
        return Level.EASY
    return Level.HARDER if score >= _HARDER else Level.HARD
