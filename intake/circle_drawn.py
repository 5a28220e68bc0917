"""The circle as it is drawn and listed: rings by tie, each side apart, everybody a number. Made while looking."""

import math
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from intake.models import Case, Contact, Needs, Participant, PartyKind, Tie, parts_of
from intake.sides import has_parties, side_of
from portal.workflow.tracks import Text

# Who stands on nobody's side.
COMMON = "common"
# With more people names would cover each other: the numbers lead to the list.
_MOST_NAMED = 20
# Up to so many of the outermost ring stand in the corners, at these angles, where there is most room.
_CORNERS, _TO_CORNER = (222, 318, 42, 138), 385
# In units of the picture's view box, which begins at _EDGE and is as high as wide.
CENTRE, _EDGE = 350, -22
_DOT_ROOM = 56
# Where a ring is full they stand in two rows, as far from its line, and small enough to leave the next ring alone.
_ROWS_APART, _SCALE_IN_ROWS = 22, 0.7
_LETTER = 8.5
_LONGEST_NAME = 12


@dataclass(frozen=True)
class Ring:
    """`colour` is the number of its class; `open_places` those drawn empty when nobody, or somebody, stands in it."""

    key: str
    label: Text
    ties: tuple[str, ...]
    colour: int
    radius: int
    first_angle: int
    open_places: tuple[int, int] = (0, 0)
    most_names: int = 0
    asks: Text = ""

    @property
    def is_outermost(self) -> bool:
        return self.key == "professionals"


RINGS = (
    Ring(
        "household", _("Household"), (Tie.HOUSEHOLD,), 1, 118, 90, (2, 0), 5, _("Who else lives with them?"),
    ),
    Ring(
        "family", _("Family"), (Tie.FAMILY,), 2, 200, 118, (3, 1), 6,
        _("Who else of the family? Think of grandparents, uncles and aunts, cousins, former partners."),
    ),
    Ring(
        "others", _("Friends, neighbours and others"), (Tie.FRIEND, Tie.NEIGHBOUR, Tie.ACQUAINTANCE), 3, 280, 88,
        (3, 1), 8, _("Who else? Think of friends, neighbours, school, work, club or faith."),
    ),
    Ring("professionals", _("Through their work"), (Tie.PROFESSIONAL,), 5, 345, 40, (0, 0), 4),
)  # fmt: skip


@dataclass(frozen=True)
class Person:
    """Somebody of the list. `number` is that in the picture; who is in the middle has none."""

    row: Participant
    number: int | None
    colour: int
    parts: tuple[Text, ...] = ()

    @property
    def is_spoken(self) -> bool:
        return self.row.contact == Contact.SPOKEN

    @property
    def is_square(self) -> bool:
        """Not of the circle itself: gives information, or must accept the plan."""
        return self.row.is_professional

    @property
    def is_to_arrange(self) -> bool:
        return self.row.needs == Needs.TO_ARRANGE

    @property
    def need(self) -> str:
        """What is arranged, or what still keeps them."""
        return self.row.hindrance if self.is_to_arrange else self.row.arranged or self.row.hindrance


@dataclass(frozen=True)
class Dot:
    """Somebody in the picture, or an empty place. Numbers are text, so that no language writes them with a comma."""

    x: str
    y: str
    scale: str
    person: Person | None = None
    name: str = ""
    name_x: str = ""
    name_y: str = ""


@dataclass(frozen=True)
class Group:
    """Those of one ring."""

    ring: Ring
    people: list[Person]


@dataclass
class Side:
    """One picture and its list: a party with who stands by it, or everybody where there are no parties."""

    key: str
    label: Text = ""
    middle: list[Person] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    dots: list[Dot] = field(default_factory=list)
    middle_dots: list[Dot] = field(default_factory=list)

    @property
    def names(self) -> str:
        """A group goes by its own name, not by who speaks for it."""
        return ", ".join(_called(person.row) for person in self.middle)

    @property
    def short_names(self) -> str:
        return _short(self.names, longest=2 * _LONGEST_NAME)

    @property
    def side_key(self) -> str:
        """Of whom somebody who is added here stands on the side; "" is nobody's."""
        return str(self.middle[0].row.side_id) if self.key not in ("", COMMON) and self.middle else ""

    @property
    def has_picture(self) -> bool:
        return bool(self.dots or self.middle_dots)


@dataclass(frozen=True)
class Circle:
    """`sides` has one that is called "" where the model has no parties. Who is in the middle is not counted."""

    sides: list[Side]
    count: int
    to_speak: int
    has_parties: bool
    private_part: Text


def drawn_circle(case: Case) -> Circle:
    """The whole circle of a case, in one query however many there are."""
    rows = list(case.participants.select_related("vault", "side"))
    parties = has_parties(case)
    sides: dict[str, Side] = {}
    if not parties or not rows:
        sides[""] = Side("")
    for row in sorted(rows, key=lambda row: not row.is_core):
        key = _side_of(row) if parties else ""
        side = sides.setdefault(key, Side(key, _heading(row, key)))
        if row.is_core:
            side.middle.append(Person(row, None, 0, _parts(row, case)))
    number = 0
    in_order = sorted(sides.values(), key=lambda side: side.key == COMMON)
    for side in in_order:
        key = side.key
        of_side = [row for row in rows if not row.is_core and (not parties or _side_of(row) == key)]
        for ring in RINGS:
            people = []
            for row in (row for row in of_side if row.tie in ring.ties):
                number += 1
                people.append(Person(row, number, ring.colour, _parts(row, case)))
            side.groups.append(Group(ring, people))
        if key != COMMON:
            is_named = len(of_side) <= _MOST_NAMED
            side.dots = [dot for group in side.groups for dot in _dots(group, is_named=is_named)]
            side.middle_dots = _middle_dots(side.middle)
    return Circle(
        sides=in_order,
        count=number,
        to_speak=sum(row.contact != Contact.SPOKEN for row in rows),
        has_parties=parties,
        private_part=private_part_of(case),
    )


def private_part_of(case: Case) -> Text:
    """What the organisation calls the part in which the circle is alone; "" where the model has none."""
    found = (part for part in parts_of(case.model) if part.is_private)
    return next((part.label_for(case.organisation.words) for part in found), "")


def _side_of(row):
    return side_of(row.side) if row.side else COMMON


def _called(row):
    return row.who or row.name if row.side and row.side.kind == PartyKind.GROUP else row.name


def _heading(row, key):
    return _("On nobody's side") if key == COMMON else row.side.get_kind_display() if key else ""


def _parts(row, case):
    come_to = [
        part.label_for(case.organisation.words)
        for part in parts_of(case.model)
        if part.key in row.open_parts or (part.is_private and row.in_private_time)
    ]
    return tuple(come_to)


def _dots(group, *, is_named):
    """Places on the ring at equal distances; many stand in two rows, and smaller."""
    ring, people = group.ring, group.people
    empty = ring.open_places[bool(people)]
    is_named = is_named and len(people) <= ring.most_names
    if ring.is_outermost and len(people) <= len(_CORNERS):
        return [
            _dot(_TO_CORNER, angle, 1.0, person, is_named=is_named)
            for angle, person in zip(_CORNERS, people, strict=False)
        ]
    places = [None] * empty + people
    is_full = 2 * math.pi * ring.radius / max(len(places), 1) < _DOT_ROOM
    apart = _ROWS_APART if is_full else 0
    # Two rows have as many places each, so that they meet without covering each other.
    slots = max(len(places) + (len(places) % 2 if is_full else 0), 1)
    around = 2 * math.pi * (ring.radius - apart) / slots
    scale = min(_SCALE_IN_ROWS, 2 * around / _DOT_ROOM) if is_full else 1.0
    dots = []
    for place, person in enumerate(places):
        radius = ring.radius + (apart if place % 2 else -apart)
        angle = ring.first_angle + 360 * place / slots
        dots.append(_dot(radius, angle, scale, person, is_named=is_named))
    return dots


def _middle_dots(people):
    """One in the centre; more stand close together."""
    if len(people) == 1:
        return [_dot(0, 0, 1.08, people[0])]
    return [_dot(28, 180 + 360 * place / len(people), 0.75, person) for place, person in enumerate(people)]


def _dot(radius, angle, scale, person=None, *, is_named=False):
    """At this angle in degrees, clockwise from the right. The name stands below, in the upper corners above."""
    x = CENTRE + radius * math.cos(math.radians(angle))
    y = CENTRE + radius * math.sin(math.radians(angle))
    name = _short(person.row.name) if person and is_named else ""
    half = _LETTER * len(name)
    name_x = min(max(x, _EDGE + half), 2 * CENTRE - _EDGE - half)
    name_y = y - 34 if radius == _TO_CORNER and y < CENTRE else y + 50 * scale
    return Dot(_text(x), _text(y), f"{scale:.2f}", person, name, _text(name_x), _text(name_y))


def _short(name, *, longest=_LONGEST_NAME):
    return name if len(name) <= longest else f"{name[: longest - 1].rstrip()}…"


def _text(number):
    return f"{number:.1f}"
