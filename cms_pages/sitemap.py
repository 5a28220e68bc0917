"""sitemap.xml of each site: every public page with its translations; regions, training events and forms too."""

from collections import defaultdict
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps import views as sitemap_views
from django.db.models import F, Q
from django.http import Http404, HttpResponse
from django.views.decorators.cache import cache_control
from wagtail.models import Page, Site

from cms_pages.models import RegionIndexPage
from cms_pages.navigation import HOME_DEPTH, public_address
from portal.organisations.models import Region
from training.agenda import found_events

FOUND_VIEWS = ("refer", "order-leaflets", "follow")
HIDDEN = ("/admin/", "/documents/", "/*/accounts/", "/*/my/", "/*/search/")


class PagesSitemap(Sitemap):
    """One entry for each page in each language, with links to the other languages and to what stands for none."""

    limit = 5000  # with six languages each, well below what a file may hold

    def __init__(self, site: Site, root_url: str):
        self.site, self.root_url = site, root_url

    def items(self):
        if not hasattr(self, "_entries"):
            self._entries = [
                {"addresses": addresses, "code": code, "changed": changed}
                for addresses, changes in self._groups()
                for code, changed in changes.items()
            ]
        return self._entries

    def get_urls(self, page=1, site=None, protocol=None):
        return [self._url(item) for item in self.paginator.page(page).object_list]

    def _url(self, item):
        addresses = item["addresses"]
        default = addresses.get(settings.LANGUAGE_CODE) or next(iter(addresses.values()))
        others = [*addresses.items(), ("x-default", "/" if default == f"/{settings.LANGUAGE_CODE}/" else default)]
        return {
            "item": item,
            "location": self.root_url + addresses[item["code"]],
            "lastmod": item["changed"],
            "alternates": [{"lang_code": code, "location": self.root_url + address} for code, address in others],
        }

    def _groups(self):
        """(addresses by language, last change by language) of everything that can be found on the site."""
        homes = Page.objects.filter(depth=HOME_DEPTH, translation_key=self.site.root_page.translation_key, live=True)
        below = Q(pk__in=[])
        for path in homes.values_list("path", flat=True):
            below |= Q(path__startswith=path)
        pages = Page.objects.live().public().filter(below, Q(alias_of=None) | Q(alias_of__locale=F("locale")))
        rows = pages.order_by("path").values_list(
            "translation_key", "locale__language_code", "url_path", "last_published_at", "content_type__model"
        )
        addresses: defaultdict[UUID, dict[str, str]] = defaultdict(dict)
        changes: defaultdict[UUID, dict[str, datetime | None]] = defaultdict(dict)
        indexes = set()
        for key, code, url_path, changed, model in rows:
            addresses[key][code] = public_address(url_path, code)
            changes[key][code] = changed
            if model == RegionIndexPage._meta.model_name:
                indexes.add(key)
        yield from ((addresses[key], changes[key]) for key in addresses)
        for slug in Region.objects.filter(organisation__site=self.site).values_list("slug", flat=True):
            for key in indexes:
                yield {code: f"{address}{slug}/" for code, address in addresses[key].items()}, changes[key]
        codes = [code for code, _name in settings.LANGUAGES]
        for pk, changed in found_events(self.site):
            yield {code: f"/{code}/training/{pk}/" for code in codes}, dict.fromkeys(codes, changed)
        for view in FOUND_VIEWS:
            yield {code: f"/{code}/{view}/" for code in codes}, dict.fromkeys(codes)


@cache_control(public=True, max_age=3600)
def sitemap_index(request):
    return sitemap_views.index(request, _sitemaps(request), sitemap_url_name="sitemap_section")


@cache_control(public=True, max_age=3600)
def sitemap_section(request, section):
    return sitemap_views.sitemap(request, _sitemaps(request), section=section)


@cache_control(public=True, max_age=3600)
def robots(request):
    """Everything may be read but what is somebody's own."""
    lines = ["User-agent: *", *(f"Disallow: {part}" for part in HIDDEN), ""]
    lines.append(f"Sitemap: {request.build_absolute_uri('/sitemap.xml')}\n")
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


def _sitemaps(request):
    site = Site.find_for_request(request)
    if site is None:
        raise Http404
    return {"pages": PagesSitemap(site, request.build_absolute_uri("/").rstrip("/"))}
