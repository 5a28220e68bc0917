"""Dates are written as people in Europe write them, and a line never ends in the middle of one."""

from datetime import UTC, datetime

import pytest
from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format

MOMENT = datetime(2026, 11, 21, 9, 15, tzinfo=UTC)
DAYS = {
    "nl": "21 november 2026",
    "en": "21 November 2026",
    "fr": "21 novembre 2026",
    "tr": "21 Kasım 2026",
    "ar": "21 نوفمبر 2026",
    "pl": "21 listopada 2026",
}


def whole(text):
    return text.replace(" ", "\N{NO-BREAK SPACE}")


def test_english_times_are_those_of_europe():
    with translation.override("en"):
        assert date_format(MOMENT, "DATETIME_FORMAT") == f"{whole('21 November 2026')}, 9:15"
        assert date_format(MOMENT, "TIME_FORMAT") == "9:15"


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_a_date_is_never_broken_over_two_lines(language):
    with translation.override(language):
        assert date_format(MOMENT, "DATE_FORMAT") == whole(DAYS[language])
        assert date_format(MOMENT, "DATETIME_FORMAT").startswith(whole(DAYS[language]))
        assert "15" in date_format(MOMENT, "DATETIME_FORMAT")
