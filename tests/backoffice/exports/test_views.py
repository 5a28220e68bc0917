"""The pages of a download: how far it is, the file itself, for one person, after signing in once more."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from portal.backoffice.exports.asking import ask_for_export
from portal.backoffice.exports.making import make_exports
from portal.backoffice.models import Export
from portal.privacy.models import AccessLogEntry
from tests.accounts.factories import PASSWORD, UserFactory, code_of, give_app
from tests.backoffice.exports.files import ask, file_of, page_of, sign_in_again, viewset_called

pytestmark = pytest.mark.django_db


def test_a_ready_file_is_shut_for_who_lost_the_role(region, as_user):
    both = UserFactory(role="administrator", is_staff=True, organisation=region.organisation)
    export = ask(as_user(both))
    make_exports()
    both.groups.set(UserFactory(role="editor").groups.all())
    client = as_user(both)
    sign_in_again(client)
    assert client.get(reverse("exports:file", args=[export.pk])).status_code == 404


def test_the_page_tells_how_far_it_is_and_looks_again_by_itself(client):
    export = ask(client)
    response = client.get(page_of(export))
    assert "<progress" in response.content.decode()
    assert "Waiting for its turn" in response.content.decode()
    assert response["Refresh"] == "3"
    assert "Refresh" not in client.get(page_of(export) + "?still")
    now = timezone.now()
    Export.objects.update(state="running", rows_done=1, rows_total=3, lease=export.pk, lease_until=now)
    response = client.get(page_of(export))
    assert 'max="3" value="1"' in response.content.decode()
    assert "1 of 3 rows" in response.content.decode()


def test_a_ready_page_offers_the_file_and_is_kept_by_nobody(client):
    export = ask(client)
    make_exports()
    response = client.get(page_of(export))
    assert "Refresh" not in response
    assert "1 row, " in response.content.decode()
    assert "no-store" in response["Cache-Control"]


def test_a_file_that_is_not_ready_leads_to_its_page(client):
    export = ask(client)
    response = client.get(reverse("exports:file", args=[export.pk]))
    assert response["Location"] == page_of(export)


def test_the_download_asks_to_sign_in_once_more_and_begins_by_itself(client):
    export = ask(client)
    make_exports()
    for address in (page_of(export) + "?start", reverse("exports:file", args=[export.pk])):
        response = client.get(address)
        assert response["Location"].startswith(reverse("account_reauthenticate"))
    back = client.post(reverse("account_reauthenticate"), {"password": PASSWORD, "next": page_of(export) + "?start"})
    assert back["Location"] == page_of(export) + "?start"
    file_url = reverse("exports:file", args=[export.pk])
    assert client.get(back["Location"])["Refresh"] == f"0; url={file_url}"
    response = client.get(file_url)
    assert response["Content-Disposition"].startswith('attachment; filename="postcodes-')
    assert "no-store" in response["Cache-Control"]
    assert b"8011" in b"".join(response.streaming_content)
    with time_machine.travel(timezone.now() + timedelta(minutes=6)):
        assert client.get(file_url).status_code == 302


def test_with_a_second_factor_too_the_download_asks_once_more(client, administrator, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    export = ask_for_export(viewset_called("postcodes"), by=administrator, query="", language="en")
    make_exports()
    secret = give_app(administrator)
    client.logout()
    client.post(reverse("account_login"), {"login": administrator.email, "password": PASSWORD})
    client.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
    assert client.get(page_of(export)).status_code == 200
    response = client.get(reverse("exports:file", args=[export.pk]))
    assert response["Location"].startswith(reverse("account_reauthenticate"))
    assert len(file_of(client, export)) == 2


def test_every_download_is_a_line_of_the_access_log(client, administrator):
    export = ask(client)
    make_exports()
    client.get(page_of(export))
    assert not AccessLogEntry.objects.filter(what="backoffice.export").exists()
    file_of(client, export)
    line = AccessLogEntry.objects.get(what="backoffice.export")
    assert (line.object_id, line.actor_id, line.screen) == (export.pk, administrator.pk, "export: postcodes")
    assert line.organisation_id == administrator.organisation_id
    file_of(client, export)
    assert AccessLogEntry.objects.filter(what="backoffice.export").count() == 2


@pytest.mark.parametrize("name", ["export", "file"])
def test_anothers_is_not_there(client, region, as_user, name):
    export = ask(client)
    make_exports()
    colleague = as_user(UserFactory(role="administrator", is_staff=True, organisation=region.organisation))
    sign_in_again(colleague)
    assert colleague.get(reverse(f"exports:{name}", args=[export.pk])).status_code == 404
    assert str(export.pk) not in colleague.get(reverse("exports:exports")).content.decode()
    assert str(export.pk) in client.get(reverse("exports:exports")).content.decode()


def test_my_downloads_cost_the_same_with_one_and_with_many(client, administrator, count_queries):
    def look():
        return client.get(reverse("exports:exports"))

    ask(client)
    make_exports()
    one = count_queries(look)
    for _ in range(4):
        ask(client)
        make_exports()
    assert count_queries(look) == one
    assert len(look().context["exports"]) == 5
