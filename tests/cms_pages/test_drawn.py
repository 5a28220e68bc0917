"""Drawings made from data: who is in the room is what the drawing shows and says, and the circle has its names."""

import xml.etree.ElementTree as ET
from itertools import combinations, product

import pytest
from django.utils import translation

from cms_pages.drawn import circle, rooms

COMPANIES = [company for size in range(5) for company in combinations(rooms.COMPANY, size)]
COORDINATOR, PROFESSIONAL = 'class="ink"', 'class="hollow"'


def parsed(svg):
    return ET.fromstring(svg)  # noqa: S314 - our own drawing


@pytest.mark.parametrize(("seating", "company", "middle"), list(product(rooms.SEATINGS, COMPANIES, rooms.MIDDLES)))
def test_every_room_can_be_drawn_and_is_told(seating, company, middle):
    svg = parsed(rooms.room(seating, company, middle))
    assert svg.get("role") == "img"
    assert str(rooms.SEATINGS[seating]) in svg.get("aria-label")
    assert str(rooms.MIDDLES[middle]) in svg.get("aria-label")


def test_in_private_time_the_door_is_shut_and_who_does_not_belong_waits_outside():
    private = rooms.room("one", [], "thinking")
    assert "ln door" in private
    assert str(rooms.SHUT) in private
    open_room = rooms.room("one", ["coordinator"], "question")
    assert "ln door" not in open_room
    assert COORDINATOR in open_room
    assert PROFESSIONAL not in open_room


def test_one_professional_is_one():
    assert rooms.room("one", ["coordinator", "one_professional"], "plan").count(PROFESSIONAL) == 1
    assert rooms.room("two", ["coordinator", "professionals"], "plan").count(PROFESSIONAL) == 2


def test_the_own_teacher_stays_when_the_door_is_shut():
    assert rooms.is_private(["teacher"])
    with_teacher = rooms.room("one", ["teacher"], "thinking")
    assert with_teacher.count("<g ") == rooms.room("one", [], "thinking").count("<g ") + 1


def test_the_legend_names_only_who_is_seen():
    translation.activate("en")
    names = [str(words) for _drawing, words in rooms.legend([("two", ("coordinator",), "question")])]
    assert "the coordinator" in names
    assert "people around who was harmed" in names
    assert "professionals whom you invite" not in names
    assert "your circle" not in names


@pytest.mark.parametrize("language", ["nl", "ar"])
def test_the_circle_has_a_title_a_description_and_all_names(language):
    with translation.override(language):
        drawn = circle.circle("kring")
        svg = parsed(drawn)
        texts = [text.text for text in svg.iter("text")]
        assert [str(layer.name) for layer in circle.LAYERS] == texts[:5]
        assert len(texts) == 5 + len(circle.DOMAINS)
        ids = {one.get("id") for one in svg.iter() if one.get("id")}
        assert {svg.get("aria-labelledby"), svg.get("aria-describedby")} == ids == {"kring-title", "kring-desc"}


def test_the_circle_is_mirrored_from_right_to_left_but_its_words_are_not():
    def places(language):
        with translation.override(language):
            svg = parsed(circle.circle("kring"))
        mirrored = [group for group in svg if "scale(-1 1)" in (group.get("transform") or "")]
        return [int(text.get("x")) for text in svg.findall("text")], mirrored

    from_left, nothing = places("nl")
    from_right, mirrored = places("ar")
    assert not nothing
    assert len(mirrored) == 1
    assert not list(mirrored[0].iter("text"))
    assert all(abs(one + other - circle.WIDTH) <= 1 for one, other in zip(from_left, from_right, strict=True))
