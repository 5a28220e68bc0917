"""The route of a candidate: a tangle that unwinds, with the steps as beads on the thread. What is to come is dotted.

Where the language runs from the right the drawing is mirrored, and its numbers and ticks are not.
"""

import math
from collections.abc import Sequence
from typing import Literal

from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import get_language_bidi

from training.drawn.lines import around, trace

Status = Literal["done", "now", "later"]
WIDTH, HEIGHT = 612, 600
_CENTRE = (300, 300)
# The thread runs outwards from 0, where it comes out of the tangle, to 1 at the last bead.
_NEAREST, _FURTHEST = 62, 270
_BEGINS, _TURNS = 100, 620  # degrees
_OPEN_END = 1.035
# The tangle lies before 0: ellipses that turn as they are drawn, and grow round where it comes undone.
_TANGLED, _UNDONE = -0.62, -0.16
_KNOT = 39
_LOOPS = 4.6


def spiral(statuses: Sequence[Status], *, label: str) -> str:
    """The SVG for steps of which each is done, now or later; `label` says the same in words."""
    rtl = get_language_bidi()
    shapes = mark_safe(_rings() + _thread(statuses))  # noqa: S308 - numbers only
    mirrored = format_html('<g transform="translate({} 0) scale(-1 1)">{}</g>', WIDTH, shapes) if rtl else shapes
    return format_html(
        '<svg class="spiral" viewBox="0 0 {} {}" role="img" aria-label="{}" focusable="false">{}{}</svg>',
        WIDTH, HEIGHT, label, mirrored, _beads(statuses, rtl),
    )  # fmt: skip


def _rings():
    return f'<path class="b4" d="{_ring(288, 0.8)}Z"/><path class="b1" d="{_ring(182, 2.3)}Z"/>'


def _ring(radius, hand):
    """A circle as a hand draws it: `hand` says where it wavers."""

    def place(degrees):
        angle = math.radians(degrees)
        waver = math.sin(2 * angle + hand) + 0.7 * math.sin(3 * angle + 2 * hand) + 0.4 * math.sin(5 * angle)
        return around(_CENTRE, radius + 3.4 * waver, degrees)

    return trace(place, 0, 360, pieces=24)


def _thread(statuses):
    ahead = next((number for number, status in enumerate(statuses) if status != "done"), None)
    reached = _OPEN_END if ahead is None else _at(ahead)
    behind = trace(_place, _TANGLED, _UNDONE, pieces=64) + trace(_place, _UNDONE, reached, pieces=60).replace("M", "L")
    thread = f'<path class="thread" d="{behind}"/>'
    if ahead is None:
        return thread
    return f'<path class="rl th dash" d="{trace(_place, reached, _OPEN_END, pieces=40)}"/>{thread}'


def _at(index):
    """Where on the thread a bead hangs: closer together as the rings widen, so that the distances look alike."""
    return ((index + 1) / 10) ** 0.72


def _place(at):
    if at >= _UNDONE:
        return around(_CENTRE, _radius(at), _BEGINS + _TURNS * at)
    return _in_the_tangle(at)


def _radius(at):
    if at >= 0:
        return _NEAREST + (_FURTHEST - _NEAREST) * at
    # Slows down into the tangle, with the same slope at 0.
    slope = _FURTHEST - _NEAREST
    return _NEAREST + slope * at * (1 + 0.2 * at)


def _in_the_tangle(at):
    done = (at - _TANGLED) / (_UNDONE - _TANGLED)
    turn = math.tau * _LOOPS * (done - 1)
    radius = _radius(_UNDONE)
    round_again = max(0.0, (done - 0.72) / 0.28) ** 2
    wide = _KNOT * (0.92 + 0.08 * math.sin(2.3 * turn))
    long = wide + (radius - wide) * round_again
    narrow = _KNOT * (0.46 + 0.1 * math.sin(1.7 * turn))
    short = narrow + (radius - narrow) * round_again
    tilt = 0.24 * turn + 0.2 * math.sin(0.8 * turn) * (1 - round_again)
    loose = 8 * (1 - round_again)
    x = long * math.cos(turn - tilt) + loose * math.sin(0.61 * turn)
    y = short * math.sin(turn - tilt) + loose * math.sin(0.37 * turn + 1)
    angle = math.radians(_BEGINS + _TURNS * _UNDONE) + tilt
    return (
        _CENTRE[0] + x * math.cos(angle) - y * math.sin(angle),
        _CENTRE[1] + x * math.sin(angle) + y * math.cos(angle),
    )


def _beads(statuses, rtl):
    drawn = []
    for index, status in enumerate(statuses):
        x, y = _place(_at(index))
        x = round(WIDTH - x if rtl else x, 1)
        drawn.append((_BEADS[status](x, round(y, 1), index + 1),))
    return format_html_join("", "{}", drawn)


def _done(x, y, number):
    tick = f"M{x - 9:.1f} {y + 1:.1f}l6 7 12-14"
    return format_html('<circle class="ink" cx="{}" cy="{}" r="21"/><path class="tick" d="{}"/>', x, y, tick)


def _now(x, y, number):
    return format_html(
        '<circle class="bp" cx="{}" cy="{}" r="38"/><circle class="acc" cx="{}" cy="{}" r="33"/>'
        '<text class="num ona xl" x="{}" y="{}">{}</text>',
        x, y, x, y, x, round(y + 12, 1), number,
    )  # fmt: skip


def _later(x, y, number):
    return format_html(
        '<circle class="open1 o5" cx="{}" cy="{}" r="22"/><text class="num" x="{}" y="{}">{}</text>',
        x, y, x, round(y + 8, 1), number,
    )  # fmt: skip


_BEADS = {"done": _done, "now": _now, "later": _later}
