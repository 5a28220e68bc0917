"""The kinds of conferences: an index, a page each with its parts, and what all have in common."""

import pytest

from cms_pages.demo_content import create_site_content
from cms_pages.models import ModelPage
from tests.cms_pages.factories import HomePageFactory, ModelIndexPageFactory, ModelPageFactory, in_dutch
from tests.cms_pages.test_navigation import queries_of
from tests.cms_pages.test_pages import LANGUAGES
from tests.organisations.factories import OrganisationFactory

CORE = [
    {"type": "heading", "value": "Altijd hetzelfde"},
    {"type": "points", "value": [{"title": "Zelf een plan", "text": ""}]},
]


@pytest.fixture
def index(home):
    return ModelIndexPageFactory(parent=home, core=CORE)


def test_the_index_lists_the_published_kinds_in_order(dutch, index):
    ModelPageFactory(parent=index, title="Leercirkel", who_meets="Een leerling en de leraar.")
    ModelPageFactory(parent=index, title="Concept", live=False)
    ModelPageFactory(parent=index, title="Werkvariant")
    html = dutch.get("/nl/conferenties/").content.decode()
    assert html.index("Leercirkel") < html.index("Werkvariant")
    assert "Een leerling en de leraar." in html
    assert "Concept" not in html


def test_an_empty_index_says_so(dutch, index):
    assert in_dutch("There is nothing here yet.") in dutch.get("/nl/conferenties/").content.decode()


def test_a_kind_leads_back_and_to_the_others_and_says_what_is_common(dutch, index):
    ModelPageFactory(parent=index, slug="leren", title="Leercirkel")
    ModelPageFactory(parent=index, slug="werk", title="Werkvariant")
    html = dutch.get("/nl/conferenties/leren/").content.decode()
    assert '<p class="crumb"><a href="/nl/conferenties/">Soorten conferenties</a></p>' in html
    assert 'href="/nl/conferenties/werk/"' in html
    assert "Zelf een plan" in html
    assert html.count("<h1>") == 1


def test_what_is_common_is_written_once(dutch, index):
    ModelPageFactory(parent=index, slug="leren")
    index.core = [{"type": "heading", "value": "Anders gezegd"}]
    index.save()
    assert "Anders gezegd" in dutch.get("/nl/conferenties/leren/").content.decode()


def test_kinds_of_the_other_site_are_not_listed(dutch, index):
    belgian_home = HomePageFactory(organisation=OrganisationFactory(belgian=True))
    ModelPageFactory(parent=ModelIndexPageFactory(parent=belgian_home), title="Ginder")
    assert "Ginder" not in dutch.get("/nl/conferenties/").content.decode()


def test_a_kind_can_only_stand_in_the_index(home, index):
    assert ModelPage.can_create_at(index)
    assert not ModelPage.can_create_at(home)


@pytest.mark.walk
@pytest.mark.parametrize("belgian", [False, True])
def test_each_of_the_five_shows_its_own_parts_in_every_language(client, db, belgian):
    organisation = OrganisationFactory(belgian=belgian) if belgian else OrganisationFactory()
    home = create_site_content(organisation, LANGUAGES)
    for translated in home.get_translations(inclusive=True):
        kinds = ModelPage.objects.descendant_of(translated)
        assert [kind.drawing for kind in kinds] == [
            "model-conference", "model-restorative", "model-all-hands", "model-learning", "model-work",
        ]  # fmt: skip
        for kind in kinds:
            response = client.get(kind.get_url_parts()[2], SERVER_NAME=organisation.site.hostname)
            assert response.content.decode().count('<svg class="art" viewBox="26 2 520 406" role="img"') == 3


@pytest.mark.parametrize("address", ["/nl/conferenties/", "/nl/conferenties/eerste/"])
def test_queries_are_few_and_do_not_grow(dutch, index, address):
    ModelPageFactory(parent=index, slug="eerste")
    few = queries_of(dutch, address)
    for _ in range(15):
        ModelPageFactory(parent=index)
    assert queries_of(dutch, address) == few
    assert few <= 12
