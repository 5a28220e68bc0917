"""The first page of a site, one per language."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from cms_pages.blocks import HomeBody
from cms_pages.models.site_page import SitePage, closes_what_is_found
from cms_pages.structured import organisation_data
from portal.privacy.labels import Plain


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
    subpage_types = ["cms_pages.FolderIndexPage", "cms_pages.TextPage"]
    page_description = _("The first page of the site, one per language.")
    template = "cms_pages/home_page.html"

    def route(self, request, path_components):
        """As Wagtail's own, but a page is found at once, however deep; what is no page goes the usual way.

        The last part may be no page but what a page shows below itself: a calendar file, a region.
        """
        if path_components:
            address = "/".join(path_components)
            above = "/".join(path_components[:-1])
            found = (
                Page.objects.live()
                .filter(
                    slug__in=path_components[-2:],  # what is indexed
                    path__startswith=self.path,
                    url_path__in=[f"{self.url_path}{part}/" for part in (address, above) if part],
                )
                .annotate(may_be_closed=closes_what_is_found())
                .specific()
                .order_by("-depth")
                .first()
            )
            if found:
                return found.route(request, path_components[found.depth - self.depth :])
        return super().route(request, path_components)

    def structured_data(self, request, organisation):
        return organisation_data(request, organisation)

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")
