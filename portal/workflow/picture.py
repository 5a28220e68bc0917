"""Draws a track from its table: a red thread with beads for its states, and the same in words."""

from textwrap import wrap

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language_bidi, gettext

from portal.workflow.layout import PITCH, places, thread_of
from portal.workflow.tracks import Track, Transition

_BEAD, _CORNER, _LINE = 9, 18, 17
_MARGIN_X, _MARGIN_TOP, _MARGIN_BOTTOM = 74, 62, 34
_LETTERS = 18  # a label breaks before it touches its neighbour's


def svg(track: Track, current: str | None = None, *, css: str = "") -> SafeString:
    """The drawing, in the reading direction of the active language; `current` marks where something is now.

    Its classes begin with "track-". `css` makes it stand on its own, as a file.
    """
    return _Drawing(track, current, css).svg()


def as_text(track: Track, current: str | None = None) -> SafeString:
    """The same as a list: each state with the steps that leave it. For who does not see the drawing."""
    return format_html(
        '<ul class="track-text">{}</ul>',
        format_html_join("", "{}", ((_state_in_words(track, state, current),) for state in track.states)),
    )


class _Drawing:
    def __init__(self, track, current, css):
        self.track, self.current, self.css = track, current, css
        self.places = places(track)
        self.rtl = get_language_bidi()
        side = max((p.x + PITCH * 0.6 for p in self.places.values() if not p.on_thread), default=0)
        self.width = max(*(p.x for p in self.places.values()), side) + 2 * _MARGIN_X
        self.returns = self._returns()
        self.top = _MARGIN_TOP + (34 if self.returns else 0)
        self.height = self.top + max(p.y for p in self.places.values()) + _MARGIN_BOTTOM

    def svg(self):
        name = "track-" + self.track.name.replace(".", "-")
        return format_html(
            '<svg class="track" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {w} {h}"'
            ' width="{w}" height="{h}" role="img" aria-labelledby="{name}-title" direction="{direction}">'
            '<title id="{name}-title">{title}</title>{css}'
            "<defs>{tips}</defs>{ways}{beads}</svg>",
            w=round(self.width),
            h=round(self.height),
            name=name,
            direction="rtl" if self.rtl else "ltr",
            title=self._title(),
            css=format_html("<style>{}</style>", self.css) if self.css else "",
            tips=_tip(f"{name}-tip", "track-tip") + _tip(f"{name}-thread-tip", "track-tip track-thread-tip"),
            ways=self._ways(name),
            beads=_joined(self._bead(state) for state in self.places),
        )

    def _title(self):
        steps = gettext(", then ").join(str(self.track.states(state).label) for state in thread_of(self.track))
        if self.current is None:
            return gettext("The route: %(steps)s.") % {"steps": steps}
        now = self.track.states(self.current).label
        return gettext("The route: %(steps)s. Now: %(now)s.") % {"steps": steps, "now": now}

    # -- places on the page --------------------------------------------------------------------------

    def _x(self, x):
        x += _MARGIN_X
        return round(self.width - x if self.rtl else x, 1)

    def _y(self, y):
        return round(y + self.top, 1)

    def _forward(self, distance):
        return -distance if self.rtl else distance

    # -- ways ----------------------------------------------------------------------------------------

    def _pairs(self):
        """Every pair of states with the labels of the steps between them, in the order of the table.

        A step that may be taken anywhere and changes nothing of the state is told in words only.
        """
        pairs: dict[tuple[str, str], list[Transition]] = {}
        for transition in self.track.transitions:
            for source in transition.sources if transition.target else ():
                pairs.setdefault((str(source), str(transition.target)), []).append(transition)
        return pairs

    def _returns(self):
        thread = thread_of(self.track)
        return [(s, t) for s, t in self._pairs() if s in thread and t in thread and thread.index(t) < thread.index(s)]

    def _ways(self, name):
        thread, tip = thread_of(self.track), f"{name}-tip"
        ways = []
        for (source, target), transitions in self._pairs().items():
            a, b = self.places[source], self.places[target]
            if source == target:
                ways.append(self._loop(a))
            elif a.on_thread and b.on_thread:
                next_on_thread = thread.index(target) == thread.index(source) + 1
                along = next_on_thread and self._along(a, b, transitions, f"{name}-thread-tip")
                ways.append(along or self._over(a, b, tip))
            elif a.y < b.y and a.x < b.x:
                ways.append(self._down(a, b, tip))
            else:
                ways.append(self._back_up(a, b, tip))
        return _joined(ways)

    def _along(self, a, b, transitions, tip):
        line = _path("track-thread", f"M{self._x(a.x)} {self._y(0)}H{self._x(b.x) - self._forward(_BEAD + 5)}", tip)
        words = " / ".join(dict.fromkeys(str(transition.label) for transition in transitions))
        middle = (self._x(a.x) + self._x(b.x)) / 2
        return line + _text("track-step", middle, self._y(0) + _LINE + 3, wrap(words, _LETTERS + 2), anchor="middle")

    def _over(self, a, b, tip):
        """An arc above the labels: a step back, or one that skips states."""
        x1, x2, y = self._x(a.x), self._x(b.x), self._y(0)
        height = self.top - 12
        return _path(
            "track-way", f"M{x1} {y - _BEAD - 3}C{x1} {y - height} {x2} {y - height} {x2} {y - _BEAD - 6}", tip
        )

    def _down(self, a, b, tip):
        x1, x2, y1, y2 = self._x(a.x), self._x(b.x), self._y(a.y), self._y(b.y)
        bend = self._forward(_CORNER)
        return _path(
            "track-way",
            f"M{x1} {y1 + _BEAD}V{y2 - _CORNER}Q{x1} {y2} {x1 + bend} {y2}H{x2 - self._forward(_BEAD + 5)}",
            tip,
        )

    def _back_up(self, a, b, tip):
        x1, x2, y1, y2 = self._x(a.x), self._x(b.x), self._y(a.y), self._y(b.y)
        start, end = (y1 - _BEAD, y2 + _BEAD + 6) if y2 < y1 else (y1 + _BEAD, y2 - _BEAD - 6)
        middle = (start + end) / 2
        return _path("track-way track-way-back", f"M{x1} {start}C{x1} {middle} {x2} {middle} {x2} {end}", tip)

    def _loop(self, a):
        x, y, step = self._x(a.x), self._y(a.y), self._forward(1)
        return _path(
            "track-way",
            f"M{x + step * 6} {y - 8}C{x + step * 8} {y - 30} {x + step * 32} {y - 14} {x + step * 11} {y - 3}",
        )

    # -- beads ---------------------------------------------------------------------------------------

    def _bead(self, state):
        place, is_now = self.places[state], state == self.current
        x, y = self._x(place.x), self._y(place.y)
        kind = "track-now" if is_now else "track-end" if state in self.track.end_states else "track-open"
        lines = wrap(str(self.track.states(state).label), _LETTERS)
        if place.on_thread:
            label = _text("track-state", x, y - 24 - (len(lines) - 1) * _LINE, lines, anchor="middle")
        else:
            label = _text("track-state", x + self._forward(_BEAD + 9), y + 5 - (len(lines) - 1) * _LINE / 2, lines)
        rings = format_html('<circle cx="{}" cy="{}" r="{}"/>', x, y, _BEAD + 2 if is_now else _BEAD)
        if is_now or kind == "track-end":
            rings += format_html('<circle class="track-core" cx="{}" cy="{}" r="{}"/>', x, y, 4)
        return format_html('<g class="{}">{}{}</g>', kind, rings, label)


def _state_in_words(track, state, current):
    leaving = [
        gettext("%(step)s → %(target)s")
        % {"step": transition.label, "target": track.states(transition.lands_in(state)).label}
        for transition in track.leaving(state)
    ]
    now = format_html(" <strong>({})</strong>", gettext("now")) if state == current else ""
    if state in track.end_states:
        leaving.append(gettext("the end"))
    return format_html("<li>{}{}: {}</li>", state.label, now, "; ".join(leaving))


def _path(classes, d, tip=""):
    end = format_html(' marker-end="url(#{})"', tip) if tip else ""
    return format_html('<path class="{}" d="{}"{}/>', classes, d, end)


def _tip(name, classes):
    return format_html(
        '<marker id="{}" class="{}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8"'
        ' orient="auto" markerUnits="userSpaceOnUse"><path d="M0 0L8 4L0 8Z"/></marker>',
        name,
        classes,
    )


def _text(classes, x, y, lines, anchor="start"):
    rows = format_html_join(
        "",
        '<tspan x="{}" y="{}">{}</tspan>',
        ((round(x, 1), round(y + i * _LINE, 1), line) for i, line in enumerate(lines)),
    )
    return format_html('<text class="{}" text-anchor="{}">{}</text>', classes, anchor, rows)


def _joined(parts):
    return format_html_join("", "{}", ((part,) for part in parts))
