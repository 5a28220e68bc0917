"""The drawings: they exist, they speak to who cannot see them, and the beads count."""

import pytest
from django.template import Context, Template
from django.utils import translation

from cms_pages import drawings
from cms_pages.blocks.home import FigureBlock, ModelBlock, WayBlock
from tests.cms_pages.test_pages import Markup

CHOOSERS = [WayBlock, ModelBlock, FigureBlock]
OFFERED = [value for block in CHOOSERS for value, _label in block().child_blocks["drawing"].field.choices if value]


def draw(source, **context):
    return Template("{% load art %}" + source).render(Context(context))


@pytest.mark.parametrize("name", OFFERED + list(drawings.ALTERNATIVES))
def test_every_drawing_exists_and_is_either_told_or_hidden(name):
    svg = Markup(draw("{% drawing name %}", name=name)).of("svg")[0]
    if name in drawings.ALTERNATIVES:
        assert svg["role"] == "img"
        assert len(svg["aria-label"]) > 30
    else:
        assert svg["aria-hidden"] == "true"


def test_a_drawing_takes_the_class_that_its_place_asks():
    assert Markup(draw('{% drawing "logo" "logo" %}')).of("svg")[0]["class"] == "logo"


@pytest.mark.parametrize(("steps", "current"), [(1, 1), (4, 1), (4, 3), (6, 6)])
def test_the_beads_show_what_is_done_now_and_ahead(steps, current):
    svg = draw("{% beads steps current %}", steps=steps, current=current)
    assert svg.count('class="acc" ') == current  # the done ones, and the heart of the current one
    assert svg.count("open1 oa") == 1
    assert svg.count("open1 o5") == steps - current


def test_the_beads_run_the_other_way_where_the_language_does():
    with translation.override("ar"):
        assert "scale(-1 1)" in draw("{% beads 4 2 %}")
    with translation.override("nl"):
        assert "scale(-1 1)" not in draw("{% beads 4 2 %}")
