"""Home pages and text pages, as the tests need them."""

import factory
from wagtail.models import Locale, Page

from cms_pages.models import HomePage, TextPage
from tests.organisations.factories import OrganisationFactory


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


def _add(home):
    return Page.get_first_root_node().add_child(instance=home)
