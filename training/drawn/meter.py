"""How much is written: a bead for every point, filled where something stands; the thread runs as far as it is whole."""

from collections.abc import Sequence

from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import get_language_bidi

_PITCH, _MIDDLE = 52, 20


def meter(written: Sequence[bool], *, now: int | None = None) -> str:
    """The SVG, without words of its own; `now` is the place of the point that is being written, counted from 0."""
    width = 28 + (len(written) - 1) * _PITCH
    whole = next((number for number, is_there in enumerate(written) if not is_there), len(written) - 1)
    line = f'<path class="rl th" d="M{14 + whole * _PITCH} {_MIDDLE}H{width - 14}"/>'
    thread = f'<path class="thread thin" d="M14 {_MIDDLE}{"q13-13 26 0t26 0" * whole}"/>' if whole else ""
    beads = "".join(_bead(number, is_there, is_now=number == now) for number, is_there in enumerate(written))
    drawn = line + thread + beads
    if get_language_bidi():
        drawn = f'<g transform="translate({width} 0) scale(-1 1)">{drawn}</g>'
    return format_html(
        '<svg viewBox="0 4 {} 32" aria-hidden="true" focusable="false">{}</svg>',
        width,
        mark_safe(drawn),  # noqa: S308 - numbers only
    )


def _bead(number, is_there, *, is_now):
    x = 14 + number * _PITCH
    css = "acc" if is_there else "open1 o5"
    ring = f'<circle class="open1 oa" cx="{x}" cy="{_MIDDLE}" r="13"/>' if is_now else ""
    size = 7 if is_now else 9
    if is_now and not is_there:
        return ring
    return f'{ring}<circle class="{css}" cx="{x}" cy="{_MIDDLE}" r="{size}"/>'
