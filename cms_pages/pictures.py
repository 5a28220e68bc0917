"""Pictures as pages show them: in three widths and three kinds of file, all looked up in one query."""

import copy
from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Count, Q
from wagtail.images import get_image_model
from wagtail.images.models import Filter, SourceImageIOError

# What `{% picture %}` in templates/cms_pages/parts/picture.html asks for: the same, or nothing is found beforehand.
SHOWN = ("format-{avif,webp,jpeg}", "width-{480,800,1200}")
SHARED = "fill-1200x630|format-jpeg"  # what goes along when a page is passed on (Open Graph)
ON_PAPER = "width-1200|format-jpeg"
MADE_AT_ONCE = 3  # pictures; the next run goes on


def shown_specs() -> list[str]:
    """Every rendition of a picture on a page."""
    return Filter.expand_spec(list(SHOWN))


def look_up(pictures: Iterable, *, led_by=None) -> None:
    """Gives each picture the renditions it has, and the page `led_by` its own picture with those. One query for all.

    What is lacking is made when it is shown. `pictures` may name one picture several times, with other words.
    """
    pictures = list(pictures)
    wanted = {picture.pk for picture in pictures} | ({led_by.picture_id} if led_by and led_by.picture_id else set())
    if not wanted:
        return
    found = defaultdict(list)
    renditions = get_image_model().get_rendition_model().objects.select_related("image")
    for rendition in renditions.filter(image__in=wanted, filter_spec__in=[*shown_specs(), SHARED]):
        found[rendition.image_id].append(rendition)
    if led_by and led_by.picture_id:
        if led_by.picture_id in found:
            led_by.picture = found[led_by.picture_id][0].image
        pictures.append(led_by.picture)
    for picture in pictures:
        picture.prefetched_renditions = [_shown_by(picture, rendition) for rendition in found[picture.pk]]


def make_lacking() -> int:
    """Makes the renditions of some pictures that lack them, so that no reader waits for AVIF; how many pictures."""
    specs = shown_specs()
    there = Count("renditions", filter=Q(renditions__filter_spec__in=specs))
    made = 0
    for picture in get_image_model().objects.annotate(there=there).filter(there__lt=len(specs)).order_by("-pk"):
        try:
            picture.get_renditions(*specs)
        except SourceImageIOError:  # its file was lost: others go on
            continue
        made += 1
        if made == MADE_AT_ONCE:
            break
    return made


def _shown_by(picture, rendition):
    """The rendition as this use of the picture shows it: with its own alternative text."""
    own = copy.copy(rendition)
    own.image = picture
    return own
