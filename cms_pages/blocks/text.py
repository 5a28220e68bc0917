"""What a page to read is made of."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import blocks

from cms_pages.blocks.links import LinkBlock
from cms_pages.blocks.media import FilmBlock, PictureBlock
from cms_pages.blocks.parts import CircleBlock, PartsBlock
from cms_pages.blocks.samples import Body

PLAIN_FEATURES = ["bold", "italic", "link", "ul"]


class StepBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), max_length=100)
    text = blocks.TextBlock(label=_("Text"), max_length=500, required=False)


class QuestionBlock(blocks.StructBlock):
    question = blocks.CharBlock(label=_("Question"), max_length=120)
    answer = blocks.TextBlock(label=_("Answer"), max_length=800)


class NoteBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), max_length=100)
    text = blocks.TextBlock(label=_("Text"), max_length=600)

    class Meta:
        icon = "info-circle"
        label = pgettext_lazy("a framed text", "Note")
        template = "cms_pages/blocks/note.html"


class QuoteBlock(blocks.StructBlock):
    text = blocks.TextBlock(label=_("Quote"), max_length=300, help_text=_("Without quotation marks."))
    who = blocks.CharBlock(label=_("Who said it"), max_length=100, required=False)

    class Meta:
        icon = "openquote"
        label = _("Quote")
        template = "cms_pages/blocks/quote.html"


class SourcedFigureBlock(blocks.StructBlock):
    """A figure never stands without who measured it and when."""

    number = blocks.CharBlock(label=pgettext_lazy("of a figure", "Number"), max_length=12)
    text = blocks.TextBlock(label=_("Text"), max_length=200)
    source = blocks.CharBlock(label=_("Who measured it"), max_length=160)
    date = blocks.CharBlock(label=_("When"), max_length=40, help_text=_("A year, or “up to 2010”."))


class LiveFiguresBlock(blocks.StaticBlock):
    """What the portal counts by itself: always of today, and nothing while it is too little to be told."""

    class Meta:
        icon = "date"
        label = _("What we count this year")
        admin_text = _("Shows figures that the portal counts by itself, rounded down. Nothing while there are few.")
        template = "cms_pages/blocks/live_figures.html"


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


class TextBody(Body):
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
    sourced_figures = blocks.ListBlock(
        SourcedFigureBlock(label=_("Figure")),
        label=_("Figures with their source"),
        icon="order",
        template="cms_pages/blocks/sourced_figures.html",
    )
    live_figures = LiveFiguresBlock()
    picture = PictureBlock()
    film = FilmBlock()
    parts = PartsBlock()
    circle = CircleBlock()
    note = NoteBlock()
    quote = QuoteBlock()
    contact = ContactBlock()
    danger = DangerBlock()
    call_to_action = LinkBlock(label=_("Call to action"), template="cms_pages/blocks/call_to_action.html")


class CoreBody(Body):
    """What every kind of conference has in common: written once, shown with each."""

    heading = blocks.CharBlock(label=_("Heading"), max_length=120, icon="title")
    points = blocks.ListBlock(
        StepBlock(label=_("Point")), label=_("Points"), icon="list-ul", template="cms_pages/blocks/points.html"
    )
