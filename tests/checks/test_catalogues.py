"""The check of the catalogues can fail, for each of its reasons."""

import polib
import pytest

from tests.checks.catalogues import faults_between

WANTED = [
    polib.POEntry(msgid="Hello", occurrences=[("templates/base.html", "")]),
    polib.POEntry(msgid="Approve", occurrences=[("portal/backoffice/steps.py", "")]),
]


def faults(*entries, wanted=None, language="nl"):
    return list(faults_between(language, entries, wanted))


def test_a_complete_catalogue_has_none():
    entries = [polib.POEntry(msgid="Hello", msgstr="Hallo"), polib.POEntry(msgid="Approve", msgstr="Goedkeuren")]
    assert faults(*entries, wanted=WANTED) == []


def test_a_text_that_was_not_collected():
    [fault] = faults(polib.POEntry(msgid="Hello", msgstr="Hallo"), wanted=WANTED)
    assert fault == "nl: not collected: 'Approve'"


def test_a_staff_text_is_not_asked_of_a_public_language():
    assert faults(polib.POEntry(msgid="Hello", msgstr="Merhaba"), wanted=WANTED, language="tr") == []


def test_a_text_under_another_context_is_another_text():
    wanted = [polib.POEntry(msgid="Case", msgctxt="be-org", occurrences=[("templates/base.html", "")])]
    [fault] = faults(polib.POEntry(msgid="Case", msgstr="Traject"), wanted=wanted)
    assert "not collected" in fault


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        (polib.POEntry(msgid="Hello", msgstr=""), "not translated"),
        (polib.POEntry(msgid="Hello", msgstr="Hallo", flags=["fuzzy"]), "fuzzy"),
        (polib.POEntry(msgid="Dear %(name)s", msgstr="Beste %(naam)s"), "%(naam)s %(name)s stands in one"),
        (polib.POEntry(msgid="Dear {name}", msgstr="Beste"), "{name} stands in one"),
        (polib.POEntry(msgid="day", msgid_plural="%(n)s days", msgstr_plural={0: "dag", 1: ""}), "not translated"),
        (
            polib.POEntry(msgid="day", msgid_plural="%(n)s days", msgstr_plural={0: "dag", 1: "%(x)s dagen"}),
            "stands in one",
        ),
    ],
)
def test_a_faulty_entry(entry, words):
    [fault] = faults(entry)
    assert words in fault


def test_a_singular_may_leave_the_number_out():
    entry = polib.POEntry(msgid="%(n)s day", msgid_plural="%(n)s days", msgstr_plural={0: "één dag", 1: "%(n)s dagen"})
    assert len(faults(entry)) == 1
    entry = polib.POEntry(msgid="one day", msgid_plural="%(n)s days", msgstr_plural={0: "één dag", 1: "%(n)s dagen"})
    assert faults(entry) == []
