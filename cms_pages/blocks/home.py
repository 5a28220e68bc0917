"""What a home page is made of: wide bands, each with its drawing."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import blocks

from cms_pages.blocks.links import LinkBlock
from cms_pages.blocks.samples import Body


class WayBlock(blocks.StructBlock):
    drawing = blocks.ChoiceBlock(
        label=_("Drawing"),
        choices=[
            ("way-inside", _("somebody in the middle of the circle")),
            ("way-beside", _("somebody at the edge, beside the one in the middle")),
            ("way-outside", _("somebody who brings the circle together")),
        ],
    )
    title = blocks.CharBlock(label=_("Title"), max_length=60)
    text = blocks.TextBlock(label=_("Text"), max_length=300)
    link = LinkBlock()


class WaysBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), max_length=80)
    explanation = blocks.CharBlock(label=_("Explanation"), max_length=160, required=False)
    ways = blocks.ListBlock(WayBlock(label=_("Way")), label=_("Ways"), min_num=1, max_num=3)

    class Meta:
        icon = "group"
        label = _("Where are you in the circle?")
        template = "cms_pages/blocks/ways.html"


class StoryBlock(blocks.StructBlock):
    """A conference told in four lines. Only with the family's permission, or said to be an example."""

    label = blocks.CharBlock(
        label=_("Line above"), max_length=60, help_text=_("Says what this is: “An example”, or whose story it is.")
    )
    quote = blocks.CharBlock(label=_("Quote"), max_length=120, help_text=_("Without quotation marks."))
    question = blocks.TextBlock(label=_("The question"), max_length=300)
    who_came = blocks.TextBlock(label=_("Who came"), max_length=300)
    plan = blocks.TextBlock(label=_("The plan"), max_length=300)
    page = blocks.PageChooserBlock(
        label=_("The whole story"), required=False, page_type="cms_pages.StoryPage", help_text=_("Choose it in Dutch.")
    )

    class Meta:
        icon = "openquote"
        label = _("Story")
        template = "cms_pages/blocks/story.html"


class ModelBlock(blocks.StructBlock):
    drawing = blocks.ChoiceBlock(
        label=_("Drawing"),
        choices=[
            ("model-conference", _("a circle around the thread: family group conference")),
            ("model-restorative", _("two half circles: restorative conference")),
            ("model-all-hands", _("many people: all hands")),
            ("model-learning", _("a book: learning circle")),
            ("model-work", _("a way up: work")),
        ],
    )
    name = blocks.CharBlock(label=_("Name"), max_length=60)
    text = blocks.TextBlock(label=_("Text"), max_length=200)
    page = blocks.PageChooserBlock(label=_("Page"), required=False)


class ModelsBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), max_length=80)
    text = blocks.TextBlock(label=_("Text"), max_length=400)
    models = blocks.ListBlock(ModelBlock(label=_("Way to meet")), label=_("Ways to meet"), min_num=1, max_num=8)

    class Meta:
        icon = "list-ul"
        label = _("Ways to meet")
        template = "cms_pages/blocks/models.html"


class FigureBlock(blocks.StructBlock):
    drawing = blocks.ChoiceBlock(
        label=_("Drawing"),
        choices=[
            ("figure-circle", _("people in a ring")),
            ("figure-eight-of-ten", _("eight of ten dots")),
            ("figure-nine-of-ten", _("nine of ten dots")),
            ("figure-three-of-four", _("three of four dots")),
            ("figure-languages", _("two people talking")),
            ("figure-thread", _("the thread unwinding")),
        ],
    )
    number = blocks.CharBlock(label=pgettext_lazy("of a figure", "Number"), max_length=8)
    text = blocks.TextBlock(label=_("Text"), max_length=200)


class FiguresBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), max_length=80)
    text = blocks.TextBlock(label=_("Text"), max_length=300, help_text=_("Say where the figures come from, and when."))
    figures = blocks.ListBlock(FigureBlock(label=_("Figure")), label=_("Figures"), min_num=1, max_num=4)

    class Meta:
        icon = "order"
        label = _("Figures")
        template = "cms_pages/blocks/figures.html"


class HomeBody(Body):
    ways = WaysBlock()
    story = StoryBlock()
    models = ModelsBlock()
    figures = FiguresBlock()
