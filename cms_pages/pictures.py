"""Pictures as pages show them: in three widths and three kinds of file, all looked up in one query."""

import copy

from django.db.models import Count, Q
from wagtail.images import get_image_model
from wagtail.images.models import AbstractImage, Filter, SourceImageIOError

# What `{% picture %}` in templates/cms_pages/parts/picture.html asks for: the same, or nothing is found beforehand.
SHOWN = ("format-{avif,webp,jpeg}", "width-{480,800,1200}")
SHARED = "fill-1200x630|format-jpeg"  # what goes along when a page is passed on (Open Graph)
ON_PAPER = "width-1200|format-jpeg"
MADE_AT_ONCE = 3  # pictures; the next run goes on


def shown_specs() -> list[str]:
    """Every rendition of a picture on a page."""
    return Filter.expand_spec(list(SHOWN))


def look_up(wanted: set[int]) -> dict[int, AbstractImage]:
    """Pictures by their number, each with the renditions that it has. What is lacking is made when it is shown.

    One query; a picture without any rendition, and so just uploaded, is asked for in a second.
    """
    if not wanted:
        return {}
    found: dict[int, AbstractImage] = {}
    renditions = get_image_model().get_rendition_model().objects.select_related("image")
    for rendition in renditions.filter(image__in=wanted, filter_spec__in=[*shown_specs(), SHARED]):
        picture = found.setdefault(rendition.image_id, rendition.image)
        picture.prefetched_renditions = [*getattr(picture, "prefetched_renditions", []), rendition]
    return found | get_image_model().objects.in_bulk(wanted - found.keys())


def used_once_more(picture: AbstractImage) -> AbstractImage:
    """The same picture for another place, with words of its own: so are its renditions."""
    own = copy.copy(picture)
    own.prefetched_renditions = [copy.copy(each) for each in getattr(picture, "prefetched_renditions", [])]
    for rendition in own.prefetched_renditions:
        rendition.image = own
    return own


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
