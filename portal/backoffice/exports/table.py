"""Lines of a table as text that spreadsheets in the Netherlands and Belgium open with a double click.

CSV, not XLSX: openpyxl's write-only mode lays the sheet in plain in a temporary file before it packs it, and a sheet
ends after a million rows. Lines of text can be sealed batch by batch and have no end.
"""

import csv
import io
import re
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal

from django.utils import formats, timezone
from django.utils.translation import gettext as _
from wagtail.coreutils import multigetattr

BEGINNING = "\ufeff"  # tells a spreadsheet that this is UTF-8
_UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
# What a spreadsheet may take for a formula, also in full width or after a blank (OWASP, CSV injection).
_FORMULA = re.compile(r"\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n]")


def headings(columns) -> str:
    return text_of([[heading for heading, _value in columns]])


def lines(columns, rows: Iterable) -> str:
    """One line per row. A column's value is a function of the row, or the (dotted) name of an attribute or method."""
    return text_of(
        [value(row) if callable(value) else multigetattr(row, value) for _heading, value in columns] for row in rows
    )


def text_of(table: Iterable[Iterable]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerows([cell(value) for value in values] for values in table)
    return text.getvalue()


def cell(value) -> str:
    """A value as a spreadsheet reads it: dates (Europe/Amsterdam) and numbers as such, text never as a formula."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, int):
        return str(value)
    if isinstance(value, Decimal | float):
        return formats.number_format(value, force_grouping=False)
    if isinstance(value, datetime):
        return _local(value).strftime("%Y-%m-%d %H:%M")
    if isinstance(value, date):
        return value.isoformat()
    text = _UNSEEN.sub("", str(value))
    return f"'{text}" if _FORMULA.match(text) else text


def _local(moment):
    return timezone.localtime(moment, timezone.get_default_timezone()) if timezone.is_aware(moment) else moment
