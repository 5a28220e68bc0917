"""What the text of a page shows and where it leads, fetched at once. Wagtail would ask for each kind of block."""

from wagtail.blocks import RichTextBlock
from wagtail.models import Page
from wagtail.rich_text import extract_references_from_rich_text

from cms_pages.blocks import LinkBlock, MediaBlock
from cms_pages.models.film import films_with_captions
from cms_pages.pictures import look_up, used_once_more


def fetch_media(page) -> bool:
    """Gives a page the pictures and films of its body, and its own picture; whether it has any. Two queries at most."""
    uses = _stored(page.body, MediaBlock)
    own = getattr(page, "picture_id", None)
    wanted_pictures = {own, *(one for _place, block, raw in uses for one in block.pictures_in(raw["value"]))}
    wanted_films = {one for _place, block, raw in uses for one in block.films_in(raw["value"])}
    pictures, films = look_up(wanted_pictures - {None}), films_with_captions(wanted_films - {None})
    for place, block, raw in uses:
        page.body[place] = block.name, block.with_media(raw["value"], pictures=pictures, films=films), raw.get("id")
    if own in pictures:
        page.picture = used_once_more(pictures[own])
    return bool(pictures or films)


def fetch_linked_pages(page) -> list[Page]:
    """Gives the buttons of a page's body the pages they lead to; these, and the ones linked in its text. One query."""
    buttons = [each for each in _stored(page.body, LinkBlock) if each[2]["value"].get("page")]
    numbers = {raw["value"]["page"] for _place, _block, raw in buttons}
    for _place, _block, raw in _stored(page.body, RichTextBlock):
        named = extract_references_from_rich_text(raw["value"])
        numbers |= {int(number) for kind, number, *_where in named if kind is Page and number.isdecimal()}
    found = Page.objects.in_bulk(numbers)
    for place, block, raw in buttons:
        value = block.to_python(raw["value"] | {"page": None})
        value["page"] = found.get(raw["value"]["page"])
        page.body[place] = block.name, value, raw.get("id")
    return list(found.values())


def _stored(body, kind):
    """(place, block, stored) for each block of a kind, without reading it."""
    kinds = body.stream_block.child_blocks
    places = enumerate(body.raw_data)
    return [(place, kinds[raw["type"]], raw) for place, raw in places if isinstance(kinds.get(raw["type"]), kind)]
