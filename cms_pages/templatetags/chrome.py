"""What surrounds every public page: menu, languages, footer, telephone numbers."""

from django import template
from django.utils.html import format_html
from django.utils.translation import get_language
from wagtail.models import Page
from wagtail.rich_text import RichText
from wagtail.rich_text.rewriters import FIND_A_TAG, extract_attrs

from cms_pages import navigation
from cms_pages.blocks import LinkBlock
from cms_pages.live_figures import live_figures
from portal.organisations.queries import sister_for

register = template.Library()


@register.simple_tag(takes_context=True)
def page_links(context):
    """`PageLink`s of the pages in the menu or the footer."""
    return navigation.page_links(context["request"], _page(context)) if "request" in context else []


@register.simple_tag(takes_context=True)
def language_links(context):
    """`LanguageLink`s of this page, one for each language."""
    return navigation.language_links(context["request"], _page(context)) if "request" in context else []


@register.simple_tag(takes_context=True)
def sister_organisation(context):
    """The other organisation, or nothing."""
    return sister_for(context["request"]) if "request" in context else None


@register.simple_tag
def home_address():
    return navigation.home_address()


@register.simple_tag
def refer_address():
    return navigation.refer_address()


@register.simple_tag
def follow_address():
    return navigation.follow_address()


@register.simple_tag(takes_context=True)
def link_address(context, link):
    """The address of a `LinkBlock`; empty when its page is not public in this language.

    The page's view has worked out `page_addresses` for all links at once.
    """
    organisation = context.get("organisation")
    match link["leads_to"]:
        case LinkBlock.REFER:
            return navigation.refer_address()
        case LinkBlock.FOLLOW:
            return navigation.follow_address()
        case LinkBlock.COORDINATOR:
            return navigation.coordinator_address()
        case LinkBlock.TELEPHONE:
            return telephone_address(organisation.number_for_referrals) if organisation else ""
    return page_address(context, link["page"])


@register.simple_tag(takes_context=True)
def page_address(context, page):
    """The address of a chosen page in the reader's language; empty when there is none."""
    addresses = context.get("page_addresses", {})
    return addresses.get(page.translation_key, {}).get(get_language(), "") if page else ""


@register.simple_tag(takes_context=True)
def linked_text(context, text):
    """A rich text, its links to pages as the page has looked them up; for what it has not, Wagtail asks one by one."""
    request = context.get("request")

    def near(link):
        said = extract_attrs(link[1])
        number = said.get("id", "") if said.get("linktype") == "page" else ""
        address = navigation.near_address(request, int(number)) if number.isdecimal() else None
        if address is None:
            return link[0]
        return format_html('<a href="{}">', address) if address else "<a>"

    return RichText(FIND_A_TAG.sub(near, text.source))


@register.simple_tag(takes_context=True)
def page_called(context, slug):
    """The address of this site's page with this slug, in the reader's language; empty when there is none."""
    return navigation.address_called(context["request"], slug) if "request" in context else ""


@register.simple_tag
def counted_this_year(organisation):
    """(number, words) of what the portal counts by itself; nothing where there is no organisation, as in a preview."""
    return live_figures(organisation) if organisation else []


@register.filter
def telephone_address(number):
    """`tel:` and the digits of a number as people write it."""
    return "tel:" + "".join(character for character in str(number) if character.isdigit() or character == "+")


@register.simple_tag
def telephone(number, css="nb"):
    """A number to press, never broken over two lines, its digits in order in right-to-left text too."""
    return format_html('<a class="{}" href="{}"><bdi dir="ltr">{}</bdi></a>', css, telephone_address(number), number)


def _page(context):
    page = context.get("page")
    return page if isinstance(page, Page) else None
