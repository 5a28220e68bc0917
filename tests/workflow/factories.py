"""Tables that the tests of tracks need, and people who may or may not move along the real ones."""

from django.db import models

from portal.workflow.tracks import States, Track, Transition


class Shade(States):
    """A small track with everything in it: a thread, a step back, a loop, a pause and an end from everywhere."""

    WHITE = "white", "White", "Clear"
    GREY = "grey", "Grey", "Cloudy"
    BLACK = "black", "Black"
    PAUSED = "paused", "Paused"
    BROKEN = "broken", "Broken"


def transition(name, sources, target, **fields):
    fields = {"label": name.capitalize(), "permission": "intake.paint"} | fields
    return Transition(name=name, sources=sources, target=target, **fields)


TRANSITIONS = (
    transition("darken", Shade.WHITE, Shade.GREY),
    transition("blacken", Shade.GREY, Shade.BLACK, conditions="has_paint", permission="intake.blacken"),
    transition("lighten", Shade.GREY, Shade.WHITE),
    transition("stir", Shade.GREY, Shade.GREY),
    transition("pause", (Shade.WHITE, Shade.GREY), Shade.PAUSED),
    transition("resume", Shade.PAUSED, Shade.WHITE),
    transition("break", (Shade.WHITE, Shade.GREY, Shade.PAUSED), Shade.BROKEN, tone="serious", permission=None),
)


def make_track(**changes):
    fields = {
        "name": "tests.shade",
        "states": Shade,
        "initial": Shade.WHITE,
        "transitions": TRANSITIONS,
        "conditions": {"has_paint": "First buy paint."},
        "notes": {"look": "Looked at"},
    }
    return Track(**fields | changes)


class OneLabel(models.TextChoices):
    """Django's own choices do as well."""

    ON = "on", "On"
    OFF = "off", "Off"
