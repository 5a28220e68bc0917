"""The words of a page, as its reader meets them."""

from wagtail.models import Page
from wagtail.search import index

from cms_pages.plain_language.reading import Reading, read


def reading_of(page: Page) -> Reading:
    """How hard a page reads, with what is in this object: the draft, where that is what was loaded."""
    return read(list(texts_of(page)), page.locale.language_code)


def texts_of(page: Page):
    """Every text of a page that can be found by its words, one by one."""
    for field in type(page).get_search_fields():
        if isinstance(field, index.SearchField):
            yield from _texts(field.get_value(page))


def _texts(value):
    if isinstance(value, list | tuple):
        for item in value:
            yield from _texts(item)
    elif value:
        yield str(value)
