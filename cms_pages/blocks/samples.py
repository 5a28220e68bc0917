"""How a block presents itself in the list from which editors choose: a line about it, and a drawn example."""

import tomllib
from pathlib import Path

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

_SAMPLES = tomllib.loads(Path(__file__).with_name("samples.toml").read_text(encoding="utf-8"))
_DRAWN = {"film", "live_figures", "picture"}  # show what stands in the database: their sample is a page of its own
_ABOUT = {
    "heading": _("Begins a new part of the page."),
    "paragraph": _("Running text. Keep it to a few sentences."),
    "steps": _("What happens one after the other, with numbers."),
    "points": _("A few short points, in any order."),
    "questions": _("Questions that open to their answer."),
    "sourced_figures": _("Figures, each with who measured it and when."),
    "live_figures": _("Figures of this year that the portal counts by itself."),
    "parts": _("Each part of a meeting, with a drawing of who sits where."),
    "circle": _("The drawing of the circles around somebody."),
    "note": _("Something that may not be missed, in a frame."),
    "quote": _("What somebody said, in large letters."),
    "contact": _("The telephone numbers and addresses of the organisation."),
    "danger": _("The help lines for whoever is in danger now."),
    "call_to_action": _("One button. It leads to the form, the telephone or a page."),
    "ways": _("Up to three ways into the site, by where somebody stands."),
    "story": _("One conference in four lines, beside a drawing."),
    "models": _("The kinds of conferences, each with its sign."),
    "picture": _("A photograph, with what it shows and who took it."),
    "film": _("A film of our own, with captions and its words in writing."),
    "figures": _("Up to four figures, each with a drawing."),
}


class Body(blocks.StreamBlock):
    """A stream whose blocks show the sample of their name, unless they bring a preview and a description themselves."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in self.child_blocks.keys() & _DRAWN:
            self.child_blocks[name].meta.preview_template = f"cms_pages/previews/{name}.html"
        for name, block in self.child_blocks.items():
            # Not among the arguments of the block: those are written into migrations.
            if not hasattr(block.meta, "preview_value") and (name in _SAMPLES or isinstance(block, blocks.StaticBlock)):
                block.meta.preview_value = _SAMPLES.get(name)
            if not getattr(block.meta, "description", "") and name in _ABOUT:
                block.meta.description = _ABOUT[name]

    class Meta:
        abstract = True
