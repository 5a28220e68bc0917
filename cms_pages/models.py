"""The public pages: one home page per organisation and language, and text pages below it."""

from dataclasses import dataclass, field

from django.db import models
from django.db.models import Q
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page, PageViewRestriction
from wagtail.search import index

from cms_pages.blocks import HomeBody, TextBody, chosen_pages
from cms_pages.navigation import addresses_of, language_links, public_address
from portal.privacy.labels import Plain

WIDE_BLOCKS = frozenset(["parts"])


@dataclass
class Section:
    """A stretch of a text page under one heading, or one block as wide as the page."""

    heading: str = ""
    blocks: list = field(default_factory=list)
    wide: object = None


class SitePage(Page):
    """What all public pages share: links to other pages are led to the reader's language, all at once."""

    class Meta:
        abstract = True

    def serve(self, request, *args, **kwargs):
        """Under a language that this site does not have, Wagtail finds the Dutch home page: lead to its own address."""
        in_this_language = any(link.current and link.translated for link in language_links(request, self))
        if not in_this_language and not self.alias_of_id:
            return redirect(public_address(self.url_path, self.locale.language_code))
        return super().serve(request, *args, **kwargs)

    def addresses(self, request):
        """Addresses of this page and of all that it links to, by translation key and language; asked once."""
        if not hasattr(request, "_addresses"):
            request._addresses = addresses_of(self, *chosen_pages(self.body))
        return request._addresses

    def get_context(self, request, *args, **kwargs):
        return super().get_context(request, *args, **kwargs) | {"page_addresses": self.addresses(request)}

    def get_view_restrictions(self):
        """As Wagtail's own, in one query: what closes this page or one above it, or the source of such a page."""
        if self.alias_of_id:
            return super().get_view_restrictions()
        lineage = [self.path[:end] for end in range(self.steplen, len(self.path) + 1, self.steplen)]
        closing = Q(page__path__in=lineage) | Q(page__aliases__path__in=lineage)
        return PageViewRestriction.objects.filter(closing | Q(page__aliases__aliases__path__in=lineage)).distinct()


class HomePage(SitePage):
    """What an organisation says first, to somebody who may be at the end of their tether."""

    SENSITIVITY = {"lead": Plain.WORDING, "call_to_action": Plain.WORDING, "body": Plain.WORDING}

    lead = models.TextField(_("introduction"), max_length=400)
    call_to_action = models.CharField(
        _("words on the button"), max_length=60, help_text=_("The button opens the form to ask for a conference.")
    )
    body = StreamField(HomeBody(), verbose_name=_("content"), blank=True)

    content_panels = [
        FieldPanel("title", help_text=_("The large words beside the drawing.")),
        MultiFieldPanel([FieldPanel("lead"), FieldPanel("call_to_action")], heading=_("Beside the drawing")),
        FieldPanel("body"),
    ]
    search_fields = [*Page.search_fields, index.SearchField("lead"), index.SearchField("body")]
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["cms_pages.TextPage"]
    page_description = _("The first page of the site, one per language.")
    template = "cms_pages/home_page.html"

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")


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
    search_fields = [*Page.search_fields, index.SearchField("lead"), index.SearchField("body")]
    parent_page_types = ["cms_pages.HomePage", "cms_pages.TextPage"]
    subpage_types = ["cms_pages.TextPage"]
    page_description = _("Text with headings, steps, notes and questions.")
    template = "cms_pages/text_page.html"

    @property
    def sections(self) -> list["Section"]:
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
