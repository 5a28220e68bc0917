"""Leaflets (folders): to read on screen, to print and to fold, and the page that lists them all (DOMAIN §5)."""

from django.core.paginator import Paginator
from django.db import models
from django.db.models import Case, Count, When
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Page
from wagtail.url_routing import RouteResult

from cms_pages.models.text_page import TextPage
from cms_pages.navigation import other_languages, public_address
from cms_pages.paper.forms import PrintForm
from cms_pages.paper.serving import printed_leaflet
from portal.outbound.pdf import can_render
from portal.privacy.labels import Plain

FOLDERS_PER_LEAF = 24


class Audience(models.TextChoices):
    """For whom a leaflet is written; the order in which they are listed."""

    PUBLIC = "public", _("for everybody")
    FAMILY = "family", _("for families")
    CHILDREN = "children", _("for children and young people")
    PROFESSIONAL = "professional", _("for professionals")


class FormOfAddress(models.TextChoices):
    FORMAL = "formal", _("formal: “u”, “vous”, “siz”")
    INFORMAL = "informal", _("informal: “jij”, “tu”, “sen”")


class CoverDrawing(models.TextChoices):
    STORY = "story", _("people around a table with their plan")
    HERO = "hero", _("the large circle, somebody walks in")
    INSIDE = "way-inside", _("somebody in the middle of the circle")
    BESIDE = "way-beside", _("somebody at the edge, beside the one in the middle")
    OUTSIDE = "way-outside", _("somebody who brings the circle together")
    ANSWER = "answer", _("a circle with free places, the thread leads in")


class FolderIndexPage(TextPage):
    """All leaflets of a site, by whom they are for, each with the languages that it is in."""

    parent_page_types = ["cms_pages.HomePage"]
    subpage_types = ["cms_pages.FolderPage"]
    max_count_per_parent = 1
    page_description = _("All leaflets, by audience and language.")
    template = "cms_pages/folder_index_page.html"

    def linked_pages(self, request):
        return [*super().linked_pages(request), *self._listed(request)["leaf"].object_list]

    def get_context(self, request, *args, **kwargs):
        listed, addresses = self._listed(request), self.addresses(request)
        for folder in listed["leaf"].object_list:
            of_this = addresses[folder.translation_key]
            folder.address = public_address(folder.url_path, folder.locale.language_code)
            folder.also_in = other_languages(of_this, folder.locale.language_code)
        return super().get_context(request, *args, **kwargs) | listed

    def _listed(self, request):
        """The leaflets to show, a leaf at a time, and for whom there are any; asked once. Two queries."""
        if not hasattr(request, "_leaflets"):
            request._leaflets = self._list(request.GET.get("for", ""), request.GET.get("page"))
        return request._leaflets

    def _list(self, chosen, number):
        folders = FolderPage.objects.live().child_of(self)
        counts = dict(folders.order_by().values_list("audience").annotate(count=Count("pk")).order_by("audience"))
        chosen = chosen if chosen in counts else ""
        if chosen:
            folders = folders.filter(audience=chosen)
        paginator = Paginator(_by_audience(folders), FOLDERS_PER_LEAF)
        paginator.count = counts[chosen] if chosen else sum(counts.values())
        leaf = paginator.get_page(number)
        leaf.object_list = list(leaf.object_list)
        audiences = [(audience, label) for audience, label in Audience.choices if audience in counts]
        return {"leaf": leaf, "audiences": audiences, "chosen": chosen}

    class Meta:
        verbose_name = _("leaflets")
        verbose_name_plural = _("leaflets")


class FolderPage(TextPage):
    """One leaflet: a page with a drawing on its cover, which can also be had as a PDF, flat or folded, and by post."""

    SENSITIVITY = {"audience": Plain.STATE, "form_of_address": Plain.STATE, "cover": Plain.STATE}

    audience = models.CharField(_("for whom"), max_length=12, choices=Audience.choices, default=Audience.PUBLIC)
    form_of_address = models.CharField(
        _("how it addresses the reader"),
        max_length=8,
        choices=FormOfAddress.choices,
        blank=True,
        help_text=_("Choose it for each language. Empty where the language makes no difference."),
    )
    cover = models.CharField(
        _("drawing on the cover"), max_length=12, choices=CoverDrawing.choices, default=CoverDrawing.STORY
    )

    content_panels = [
        *Page.content_panels,
        MultiFieldPanel(
            [FieldPanel("audience"), FieldPanel("form_of_address"), FieldPanel("cover")], heading=_("Cover")
        ),
        *TextPage.content_panels[1:],
    ]
    parent_page_types = ["cms_pages.FolderIndexPage"]
    subpage_types = []
    page_description = _("A leaflet to read, to print, to fold and to order.")
    template = "cms_pages/folder_page.html"
    needs_reading_over = True

    def route(self, request, path_components):
        """Below the page's own address stand its PDFs."""
        if self.live and len(path_components) == 1 and path_components[0] in PrintForm.values:
            return RouteResult(self, kwargs={"print_form": path_components[0]})
        return super().route(request, path_components)

    def get_route_paths(self):
        """As Wagtail's own, which redirects are made for when the page moves: the PDFs too."""
        return [*super().get_route_paths(), *(f"/{form}/" for form in PrintForm.values)]

    def serve(self, request, *args, print_form="", **kwargs):
        if print_form:
            return printed_leaflet(request, self, PrintForm(print_form))
        return super().serve(request, *args, **kwargs)

    def get_context(self, request, *args, **kwargs):
        above = FolderIndexPage.objects.filter(path=self.path[: -self.steplen], live=True).defer("body").first()
        return super().get_context(request, *args, **kwargs) | {
            "index": above,
            "index_address": public_address(above.url_path, self.locale.language_code) if above else "",
            "print_forms": PrintForm,
            "can_print": can_render(),
        }

    class Meta:
        verbose_name = _("leaflet")
        verbose_name_plural = _("leaflets")


def _by_audience(folders):
    """For whom they are in the order of `Audience`, and then as they stand in the tree."""
    places = [When(audience=audience, then=place) for place, audience in enumerate(Audience.values)]
    in_order = folders.order_by(Case(*places, output_field=models.IntegerField()), "path")
    return in_order.select_related("locale").defer("body")
