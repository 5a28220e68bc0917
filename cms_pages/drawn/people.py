"""People seen from above, each an own: hair, skin, a scarf, a cap, a child's tail, a baby on the arm."""

from dataclasses import dataclass, replace

from cms_pages.drawn.lines import Point, on_ring

GROWN, SMALL = 1.85, 1.35
_BODY = "M-16 3C-16-4-11-7-5-7H5C11-7 16-4 16 3S11 10 4 10H-4C-11 10-16 10-16 3Z"
_ARMS = "M-13-1Q-14-11-6-15M13-1Q14-11 6-15"
_HAIR = {
    "": "M-8 .5C-8-5-4-6.5 1-5.5 5-5 8-4 8 .5A8 8 0 0 1-8 .5Z",
    "scarf": "M-9.5 0C-9.5-8-4-9.5 0-7.5C4-9.5 9.5-8 9.5 0S5 12 0 12-9.5 7-9.5 0Z",
    "curls": (
        "M-6-5a4 4 0 0 1 6-2 4 4 0 0 1 6 2 4 4 0 0 1 3 6 4 4 0 0 1-4 5 4.5 4.5 0 0 1-10 0 4 4 0 0 1-4-5 4 4 0 0 1 3-6Z"
    ),
    "bald": "M-8-1a8 8 0 0 0 16 0l-2.6 1a5.6 5.6 0 0 1-10.8 0Z",
    "tail": "M-8 .5C-8-5-4-6.5 1-5.5 5-5 8-4 8 .5A8 8 0 0 1-8 .5ZM-3 6Q0 20 5 15Q3 11 3 6Z",
    "bun": "M-8 .5C-8-5-4-6.5 1-5.5 5-5 8-4 8 .5A8 8 0 0 1-8 .5ZM-4.2 9.5a4.2 4.2 0 1 0 8.4 0a4.2 4.2 0 1 0-8.4 0Z",
    "cap": "M-7.6 .5a7.6 7.6 0 1 0 15.2 0a7.6 7.6 0 1 0-15.2 0ZM-6-3Q0-14 6-3Z",
}


@dataclass(frozen=True)
class Person:
    """`body` is the class of a ring ("r1" … "r4"), "ink" for a coordinator, "hollow" for a professional."""

    body: str = "r1"
    skin: str = "k2"
    hair: str = "h1"
    style: str = ""
    arms: bool = False
    holds: str = ""  # "baby" or "paper"
    size: float = GROWN

    def dressed(self, body: str) -> "Person":
        return replace(self, body=body)


COORDINATOR = Person(body="ink", skin="k2", hair="h2")
PROFESSIONALS = (
    Person(body="hollow", skin="k1", hair="h3", holds="paper"),
    Person(body="hollow", skin="k4", hair="h1", holds="paper"),
)
# Household, relatives, friends, neighbours: everybody who may sit in a circle.
CIRCLE = (
    Person("r1", "k3", "h1", arms=True),
    Person("r1", "k2", "h2", "tail", size=SMALL),
    Person("r2", "k3", "h1", "bun"),
    Person("r2", "k2", "h4", "bald"),
    Person("r3", "k1", "h5"),
    Person("r3", "k4", "h1", "curls"),
    Person("r4", "k2", "h2", "cap"),
    Person("r4", "k3", "r3", "scarf"),
    Person("r2", "k2", "h3", holds="baby"),
    Person("r1", "k3", "h1", "tail", size=SMALL),
    Person("r4", "k1", "h4", "bun"),
    Person("r3", "k2", "h2"),
)


def seated(person: Person, centre: Point, radius: float, degrees: float) -> str:
    """Somebody on a ring, looking at its centre."""
    return standing(person, on_ring(centre, radius, degrees), degrees - 90)


def standing(person: Person, at: Point, turned: float) -> str:
    """Somebody at a place; `turned` 0 looks up, in degrees clockwise."""
    size = f"{person.size:.2f}".rstrip("0").rstrip(".")
    return f'<g transform="translate({at[0]:.1f} {at[1]:.1f}) rotate({turned:.0f}) scale({size})">{_figure(person)}</g>'


def free_place(centre: Point, radius: float, degrees: float) -> str:
    """A dotted place that is still free: who else?"""
    x, y = on_ring(centre, radius, degrees)
    return f'<circle class="empty" cx="{x:.1f}" cy="{y:.1f}" r="21"/>'


def _figure(person):
    drawn = []
    if person.body in ("ink", "hollow"):
        drawn.append(f'<rect class="{person.body}" x="-16" y="-7" width="32" height="17" rx="8.5"/>')
    else:
        drawn.append(f'<path class="{person.body}" d="{_BODY}"/>')
        if person.arms:
            drawn.append(f'<path class="arm a{person.body}" d="{_ARMS}"/>')
    if person.holds == "baby":
        drawn.append('<ellipse class="cloth2" cx="1" cy="-12" rx="8" ry="5"/>')
        drawn.append(f'<circle class="{person.skin}" cx="-3" cy="-12.5" r="3.4"/>')
    drawn.append(f'<circle class="{person.skin}" cx="0" cy="-2.6" r="7.4"/>')
    drawn.append(f'<path class="{person.hair}" d="{_HAIR[person.style]}"/>')
    if person.holds == "paper":
        drawn.append('<rect class="leaf" x="-8" y="-20" width="16" height="10" rx="1"/>')
    return "".join(drawn)
