"""Drawings in templates."""

from django import template
from django.template.loader import get_template
from django.utils.safestring import mark_safe
from django.utils.translation import get_language_bidi

from cms_pages import drawings
from cms_pages.drawn import circle as circles

register = template.Library()


@register.simple_tag
def drawing(name, css="art"):
    """A fixed drawing from templates/art/ with its alternative text, e.g. {% drawing "hero" "art hero-art" %}."""
    return get_template(f"art/{name}.svg").render({"css": css, "alt": drawings.ALTERNATIVES.get(name, "")})


@register.simple_tag
def beads(steps, current):
    """The steps of a form as beads on a thread; from right to left where the language is."""
    return mark_safe(drawings.beads(int(steps), int(current), rtl=get_language_bidi()))  # noqa: S308 - numbers only


@register.simple_tag
def circle(identity):
    """The widening circles, with their names; `identity` keeps two of them on a page apart."""
    return circles.circle(identity)


@register.simple_tag
def circle_layers():
    """The same in words, for beside the drawing."""
    return circles.LAYERS
