"""What all public pages share."""

from django.db import models
from django.db.models import Exists, ExpressionWrapper, F, OuterRef, Q
from django.shortcuts import redirect
from django.urls import Resolver404
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, PageViewRestriction

from cms_pages.blocks import chosen_pages
from cms_pages.blocks.identities import give_ids
from cms_pages.models.fetching import fetch_linked_pages, fetch_media
from cms_pages.navigation import language_links, look_around, public_address
from cms_pages.translating.gate import hold_back, keep_source_text_out, obstacles
from portal.privacy.labels import Plain


class SitePage(Page):
    """What all public pages share: links to other pages are led to the reader's language, all at once."""

    SENSITIVITY = {"machine_translated": Plain.STATE}
    needs_reading_over = False  # True: what a machine translated is not published before somebody has read it

    machine_translated = models.BooleanField(_("translated by a machine"), default=False, editable=False)

    class Meta:
        abstract = True

    def save(self, *args, update_fields=None, **kwargs):
        """Raises ValidationError for a translation that would stand unfinished before readers."""
        if update_fields is None or "live" in update_fields:
            give_ids(self)
            keep_source_text_out(self)
        super().save(*args, update_fields=update_fields, **kwargs)

    def publish(self, revision, user=None, **options):
        """As Wagtail's own; a translation that is not finished stays a draft, and its history says why.

        Nothing is raised: a schedule or a workflow goes on to the next page. Views ask `obstacles` first.
        """
        if reason := obstacles(revision.as_object()):
            hold_back(self, revision, reason=reason, by=user)
            return
        super().publish(revision, user=user, **options)

    def serve(self, request, *args, **kwargs):
        """Under a language that this site does not have, Wagtail finds the Dutch home page: lead to its own address."""
        in_this_language = any(link.current and link.translated for link in language_links(request, self))
        if not in_this_language and not self.alias_of_id:
            return redirect(public_address(self.url_path, self.locale.language_code))
        return super().serve(request, *args, **kwargs)

    def resolve_subpage(self, path):
        """Wagtail asks where a redirect may lead: also to what a page shows below itself. Raises Resolver404."""
        if path not in self.get_route_paths():
            raise Resolver404

    share_type = "website"  # as Open Graph names it

    @property
    def share_title(self) -> str:
        """What this page is called where somebody passes it on."""
        return self.seo_title or self.title

    @property
    def address_above(self) -> str:
        """The address of the page above this one, in the reader's language, which is this page's own."""
        return public_address(self.url_path, get_language()).removesuffix(f"{self.slug}/")

    def linked_pages(self, request) -> list[Page]:
        """The pages to which this one links in the reader's language, or in all of them."""
        self.look_up_media()  # before the body is read, or Wagtail asks for each kind of block
        return [*fetch_linked_pages(self), *chosen_pages(self.body)]

    def addresses(self, request):
        """Addresses of this page and of all that it links to, by translation key and language; asked once."""
        if not hasattr(request, "_addresses"):
            request._addresses = look_around(request, self, *self.linked_pages(request))
        return request._addresses

    shows_media: bool | None = None  # known once `look_up_media` has looked

    def look_up_media(self) -> None:
        """All pictures and films that this page shows. Two queries at most, however many those are, and once."""
        if self.shows_media is None:
            self.shows_media = fetch_media(self)

    def get_context(self, request, *args, **kwargs):
        self.look_up_media()
        return super().get_context(request, *args, **kwargs) | {"page_addresses": self.addresses(request)}

    may_be_closed = True  # False: the query that found this page saw that nothing closes it

    def get_view_restrictions(self):
        """As Wagtail's own, in one query: what closes this page or one above it, or the source of such a page."""
        if self.alias_of_id:
            return super().get_view_restrictions()
        if not self.may_be_closed:
            return PageViewRestriction.objects.none()
        lineage = [self.path[:end] for end in range(self.steplen, len(self.path) + 1, self.steplen)]
        closing = Q(page__path__in=lineage) | Q(page__aliases__path__in=lineage)
        return PageViewRestriction.objects.filter(closing | Q(page__aliases__aliases__path__in=lineage)).distinct()


def closes_what_is_found() -> Exists:
    """For a query of pages, as `may_be_closed`: whether `get_view_restrictions` would find anything for each."""
    above = ("page__path", "page__aliases__path", "page__aliases__aliases__path")
    closing = Q(*(("found__startswith", F(path)) for path in above), _connector=Q.OR)
    found = ExpressionWrapper(OuterRef("path"), output_field=models.CharField())
    return Exists(PageViewRestriction.objects.alias(found=found).filter(closing))
