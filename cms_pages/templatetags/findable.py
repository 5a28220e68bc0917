"""What stands in the head of a page for who looks for it or passes it on."""

from django import template
from django.conf import settings
from django.utils.translation import get_language
from wagtail.models import Page

from cms_pages import navigation, structured
from cms_pages.sitemap import FOUND_VIEWS
from portal.organisations.queries import organisation_for

register = template.Library()

_COUNTRIES = {"nl": ("NL", "BE"), "fr": ("FR", "BE"), "en": ("GB", "GB"), "tr": ("TR", "TR"), "pl": ("PL", "PL")}


@register.simple_tag(takes_context=True)
def is_for_search_engines(context):
    """Pages, public training events (`told_event`) and the few views that people look for.

    Never an account, an answer or a step of a form.
    """
    match = getattr(context.get("request"), "resolver_match", None)
    if match is None:
        return False
    is_told = match.url_name == "wagtail_serve" or context.get("told_event") is not None
    return is_told or context["request"].path in found_addresses()


def found_addresses():
    return {f"/{get_language()}/{view}/" for view in FOUND_VIEWS}


@register.simple_tag(takes_context=True)
def alternates(context):
    """(language, address) of this page in all its languages, then `x-default`: for who reads none of them."""
    links = [
        (link.code, link.address)
        for link in navigation.language_links(context["request"], _page(context))
        if link.translated
    ]
    addresses = dict(links)
    if not addresses:
        return []
    default = addresses.get(settings.LANGUAGE_CODE) or links[0][1]
    # The bare address leads home in the reader's own language.
    return [*links, ("x-default", "/" if default == f"/{settings.LANGUAGE_CODE}/" else default)]


@register.simple_tag(takes_context=True)
def share_picture(context):
    organisation = organisation_for(context["request"])
    return structured.share_picture(context["request"], organisation, _page(context)) if organisation else None


@register.simple_tag(takes_context=True)
def share_locale(context):
    """The language and country of Open Graph: Dutch is another in Belgium. Empty for Arabic, which has many."""
    organisation = organisation_for(context["request"])
    countries = _COUNTRIES.get(get_language())
    if organisation is None or countries is None:
        return ""
    return f"{get_language()}_{countries[organisation.country == 'BE']}"


@register.simple_tag(takes_context=True)
def structured_data(context):
    """JSON-LD of this page; empty for pages that say nothing to machines."""
    page, organisation = _page(context), organisation_for(context["request"])
    event = context.get("told_event")
    if event is not None and organisation:
        return structured.as_json(structured.training_event_data(context["request"], organisation, event))
    told = getattr(page, "structured_data", None)
    return structured.as_json(told(context["request"], organisation)) if told and organisation else ""


def _page(context):
    page = context.get("page")
    return page if isinstance(page, Page) else None
