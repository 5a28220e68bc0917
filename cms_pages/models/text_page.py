"""A page to read, in sections; index pages are text pages that also list what stands below them."""

from dataclasses import dataclass, field

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from cms_pages.blocks import TextBody
from cms_pages.models.site_page import SitePage
from cms_pages.words import words_of
from portal.privacy.labels import Plain

WIDE_BLOCKS = frozenset(["parts", "circle"])


@dataclass
class Section:
    """A stretch of a text page under one heading, or one block as wide as the page."""

    heading: str = ""
    blocks: list = field(default_factory=list)
    wide: object = None


class TextPage(SitePage):
    """A page to read: how a conference works, for professionals, privacy."""

    SENSITIVITY = {
        "short_title": Plain.WORDING,
        "lead": Plain.WORDING,
        "body": Plain.WORDING,
        "footer": Plain.STATE,
    }

    class Footer(models.TextChoices):
        HELP = "help", _("under “Help and explanation”")
        TOGETHER = "together", _("under “Join in and work together”")
        LAST = "last", _("on the last line, with privacy")

    short_title = models.CharField(
        _("short title"), max_length=30, blank=True, help_text=_("In the menu and the footer. Empty: the title.")
    )
    lead = models.TextField(_("introduction"), max_length=400)
    body = StreamField(TextBody(), verbose_name=_("content"), blank=True)
    footer = models.CharField(
        _("in the footer"), max_length=10, choices=Footer.choices, blank=True, help_text=_("Empty: not in the footer.")
    )

    content_panels = [*Page.content_panels, FieldPanel("lead"), FieldPanel("body")]
    promote_panels = [*Page.promote_panels, FieldPanel("short_title"), FieldPanel("footer")]
    search_fields = [
        *Page.search_fields,
        index.SearchField("lead"),
        index.SearchField("body"),
        index.AutocompleteField("findable_words"),
    ]
    parent_page_types = ["cms_pages.HomePage", "cms_pages.TextPage"]
    subpage_types = ["cms_pages.TextPage"]
    page_description = _("Text with headings, steps, notes and questions.")
    template = "cms_pages/text_page.html"

    @property
    def findable_words(self) -> str:
        """All words of this page as the public search knows them: without accents and capitals."""
        texts = [
            field.get_value(self) for field in type(self).get_search_fields() if isinstance(field, index.SearchField)
        ]
        return " ".join(words_of(" ".join(_texts(texts))))

    @property
    def sections(self) -> list[Section]:
        """The body as it is laid out: each heading beside what follows it; wide blocks stand alone."""
        sections = []
        for block in self.body:
            if block.block_type in WIDE_BLOCKS:
                sections.append(Section(wide=block))
            elif block.block_type == "heading":
                sections.append(Section(heading=block.value))
            elif not sections or sections[-1].wide:
                sections.append(Section(blocks=[block]))
            else:
                sections[-1].blocks.append(block)
        return sections

    class Meta:
        verbose_name = _("text page")
        verbose_name_plural = _("text pages")


def _texts(value):
    """The texts in a value that a search field gives: a text, or a list of such values."""
    if isinstance(value, list | tuple):
        for item in value:
            yield from _texts(item)
    elif value:
        yield str(value)
