"""The drawings: people from above in open rings, and the red thread. What each one says to who cannot see it."""

from django.utils.translation import gettext_lazy as _

# Fixed drawings are SVG in templates/art/. Those that only repeat the text beside them have no entry here
# and are hidden from screen readers.
ALTERNATIVES = {
    "hero": _(
        "A drawn circle, seen from above. In the middle lies a red thread, all in a tangle. Around it sit people: "
        "household, relatives, friends and neighbours. Inside the circle the thread comes undone. Some places are "
        "still free. Somebody with a child walks in and holds the end of the thread."
    ),
    "story": _(
        "Fourteen people around a table, seen from above. In the middle lies a sheet of paper. The red thread is no "
        "longer a tangle: it has become the written plan."
    ),
}

# Measures of the beads, in the drawing's own units.
STEP = 52
EDGE = 14
MIDDLE = 20


def beads(steps: int, current: int, *, rtl: bool = False) -> str:
    """The steps of a form as beads on a thread: red and winding up to the current one, a plain line after it.

    Returns SVG markup. It repeats "step 2 of 6", which always stands beside it, so screen readers skip it.
    """
    width = 2 * EDGE + (steps - 1) * STEP
    marks = [_line_ahead(steps, current), _thread_so_far(current)]
    marks += [_bead(number, current) for number in range(1, steps + 1)]
    drawn = "".join(marks)
    if rtl:
        drawn = f'<g transform="translate({width} 0) scale(-1 1)">{drawn}</g>'
    return f'<svg viewBox="0 4 {width} 32" aria-hidden="true" focusable="false">{drawn}</svg>'


def _x(number):
    return EDGE + (number - 1) * STEP


def _line_ahead(steps, current):
    return f'<path class="rl th" d="M{_x(current)} {MIDDLE}H{_x(steps)}"/>' if current < steps else ""


def _thread_so_far(current):
    waves = "q13-13 26 0t26 0" * (current - 1)
    return f'<path class="thread thin" d="M{EDGE} {MIDDLE}{waves}"/>' if waves else ""


def _bead(number, current):
    centre = f'cx="{_x(number)}" cy="{MIDDLE}"'
    if number < current:
        return f'<circle class="acc" {centre} r="9"/>'
    if number == current:
        return f'<circle class="open1 oa" {centre} r="11"/><circle class="acc" {centre} r="6"/>'
    return f'<circle class="open1 o5" {centre} r="9"/>'
