"""The circle: rings that widen from the family to everybody who can think along, with their names in the drawing.

Words are drawn centred on their place, so that they read the same from the left and from the right; where the language
runs from the right the drawing is mirrored and the words are not.
"""

from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import get_language_bidi, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from cms_pages.drawn.lines import on_ring, ring, tangle
from cms_pages.drawn.people import CIRCLE, COORDINATOR, PROFESSIONALS, Person, free_place, seated, standing

WIDTH, HEIGHT = 720, 780
_CENTRE = (360, 356)
_INNER, _MIDDLE, _OUTER = 116, 214, 338


@dataclass(frozen=True)
class Layer:
    """One ring: its name, and what it means for who reads the list beside the drawing."""

    name: object
    meaning: object


LAYERS = (
    Layer(
        pgettext_lazy("in the circle", "Family"),
        _("In the middle: you and who lives with you. Your question lies there."),
    ),
    Layer(_("Relatives, friends, neighbours"), _("Around you: everybody who cares about you. Children too.")),
    Layer(
        _("Daily life"),
        _("Wider: who knows you from school, work, sport, faith or the street. They may know what nobody else knows."),
    ),
    Layer(
        pgettext_lazy("in the circle", "Coordinator"),
        _("Beside the circle: brings people together, is independent and has no say in the plan."),
    ),
    Layer(
        pgettext_lazy("in the circle", "Professionals"),
        _("Outside the circle: tell what they know when the circle asks them."),
    ),
)
DOMAINS = (
    pgettext_lazy("part of life", "School"),
    pgettext_lazy("part of life", "Work"),
    pgettext_lazy("part of life", "Home"),
    pgettext_lazy("part of life", "Health"),
    pgettext_lazy("part of life", "Money"),
    pgettext_lazy("part of life", "Sport"),
    pgettext_lazy("part of life", "Faith"),
)
TITLE = _("The circle around a question")
DESCRIPTION = _(
    "Three rings, seen from above. In the middle the family sits around a tangled red thread. Around it sit relatives, "
    "friends and neighbours, with places that are still free. The widest ring is daily life. At its edge stands the "
    "coordinator. The professionals sit outside."
)


def circle(identity: str) -> str:
    """The SVG with title and description; `identity` keeps their ids apart when a page has two."""
    rtl = get_language_bidi()
    return format_html(
        '<svg class="circle-art" viewBox="0 0 {} {}" role="img" aria-labelledby="{}-title" aria-describedby="{}-desc" '
        'focusable="false"><title id="{}-title">{}</title><desc id="{}-desc">{}</desc>{}{}</svg>',
        WIDTH, HEIGHT, identity, identity, identity, TITLE, identity, DESCRIPTION, _shapes(rtl), _words(rtl),
    )  # fmt: skip


def _shapes(rtl):
    drawn = [
        ring(_CENTRE, _OUTER, seed=5, css="b4"),
        ring(_CENTRE, _MIDDLE, seed=8, css="b2"),
        ring(_CENTRE, _INNER, seed=2, css="b1"),
        # Rings stay open, where the next person comes in.
        ring(_CENTRE, _OUTER, start=68, end=412, seed=5),
        ring(_CENTRE, _MIDDLE, start=66, end=408, seed=8),
        ring(_CENTRE, _INNER, start=70, end=404, seed=2),
        tangle(_CENTRE, 56, seed=12),
    ]
    family = [
        (CIRCLE[0], 98),
        (CIRCLE[1], 158),
        (Person("r1", "k2", "h4", "bun"), 208),
        (CIRCLE[9], 332),
        (Person("r1", "k1", "h5"), 20),
    ]
    wider = [
        (CIRCLE[3], 90),
        (CIRCLE[5], 122),
        (CIRCLE[8], 154),
        (CIRCLE[7], 186),
        (CIRCLE[2], 218),
        (CIRCLE[6], 322),
        (CIRCLE[4], 354),
        (CIRCLE[10], 26),
    ]
    drawn += [seated(person, _CENTRE, _INNER, degrees) for person, degrees in family]
    drawn += [seated(person, _CENTRE, _MIDDLE, degrees) for person, degrees in wider]
    drawn += [free_place(_CENTRE, _MIDDLE, 57), free_place(_CENTRE, _INNER, 58)]
    drawn += [
        standing(COORDINATOR, on_ring(_CENTRE, _OUTER + 4, 58), -32),
        standing(PROFESSIONALS[0], (104, 676), 38),
        standing(PROFESSIONALS[1], (180, 722), 24),
    ]
    shapes = "".join(drawn)
    return mark_safe(f'<g transform="translate({WIDTH} 0) scale(-1 1)">{shapes}</g>' if rtl else shapes)  # noqa: S308


def _words(rtl):
    x, y = _CENTRE
    family, around, daily, coordinator, professionals = (layer.name for layer in LAYERS)
    places = [
        (family, x, y - _INNER + 9, "name"),
        (around, x, y - _MIDDLE + 9, "name"),
        (daily, x, y - _OUTER + 9, "name"),
        (coordinator, 578, 716, "name"),
        (professionals, 150, 770, "name"),
    ]
    radius = (_MIDDLE + _OUTER) / 2 + 16
    for word, degrees in zip(DOMAINS, (-27, 2, 30, 116, 150, 182, 209), strict=True):
        place = on_ring(_CENTRE, radius, degrees)
        places.append((word, *place, "domain"))
    return format_html_join(
        "",
        '<text class="{}" x="{}" y="{}">{}</text>',
        ((kind, round(WIDTH - left if rtl else left), round(down), word) for word, left, down, kind in places),
    )
