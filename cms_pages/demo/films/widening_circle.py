"""Draws the film of the first content: `python cms_pages/demo/films/widening_circle.py`. Needs Chromium and ffmpeg.

Twenty-nine seconds without a word or a sound: the captions beside it carry the words, at the same moments. Only who
changes the film runs this; the portal itself just gives out the file.
"""

import math
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
sys.path.insert(0, str(ROOT))

from cms_pages.drawn.lines import Point, curve, on_ring, ring, tangle  # noqa: E402
from cms_pages.drawn.people import CIRCLE, COORDINATOR, PROFESSIONALS, Person, free_place, standing  # noqa: E402

FILM = HERE / "widening-circle.mp4"
POSTER = HERE.parent / "pictures" / "widening-circle.png"
STYLES = [ROOT / "portal/static/css" / name for name in ("tokens.css", "art.css")]
LENGTH, PER_SECOND, POSTER_AT = 29, 20, 24.2
WIDTH, HEIGHT = 800, 450  # in the drawing; below the circle the captions have their room
CENTRE = (400, 192)
NEAR, WIDE = 88, 138
WALKING = 1.7  # seconds
# Who comes, when, to which place on the ring: first who lives in the house, then whoever else cares.
COMING: list[tuple[Person, float, float]] = [
    (CIRCLE[0], -2, 68),
    (CIRCLE[1], 7.7, 140),
    (Person("r1", "k2", "h4", "bun"), 8.4, 248),
    (CIRCLE[9], 9.1, 356),
    (CIRCLE[2], 11.3, 32),
    (CIRCLE[3], 11.7, 104),
    (CIRCLE[5], 12.1, 176),
    (CIRCLE[8], 12.5, 212),
    (CIRCLE[7], 12.9, 284),
    (CIRCLE[6], 13.3, 320),
]
# (from, until) in seconds
WIDENING = (10.8, 12.2)
ROOM = (14.4, 15.2)
LEAVING = (18.2, 20.0)
SHUTTING = (20.0, 20.8)
THINKING = (21.2, 24.8)
PLAN = (25.0, 26.0)
OPENING = (26.2, 27.0)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        shoot(Path(folder))
        subprocess.run(  # noqa: S603
            [
                shutil.which("ffmpeg") or "ffmpeg", "-y", "-loglevel", "error", "-framerate", str(PER_SECOND),
                "-i", f"{folder}/%04d.png", "-c:v", "libx264", "-preset", "veryslow", "-tune", "animation",
                "-crf", "25", "-profile:v", "main", "-pix_fmt", "yuv420p", "-g", str(PER_SECOND * 5),
                "-map_metadata", "-1", "-fflags", "+bitexact", "-movflags", "+faststart", str(FILM),
            ],
            check=True,
        )  # fmt: skip


def shoot(folder: Path) -> None:
    """Every frame at 640 × 360 into `folder`, and the poster at 1200 × 675 to its own place."""
    styles = "".join(path.read_text() for path in STYLES)
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 640, "height": 360}, color_scheme="light")
        page.set_content(f"<style>{styles} body{{margin:0;background:var(--paper)}}</style><main></main>")
        show = "drawn => { document.querySelector('main').innerHTML = drawn }"
        for number in range(LENGTH * PER_SECOND):
            page.evaluate(show, frame(number / PER_SECOND))
            page.screenshot(path=folder / f"{number:04}.png")
        page.set_viewport_size({"width": 1200, "height": 675})
        page.evaluate(show, frame(POSTER_AT))
        page.screenshot(path=POSTER)
        browser.close()


def frame(now: float) -> str:
    """What is seen at a moment, in seconds from the beginning: SVG."""
    radius = between(NEAR, WIDE, share(now, WIDENING))
    drawn = [
        _room(now),
        ring(CENTRE, radius, seed=3, css="b2"),
        faded(ring(CENTRE, radius, seed=3, css="b3"), share(now, PLAN)),
        ring(CENTRE, radius, seed=3),
        _middle(now),
        *_free_places(now, radius),
        *(_person(person, since, degrees, now, radius) for person, since, degrees in COMING),
        *_guests(now),
    ]
    return f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" width="100%" style="display:block">{"".join(drawn)}</svg>'


def share(now: float, span: tuple[float, float]) -> float:
    """How far something is between its beginning (0) and its end (1), slow at both."""
    done = min(1, max(0, (now - span[0]) / (span[1] - span[0])))
    return done * done * (3 - 2 * done)


def between(one: float, other: float, part: float) -> float:
    return one + (other - one) * part


def faded(shapes: str, part: float) -> str:
    return f'<g opacity="{part:.3f}">{shapes}</g>' if part else ""


def _room(now):
    """Walls, with a door of two leaves at the right that opens outwards."""
    open_by = 110 * (1 - share(now, SHUTTING) + share(now, OPENING))
    walls = '<path class="b1" d="M190 8H634V376H190Z"/><path class="ln th" d="M634 256V376H190V8H634V128"/>'
    doors = (
        f'<path class="ln door" transform="rotate({-open_by:.1f} 634 128)" d="M634 128V192"/>'
        f'<path class="ln door" transform="rotate({open_by:.1f} 634 256)" d="M634 256V192"/>'
    )
    return faded(walls + doors, share(now, ROOM))


def _middle(now):
    """The question is a tangle, comes undone while the circle thinks, and has become the plan."""
    thinking, plan = share(now, THINKING), share(now, PLAN)
    knot = between(58, 41, thinking)
    css = f'thread" pathLength="1" stroke-dasharray="{share(now, (0.2, 2.6)):.3f} 2'
    thread = tangle(CENTRE, knot, seed=12, unwound_to=between(knot, 86, thinking) if thinking else 0, css=css)
    return faded(thread, 1 - plan) + faded(_plan(), plan)


def _plan():
    lines = [
        [(x, down + 4 * (-1) ** turn) for turn, x in enumerate(range(-28, end, 8))]
        for down, end in ((-32, 30), (-12, 20), (8, 30), (28, 10))
    ]
    rows = "".join(f'<path class="thread thin" d="{curve(line)}"/>' for line in lines)
    return (
        f'<g transform="translate({CENTRE[0]} {CENTRE[1]}) rotate(-6) scale(1.2)">'
        f'<path class="leaf" d="M-40-52H39L41 51-39 53Z"/>{rows}</g>'
    )


def _free_places(now, radius):
    """Dotted places, from the moment that somebody asks who else, until somebody sits there."""
    for _who, since, degrees in COMING[1:]:
        asked = 5.6 if since < WIDENING[0] else WIDENING[1] - 0.6
        shown = share(now, (asked, asked + 0.7)) * (1 - share(now, (since + 1.1, since + WALKING)))
        yield faded(free_place(CENTRE, radius, degrees), shown)


def _person(person, since, degrees, now, radius):
    """Walks in from beyond the edge towards an own place, and turns to the middle."""
    if now < since:
        return ""
    return _walking(person, on_ring(CENTRE, 520, degrees), on_ring(CENTRE, radius, degrees), degrees - 90, now, since)


def _guests(now):
    """The coordinator and a professional: come in, stand beside the circle, wait behind the door, come back."""
    for guest, since, inside, outside, back in (
        (COORDINATOR, 4.1, (592, 160), (742, 156), True),
        (PROFESSIONALS[0], 15.2, (592, 224), (742, 228), False),
    ):
        if now < since:
            continue
        if now < LEAVING[0]:
            yield _walking(guest, (860, 192), inside, 270, now, since)
        elif back and now > OPENING[1] - 0.3:
            yield _walking(guest, outside, inside, 270, now, OPENING[1] - 0.3)
        else:
            yield _walking(guest, inside, outside, 270, now, LEAVING[0])


def _walking(person, start: Point, end: Point, turned: float, now: float, since: float) -> str:
    done = share(now, (since, since + WALKING))
    at = between(start[0], end[0], done), between(start[1], end[1], done)
    ahead = math.degrees(math.atan2(end[0] - start[0], start[1] - end[1]))
    turn = (turned - ahead + 180) % 360 - 180
    swaying = 5 * math.sin(now * 11) * (1 - share(now, (since + WALKING - 0.5, since + WALKING)))
    arriving = share(now, (since + WALKING - 0.7, since + WALKING))
    return standing(person, at, ahead + turn * arriving + swaying)


if __name__ == "__main__":
    main()
