"""Words that people agreed to stay as they were: who agreed to number 1 agreed to exactly this."""

from django.utils import translation

from portal.newsletter.agreement import VERSION, WORDS

PUBLISHED = {
    1: "We use your e-mail address only to send you this newsletter. In every newsletter stands a link to stop. "
    "Then we erase your address.",
}


def test_published_words_are_never_changed():
    with translation.override("en"):
        assert {number: str(words) for number, words in WORDS.items()} == PUBLISHED
    assert max(PUBLISHED) == VERSION
