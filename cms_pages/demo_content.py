"""The first content of a site: the pages of one organisation in all languages.

The translations are kept the way wagtail-localize would have made them: every line of Dutch with its translation, so
that its translation editor goes on from here.
"""

import uuid

from django.db import transaction
from wagtail.models import Locale, Page
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationLog, TranslationSource

from cms_pages.demo_words import SOURCE, IncompleteTranslation, content_of, word_pairs
from cms_pages.models import HomePage, TextPage
from cms_pages.navigation import HOME_DEPTH


@transaction.atomic
def create_site_content(organisation, locale_codes) -> HomePage:
    """Create the home page and text pages of `organisation` in Dutch and in every language of `locale_codes`.

    A site that has a home page already is left as it is. Returns the Dutch home page. Raises IncompleteTranslation.
    """
    root_page = organisation.site.root_page.specific
    if isinstance(root_page, HomePage):
        return root_page

    content = content_of(organisation.country, SOURCE)
    pages = _create_pages(organisation, SOURCE, content, translation_of={})
    _publish(pages, content, links=pages)
    sources = {key: TranslationSource.get_or_create_from_instance(page)[0] for key, page in pages.items()}

    for code in locale_codes:
        if code != SOURCE:
            translated_content = content_of(organisation.country, code)
            translated = _create_pages(organisation, code, translated_content, translation_of=pages)
            _publish(translated, translated_content, links=pages)
            words = dict(word_pairs(content, translated_content))
            words[pages["home"].slug] = translated["home"].slug
            _remember_translations(sources, translated, words)

    _use_as_root(organisation.site, pages["home"])
    return pages["home"]


def _create_pages(organisation, code, content, *, translation_of):
    """The pages by key, still without their content: links need to know them."""
    locale, _created = Locale.objects.get_or_create(language_code=code)
    home = HomePage(
        # Home pages of both organisations and of all languages are neighbours below Wagtail's root.
        slug=f"{organisation.country.lower()}-{code}",
        locale=locale,
        **_words(content["home"], "title", "seo_title", "lead", "call_to_action"),
        **_same_page(translation_of.get("home")),
    )
    Page.get_first_root_node().add_child(instance=home)
    pages = {"home": home}
    for key, words in content["pages"].items():
        page = TextPage(
            locale=locale,
            show_in_menus=words["menu"],
            **_words(words, "title", "slug", "short_title", "lead", "footer"),
            **_same_page(translation_of.get(key)),
        )
        pages[key] = home.add_child(instance=page)
    return pages


def _words(words, *names):
    return {name: words[name] for name in names}


def _same_page(source):
    return {"translation_key": source.translation_key} if source else {}


def _publish(pages, content, *, links):
    for key, page in pages.items():
        blocks = content["home"]["body"] if key == "home" else content["pages"][key]["body"]
        page.body = [_block(words, links, f"{key}/{number}") for number, words in enumerate(blocks)]
        page.save_revision(clean=False).publish()


def _remember_translations(sources, translated, words):
    """Hand every line and its translation to wagtail-localize. Raises IncompleteTranslation."""
    strings = []
    for key, source in sources.items():
        locale = translated[key].locale
        Translation.objects.create(source=source, target_locale=locale)
        TranslationLog.objects.create(source=source, locale=locale, revision=translated[key].latest_revision)
        segments = StringSegment.objects.filter(source=source).select_related("string")
        for segment in segments:
            if segment.string.data not in words:
                raise IncompleteTranslation(f"{locale.language_code}: no translation of “{segment.string.data}”")
            strings.append(
                StringTranslation(
                    translation_of_id=segment.string_id,
                    context_id=segment.context_id,
                    locale=locale,
                    data=words[segment.string.data],
                )
            )
    StringTranslation.objects.bulk_create(strings, ignore_conflicts=True)


def _block(words, links, place):
    """One block of a StreamField as it is stored."""
    kind = words["block"]
    inner = {key: value for key, value in words.items() if key != "block"}
    return {"type": kind, "id": _identity(place), "value": _value(kind, inner, links, place)}


def _value(kind, words, links, place):
    match kind:
        case "heading":
            return words["text"]
        case "paragraph":
            return "".join(f"<p>{paragraph}</p>" for paragraph in words["text"])
        case "steps" | "points" | "questions":
            return _items(words[kind], links, place)
        case "contact" | "danger":
            return None
    return _struct(words, links, place)


def _struct(words, links, place):
    return {key: _part(key, value, links, f"{place}/{key}") for key, value in words.items()}


def _part(key, value, links, place):
    if key == "page":
        return links[value].pk  # the Dutch page: links are led to the reader's language when shown
    if isinstance(value, list):
        return _items(value, links, place)
    return _struct(value, links, place) if isinstance(value, dict) else value


def _items(values, links, place):
    return [
        {"type": "item", "id": _identity(f"{place}/{number}"), "value": _struct(value, links, f"{place}/{number}")}
        for number, value in enumerate(values)
    ]


def _identity(place):
    """The same id for the same place in every language: by it the translation editor finds a line again."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, place))


def _use_as_root(site, home):
    site.root_page = home
    site.save()
    # Only Wagtail's own "Welcome" page is a bare Page. It goes, unless a site still stands on it and would go with it.
    Page.objects.filter(depth=HOME_DEPTH, numchild=0, sites_rooted_here=None).exact_type(Page).delete()
