"""The drawing of a track: every state is on it, in reading order, and the file in the docs is the table's."""

import re
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.core.management import call_command
from django.utils import translation

from portal.workflow import picture
from portal.workflow.layout import places, thread_of
from portal.workflow.management.commands.draw_tracks import drawings
from tests.workflow.factories import TRANSITIONS, OneLabel, Shade, make_track, transition

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def drawn(track, **options):
    return ElementTree.fromstring(picture.svg(track, **options))  # noqa: S314  (our own drawing)


def beads(drawing):
    """Each state's label with the x of its bead."""
    return {
        " ".join(span.text for span in group.iter(f"{SVG}tspan")): float(group.find(f"{SVG}circle").get("cx"))
        for group in drawing.iter(f"{SVG}g")
    }


def test_the_thread_is_the_longest_way_and_avoids_serious_steps():
    assert thread_of(make_track()) == [Shade.WHITE, Shade.GREY, Shade.BLACK]


def test_a_serious_step_is_the_thread_when_nothing_else_leads_on():
    track = make_track(
        states=OneLabel,
        initial="on",
        transitions=[transition("stop", "on", "off", tone="serious")],
        conditions={},
        notes={},
    )
    assert thread_of(track) == ["on", "off"]


def test_every_state_has_a_place_of_its_own():
    found = places(make_track())
    assert set(found) == set(Shade.values)
    assert len({(place.x, place.y) for place in found.values()}) == len(found)


def test_the_drawing_names_every_state_and_marks_the_present_one():
    drawing = drawn(make_track(), current=Shade.GREY)
    assert set(beads(drawing)) == set(Shade.labels)
    now = [group for group in drawing.iter(f"{SVG}g") if group.get("class") == "track-now"]
    assert [" ".join(span.text for span in group.iter(f"{SVG}tspan")) for group in now] == ["Grey"]


def test_without_a_present_state_nothing_is_marked():
    assert not [group for group in drawn(make_track()).iter(f"{SVG}g") if group.get("class") == "track-now"]


def test_it_is_an_image_with_a_title_that_tells_the_route():
    drawing = drawn(make_track(), current=Shade.GREY)
    title = drawing.find(f"{SVG}title")
    assert drawing.get("role") == "img"
    assert drawing.get("aria-labelledby") == title.get("id")
    assert title.text == "The route: White, then Grey, then Black. Now: Grey."


def test_it_reads_from_the_right_in_arabic():
    ltr = beads(drawn(make_track()))
    with translation.override("ar"):
        rtl = beads(drawn(make_track()))
    assert ltr["White"] < ltr["Grey"] < ltr["Black"]
    assert rtl["White"] > rtl["Grey"] > rtl["Black"]


def test_nothing_leaves_the_drawing():
    drawing = drawn(make_track())
    width, height = float(drawing.get("width")), float(drawing.get("height"))
    for circle in drawing.iter(f"{SVG}circle"):
        assert 10 < float(circle.get("cx")) < width - 10
        assert 10 < float(circle.get("cy")) < height - 10


def test_it_has_no_inline_style_and_escapes_what_it_says():
    track = make_track(transitions=(*TRANSITIONS, transition("mix", "white", "grey", label="<b>Mix</b> & stir")))
    text = picture.svg(track)
    assert "style" not in text
    assert "<b>" not in text
    assert "&lt;b&gt;Mix" in text


def test_in_words_it_names_every_step_where_it_starts():
    words = picture.as_text(make_track(), current=Shade.PAUSED)
    assert "<li>White: Darken → Grey; Pause → Paused; Break → Broken</li>" in words
    assert "Paused <strong>(now)</strong>" in words
    assert "<li>Black: the end</li>" in words


def test_the_drawings_in_the_docs_are_those_of_the_tables(tmp_path):
    """After a change of a table: manage.py draw_tracks."""
    call_command("draw_tracks", into=tmp_path, verbosity=0)
    made = {path.name: path.read_text() for path in tmp_path.iterdir()}
    kept = {path.name: path.read_text() for path in (settings.BASE_DIR / "docs" / "tracks").glob("*.svg")}
    assert made
    assert kept == made


def test_a_drawing_for_the_docs_stands_on_its_own():
    for name, text in drawings().items():
        assert re.search(r"<style>[^<]+</style>", text), name
