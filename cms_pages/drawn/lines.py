"""Hand-drawn lines: rings that are never quite a compass circle, and the red thread that starts as a tangle."""

import math
import random
from collections.abc import Sequence

Point = tuple[float, float]


def on_ring(centre: Point, radius: float, degrees: float) -> Point:
    """The point on a ring; 0 is to the right, 90 below."""
    angle = math.radians(degrees)
    return centre[0] + radius * math.cos(angle), centre[1] + radius * math.sin(angle)


def ring(centre: Point, radius: float, *, start=0.0, end=360.0, seed=1, css="rl") -> str:
    """An arc from `start` to `end` degrees, drawn by hand; the same `seed` draws the same hand."""
    hand = random.Random(seed)  # noqa: S311 - a drawing, no secret
    phases = [hand.uniform(0, math.tau) for _ in range(3)]
    closed = end - start >= 360
    count = max(4, int((end - start) / 18))
    points = []
    for number in range(count if closed else count + 1):
        degrees = start + (end - start) * number / count
        angle = math.radians(degrees)
        waver = sum(
            size * math.sin(n * angle + phase) for n, size, phase in zip((2, 3, 5), (1, 0.7, 0.4), phases, strict=True)
        )
        points.append(on_ring(centre, radius * (1 + 0.011 * waver), degrees))
    return f'<path class="{css}" d="{curve(points, closed=closed)}"/>'


def tangle(centre: Point, radius: float, *, seed=12, unwound_to: float = 0, css="thread") -> str:
    """A loose knot of thread; with `unwound_to` it comes undone in a spiral out to that radius."""
    hand = random.Random(seed)  # noqa: S311 - a drawing, no secret
    loops = 4.3 if radius > 40 else 3.3 if radius > 24 else 2.3
    knots = [
        (hand.uniform(0.72, 0.98), hand.uniform(0.22, 0.62), hand.uniform(-0.16, 0.16), hand.uniform(-0.16, 0.16))
        for _ in range(8)
    ]
    first_turn = hand.uniform(0, math.tau)
    points = []
    for number in range(int(loops * 9) + 1):
        turn, within = divmod(number / 9, 1)
        smooth = within * within * (3 - 2 * within)
        one, other = knots[int(turn)], knots[int(turn) + 1]
        long, short, aside, down = (a + (b - a) * smooth for a, b in zip(one, other, strict=True))
        angle, tilt = math.tau * number / 9 + first_turn, first_turn + 1.13 * number / 9
        x, y = long * math.cos(angle), short * math.sin(angle)
        points.append(
            (
                centre[0] + radius * (x * math.cos(tilt) - y * math.sin(tilt) + aside),
                centre[1] + radius * (x * math.sin(tilt) + y * math.cos(tilt) + down),
            )
        )
    if unwound_to:
        points += _spiral(centre, points[-1], unwound_to)
    return f'<path class="{css}" d="{curve(points)}"/>'


def curve(points: Sequence[Point], *, closed=False) -> str:
    """The `d` of a smooth line through all points (Catmull-Rom as Bézier)."""
    count = len(points)

    def at(number):
        return points[number % count] if closed else points[max(0, min(count - 1, number))]

    parts = []
    for number in range(count if closed else count - 1):
        before, here, there, after = (at(number + step) for step in (-1, 0, 1, 2))
        handles = [
            (here[0] + (there[0] - before[0]) / 6, here[1] + (there[1] - before[1]) / 6),
            (there[0] - (after[0] - here[0]) / 6, there[1] - (after[1] - here[1]) / 6),
            there,
        ]
        parts.append(" ".join(f"{x:.1f} {y:.1f}" for x, y in handles))
    start_x, start_y = points[0]
    return f"M{start_x:.1f} {start_y:.1f}C{' '.join(parts)}{'Z' if closed else ''}"


def _spiral(centre, start, radius):
    begin = math.degrees(math.atan2(start[1] - centre[1], start[0] - centre[0]))
    inner = math.dist(start, centre)
    turns = 480 + (300 - begin) % 360 - 120
    steps = max(3, int(turns / 18))
    return [
        on_ring(centre, inner + (radius - inner) * (1 - (1 - step / steps) ** 1.7), begin + turns * step / steps)
        for step in range(1, steps + 1)
    ]
