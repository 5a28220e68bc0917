"""Where a reader can go from here: the menu, the footer, and the same page in another language.

Every page draws these, so each is one query whatever the size of the site, and none of them touches the session.
"""

from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.db.models import F, Q
from django.urls import translate_url
from django.utils.translation import get_language, get_language_info
from wagtail.models import Page, Site

HOME_DEPTH = 2  # home pages stand directly below Wagtail's root


@dataclass(frozen=True)
class PageLink:
    text: str
    title: str
    address: str
    current: bool
    in_menu: bool
    footer: str


@dataclass(frozen=True)
class LanguageLink:
    code: str
    name: str
    direction: str
    address: str
    current: bool
    translated: bool  # False: leads to that language's home, because this page does not exist in it


def public_address(url_path: str, language: str) -> str:
    """The address of a page from its Wagtail `url_path`, whose first part names the home page."""
    below_home = url_path.split("/", HOME_DEPTH)[HOME_DEPTH]
    return f"/{language}/{below_home}"


def home_address() -> str:
    """The first page in the reader's language."""
    return f"/{get_language()}/"


def refer_address() -> str:
    """The form to ask for a conference, in the reader's language (DESIGN §5)."""
    return f"/{get_language()}/refer/"


def follow_address() -> str:
    """Where a request is followed with its code, in the reader's language (DESIGN §5)."""
    return f"/{get_language()}/follow/"


def coordinator_address() -> str:
    """What a coordinator does, whether it fits, and the letter, in the reader's language (DESIGN §5)."""
    return f"/{get_language()}/coordinator/"


def home_path(request) -> str | None:
    """The tree path of this site's home page in the reader's language; None when there is none."""
    site = Site.find_for_request(request)
    if site is None:
        return None
    homes = Page.objects.live().filter(
        depth=HOME_DEPTH, translation_key=site.root_page.translation_key, locale__language_code=get_language()
    )
    return homes.values_list("path", flat=True).first()


def page_links(request, page=None) -> list[PageLink]:
    """The pages below the home page that stand in the menu or the footer, in the order of the page tree.

    And the one that `page` is or stands below, even when it is in neither.
    """
    if not hasattr(request, "_page_links"):
        request._page_links = _page_links(request, page)
    return request._page_links


def list_above(request, page) -> PageLink | None:
    """The page right below the home page below which `page` stands, if it is public. No query of its own."""
    return next((link for link in page_links(request, page) if link.current), None)


def language_links(request, page=None) -> list[LanguageLink]:
    """All languages; each leads to this page in that language when it exists, else to that language's home."""
    if not hasattr(request, "_language_links"):
        addresses = page.addresses(request)[page.translation_key] if page else _addresses_of_view(request)
        request._language_links = [_language_link(code, addresses.get(code)) for code, _name in settings.LANGUAGES]
    return request._language_links


def addresses_of(*pages) -> dict[UUID, dict[str, str]]:
    """Addresses by translation key and language, of the public translations of some pages. One query."""
    addresses: dict[UUID, dict[str, str]] = {page.translation_key: {} for page in pages}
    # An alias in another language is the source text under another address, not a translation. An alias in its own
    # language is a page that two sites share.
    translated = Q(alias_of=None) | Q(alias_of__locale=F("locale"))
    found = Page.objects.live().filter(translated, translation_key__in=addresses)
    for key, code, url_path in found.values_list("translation_key", "locale__language_code", "url_path"):
        addresses[key][code] = public_address(url_path, code)
    return addresses


def address_called(request, slug: str) -> str:
    """The address, in the reader's language, of the page of this site that has this slug in the default language."""
    below = home_path(request)
    if not below:
        return ""
    named = Page.objects.filter(slug=slug, locale__language_code=settings.LANGUAGE_CODE).values("translation_key")
    found = Page.objects.live().filter(path__startswith=below, translation_key__in=named, alias_of__isnull=True)
    url_path = found.values_list("url_path", flat=True).first()
    return public_address(url_path, get_language()) if url_path else ""


def other_languages(addresses: dict[str, str], language: str) -> list[LanguageLink]:
    """Links to the other languages of a page, from its addresses by language."""
    others = [code for code, _name in settings.LANGUAGES if code in addresses and code != language]
    return [_language_link(code, addresses[code]) for code in others]


def _page_links(request, page):
    below = page.path[: Page.steplen * HOME_DEPTH] if page else home_path(request)
    if not below:
        return []
    above = page.path[: Page.steplen * (HOME_DEPTH + 1)] if page else ""
    found = (
        Page.objects.live()
        .filter(path__startswith=below, depth=HOME_DEPTH + 1)
        .filter(Q(show_in_menus=True) | Q(textpage__footer__gt="") | Q(path=above))
        .order_by("path")
        .annotate(footer=F("textpage__footer"), short_title=F("textpage__short_title"))
        .values_list("short_title", "title", "url_path", "path", "show_in_menus", "footer")
    )
    return [
        PageLink(
            text=short_title or title,
            title=title,
            address=public_address(url_path, get_language()),
            current=page is not None and page.path.startswith(path),
            in_menu=in_menu,
            footer=footer or "",
        )
        for short_title, title, url_path, path, in_menu, footer in found
    ]


def _addresses_of_view(request):
    match = getattr(request, "resolver_match", None)
    if match is None or match.url_name == "wagtail_serve":
        return {}
    return {code: translate_url(request.path, code) for code, _name in settings.LANGUAGES}


def _language_link(code, address):
    info = get_language_info(code)
    return LanguageLink(
        code=code,
        name=dict(settings.LANGUAGES)[code],
        direction="rtl" if info["bidi"] else "ltr",
        address=address or f"/{code}/",
        current=code == get_language(),
        translated=address is not None,
    )
