"""Drawings and addresses in the templates of PDFs."""

from django import template
from django.template.loader import get_template
from django.utils.html import format_html
from django.utils.translation import get_language_bidi
from wagtail.images.models import SourceImageIOError

from cms_pages.drawn import circle as circles
from cms_pages.drawn import rooms
from cms_pages.pictures import ON_PAPER
from portal.outbound.pdf.drawn import ornament, picture

register = template.Library()


@register.simple_tag
def paper_ornament(name, css):
    """A fixed drawing from templates/art/ that only repeats the text: nobody misses it who does not see it."""
    mirrored = "mirrored" if get_language_bidi() and name != "logo" else ""
    drawn = ornament(get_template(f"art/{name}.svg").render({}))
    return format_html('<div class="{} {}" style="background-image: {}"></div>', css, mirrored, drawn)


@register.simple_tag
def paper_photograph(photograph):
    """A picture of a page. A decorative one is no part of what is read: tagged PDF knows no empty description."""
    try:
        shown = photograph.get_rendition(ON_PAPER)
    except SourceImageIOError:
        return ""
    if photograph.decorative:
        style = "background-image: url('{}'); padding-bottom: {}%"
        return format_html(
            f'<div class="photograph" style="{style}"></div>', shown.url, shown.height * 100 // shown.width
        )
    return format_html('<img class="photograph" alt="{}" src="{}">', shown.alt, shown.url)


@register.simple_tag
def paper_circle():
    """The widening circles with their names."""
    return picture(circles.circle("circle"), str(circles.DESCRIPTION), css="rings")


@register.simple_tag
def paper_room(part):
    """The room of one part of a conference: who sits where."""
    css = "room mirrored" if get_language_bidi() else "room"
    return picture(part.room, rooms.told(*part.seats), css=css)
