"""News: the newest first, and as a feed."""

from datetime import datetime, time

from django.core.paginator import Paginator
from django.db import models
from django.http import HttpResponse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page
from wagtail.url_routing import RouteResult

from cms_pages.models.lead_picture import LeadPicture
from cms_pages.models.text_page import TextPage
from cms_pages.navigation import list_above, public_address
from cms_pages.structured import article_data
from portal.privacy.labels import Plain

NEWS_PER_LEAF = 12
FEED = "feed"


class NewsIndexPage(TextPage):
    """All news, newest first; at `feed/` for who reads it elsewhere."""

    parent_page_types = ["cms_pages.HomePage"]
    subpage_types = ["cms_pages.NewsPage"]
    max_count_per_parent = 1
    page_description = _("News, newest first.")
    template = "cms_pages/news_index_page.html"

    def route(self, request, path_components):
        if path_components == [FEED] and self.live:
            return RouteResult(self, kwargs={"as_feed": True})
        return super().route(request, path_components)

    def get_route_paths(self):
        """As Wagtail's own, which redirects are made for when the page moves: the feed too."""
        return [*super().get_route_paths(), f"/{FEED}/"]

    def serve(self, request, *args, as_feed=False, **kwargs):
        if as_feed:
            return HttpResponse(self._feed(request), content_type="application/atom+xml; charset=utf-8")
        return super().serve(request, *args, **kwargs)

    @property
    def feed_address(self):
        return f"{public_address(self.url_path, get_language())}{FEED}/"

    def items(self):
        return NewsPage.objects.live().child_of(self).defer("body").order_by("-date", "-pk")

    def get_context(self, request, *args, **kwargs):
        leaf = Paginator(self.items(), NEWS_PER_LEAF).get_page(request.GET.get("page"))
        return super().get_context(request, *args, **kwargs) | {"leaf": leaf}

    def _feed(self, request):
        here = request.build_absolute_uri(public_address(self.url_path, get_language()))
        feed = Atom1Feed(
            title=self.title, link=here, description=self.lead, language=get_language(),
            feed_url=request.build_absolute_uri(self.feed_address), feed_guid=f"urn:uuid:{self.translation_key}",
        )  # fmt: skip
        for item in self.items()[:NEWS_PER_LEAF]:
            feed.add_item(
                title=item.title, link=request.build_absolute_uri(item.address), description=item.lead,
                unique_id=f"urn:uuid:{item.translation_key}", pubdate=item.moment,
                updateddate=item.last_published_at or item.moment,
            )  # fmt: skip
        return feed.writeString("utf-8")

    class Meta:
        verbose_name = _("news overview")
        verbose_name_plural = _("news overviews")


class NewsPage(LeadPicture):
    """One piece of news."""

    SENSITIVITY = {"date": Plain.TIME}

    date = models.DateField(_("date"), default=timezone.localdate)

    content_panels = [
        *Page.content_panels,
        FieldPanel("date"),
        FieldPanel("lead"),
        LeadPicture.picture_panel,
        FieldPanel("body"),
    ]
    parent_page_types = ["cms_pages.NewsIndexPage"]
    subpage_types = []
    page_description = _("One piece of news.")
    template = "cms_pages/news_page.html"
    share_type = "article"

    @property
    def address(self):
        return public_address(self.url_path, get_language())

    @property
    def moment(self):
        return timezone.make_aware(datetime.combine(self.date, time(9)))

    def structured_data(self, request, organisation):
        return article_data(request, organisation, self, kind="NewsArticle", published=self.moment)

    def get_context(self, request, *args, **kwargs):
        return super().get_context(request, *args, **kwargs) | {"index": list_above(request, self)}

    class Meta(LeadPicture.Meta):
        verbose_name = _("news")
        verbose_name_plural = _("news")
