"""The sister organisations' own words for the same thing (DOMAIN §6): a `pgettext` context each."""

from django.utils.translation import pgettext_lazy

from portal.organisations.models import Organisation

_WORDS: dict[str, dict[str, object]] = {
    "core person": {
        Organisation.Words.NL: pgettext_lazy("nl-org", "core person"),
        Organisation.Words.BE: pgettext_lazy("be-org", "core person"),
    },
    "regional manager": {
        Organisation.Words.NL: pgettext_lazy("nl-org", "regional manager"),
        Organisation.Words.BE: pgettext_lazy("be-org", "regional manager"),
    },
}


def word_of(organisation: Organisation, word: str):
    """The organisation's word, in the active language; LookupError for one that is not in the list."""
    return _WORDS[word][organisation.words]
