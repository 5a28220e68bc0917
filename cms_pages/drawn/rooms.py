"""The room of each part of a meeting, drawn from who is in it: how people sit, who is with them, what lies between."""

from functools import lru_cache

from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _

from cms_pages.drawn.lines import ring, tangle
from cms_pages.drawn.people import CIRCLE, COORDINATOR, PROFESSIONALS, Person, seated, standing

ONE_CIRCLE, TWO_CIRCLES, GROUPS = "one", "two", "groups"
COORDINATOR_TOO, PROFESSIONALS_TOO, ONE_PROFESSIONAL_TOO, TEACHER_TOO = (
    "coordinator",
    "professionals",
    "one_professional",
    "teacher",
)
QUESTION, THINKING, PLAN = "question", "thinking", "plan"

SEATINGS = {
    ONE_CIRCLE: _("The circle sits in a ring."),
    TWO_CIRCLES: _(
        "Two half circles sit opposite each other: people around who was harmed, and people around who is responsible."
    ),
    GROUPS: _("Three groups sit in one ring. Of each group one person sits in front and speaks for them."),
}
COMPANY = {
    TEACHER_TOO: _("The pupil’s own teacher belongs to the circle."),
    COORDINATOR_TOO: _("The coordinator is with them."),
    PROFESSIONALS_TOO: _("Professionals are with them and tell what they know."),
    ONE_PROFESSIONAL_TOO: _("One professional is with them."),
}
MIDDLES = {
    QUESTION: _("In the middle lies the question: a red thread, all in a tangle."),
    THINKING: _("In the middle the red thread comes undone."),
    PLAN: _("In the middle lies a sheet of paper: the red thread has become the plan."),
}
SHUT = _("The door is shut. The coordinator and the professionals wait outside.")

_CENTRE = (250, 205)
_TEACHER = Person("r4", "k1", "h3", holds="paper")
_PLAN = (
    '<g transform="translate(250 205) rotate(-6) scale(1.25)"><path class="leaf" d="M-40-52H39L41 51-39 53Z"/>'
    '<path class="thread thin" d="M-27-34C-16-44-14-25-6-34S5-29 10-35 22-29 27-34M-27-14C-19-20-14-8-5-14S7-9 16-15'
    'M-27 6C-15-2-12 13-2 5S14 9 27 4M-27 27C-18 20-15 33-5 26S4 30 9 26"/></g>'
)
_WALLS = (
    '<path class="b1" d="M66 12H434V398H66Z"/><path class="ln th" d="M434 236V398H66V12H434V168"/>'
    '<path class="ln door" d="M434 168V236"/>'
)


def room(seating: str, company, middle: str) -> str:
    """SVG of one part, told in words to who cannot see it. Nobody in `company`: the circle is alone, the door shut."""
    company = frozenset(company)
    return format_html(
        '<svg class="art" viewBox="26 2 520 406" role="img" aria-label="{}" focusable="false">{}</svg>',
        told(seating, company, middle),
        _drawn(seating, company, middle),
    )


def is_private(company) -> bool:
    """Private time goes without coordinator and professionals, always (DOMAIN §3)."""
    return not {COORDINATOR_TOO, PROFESSIONALS_TOO, ONE_PROFESSIONAL_TOO} & set(company)


def told(seating: str, company, middle: str) -> str:
    sentences = [SEATINGS[seating], *(words for key, words in COMPANY.items() if key in company)]
    sentences += [SHUT] if is_private(company) else []
    return " ".join(str(sentence) for sentence in [*sentences, MIDDLES[middle]])


@lru_cache(maxsize=64)
def _drawn(seating, company, middle):
    private = is_private(company)
    radius = 136 if private else 146
    ground = "bp" if private else "b3" if middle == PLAN else "b2"
    drawn = [_WALLS] if private else []
    drawn += [ring(_CENTRE, radius, seed=3, css=ground), _outline(seating, radius), _middle(seating, middle)]
    drawn += [
        seated(person, _CENTRE, distance, degrees) for person, distance, degrees in _places(seating, company, radius)
    ]
    if private:
        outside = [
            (COORDINATOR, (494, 116), 250),
            (PROFESSIONALS[0], (504, 204), 268),
            (PROFESSIONALS[1], (494, 290), 288),
        ]
        drawn += [standing(person, at, turned) for person, at, turned in outside]
    return mark_safe("".join(drawn))  # noqa: S308 - shapes only, no words


def _outline(seating, radius):
    if seating == TWO_CIRCLES:
        return ring(_CENTRE, radius, start=104, end=256, seed=3) + ring(_CENTRE, radius, start=-76, end=76, seed=5)
    return ring(_CENTRE, radius, seed=3)


def _middle(seating, middle):
    if middle == PLAN:
        return _PLAN
    if middle == THINKING:
        return tangle(_CENTRE, 40, seed=13, unwound_to=84)
    if seating == TWO_CIRCLES:  # what happened lies between the two
        return '<path class="thread" d="M162 214C184 180 206 250 228 212S268 176 286 210 322 238 338 198"/>'
    return tangle(_CENTRE, 62, seed=12)


def _places(seating, company, radius):
    """(who, distance from the middle, degrees) for everybody on the ring."""
    guests = [COORDINATOR] if COORDINATOR_TOO in company else []
    guests += PROFESSIONALS if PROFESSIONALS_TOO in company else ()
    guests += PROFESSIONALS[:1] if {PROFESSIONALS_TOO, ONE_PROFESSIONAL_TOO} & company == {ONE_PROFESSIONAL_TOO} else ()
    if seating == TWO_CIRCLES:
        left = [(CIRCLE[n].dressed(body), radius, 124 + 28 * place) for place, (n, body) in enumerate(_LEFT)]
        right = [(CIRCLE[n].dressed(body), radius, -56 + 28 * place) for place, (n, body) in enumerate(_RIGHT)]
        return [*left, *right, *zip(guests, [radius] * 3, [90, -98, -78], strict=False)]
    if seating == GROUPS:
        return [*_groups(radius), *zip(guests, [radius] * 3, [90, 204, 334], strict=False)]
    people = [*CIRCLE[:10], *([_TEACHER] if TEACHER_TOO in company else []), *guests]
    step = 360 / len(people)
    return [(person, radius, 68 + step * place) for place, person in enumerate(people)]


_LEFT = [(0, "r3"), (9, "r1"), (3, "r3"), (7, "r1"), (5, "r3")]
_RIGHT = [(2, "r4"), (4, "r2"), (10, "r4"), (1, "r2"), (6, "r4")]


def _groups(radius):
    """Three groups of four, each in its colour; the second of each sits in front."""
    for group, (middle, body) in enumerate([(147, "r1"), (270, "r3"), (33, "r2")]):
        members = CIRCLE[group * 4 : group * 4 + 4]
        for place, person in enumerate(members):
            in_front = place == 1
            size = Person.size if in_front else person.size
            speaker = Person(body, person.skin, person.hair, person.style, arms=in_front, holds=person.holds, size=size)
            degrees = middle + (place - 1.5) * 25
            yield speaker, radius - 26 if in_front else radius, degrees


def legend(rooms) -> list[tuple[str, object]]:
    """(drawing, words) for everybody and everything that some (seating, company, middle) of `rooms` shows."""
    seatings = {seating for seating, _company, _middle in rooms}
    companies = {one for _seating, company, _middle in rooms for one in company}
    shut = any(is_private(company) for _seating, company, _middle in rooms)
    entries: list[tuple[str, object]] = []
    if seatings & {ONE_CIRCLE}:
        entries.append((_small(CIRCLE[2]), _("your circle")))
    if seatings & {TWO_CIRCLES}:
        entries.append((_small(CIRCLE[2].dressed("r4")), _("people around who was harmed")))
        entries.append((_small(CIRCLE[3].dressed("r3")), _("people around who is responsible")))
    if seatings & {GROUPS}:
        entries.append((_small(CIRCLE[0]), _("who speaks for a group")))
    if TEACHER_TOO in companies:
        entries.append((_small(_TEACHER), _("the pupil’s own teacher")))
    if COORDINATOR_TOO in companies or shut:
        entries.append((_small(COORDINATOR), _("the coordinator")))
    if {PROFESSIONALS_TOO, ONE_PROFESSIONAL_TOO} & companies or shut:
        entries.append((_small(PROFESSIONALS[0]), _("professionals whom you invite")))
    entries.append((_icon('<path class="thread thin" d="M4 20C10 6 16 30 22 17S32 12 37 19"/>'), _("your question")))
    return entries


def _small(person):
    return _icon(standing(Person(**{**vars(person), "size": 1.0, "holds": ""}), (20, 18), 0))


def _icon(shapes):
    return mark_safe(f'<svg viewBox="0 2 40 30" aria-hidden="true" focusable="false">{shapes}</svg>')  # noqa: S308
