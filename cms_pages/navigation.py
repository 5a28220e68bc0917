"""Where a reader can go from here: the menu, the footer, and the same page in another language.

Every page draws these, so together they are one query whatever the size of the site, and none touches the session.
"""

from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.db.models import BooleanField, Case, F, Q, Value, When
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
    return _addresses_in(_rows(_translations_of(pages)), pages)


def look_around(request, page, *linked) -> dict[UUID, dict[str, str]]:
    """`addresses_of(page, *linked)`; what `page_links` and `near_address` answer comes along in the same query."""
    site = Site.find_for_request(request)
    told = [page, *linked, *([site.root_page] if site else [])]
    named, around = _translations_of(told), _around(page, _below_home(page))
    rows = list(_rows(named | around, is_named=_yes_or_no(named), is_around=_yes_or_no(around)))
    request._page_links = _links_in([row for row in rows if row.is_around], page)
    rows = [row for row in rows if row.is_named]
    homes = {row.path for row in rows if site and row.translation_key == site.root_page.translation_key}
    request._near = _near([row for row in rows if _below_home(row) in homes], linked, homes)
    return _addresses_in(rows, told)


def near_address(request, number: int) -> str | None:
    """Where a link to the page with this number leads, in the reader's language or else in the page's own.

    Empty when that is not public; None when the page shown now does not link to it, or it is on another site.
    """
    return getattr(request, "_near", {}).get(number)


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
    below = _below_home(page) if page else home_path(request)
    return _links_in(_rows(_around(page, below)), page) if below else []


def _below_home(page):
    return page.path[: Page.steplen * HOME_DEPTH]


def _near(rows, linked, homes):
    addresses: dict[tuple[UUID, str], str] = {}
    for row in rows:
        address = public_address(row.url_path, row.language)
        addresses |= {(row.translation_key, row.language): address, (row.translation_key, row.path): address}
    return {
        one.pk: addresses.get((one.translation_key, get_language()))
        or addresses.get((one.translation_key, one.path), "")
        for one in linked
        if _below_home(one) in homes
    }


def _translations_of(pages):
    # An alias in another language is the source text under another address, not a translation. An alias in its own
    # language is a page that two sites share.
    translated = Q(alias_of=None) | Q(alias_of__locale=F("locale"))
    return translated & Q(translation_key__in={page.translation_key for page in pages})


def _around(page, below):
    above = page.path[: Page.steplen * (HOME_DEPTH + 1)] if page else ""
    shown = Q(show_in_menus=True) | Q(textpage__footer__gt="") | Q(path=above)
    return shown & Q(path__startswith=below, depth=HOME_DEPTH + 1)


def _rows(wanted, **annotations):
    """The public pages for which `wanted` holds, in the order of the tree, with what a link needs."""
    told = {
        "footer": F("textpage__footer"), "short_title": F("textpage__short_title"),
        "language": F("locale__language_code"),
    } | annotations  # fmt: skip
    found = Page.objects.live().filter(wanted).order_by("path").annotate(**told)
    return found.values_list("translation_key", "title", "url_path", "path", "show_in_menus", *told, named=True)


def _addresses_in(rows, pages):
    addresses: dict[UUID, dict[str, str]] = {page.translation_key: {} for page in pages}
    for row in rows:
        addresses[row.translation_key][row.language] = public_address(row.url_path, row.language)
    return addresses


def _links_in(rows, page):
    return [
        PageLink(
            text=row.short_title or row.title,
            title=row.title,
            address=public_address(row.url_path, get_language()),
            current=page is not None and page.path.startswith(row.path),
            in_menu=row.show_in_menus,
            footer=row.footer or "",
        )
        for row in rows
    ]


def _yes_or_no(condition):
    return Case(When(condition, then=Value(True)), default=Value(False), output_field=BooleanField())


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
