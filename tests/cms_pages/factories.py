"""Home pages and text pages, as the tests need them."""

from datetime import date

import factory
from django.utils import translation
from django.utils.translation import gettext
from wagtail.models import Locale, Page

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
from tests.organisations.factories import OrganisationFactory


def in_dutch(words: str) -> str:
    """What stands on a Dutch page for these words of ours."""
    with translation.override("nl"):
        return gettext(words)


def locale(code):
    return Locale.objects.get_or_create(language_code=code)[0]


class HomePageFactory(factory.Factory):
    """The home page on which the organisation's site stands; `translation_of` makes it that page in `language`."""

    class Meta:
        model = HomePage

    title = factory.LazyAttribute(lambda page: f"Begin {page.locale}")
    slug = factory.Sequence(lambda n: f"home-{n}")
    lead = "Loopt u vast?"
    call_to_action = "Vraag een conferentie aan"
    locale = factory.LazyFunction(lambda: locale("nl"))

    @classmethod
    def _adjust_kwargs(cls, language="nl", **fields):
        return fields | {"locale": locale(language)}

    @classmethod
    def _create(cls, model, *args, organisation=None, translation_of=None, **fields):
        if translation_of:
            return _add(model(translation_key=translation_of.translation_key, **fields))
        home = _add(model(**fields))
        site = (organisation or OrganisationFactory()).site
        site.root_page = home
        site.save()
        return home


class TextPageFactory(factory.Factory):
    """A text page below `parent`; `translation_of` makes it that page in the language of its parent."""

    class Meta:
        model = TextPage

    title = factory.Sequence(lambda n: f"Pagina {n}")
    slug = factory.Sequence(lambda n: f"pagina-{n}")
    lead = "Waar dit over gaat."

    @classmethod
    def _create(cls, model, *args, parent, translation_of=None, **fields):
        if translation_of:
            fields["translation_key"] = translation_of.translation_key
        return parent.add_child(instance=model(locale=parent.locale, **fields))


class ModelIndexPageFactory(TextPageFactory):
    class Meta:
        model = ModelIndexPage

    title = "Soorten conferenties"
    slug = "conferenties"


class ModelPageFactory(TextPageFactory):
    class Meta:
        model = ModelPage

    slug = factory.Sequence(lambda n: f"soort-{n}")
    drawing = "model-work"
    who_meets = "Mensen die iets willen."


class StoryIndexPageFactory(TextPageFactory):
    class Meta:
        model = StoryIndexPage

    title = "Verhalen"
    slug = "verhalen"


class StoryPageFactory(TextPageFactory):
    """A story with consent on file."""

    class Meta:
        model = StoryPage

    slug = factory.Sequence(lambda n: f"verhaal-{n}")
    subject = "school"
    quote = "Ze praatten met mij."
    question = "Wat heb ik nodig?"
    concerns = "Al weken thuis."
    who_came = "De hele familie."
    plan = "Opa belt om zeven uur."
    told_by = "een leerling"
    consent_on_file = True
    consent_given_on = date(2026, 1, 15)


class AgendaPageFactory(TextPageFactory):
    class Meta:
        model = AgendaPage

    title = "Agenda"
    slug = "agenda"


class EventPageFactory(TextPageFactory):
    class Meta:
        model = EventPage

    slug = factory.Sequence(lambda n: f"dag-{n}")
    place = "Zwolle"
    for_whom = "Iedereen."


class NewsIndexPageFactory(TextPageFactory):
    class Meta:
        model = NewsIndexPage

    title = "Nieuws"
    slug = "nieuws"


class NewsPageFactory(TextPageFactory):
    class Meta:
        model = NewsPage

    slug = factory.Sequence(lambda n: f"bericht-{n}")


class PublicationIndexPageFactory(TextPageFactory):
    class Meta:
        model = PublicationIndexPage

    title = "Publicaties"
    slug = "publicaties"


class PublicationPageFactory(TextPageFactory):
    class Meta:
        model = PublicationPage

    slug = factory.Sequence(lambda n: f"boek-{n}")
    authors = "Van Pagée (red.)"
    publisher = "SWP"
    year = 2003


class FolderIndexPageFactory(TextPageFactory):
    class Meta:
        model = FolderIndexPage

    title = "Folders"
    slug = "folders"


class RegionIndexPageFactory(TextPageFactory):
    class Meta:
        model = RegionIndexPage

    title = "Regio's"
    slug = "regios"


def _add(home):
    return Page.get_first_root_node().add_child(instance=home)
