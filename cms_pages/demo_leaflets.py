"""The first leaflets. The site that comes first owns them; another one shows the same, so they are written once.

What is shared is an alias in Wagtail's sense: it follows its source, and has the numbers of the site it stands on.
"""

import uuid

from wagtail.models import Page
from wagtail_localize.models import TranslationSource

from cms_pages.demo_storing import remember_translations, stored_block
from cms_pages.demo_words import LEAFLETS, SOURCE, content_of, word_pairs
from cms_pages.models import FolderIndexPage, FolderPage
from portal.organisations.models import Country


def put_leaflets(index: FolderIndexPage) -> None:
    """Fills an index, and its translations, with the leaflets. Raises IncompleteTranslation."""
    indexes = {each.locale.language_code: each for each in index.get_translations(inclusive=True)}
    shared = FolderPage.objects.filter(locale=index.locale, alias_of=None).order_by("path")
    if shared:
        for folder in shared:
            _share(folder, indexes)
    else:
        _write(indexes)


def _share(folder, indexes):
    """Puts a leaflet and its translations on another site, where they are translations of each other again."""
    key = uuid.uuid4()
    for version in folder.get_translations(inclusive=True):
        below = indexes.get(version.locale.language_code)
        if below is not None:
            alias = version.create_alias(parent=below)
            Page.objects.filter(pk=alias.pk).update(translation_key=key)


def _write(indexes):
    content = content_of(Country.NL, SOURCE, LEAFLETS)["pages"]
    pages = {key: _leaflet(words, indexes[SOURCE], place=key) for key, words in content.items()}
    translations = []
    for code, index in indexes.items():
        if code != SOURCE:
            words = content_of(Country.NL, code, LEAFLETS)["pages"]
            translated = {
                key: _leaflet(words[key], index, place=key, translation_key=page.translation_key)
                for key, page in pages.items()
            }
            translations.append((translated, dict(word_pairs(content, words))))
    sources = {key: TranslationSource.get_or_create_from_instance(page)[0] for key, page in pages.items()}
    for translated, words in translations:
        remember_translations(sources, translated, words)


def _leaflet(words, index, *, place, **same_page):
    body = [stored_block(block, {}, f"{place}/{number}") for number, block in enumerate(words["body"])]
    plain = {name: words[name] for name in words.keys() - {"type", "body"}}
    page = index.add_child(instance=FolderPage(locale=index.locale, body=body, **plain, **same_page))
    page.save_revision(clean=False).publish()
    return page
