"""Sensitivity labels: every field of ours is sealed or says why it may stand in plain (PROMISES, Privacy).

A model writes `SENSITIVITY = {"state": Plain.STATE, …}` for its plain fields; labels of its bases count too. Sealed
fields label themselves. A system check names what is missing (checks.py). `portal.organisations` stands below this app
and writes the labels as text: "wording".
"""

from enum import StrEnum

SEALED = "sealed"


class Plain(StrEnum):
    """Why a field may stand in plain."""

    KEY = "key"  # identifies or refers to a row: ids, foreign keys, references
    STATE = "state"  # where something is on its track, a model, a channel, a verdict, a yes or no
    PLACE = "place"  # region, country, postcode area; never an address
    TIME = "time"  # when something happened, is due or ends
    COUNT = "count"  # an amount, an age limit, a number of times
    LANGUAGE = "language"  # the language of a page, a mail or a reader
    WORDING = "wording"  # written to be published: names of organisations and regions, their addresses and numbers
    TECHNICAL = "technical"  # hashes, wrapped keys, digests, versions, settings
    NAMED_EXCEPTION = "named exception"  # personal, and plain because PROMISES or the model's own text names it
