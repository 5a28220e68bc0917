"""Lines of a formula: a smooth path through the places that a function gives."""

import math
from collections.abc import Callable

Point = tuple[float, float]
_NEAR = 1e-4


def around(centre: Point, radius: float, degrees: float) -> Point:
    """The point at a distance from the centre; 0 is to the right, 90 below."""
    angle = math.radians(degrees)
    return centre[0] + radius * math.cos(angle), centre[1] + radius * math.sin(angle)


def trace(place: Callable[[float], Point], start: float, end: float, *, pieces: int) -> str:
    """The `d` of the line that `place` draws from `start` to `end`: Bézier curves with the slope it has there."""
    step = (end - start) / pieces
    stops = [start + step * number for number in range(pieces + 1)]
    first = place(start)
    curves = [_curve(place, one, other) for one, other in zip(stops, stops[1:], strict=False)]
    return f"M{first[0]:.1f} {first[1]:.1f}C{' '.join(curves)}"


def _curve(place, one, other):
    third = (other - one) / 3
    (x, y), (to_x, to_y) = place(one), place(other)
    (out_x, out_y), (in_x, in_y) = _slope(place, one), _slope(place, other)
    handles = [
        (x + out_x * third, y + out_y * third),
        (to_x - in_x * third, to_y - in_y * third),
        (to_x, to_y),
    ]
    return " ".join(f"{right:.1f} {down:.1f}" for right, down in handles)


def _slope(place, at):
    (x, y), (to_x, to_y) = place(at - _NEAR), place(at + _NEAR)
    return (to_x - x) / (2 * _NEAR), (to_y - y) / (2 * _NEAR)
