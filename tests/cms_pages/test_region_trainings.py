"""The agenda of a region on its page: its own trainings and meetings, its pages of events, and a way to the rest."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cms_pages.models.region_pages import MOST_EVENTS
from tests.cms_pages.factories import AgendaPageFactory, EventPageFactory, RegionIndexPageFactory, in_dutch
from tests.cms_pages.test_navigation import queries_of
from tests.cms_pages.test_region_pages import ONE
from tests.organisations.factories import RegionFactory
from tests.training.events import make_event, person
from training.actions.planning import cancel_event
from training.actions.seating import take_seat

PAGE = "/nl/regios/overijssel/"
NOTHING = "Nothing is planned yet. Call us if you want to know when the next meeting is."


@pytest.fixture
def region(organisation):
    return RegionFactory(organisation=organisation, name="Overijssel", slug="overijssel")


@pytest.fixture
def agenda(home):
    RegionIndexPageFactory(parent=home)
    return AgendaPageFactory(parent=home)


def own_page(agenda, region, *, days, **fields):
    starts = timezone.now() + timedelta(days=days)
    return EventPageFactory(parent=agenda, region=region, starts=starts, ends=starts + timedelta(hours=2), **fields)


def html_of(client):
    response = client.get(PAGE)
    assert response.status_code == 200
    return response.content.decode()


def test_trainings_and_own_pages_stand_together_in_order_of_time(dutch, agenda, region):
    last = make_event(region, only=region, in_days=9, title="Third")
    own_page(agenda, region, days=5, title="Second")
    first = make_event(region, only=region, in_days=2, kind="information")
    html = html_of(dutch)
    assert f'<a href="/nl/training/{first.pk}/">{in_dutch("Information meeting")}</a>' in html
    assert f'<a href="/nl/training/{last.pk}/" lang="nl">Third</a>' in html
    places = [html.index(str(first.pk)), html.index(">Second</a>"), html.index(str(last.pk))]
    assert places == sorted(places)
    assert "Zwolle, De Kamer 1" in html
    assert in_dutch(NOTHING) not in html
    assert f'<a class="go" href="/nl/agenda/">{in_dutch("See the whole agenda")}</a>' in html


def test_what_is_not_for_everybody_or_of_another_region_does_not_stand_there(dutch, agenda, region):
    neighbour = RegionFactory(organisation=region.organisation)
    make_event(region, only=region, title="Private", is_public=False)
    make_event(region, only=region, title="In preparation", opened=False)
    cancel_event(make_event(region, only=region, title="Cancelled"), by=region.manager, because="x")
    make_event(neighbour, only=neighbour, title="Of the neighbours")
    make_event(region, title="For all regions")
    html = html_of(dutch)
    for title in ("Private", "In preparation", "Cancelled", "Of the neighbours", "For all regions"):
        assert title not in html


def test_where_nothing_is_planned_it_says_so_and_leads_to_the_agenda(dutch, agenda, region):
    html = html_of(dutch)
    assert in_dutch(NOTHING) in html
    assert 'href="/nl/agenda/"' in html


def test_where_there_is_no_agenda_there_is_no_way_to_it(dutch, home, agenda, region):
    agenda.unpublish()
    html = html_of(dutch)
    assert in_dutch("Agenda of this region") not in html
    make_event(region, only=region, title="All the same")
    html = html_of(dutch)
    assert "All the same" in html
    assert 'href="/nl/agenda/"' not in html


def test_only_the_soonest_stand_there(dutch, agenda, region):
    for number in range(MOST_EVENTS + 2):
        make_event(region, only=region, in_days=5 + number)
    assert html_of(dutch).count("/nl/training/") == MOST_EVENTS


def test_a_training_costs_no_query(dutch, agenda, region):
    assert queries_of(dutch, PAGE) == ONE
    for number in range(4):
        event = make_event(region, only=region, in_days=5 + number)
        own_page(agenda, region, days=5 + number)
        take_seat(event, person(region), by=region.manager)
    assert queries_of(dutch, PAGE) == ONE
