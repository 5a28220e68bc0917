"""Cells of an export, as a spreadsheet will read them."""

import csv
import datetime
import io
from decimal import Decimal

import pytest
from django.utils import translation
from django.utils.translation import gettext_lazy

from portal.backoffice.exports import table


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, ""),
        (0, "0"),
        (-3, "-3"),
        (True, "Yes"),
        (Decimal("12.50"), "12.50"),
        (datetime.date(2026, 11, 2), "2026-11-02"),
        (datetime.datetime(2026, 11, 2, 23, 30, tzinfo=datetime.UTC), "2026-11-03 00:30"),
        (datetime.datetime(2026, 7, 1, 22, 30, tzinfo=datetime.UTC), "2026-07-02 00:30"),
        (gettext_lazy("Region"), "Region"),
        ("Zoë; “zij”", "Zoë; “zij”"),
        ("a\x00b\x1bc", "abc"),
    ],
)
def test_a_cell_shows_what_people_read(value, shown):
    assert table.cell(value) == shown


def test_numbers_have_the_comma_of_the_reader():
    with translation.override("nl"):
        assert table.cell(Decimal("1234.5")) == "1234,5"


@pytest.mark.parametrize("text", ["=1+1", "+31 6", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =1+1", "＝1+1"])
def test_a_cell_never_begins_a_formula(text):
    assert table.cell(text) == f"'{text}"


def test_any_text_comes_back_as_it_went_in():
    rows = [["a;b", 'with "quotes"', "two\nlines"], ["ü", "", "x"]]
    read = csv.reader(io.StringIO(table.text_of(rows), newline=""), delimiter=";")
    assert list(read) == rows


def test_a_column_is_an_attribute_a_path_or_a_function():
    moment = datetime.datetime(2026, 11, 2, 12, 0, tzinfo=datetime.UTC)
    columns = [("Year", "year"), ("Day", "date.isoformat"), ("Twice", lambda row: row.day * 2)]
    assert table.headings(columns) == "Year;Day;Twice\r\n"
    assert table.lines(columns, [moment]) == "2026;2026-11-02;4\r\n"
