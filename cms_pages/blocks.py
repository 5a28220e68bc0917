"""The building blocks that editors compose pages from. Their drawings are fixed; every word is theirs.

Blocks hold plain text wherever they can: it is translated line by line and cannot bring a foreign look along.
"""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.models import Page

PLAIN_FEATURES = ["bold", "italic", "link", "ul"]


def chosen_pages(value) -> list:
    """The pages that a block value links to, however deep."""
    if isinstance(value, Page):
        return [value]
    if isinstance(value, blocks.StreamValue):
        return [page for child in value for page in chosen_pages(child.value)]
    if isinstance(value, blocks.StructValue):
        return [page for child in value.values() for page in chosen_pages(child)]
    if isinstance(value, blocks.list_block.ListValue):
        return [page for child in value for page in chosen_pages(child)]
    return []


class LinkBlock(blocks.StructBlock):
    """Where the reader can go next. Addresses are worked out when the page is shown, in the reader's language."""

    REFER, FOLLOW, TELEPHONE, PAGE = "refer", "follow", "telephone", "page"

    text = blocks.CharBlock(label=_("Words"), max_length=80)
    leads_to = blocks.ChoiceBlock(
        label=_("Leads to"),
        choices=[
            (REFER, _("the form to ask for a conference")),
            (FOLLOW, _("following a request with a code")),
            (TELEPHONE, _("the telephone")),
            (PAGE, _("a page of this site")),
        ],
        default=REFER,
    )
    page = blocks.PageChooserBlock(
        label=_("Page"),
        required=False,
        help_text=_("Choose the page in Dutch: in other languages the link leads to its translation."),
    )

    class Meta:
        icon = "link"
        label = _("Link")

    def clean(self, value):
        cleaned = super().clean(value)
        if cleaned["leads_to"] == self.PAGE and not cleaned["page"]:
            raise blocks.StructBlockValidationError(
                block_errors={"page": ValidationError(_("Choose the page that this leads to."))}
            )
        return cleaned


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
    number = blocks.CharBlock(label=_("Number"), max_length=8)
    text = blocks.TextBlock(label=_("Text"), max_length=200)


class FiguresBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), max_length=80)
    text = blocks.TextBlock(label=_("Text"), max_length=300, help_text=_("Say where the figures come from, and when."))
    figures = blocks.ListBlock(FigureBlock(label=_("Figure")), label=_("Figures"), min_num=1, max_num=4)

    class Meta:
        icon = "order"
        label = _("Figures")
        template = "cms_pages/blocks/figures.html"


class HomeBody(blocks.StreamBlock):
    ways = WaysBlock()
    story = StoryBlock()
    models = ModelsBlock()
    figures = FiguresBlock()


class StepBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), max_length=100)
    text = blocks.TextBlock(label=_("Text"), max_length=500, required=False)


class QuestionBlock(blocks.StructBlock):
    question = blocks.CharBlock(label=_("Question"), max_length=120)
    answer = blocks.TextBlock(label=_("Answer"), max_length=800)


class PartBlock(blocks.StructBlock):
    drawing = blocks.ChoiceBlock(
        label=_("Drawing"),
        choices=[
            ("room-information", _("part 1: everybody around the question")),
            ("room-private", _("part 2: the circle alone, the door shut")),
            ("room-presentation", _("part 3: the plan is shown")),
        ],
    )
    title = blocks.CharBlock(label=_("Title"), max_length=60)
    who = blocks.CharBlock(label=_("Who is there"), max_length=120)
    text = blocks.TextBlock(label=_("Text"), max_length=500)


class PartsBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), max_length=80)
    parts = blocks.ListBlock(PartBlock(label=_("Part")), label=_("Parts"), min_num=1, max_num=4)

    class Meta:
        icon = "time"
        label = _("Parts of the day")
        template = "cms_pages/blocks/parts.html"


class NoteBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), max_length=100)
    text = blocks.TextBlock(label=_("Text"), max_length=600)

    class Meta:
        icon = "info-circle"
        label = _("Note")
        template = "cms_pages/blocks/note.html"


class QuoteBlock(blocks.StructBlock):
    text = blocks.TextBlock(label=_("Quote"), max_length=300, help_text=_("Without quotation marks."))
    who = blocks.CharBlock(label=_("Who said it"), max_length=100, required=False)

    class Meta:
        icon = "openquote"
        label = _("Quote")
        template = "cms_pages/blocks/quote.html"


class ContactBlock(blocks.StaticBlock):
    """Telephone, e-mail and post, kept in one place: with the organisation."""

    class Meta:
        icon = "mail"
        label = _("How to reach us")
        admin_text = _("Shows the telephone numbers and addresses of the organisation.")
        template = "cms_pages/blocks/contact.html"


class DangerBlock(blocks.StaticBlock):
    """The help lines, kept in one place: with the organisation."""

    class Meta:
        icon = "warning"
        label = _("Whom to call in danger")
        admin_text = _("Shows the help lines of the organisation.")
        template = "cms_pages/blocks/danger.html"


class TextBody(blocks.StreamBlock):
    heading = blocks.CharBlock(label=_("Heading"), max_length=120, icon="title")
    paragraph = blocks.RichTextBlock(
        label=_("Text"), features=PLAIN_FEATURES, icon="pilcrow", template="cms_pages/blocks/paragraph.html"
    )
    steps = blocks.ListBlock(
        StepBlock(label=_("Step")), label=_("Steps"), icon="list-ol", template="cms_pages/blocks/steps.html"
    )
    points = blocks.ListBlock(
        StepBlock(label=_("Point")), label=_("Points"), icon="list-ul", template="cms_pages/blocks/points.html"
    )
    questions = blocks.ListBlock(
        QuestionBlock(label=_("Question")),
        label=_("Questions"),
        icon="help",
        template="cms_pages/blocks/questions.html",
    )
    parts = PartsBlock()
    note = NoteBlock()
    quote = QuoteBlock()
    contact = ContactBlock()
    danger = DangerBlock()
    call_to_action = LinkBlock(label=_("Call to action"), template="cms_pages/blocks/call_to_action.html")
