"""The first content of a site: the pages of one organisation in all languages.

The translations are kept the way wagtail-localize would have made them: every line of Dutch with its translation, so
that its translation editor goes on from here.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from wagtail.fields import StreamField
from wagtail.models import Locale, Page
from wagtail_localize.models import TranslationSource

from cms_pages.demo_leaflets import put_leaflets
from cms_pages.demo_pictures import demo_picture
from cms_pages.demo_storing import remember_translations, stored_block
from cms_pages.demo_words import SOURCE, content_of, word_pairs
from cms_pages.models import (
    AgendaPage,
    EventPage,
    FolderIndexPage,
    HomePage,
    ModelIndexPage,
    ModelPage,
    NewsIndexPage,
    NewsPage,
    PublicationIndexPage,
    PublicationPage,
    RegionIndexPage,
    StoryIndexPage,
    StoryPage,
    TextPage,
)
from cms_pages.navigation import HOME_DEPTH

TYPES: dict[str, type[TextPage]] = {
    "folders": FolderIndexPage,
    "text": TextPage,
    "models": ModelIndexPage,
    "model": ModelPage,
    "stories": StoryIndexPage,
    "story": StoryPage,
    "agenda": AgendaPage,
    "event": EventPage,
    "news": NewsIndexPage,
    "item": NewsPage,
    "publications": PublicationIndexPage,
    "publication": PublicationPage,
    "regions": RegionIndexPage,
}


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
    translations = []
    for code in locale_codes:
        if code != SOURCE:
            translated_content = content_of(organisation.country, code)
            translated = _create_pages(organisation, code, translated_content, translation_of=pages)
            _publish(translated, translated_content, links=pages)
            words = dict(word_pairs(content, translated_content))
            words[pages["home"].slug] = translated["home"].slug
            translations.append((translated, words))
    # Afterwards: once it is known what is translated from what, a line that is the same in both would be refused.
    sources = {key: TranslationSource.get_or_create_from_instance(page)[0] for key, page in pages.items()}
    for translated, words in translations:
        remember_translations(sources, translated, words)

    _use_as_root(organisation.site, pages["home"])
    put_leaflets(pages["folders"])
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
        page_type = TYPES[words.get("type", "text")]
        page = page_type(
            locale=locale,
            show_in_menus=words.get("menu", False),
            **_plain_words(organisation, words, page_type),
            **_same_page(translation_of.get(key)),
        )
        pages[key] = pages[words.get("under", "home")].add_child(instance=page)
    return pages


def _words(words, *names):
    return {name: words[name] for name in names}


def _plain_words(organisation, words, page_type):
    """Everything but what says where the page stands, and the StreamFields, which come when all pages are there."""
    skipped = {"type", "under", "menu", "in_days", "from", "until", "region", "picture", *_streams(page_type)}
    plain = {name: value for name, value in words.items() if name not in skipped}
    if "region" in words:
        plain["region"] = organisation.regions.filter(slug=words["region"]).first()
    if "picture" in words:
        plain["picture"] = demo_picture(words["picture"])
    if "in_days" in words:  # a demo has an agenda and news whenever it is made
        day = timezone.localdate() + timedelta(days=words["in_days"])
        if page_type is NewsPage:
            return plain | {"date": day}
        moments = {"starts": words["from"], "ends": words["until"]}
        plain |= {name: timezone.make_aware(datetime.combine(day, moment)) for name, moment in moments.items()}
    return plain


def _streams(page_type):
    return [field.name for field in page_type._meta.get_fields() if isinstance(field, StreamField)]


def _same_page(source):
    return {"translation_key": source.translation_key} if source else {}


def _publish(pages, content, *, links):
    for key, page in pages.items():
        # Fetched anew: children have been added since, and what is saved says how many.
        page.refresh_from_db()
        words = content["home"] if key == "home" else content["pages"][key]
        for name in _streams(type(page)):
            place = key if name == "body" else f"{key}/{name}"
            blocks = [
                stored_block(block, links, f"{place}/{number}") for number, block in enumerate(words.get(name, []))
            ]
            setattr(page, name, blocks)
        page.save_revision(clean=False).publish()


def _use_as_root(site, home):
    site.root_page = home
    site.save()
    # Only Wagtail's own "Welcome" page is a bare Page. It goes, unless a site still stands on it and would go with it.
    Page.objects.filter(depth=HOME_DEPTH, numchild=0, sites_rooted_here=None).exact_type(Page).delete()
