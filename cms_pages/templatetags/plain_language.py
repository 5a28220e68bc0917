"""How hard a page reads, in templates of the admin."""

from django import template

from cms_pages.plain_language.pages import reading_of

register = template.Library()


@register.simple_tag
def reading(page):
    """The `Reading` of a page; nothing for a page that was never saved."""
    return reading_of(page) if page and page.pk else None
