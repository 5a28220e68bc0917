"""The regions: who answers where. An index with a postcode finder, and below it a page per region, from the data."""

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page
from wagtail.url_routing import RouteResult

from cms_pages.agenda_lines import Lines
from cms_pages.models.agenda_pages import EventPage
from cms_pages.models.model_pages import ModelPage
from cms_pages.models.text_page import TextPage
from cms_pages.navigation import HOME_DEPTH, public_address
from cms_pages.region_form import RegionForm
from portal.organisations.models import Organisation, Region
from portal.organisations.queries import country_of, organisation_for, region_for, sister_for
from portal.organisations.words import word_of
from training.agenda import on_the_agenda

MOST_EVENTS = 5  # the others stand on the agenda


class RegionIndexPage(TextPage):
    """All regions of the organisation, and the finder. Regions have no pages of their own in the tree.

    `/regions/overijssel/` is drawn from the region itself, so that it is never older than the data.
    """

    parent_page_types = ["cms_pages.HomePage"]
    subpage_types = []
    max_count_per_parent = 1
    page_description = _("The regions, with a postcode finder and a page for each.")
    template = "cms_pages/region_index_page.html"
    # Set while the page is shown; unset in the editors' preview.
    region: Region | None = None
    form: RegionForm = RegionForm()

    def route(self, request, path_components):
        if self.live and len(path_components) == 1:
            region = region_called(organisation_for(request), path_components[0])
            if region:
                return RouteResult(self, kwargs={"region": region})
        return super().route(request, path_components)

    def get_route_paths(self):
        """As Wagtail's own, which redirects are made for when the page moves: the pages of the regions too."""
        regions = regions_shown(Organisation.objects.filter(site=self.get_site()).first())
        return [*super().get_route_paths(), *(f"/{region.slug}/" for region in regions)]

    def serve(self, request, *args, region=None, form=None, **kwargs):
        """With `region` the page of that region; with a filled in `form` the finder's answer stands on the page."""
        self.region, self.form = region, form or RegionForm()
        return super().serve(request, *args, **kwargs)

    def get_template(self, request, *args, **kwargs):
        return "cms_pages/region_page.html" if self.region else self.template

    @property
    def share_title(self):
        return f"{self.region} · {self.title}" if self.region else super().share_title

    def addresses(self, request):
        addresses = super().addresses(request)
        if not self.region:
            return addresses
        below = {code: f"{address}{self.region.slug}/" for code, address in addresses[self.translation_key].items()}
        return addresses | {self.translation_key: below}

    def linked_pages(self, request):
        return [] if self.region else super().linked_pages(request)

    def look_up_media(self):
        if not self.region:  # which is shown instead of the index
            super().look_up_media()

    def get_context(self, request, *args, **kwargs):
        organisation = organisation_for(request)
        context = super().get_context(request, *args, **kwargs) | {
            "manager_word": word_of(organisation, "regional manager") if organisation else "",
            "index_address": public_address(self.url_path, get_language()),
        }
        if self.region:
            return context | self._of_one_region()
        context |= {"form": self.form, "regions": regions_shown(organisation)}
        if self.form.is_valid():
            context |= found_for(request, organisation, self.form.cleaned_data["postcode"])
        return context

    def _of_one_region(self):
        below = self.path[: Page.steplen * HOME_DEPTH]
        kinds, agenda = kinds_and_agenda(below)
        events = Lines(*coming_in(self.region, below))[:MOST_EVENTS]
        return {"region": self.region, "kinds": kinds, "agenda": agenda, "events": events}

    class Meta:
        verbose_name = _("regions")
        verbose_name_plural = _("regions")


def regions_shown(organisation):
    """All regions with who answers for them; the front desk last."""
    if organisation is None:
        return Region.objects.none()
    return organisation.regions.select_related("manager", "deputy").order_by("is_front_desk", "name")


def region_called(organisation, slug: str) -> Region | None:
    return regions_shown(organisation).filter(slug=slug).first()


def kinds_and_agenda(home_path: str) -> tuple[list[ModelPage], str]:
    """The kinds of conferences of a site, each with `address`, and the address of its agenda. One query."""
    pages = (
        TextPage.objects.live()
        .filter(path__startswith=home_path)
        .filter(Q(modelpage__isnull=False) | Q(agendapage__isnull=False))
        .select_related("modelpage", "agendapage")
        .order_by("path")
    )
    kinds, agenda = [], ""
    for page in pages:
        address = public_address(page.url_path, get_language())
        if hasattr(page, "agendapage"):
            agenda = address
        else:
            page.modelpage.address = address
            kinds.append(page.modelpage)
    return kinds, agenda


def coming_in(region: Region, home_path: str) -> tuple[QuerySet, QuerySet]:
    """What is planned in a region and not over: a site's own pages of events, and the trainings for everybody."""
    pages = EventPage.objects.live().filter(path__startswith=home_path)
    trainings = on_the_agenda(region.organisation_id)
    now = timezone.now()
    return pages.filter(region=region, ends__gte=now), trainings.filter(region=region, ends__gte=now)


def found_for(request, organisation, postcode: str) -> dict:
    """What the finder answers: the region, or the front desk, or the sister organisation across the border."""
    sister = sister_for(request)
    if sister and country_of(postcode, organisation=organisation) == sister.country:
        return {"sister": sister}
    return {"found": region_for(organisation, postcode)}
