"""Consent to tell a story is withdrawn: the story goes, in every language, and stays away; so do its pictures."""

from datetime import date

from django.db import transaction
from wagtail.images.models import AbstractImage
from wagtail.models import ReferenceIndex

from cms_pages.blocks import chosen
from cms_pages.models import Film, StoryPage


@transaction.atomic
def withdraw_consent(story: StoryPage, *, on: date, by=None) -> None:
    """Take the story and its translations off the site and record since when. Also what was planned to appear.

    Pictures and films that only this story shows are erased with all their files: people may be seen on them. What
    another page shows too stays with that page.
    """
    pages = StoryPage.objects.filter(translation_key=story.translation_key)
    media = {(type(each), each.pk): each for page in pages for each in _media_of(page)}
    for page in pages:
        StoryPage.objects.filter(pk=page.pk).update(consent_withdrawn_on=on)
        page.revisions.update(approved_go_live_at=None)
        if page.live:
            page.consent_withdrawn_on = on
            page.unpublish(user=by)
    own = {str(page.pk) for page in pages}
    for each in media.values():
        used_by = ReferenceIndex.get_references_to(each).values_list("object_id", flat=True)
        if own.issuperset(used_by):
            each.delete()


def _media_of(page):
    """What the page shows, and what its last draft does."""
    for version in (page, page.get_latest_revision_as_object()):
        if version.picture:
            yield version.picture
        yield from chosen(version.body, AbstractImage)
        yield from chosen(version.body, Film)
