"""`python -m tests.checks.catalogues`: every text stands, translated, in every catalogue that must have it.

Texts are collected anew with gettext (so that one just written is missed at once) and compared with locales/. Public,
account, mail and PDF texts are needed in all languages; what only staff see in those of the admin.
"""

import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import django
import polib
from django.conf import settings
from django.core.management import call_command

from tests.checks.tree import ROOT, tracked_files

# Places of which only staff see the texts. A text that stands elsewhere too is everybody's.
STAFF = re.compile(
    r"^portal/(backoffice|organisations|periodic|privacy|workflow)/|/viewsets/|/wagtail_hooks|/management/|/apps\.py"
    r"|^cms_pages/(models|blocks)|^templates/(backoffice|wagtail\w*|admin)/|/templates/(backoffice|wagtail\w*|admin)/"
)
# What xgettext collects is called by a name that it knows; under another one a text would never be translated.
OWN_NAME = re.compile(r"translation import n?p?gettext(_lazy)? as (?!_$)\w+", re.MULTILINE)
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd]|\{\w*\}")
LEFT_OUT = ("tests/", "deploy/", "benchmarks/", "docs/", "locales/", "var/")


def main() -> int:
    if not shutil.which("xgettext"):
        print("look: no xgettext here (Debian: apt-get install gettext), so only what stands in locales/ is checked")
        if os.environ.get("CI") == "true":
            return 1
        wanted = None
    else:
        wanted = collected()
    faults = [fault for language in languages() for fault in faults_in(language, wanted)]
    faults += [f"{path}: call gettext by its own name, or _: its texts are not collected" for path in hidden()]
    for fault in faults[:60]:
        print(f"fault: {fault}")
    if faults:
        print(f"{len(faults)} faults. Collect with `make messages`, translate in locales/.")
    return 1 if faults else 0


def languages() -> list[str]:
    return [code for code, _name in settings.LANGUAGES]


def hidden() -> Iterator[str]:
    """The modules that call gettext by a name of their own."""
    for path in tracked_files():
        if path.endswith(".py") and not path.startswith(LEFT_OUT) and OWN_NAME.search((ROOT / path).read_text()):
            yield path


def collected() -> polib.POFile:
    """Every text that the code and the templates mark for translation, with the files it stands in."""
    with tempfile.TemporaryDirectory() as folder:
        for path in tracked_files():
            if path.endswith((".py", ".html", ".txt")) and not path.startswith(LEFT_OUT) and "/migrations/" not in path:
                copy = Path(folder, path)
                copy.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(ROOT / path, copy)
        Path(folder, "locale").mkdir()
        here, paths = Path.cwd(), settings.LOCALE_PATHS
        os.chdir(folder)
        settings.LOCALE_PATHS = []
        try:
            call_command("makemessages", locale=["nl"], extensions=["html", "txt", "py"], keep_pot=True, verbosity=0)
            return polib.pofile(next(Path(folder).rglob("django.pot")).as_posix())
        finally:
            os.chdir(here)
            settings.LOCALE_PATHS = paths


def faults_in(language: str, wanted: Iterable[polib.POEntry] | None) -> Iterator[str]:
    """What is wrong with the catalogue of `language`; with `wanted` also what it lacks."""
    path = Path(settings.LOCALE_PATHS[0], language, "LC_MESSAGES", "django.po")
    if not path.exists():
        yield f"{language}: there is no catalogue"
        return
    yield from faults_between(language, polib.pofile(path.as_posix()), wanted)


def faults_between(language: str, catalogue: Iterable[polib.POEntry], wanted: Iterable[polib.POEntry] | None):
    """One sentence per fault of a catalogue, given what the code asks for."""
    there = {(entry.msgctxt, entry.msgid): entry for entry in catalogue if not entry.obsolete}
    for entry in wanted if wanted is not None else there.values():
        if entry.obsolete or not is_needed(entry, language):
            continue
        found = there.get((entry.msgctxt, entry.msgid))
        if found is None:
            yield f"{language}: not collected: {entry.msgid!r}"
        elif found.fuzzy:
            yield f"{language}: guessed, not translated (fuzzy): {entry.msgid!r}"
        elif not is_translated(found):
            yield f"{language}: not translated: {entry.msgid!r}"
        elif clash := placeholders_that_differ(found):
            yield f"{language}: {clash} stands in one and not in the other: {entry.msgid!r}"


def is_needed(entry: polib.POEntry, language: str) -> bool:
    staff_languages = [code for code, _name in settings.WAGTAILADMIN_PERMITTED_LANGUAGES]
    if language in staff_languages:
        return True
    return not entry.occurrences or not all(STAFF.search(path) for path, _line in entry.occurrences)


def is_translated(entry: polib.POEntry) -> bool:
    return all(entry.msgstr_plural.values()) if entry.msgid_plural else bool(entry.msgstr)


def placeholders_that_differ(entry: polib.POEntry) -> str:
    """The placeholders that stand in a text and not in its translation, or the other way round."""
    if not entry.msgid_plural:
        return _differing(entry.msgid, entry.msgstr)
    # A singular may say "one" where the plural counts, so each form answers to either.
    clashes = [
        min(_differing(entry.msgid, form), _differing(entry.msgid_plural, form), key=len)
        for form in entry.msgstr_plural.values()
    ]
    return " ".join(filter(None, clashes))


def _differing(text: str, translation: str) -> str:
    return " ".join(sorted(set(PLACEHOLDER.findall(text)) ^ set(PLACEHOLDER.findall(translation))))


if __name__ == "__main__":
    django.setup()
    sys.exit(main())
