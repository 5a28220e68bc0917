"""A page comes and goes by the clock: periodic work publishes what is due and takes down what is over."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cms_pages.models import FolderPage
from cms_pages.tasks import publish_scheduled
from portal.periodic.work import run_due
from tests.cms_pages.test_folders import index_below

pytestmark = pytest.mark.django_db
ADDRESS = "/nl/folders/straks/"


@pytest.fixture
def planned(home):
    """A leaflet that is to appear in an hour and to go an hour later."""
    index = index_below(home)
    leaflet = index.add_child(
        instance=FolderPage(title="Vuurtoren", slug="straks", lead="Tot later.", live=False, locale=index.locale)
    )
    leaflet.go_live_at = timezone.now() + timedelta(hours=1)
    leaflet.expire_at = timezone.now() + timedelta(hours=2)
    leaflet.save_revision().publish()
    return leaflet


def places(client):
    """Whether readers find it: at its address, in the list, by searching and in the sitemap."""
    publish_scheduled()
    return [
        client.get(ADDRESS).status_code == 200,
        "Vuurtoren" in client.get("/nl/folders/").content.decode(),
        f'href="{ADDRESS}"' in client.get("/nl/search/", {"q": "vuurtoren"}).content.decode(),
        ADDRESS in client.get("/sitemap-pages.xml").content.decode(),
    ]


def test_it_appears_and_goes_everywhere_at_its_time(planned, dutch, time_machine):
    now = timezone.now()
    assert places(dutch) == [False] * 4
    time_machine.move_to(now + timedelta(minutes=61))
    assert places(dutch) == [True] * 4
    time_machine.move_to(now + timedelta(minutes=121))
    assert places(dutch) == [False] * 4


def test_the_clock_rings_by_itself(planned, time_machine):
    time_machine.move_to(timezone.now() + timedelta(minutes=61))
    assert "publish_scheduled" in run_due()
    planned.refresh_from_db()
    assert planned.live
