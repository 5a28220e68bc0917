"""The first content of a site: the pages of one organisation in all languages.

The words stand in cms_pages/demo/<language>.toml. Dutch is the source and gives the shape; the other languages become
translations of wagtail-localize, line by line, so that its translation editor goes on from here.
"""

import tomllib
import uuid
from pathlib import Path

from django.db import transaction
from wagtail.models import Locale, Page, Site
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource

from cms_pages.models import HomePage, TextPage
from portal.organisations.models import Country

FOLDER = Path(__file__).parent / "demo"
SOURCE = "nl"
NOT_WORDS = frozenset(["block", "drawing", "leads_to", "page", "menu", "footer"])


class IncompleteTranslation(Exception):
    """A language lacks words that the Dutch text has, or has words in another place."""


@transaction.atomic
def create_site_content(organisation, locale_codes) -> HomePage:
    """Create the home page and text pages of `organisation` in Dutch and in every language of `locale_codes`.

    A site that has a home page already is left as it is. Returns the Dutch home page.
    """
    root_page = organisation.site.root_page.specific
    if isinstance(root_page, HomePage):
        return root_page

    words = words_of(organisation.country, SOURCE)
    home, pages = _create_empty_pages(organisation, words)
    _fill(home, words["home"], pages)
    for key, page in pages.items():
        _fill(page, words["page"][key], pages)

    for code in locale_codes:
        if code != SOURCE:
            _translate(organisation, code, [home, *pages.values()])
    _use_as_root(organisation.site, home)
    return home


def words_of(country: str, language: str) -> dict:
    """All words of one language as one organisation says them."""
    with (FOLDER / f"{language}.toml").open("rb") as file:
        return _as_said_in(country, tomllib.load(file))


def translations(source, target, path="") -> dict[str, str]:
    """Source words -> target words, from two trees of the same shape. Raises IncompleteTranslation."""
    if isinstance(source, str):
        if not isinstance(target, str) or not target:
            raise IncompleteTranslation(f"{path}: no translation of “{source}”")
        return {source: target}
    if isinstance(source, list):
        if not isinstance(target, list) or len(source) != len(target):
            raise IncompleteTranslation(f"{path}: another number of items")
        pairs = [translations(one, other, f"{path}[{n}]") for n, (one, other) in enumerate(zip(source, target))]
    else:
        wanted = {key: value for key, value in source.items() if key not in NOT_WORDS and value != ""}
        pairs = [translations(value, _part(target, key, path), f"{path}.{key}") for key, value in wanted.items()]
    return {before: after for pair in pairs for before, after in pair.items()}


def _part(target, key, path):
    if not isinstance(target, dict):
        raise IncompleteTranslation(f"{path}: a table was expected")
    # A block without words (the telephone numbers, say) is an empty table.
    return target.get(key, "")


def _as_said_in(country, value):
    if isinstance(value, list):
        return [_as_said_in(country, item) for item in value]
    if not isinstance(value, dict):
        return value
    if value.keys() == set(Country.values):
        return _as_said_in(country, value[country])
    return {key: _as_said_in(country, item) for key, item in value.items()}


def _create_empty_pages(organisation, words):
    """The pages first, without their content: links need to know them."""
    locale, _created = Locale.objects.get_or_create(language_code=SOURCE)
    home = HomePage(
        title=words["home"]["title"],
        slug=_home_slug(organisation, SOURCE),
        seo_title=words["home"]["seo_title"],
        lead=words["home"]["lead"],
        call_to_action=words["home"]["call_to_action"],
        locale=locale,
    )
    Page.get_first_root_node().add_child(instance=home)
    pages = {}
    for key, page_words in words["page"].items():
        pages[key] = home.add_child(
            instance=TextPage(
                title=page_words["title"],
                slug=page_words["slug"],
                short_title=page_words["short_title"],
                lead=page_words["lead"],
                show_in_menus=page_words["menu"],
                footer=page_words["footer"],
                locale=locale,
            )
        )
    return home, pages


def _fill(page, words, pages):
    page.body = [_block(block, pages) for block in words["body"]]
    page.save_revision(clean=False).publish()


def _block(words, pages):
    """One block of a StreamField's stored form."""
    words = dict(words)
    kind = words.pop("block")
    return {"type": kind, "id": str(uuid.uuid4()), "value": _value(kind, words, pages)}


def _value(kind, words, pages):
    match kind:
        case "heading":
            return words["text"]
        case "paragraph":
            return "".join(f"<p>{paragraph}</p>" for paragraph in words["text"])
        case "steps" | "points" | "questions":
            return _items(words[kind], pages)
        case "contact" | "danger":
            return None
    return _struct(words, pages)


def _struct(words, pages):
    return {key: _part_of_struct(key, value, pages) for key, value in words.items()}


def _part_of_struct(key, value, pages):
    if key == "page":
        return pages[value].pk
    if isinstance(value, list):
        return _items(value, pages)
    return _struct(value, pages) if isinstance(value, dict) else value


def _items(values, pages):
    """List items with ids: without them the translation editor passes them over in silence."""
    return [{"type": "item", "id": str(uuid.uuid4()), "value": _struct(value, pages)} for value in values]


def _translate(organisation, code, pages):
    locale, _created = Locale.objects.get_or_create(language_code=code)
    dictionary = translations(words_of(organisation.country, SOURCE), words_of(organisation.country, code))
    dictionary[_home_slug(organisation, SOURCE)] = _home_slug(organisation, code)
    for page in pages:
        source, _created = TranslationSource.get_or_create_from_instance(page)
        Translation.objects.get_or_create(source=source, target_locale=locale)
        _store_strings(source, locale, dictionary)
        # Not `save_target`: that publishes only when the outermost transaction ends.
        source.create_or_update_translation(locale, publish=False)
        page.get_translation(locale).get_latest_revision().publish()


def _store_strings(source, locale, dictionary):
    segments = StringSegment.objects.filter(source=source).select_related("string")
    missing = [segment.string.data for segment in segments if segment.string.data not in dictionary]
    if missing:
        raise IncompleteTranslation(f"{locale.language_code}: no translation of {missing}")
    found = {(segment.string_id, segment.context_id): dictionary[segment.string.data] for segment in segments}
    StringTranslation.objects.bulk_create(
        [
            StringTranslation(translation_of_id=string, context_id=context, locale=locale, data=data)
            for (string, context), data in found.items()
        ],
        ignore_conflicts=True,
    )


def _home_slug(organisation, language):
    """Home pages of both organisations and all languages are neighbours below Wagtail's root."""
    return f"{organisation.country.lower()}-{language}"


def _use_as_root(site, home):
    before = site.root_page
    site.root_page = home
    site.save()
    # Wagtail's own "Welcome" page goes when no site stands on it any more (deleting it would delete the site too).
    unused = not Site.objects.filter(root_page=before).exists()
    if unused and before.content_type.model_class() is Page and not before.numchild:
        before.delete()
