"""Publishing on time."""

from datetime import timedelta

import time_machine
from django.utils import timezone

from cms_pages.tasks import publish_scheduled
from tests.cms_pages.factories import TextPageFactory


def test_a_page_appears_and_disappears_when_its_time_has_come(client, home):
    soon = timezone.now() + timedelta(hours=1)
    coming = TextPageFactory(parent=home, slug="straks", live=False)
    coming.go_live_at = soon
    coming.save_revision().publish()
    TextPageFactory(parent=home, slug="voorbij", expire_at=soon)
    publish_scheduled()
    assert client.get("/nl/straks/").status_code == 404
    assert client.get("/nl/voorbij/").status_code == 200

    with time_machine.travel(soon + timedelta(minutes=1)):
        publish_scheduled()
        assert client.get("/nl/straks/").status_code == 200
        assert client.get("/nl/voorbij/").status_code == 404
