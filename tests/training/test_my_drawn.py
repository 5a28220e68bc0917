"""The drawings of a track."""

import re

import pytest
from django.utils import translation

from training.drawn.meter import meter
from training.drawn.spiral import WIDTH, spiral

NOW_AT_5 = ["done"] * 4 + ["now"] + ["later"] * 5


def numbers(svg):
    return [
        (int(number), float(x)) for x, number in re.findall(r'<text class="num[^"]*" x="([\d.]+)"[^>]*>(\d+)<', svg)
    ]


def test_every_step_hangs_on_the_thread():
    svg = spiral(NOW_AT_5, label="Five")
    assert [number for number, _x in numbers(svg)] == [5, 6, 7, 8, 9, 10]
    assert svg.count('class="tick"') == 4
    assert 'aria-label="Five"' in svg


def test_from_the_right_the_places_are_mirrored_and_the_numbers_are_not():
    left = dict(numbers(spiral(NOW_AT_5, label="")))
    with translation.override("ar"):
        svg = spiral(NOW_AT_5, label="")
    right = dict(numbers(svg))
    assert all(right[number] == pytest.approx(WIDTH - left[number], abs=0.2) for number in left)
    assert "<text" not in svg.split("</g>")[0]
    assert "scale(-1 1)" in svg


def test_behind_the_last_step_nothing_is_dotted():
    assert "dash" not in spiral(["done"] * 10, label="")
    assert "dash" in spiral(["done"] * 9 + ["now"], label="")


def test_a_label_is_escaped():
    assert "<b>" not in spiral(NOW_AT_5, label='"><b>')


def test_the_meter_fills_what_is_written():
    assert meter([True, False, True]).count('class="acc"') == 2
    assert meter([False, False]).count("thread") == 0
    assert meter([True, True], now=0).count("open1 oa") == 1
