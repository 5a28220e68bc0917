"""An id for every item of a list in a StreamField: what has none cannot be found again, and is not translated."""

from wagtail import blocks
from wagtail.fields import StreamField


def give_ids(page) -> None:
    """Mends lists that were stored as plain values (by an import, by older code). Costs nothing where all have ids."""
    for field in page._meta.get_fields():
        if isinstance(field, StreamField):
            value = getattr(page, field.name)
            if value and _lacks_ids(value.stream_block, list(value.raw_data)):
                list(value)  # only blocks that were read are written anew
                setattr(page, field.name, value.stream_block.to_python(value.get_prep_value()))


def _lacks_ids(block, raw):
    if isinstance(block, blocks.ListBlock):
        items = raw or []
        return not all(map(_is_item, items)) or any(_lacks_ids(block.child_block, item["value"]) for item in items)
    if isinstance(block, blocks.StreamBlock):
        known = [each for each in raw or [] if each["type"] in block.child_blocks]
        return any(_lacks_ids(block.child_blocks[each["type"]], each["value"]) for each in known)
    if isinstance(block, blocks.StructBlock) and isinstance(raw, dict):
        return any(_lacks_ids(child, raw.get(name)) for name, child in block.child_blocks.items())
    return False


def _is_item(raw):
    return isinstance(raw, dict) and raw.get("type") == "item" and bool(raw.get("id")) and "value" in raw
