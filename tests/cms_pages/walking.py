"""Every public page of a site of demo content, language by language."""

from django.conf import settings
from wagtail.models import Page

from cms_pages.demo_content import create_site_content
from tests.organisations.factories import OrganisationFactory, RegionFactory

LANGUAGES = [code for code, _name in settings.LANGUAGES]


def demo_site(languages=LANGUAGES, *, belgian=False, **organisation):
    """The home page, in Dutch, of a site with the demo content and one region, Overijssel."""
    organisation = OrganisationFactory(belgian=belgian, **organisation)
    RegionFactory(organisation=organisation, name="Overijssel", slug="overijssel", postcodes=["8011"])
    return create_site_content(organisation, languages)


def pages_by_language(home) -> dict[str, list[Page]]:
    """All pages below the home page and its translations, each with its home page first."""
    homes = home.get_translations(inclusive=True).select_related("locale")
    return {one.locale.language_code: list(one.get_descendants(inclusive=True).order_by("path")) for one in homes}


def address_of(page) -> str:
    return page.get_url_parts()[2]
