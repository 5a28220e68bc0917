"""The parts of a meeting: how people sit, who is with them, and what lies between. Each kind of meeting has its own."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms_pages.drawn import rooms


class PartValue(blocks.StructValue):
    """Draws itself from its own data."""

    @property
    def room(self):
        return rooms.room(*self.seats)

    @property
    def seats(self):
        return self["seating"], tuple(self["company"]), self["middle"]


class PartBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), max_length=60)
    who = blocks.CharBlock(label=_("Who is there"), max_length=120)
    text = blocks.TextBlock(label=_("Text"), max_length=500)
    seating = blocks.ChoiceBlock(
        label=_("How they sit"),
        choices=[
            (rooms.ONE_CIRCLE, _("one circle")),
            (rooms.TWO_CIRCLES, _("two half circles: of who was harmed, of who is responsible")),
            (rooms.GROUPS, _("groups, each with somebody who speaks for it")),
        ],
        default=rooms.ONE_CIRCLE,
    )
    company = blocks.MultipleChoiceBlock(
        label=_("With them"),
        choices=[
            (rooms.TEACHER_TOO, _("the pupil’s own teacher, who belongs to the circle")),
            (rooms.COORDINATOR_TOO, _("the coordinator")),
            (rooms.PROFESSIONALS_TOO, _("professionals")),
            (rooms.ONE_PROFESSIONAL_TOO, _("one professional")),
        ],
        required=False,
        help_text=_("Without coordinator and professionals it is private time, and the door is drawn shut."),
    )
    middle = blocks.ChoiceBlock(
        label=_("Between them lies"),
        choices=[
            (rooms.QUESTION, _("the question: a tangled thread")),
            (rooms.THINKING, _("the thread coming undone")),
            (rooms.PLAN, _("the plan")),
        ],
        default=rooms.QUESTION,
    )

    class Meta:
        value_class = PartValue


class PartsValue(blocks.StructValue):
    @property
    def legend(self):
        """(drawing, words) for everybody who is seen in one of the parts."""
        return rooms.legend([part.seats for part in self["parts"]])


class PartsBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), max_length=80)
    parts = blocks.ListBlock(PartBlock(label=_("Part")), label=_("Parts"), min_num=1, max_num=4)

    class Meta:
        icon = "time"
        label = _("Parts of the day")
        template = "cms_pages/blocks/parts.html"
        value_class = PartsValue


class CircleBlock(blocks.StructBlock):
    """The illustration of widening circles. Its names are the site's own words, in every language."""

    title = blocks.CharBlock(label=_("Title"), max_length=80)
    text = blocks.TextBlock(label=_("Text"), max_length=400, required=False)

    class Meta:
        icon = "group"
        label = _("The circle")
        template = "cms_pages/blocks/circle.html"
