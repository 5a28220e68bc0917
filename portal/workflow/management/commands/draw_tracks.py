"""Draws every track into docs/tracks, so that the documentation shows what the tables say."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import translation

from portal.workflow import picture
from portal.workflow.registry import tracked_models

CSS = """
.track{background:#FBF6EC;color:#1A2130;font:15px Atkinson Hyperlegible Next,Atkinson Hyperlegible,sans-serif}
.track text{fill:currentColor;stroke:#FBF6EC;stroke-width:4;paint-order:stroke}
.track .track-step{font-size:13px;fill:#4B4F5B}
.track path{fill:none;stroke-linecap:round}.track .track-thread{stroke:#B63417;stroke-width:3}
.track .track-way{stroke:#857964;stroke-width:1.5}.track .track-way-back{stroke-dasharray:4 5}
.track .track-tip path{fill:#857964}.track .track-thread-tip path{fill:#B63417}
.track circle{fill:#FFFDF7;stroke:#1A2130;stroke-width:2.5}
.track .track-end .track-core{fill:#1A2130;stroke:none}
"""


class Command(BaseCommand):
    help = "Draws every track into docs/tracks/<name>.svg."

    def add_arguments(self, parser):
        parser.add_argument("--into", type=Path, default=settings.BASE_DIR / "docs" / "tracks")

    def handle(self, *args, into, **options):
        into.mkdir(parents=True, exist_ok=True)
        for name, drawing in drawings().items():
            (into / f"{name}.svg").write_text(drawing, encoding="utf-8")
            self.stdout.write(f"{into / name}.svg")


def drawings() -> dict[str, str]:
    """The drawing of every track by its name, in English and fit to stand on its own."""
    with translation.override("en"):
        return {
            model.track.name: picture.svg(model.track, css=CSS.replace("\n", "").strip()) + "\n"
            for model in tracked_models()
        }
